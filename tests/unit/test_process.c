#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/mem.h"
#include "gp/process.h"

static void test_collects(void **state)
{
	const char *const argv[] = { "sh", "-c",
				     "echo $GP_X; cat; echo bad >&2; exit 3",
				     NULL };
	const char *const env[] = { "GP_X=hello", NULL };
	const struct gp_process process = { .argv = argv,
					    .env = env,
					    .input = gp_span_of("input\n") };
	struct gp_buf out = GP_BUF_INIT, err = GP_BUF_INIT;
	int status = -1;

	(void)state;
	assert_int_equal(gp_process_run_err(&out, &err, &status, &process),
			 GP_OK);
	assert_int_equal(status, 3);
	assert_string_equal(gp_buf_str(&out), "hello\ninput\n");
	assert_string_equal(gp_buf_str(&err), "bad\n");
	gp_buf_clear(&out);
	gp_buf_clear(&err);
}

/* More in both directions than a pipe holds must not deadlock. */
static void test_large(void **state)
{
	const char *const argv[] = { "cat", NULL };
	size_t len = (size_t)4 << 20;
	char *text = gp_malloc(len);
	const struct gp_process process = { .argv = argv,
					    .input = { text, len } };
	struct gp_buf out = GP_BUF_INIT;
	int status = -1;

	(void)state;
	memset(text, 'x', len);
	assert_int_equal(gp_process_run(&out, &status, &process), GP_OK);
	assert_int_equal(status, 0);
	assert_int_equal(out.len, len);
	gp_buf_clear(&out);
	free(text);
}

static void test_refusals(void **state)
{
	const char *const none[] = { "gp-no-such-program", NULL };
	const char *const yes[] = { "yes", NULL };
	struct gp_process process = { .argv = none };
	struct gp_buf out = GP_BUF_INIT;
	int status;

	(void)state;
	assert_int_equal(gp_process_run(&out, &status, &process), GP_EIO);
	process.argv = yes;
	process.max_bytes = 1000;
	assert_int_equal(gp_process_run(&out, &status, &process), GP_ELIMIT);
	gp_buf_clear(&out);
}

/* A child that reads nothing must not end us by SIGPIPE. */
static void test_no_reader(void **state)
{
	const char *const argv[] = { "true", NULL };
	size_t len = (size_t)1 << 20;
	char *text = gp_calloc(len, 1);
	const struct gp_process process = { .argv = argv,
					    .input = { text, len } };
	int status = -1;

	(void)state;
	assert_int_equal(gp_process_run(NULL, &status, &process), GP_OK);
	assert_int_equal(status, 0);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_collects),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_no_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
