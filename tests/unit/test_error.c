#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/error.h"
#include "gp/mem.h"
#include "gp/notices.h"

static void test_where(void **state)
{
	enum gp_err err = gp_fail(GP_EPARSE, "line %d: expected a number", 3);

	(void)state;
	assert_int_equal(err, GP_EPARSE);
	assert_int_equal(gp_fail_at(err, "%s", "out.json"), GP_EPARSE);
	assert_string_equal(gp_error_message(),
			    "out.json: line 3: expected a number");
	gp_error_clear();
	assert_string_equal(gp_error_message(), "");
}

/* Whatever a name holds, a message stays one line. */
static void test_one_line(void **state)
{
	char longer[5000];

	(void)state;
	assert_int_equal(gp_fail(GP_EIO, "a\nb\tc\033[31m"), GP_EIO);
	assert_string_equal(gp_error_message(), "a b c [31m");
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(gp_fail(GP_EIO, "%s", longer), GP_EIO);
	assert_int_equal(gp_fail_at(GP_EIO, "%s", longer), GP_EIO);
	assert_true(strlen(gp_error_message()) < sizeof(longer));
}

static void test_notices(void **state)
{
	struct gp_notices notices = { 0 };

	(void)state;
	gp_notices_add(&notices, "note %d", 1);
	gp_notices_add(&notices, "note %d", 1);
	gp_notices_add(&notices, "note %d", 2);
	assert_int_equal(notices.n, 2);
	assert_string_equal(notices.items[1], "note 2");
	for (int i = 0; i < 1000; i++)
		gp_notices_add(&notices, "note %d", i);
	assert_int_equal(notices.n, 100);
	gp_notices_clear(&notices);
	assert_int_equal(notices.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_notices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
