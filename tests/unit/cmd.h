#ifndef GP_TEST_CMD_H
#define GP_TEST_CMD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/args.h"
#include "cmd/table.h"

/*
 * Commands, called with the arguments of a command line.
 */

#pragma GCC diagnostic ignored "-Wunused-function"

#define ARGS_MAX 24

/* A parser moves the strings of argv, so each call gets its own array. */
struct command_line {
	char *argv[ARGS_MAX + 1];
	int argc;
};

static void set_line(struct command_line *line, const char *const *args)
{
	line->argc = 0;
	for (; args[line->argc]; line->argc++) {
		assert_true(line->argc < ARGS_MAX);
		line->argv[line->argc] = (char *)(uintptr_t)args[line->argc];
	}
	line->argv[line->argc] = NULL;
}

static const struct gp_cmd *cmd_named(const char *name)
{
	for (const struct gp_cmd *const *cmd = gp_cmds(); *cmd; cmd++)
		if (!strcmp((*cmd)->name, name))
			return *cmd;
	fail_msg("no command '%s'", name);
	return NULL;
}

/* What a command did. */
struct outcome {
	int status;
	char out[8192], err[8192];
};

static void read_back(char *text, size_t size, FILE *file)
{
	size_t n;

	rewind(file);
	n = fread(text, 1, size - 1, file);
	text[n] = '\0';
	fclose(file);
}

/* In a process of its own: help ends the program, and stdout is captured. */
static void run_apart(struct outcome *outcome, const char *name,
		      const char *const *args)
{
	FILE *out = tmpfile(), *err = tmpfile();
	const struct gp_cmd *cmd = cmd_named(name);
	struct command_line line;
	int status;
	pid_t pid;

	assert_non_null(out);
	assert_non_null(err);
	set_line(&line, args);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		if (dup2(fileno(out), 1) < 0 || dup2(fileno(err), 2) < 0)
			_exit(99);
		status = (int)cmd->run(line.argc, line.argv);
		fflush(NULL);
		_exit(status);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	outcome->status = WEXITSTATUS(status);
	read_back(outcome->out, sizeof(outcome->out), out);
	read_back(outcome->err, sizeof(outcome->err), err);
}

#endif /* GP_TEST_CMD_H */
