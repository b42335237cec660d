#ifndef GP_TEST_REPO_H
#define GP_TEST_REPO_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/mem.h"
#include "gp/process.h"

/*
 * A throw-away repository a test, made with the git program. The test runs
 * in it; nothing of the user's configuration is seen.
 */

#pragma GCC diagnostic ignored "-Wunused-function"

/* Runs a shell command; its output without the last LF, to be freed. */
static char *sh_status(int *status, const char *fmt, va_list args)
{
	struct gp_buf command = GP_BUF_INIT, out = GP_BUF_INIT;
	const char *argv[] = { "sh", "-c", NULL, NULL };
	struct gp_process process = { .argv = argv };
	char text[8192];

	vsnprintf(text, sizeof(text), fmt, args);
	gp_buf_puts(&command, text);
	argv[2] = gp_buf_str(&command);
	assert_int_equal(gp_process_run(&out, status, &process), GP_OK);
	gp_buf_clear(&command);
	while (out.len && out.data[out.len - 1] == '\n')
		out.data[--out.len] = '\0';
	return gp_buf_take(&out);
}

static void sh(const char *fmt, ...) GP_PRINTF(1, 2);
static void sh(const char *fmt, ...)
{
	va_list args;
	int status;

	va_start(args, fmt);
	free(sh_status(&status, fmt, args));
	va_end(args);
	if (status)
		fail_msg("'%s' exits with %d", fmt, status);
}

static char *sh_out(const char *fmt, ...) GP_PRINTF(1, 2);
static char *sh_out(const char *fmt, ...)
{
	va_list args;
	char *text;
	int status;

	va_start(args, fmt);
	text = sh_status(&status, fmt, args);
	va_end(args);
	if (status)
		fail_msg("'%s' exits with %d", fmt, status);
	return text;
}

static void assert_sh(const char *wanted, const char *fmt, ...) GP_PRINTF(2, 3);
static void assert_sh(const char *wanted, const char *fmt, ...)
{
	va_list args;
	char *text;
	int status;

	va_start(args, fmt);
	text = sh_status(&status, fmt, args);
	va_end(args);
	assert_string_equal(text, wanted);
	free(text);
}

struct trash {
	char dir[64];
	char *before;
};

static int trash_setup(void **state)
{
	struct trash *trash = gp_calloc(1, sizeof(*trash));

	strcpy(trash->dir, "/tmp/gp-test-XXXXXX");
	trash->before = getcwd(NULL, 0);
	if (!mkdtemp(trash->dir) || chdir(trash->dir))
		return -1;
	setenv("HOME", trash->dir, 1);
	setenv("XDG_CONFIG_HOME", trash->dir, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("LC_ALL", "C", 1);
	sh("git config --global init.defaultBranch main && "
	   "git config --global user.name T && "
	   "git config --global user.email t@example.com && "
	   "git config --global gc.auto 0 && "
	   "git init -q repo && cd repo && "
	   "echo one >file && git add file && git commit -qm one");
	*state = trash;
	return chdir("repo");
}

static int trash_teardown(void **state)
{
	struct trash *trash = *state;
	const char *const names[] = { "GIT_DIR", "GIT_WORK_TREE",
				      "GIT_COMMON_DIR", "GIT_NAMESPACE",
				      "GIT_OBJECT_DIRECTORY" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unsetenv(names[i]);
	if (chdir(trash->before))
		return -1;
	sh("rm -rf '%s'", trash->dir);
	free(trash->before);
	free(trash);
	return 0;
}

#define trash_test(f)                                                          \
	cmocka_unit_test_setup_teardown(f, trash_setup, trash_teardown)

#endif /* GP_TEST_REPO_H */
