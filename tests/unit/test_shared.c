/*
 * Names without the parameters that all of them share.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/shared.h"

/* What the names become, a line each, and what is said of them. */
static void becomes(const struct gp_shown_name *names, size_t n,
		    const char *wanted)
{
	struct gp_buf out = GP_BUF_INIT;
	struct gp_shared shared;

	gp_shared_find(&shared, names, n);
	for (size_t i = 0; i < n; i++) {
		gp_shared_put_name(&out, &shared, names[i].benchmark,
				   names[i].parameters);
		gp_buf_putc(&out, '\n');
	}
	gp_shared_say(&out, &shared);
	assert_string_equal(gp_buf_str(&out), wanted);
	gp_shared_clear(&shared);
	gp_buf_clear(&out);
}

static const struct gp_pair small[] = { { "size", "1000" },
					{ "python", "3.12" } };
static const struct gp_pair large[] = { { "size", "5" }, { "python", "3.12" } };
static const struct gp_pair x_y[] = { { "x", "1" }, { "y", "2" } };
static const struct gp_pair y_x[] = { { "y", "2" }, { "x", "1" } };
static const struct gp_parameters of_small = { small, 2, 1 };
static const struct gp_parameters of_large = { large, 2, 1 };
static const struct gp_parameters of_x_y = { x_y, 2, 2 };
static const struct gp_parameters of_y_x = { y_x, 2, 2 };

static void shared_are_left_out(void **state)
{
	const struct gp_shown_name sizes[] = {
		{ "sort/size=1000 [python=3.12]", "time", "bed", &of_small },
		{ "sort/size=5 [python=3.12]", "time", "bed", &of_large },
	};
	const struct gp_shown_name metrics[] = {
		{ "sort/size=1000 [python=3.12]", "time", "bed", &of_small },
		{ "sort/size=1000 [python=3.12]", "rss", "bed", &of_small },
	};

	(void)state;
	becomes(sizes, 2, "sort/size=1000\nsort/size=5\nall with python=3.12");
	becomes(metrics, 2, "sort\nsort\nall with size=1000, python=3.12");
}

static void names_stay_whole(void **state)
{
	const struct gp_shown_name one[] = {
		{ "sort/size=1000 [python=3.12]", "time", "bed", &of_small },
	};
	const struct gp_shown_name some_have_none[] = {
		{ "sort/size=1000 [python=3.12]", "time", "bed", &of_small },
		{ "sort", "time", "bed", NULL },
	};
	const struct gp_shown_name orders[] = {
		{ "a/x=1/y=2", "time", "bed", &of_x_y },
		{ "a/y=2/x=1", "time", "bed", &of_y_x },
	};
	const struct gp_shown_name renamed[] = {
		{ "quick", "time", "bed", &of_small },
		{ "sort/size=5 [python=3.12]", "time", "bed", &of_large },
	};

	(void)state;
	becomes(one, 1, "sort/size=1000 [python=3.12]\n");
	becomes(some_have_none, 2, "sort/size=1000 [python=3.12]\nsort\n");
	becomes(orders, 2, "a/x=1/y=2\na/y=2/x=1\n");
	becomes(renamed, 2, "quick\nsort/size=5 [python=3.12]\n");
	becomes(NULL, 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_are_left_out),
		cmocka_unit_test(names_stay_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
