/*
 * The syntax of git's configuration files, against what git makes of it.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gp/process.h"

#include "config/ini.h"

/* All keys, as `git config -z --list` prints them. */
static enum gp_err list(struct gp_buf *out, struct gp_span text)
{
	struct gp_ini ini;
	enum gp_err err;
	bool more;

	gp_ini_init(&ini, text);
	while (!(err = gp_ini_next(&ini, &more)) && more) {
		gp_buf_span(out, gp_buf_view(&ini.section));
		if (ini.has_subsection)
			gp_buf_printf(out, ".%s", gp_buf_str(&ini.subsection));
		gp_buf_printf(out, ".%s", gp_buf_str(&ini.key));
		if (ini.has_value)
			gp_buf_printf(out, "\n%s", gp_buf_str(&ini.value));
		gp_buf_putc(out, '\0');
	}
	gp_ini_clear(&ini);
	return err;
}

static int by_git(struct gp_buf *out, struct gp_span text)
{
	char path[] = "/tmp/gp-ini-XXXXXX";
	const char *argv[] = { "git",    "config", "-z", "--list",
			       "--file", path,     NULL };
	const struct gp_process git = { .argv = argv, .quiet = true };
	int fd = mkstemp(path), status;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.data, text.len), text.len);
	close(fd);
	assert_int_equal(gp_process_run(out, &status, &git), GP_OK);
	unlink(path);
	return status;
}

static const char *const good[] = {
	"",
	"# nothing\n",
	"[perf]\n\tcommits = 30\n",
	"[perf]\ncommits=30",
	"[PERF]\r\n  FailLatency = 20% ; defaults\r\n",
	"[perf \"*:p99\"]\n\twarn = 10%\n\tfail=20%  # more\n",
	"[perf \"A\\\\b\\\"c.d\"] gate\n",
	"[perf.Old]\nkey = v\n",
	"[perf]\n key = \" a ; b # c \" ; comment\n",
	"[perf]\n key = a\\\n   b\n next = 1\n",
	"[perf]\n key = \"a\\nb\\tc\\\\d\\\"e\"\n",
	"[perf]\n key = one  two   three   \n",
	"[perf]\n key =\n alone\n",
	"[perf] a = 1\n[perf \"x\"] b = 2\n[perf] c = 3\n",
	"\xef\xbb\xbf[perf]\n bom = yes\n",
	"[perf \"BM_b/threads:2\"]\n better = higher\n",
	"[perf \"\"]\n key = v\n",
	"[a.b.c]\n key = v\n",
};

static const char *const bad[] = {
	"[perf\n",
	"[perf \"x]\nkey = 1\n",
	"[perf \"x\" ]\nkey = 1\n",
	"[perf x]\nkey = 1\n",
	"[]\nkey = 1\n",
	"[perf]\n 1key = 3\n",
	"[perf]\n key 3\n",
	"[perf]\n key = \"open\n",
	"[perf]\n key = a\\qb\n",
	"<<<<<<< HEAD\n[perf]\n",
	"{\"json\": 1}\n",
};

static void it_reads_what_git_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct gp_buf ours = GP_BUF_INIT, gits = GP_BUF_INIT;

		assert_int_equal(by_git(&gits, gp_span_of(good[i])), 0);
		assert_int_equal(list(&ours, gp_span_of(good[i])), GP_OK);
		assert_int_equal(ours.len, gits.len);
		assert_memory_equal(gp_buf_str(&ours), gp_buf_str(&gits),
				    gits.len);
		gp_buf_clear(&ours);
		gp_buf_clear(&gits);
	}
}

static void it_refuses_what_git_refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct gp_buf ours = GP_BUF_INIT, gits = GP_BUF_INIT;

		assert_int_not_equal(by_git(&gits, gp_span_of(bad[i])), 0);
		assert_int_equal(list(&ours, gp_span_of(bad[i])), GP_EPARSE);
		assert_non_null(strstr(gp_error_message(), "line "));
		gp_buf_clear(&ours);
		gp_buf_clear(&gits);
	}
}

/* git takes these, and nobody can say what they mean. */
static void it_refuses_keys_of_no_section(void **state)
{
	struct gp_buf out = GP_BUF_INIT;

	(void)state;
	assert_int_equal(list(&out, gp_span_of("commits = 3\n")), GP_EPARSE);
	gp_buf_clear(&out);
}

static void it_names_the_line(void **state)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_ini ini;
	bool more;

	(void)state;
	assert_int_equal(list(&out, gp_span_of("[a]\n\nb = 1\nc = \\x\n")),
			 GP_EPARSE);
	assert_non_null(strstr(gp_error_message(), "line 4: "));
	gp_ini_init(&ini, gp_span_of("[a]\r\nb = 1\\\r\n2\r\nc\r\n"));
	assert_int_equal(gp_ini_next(&ini, &more), GP_OK);
	assert_int_equal(ini.line, 2);
	assert_string_equal(gp_buf_str(&ini.value), "12");
	assert_int_equal(gp_ini_next(&ini, &more), GP_OK);
	assert_int_equal(ini.line, 4);
	gp_ini_clear(&ini);
	gp_buf_clear(&out);
}

static void it_survives_any_cut(void **state)
{
	const char *text = "[perf \"a\\\"b\"]\n k = \"v\\n w\" \\\n x ; y\n";
	struct gp_buf out = GP_BUF_INIT;
	size_t failed = 0;

	(void)state;
	for (size_t n = 0; n <= strlen(text); n++)
		failed += list(&out, gp_span_make(text, n)) != GP_OK;
	assert_true(failed > 0 && failed < strlen(text));
	assert_int_equal(list(&out, gp_span_make("[a]\nb = \0\n", 10)),
			 GP_EPARSE);
	gp_buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_reads_what_git_reads),
		cmocka_unit_test(it_refuses_what_git_refuses),
		cmocka_unit_test(it_refuses_keys_of_no_section),
		cmocka_unit_test(it_names_the_line),
		cmocka_unit_test(it_survives_any_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
