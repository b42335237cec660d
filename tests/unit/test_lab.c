#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/lab.h"

/* What it prints, or the failure. */
static void runs_as_a_shell_does(void **state)
{
	static const char *const env[] = { "GP_A=one\ntwo", NULL };
	static const struct {
		const char *line, *prints, *fails;
	} rows[] = {
		{ "printf '%s' \"$GP_A\"", "one\ntwo", NULL },
		{ "pwd", "/\n", NULL },
		{ "cat", "", NULL },
		{ "echo a; echo b", "a\nb\n", NULL },
		{ "exit 3", NULL, "'exit 3' ended with status 3" },
		{ "exit 127", NULL, "'exit 127' ended with status 127" },
		{ "kill -TERM $$", NULL,
		  "'kill -TERM $$' ended with status 143" },
		{ "exec 2>/dev/null; no-such-program", NULL,
		  "'exec 2>/dev/null; no-such-program' ended with status "
		  "127" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct gp_lab_command command = { rows[i].line, "/",
							env };
		struct gp_buf out = GP_BUF_INIT;
		enum gp_err err = gp_lab_run(&out, &command);

		assert_int_equal(err, rows[i].fails ? GP_EIO : GP_OK);
		if (rows[i].fails)
			assert_string_equal(gp_error_message(), rows[i].fails);
		else
			assert_string_equal(gp_buf_str(&out), rows[i].prints);
		gp_error_clear();
		gp_buf_clear(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_as_a_shell_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
