/*
 * What a distance from the level costs, given and learnt.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/loss.h"

#define N 1200

static void cuts_off_squares(void **state)
{
	static const double rows[][2] = {
		{ 0, 0 },  { 1, 1 },    { -1, 1 },  { 2.5, 6.25 }, { 3, 9 },
		{ -4, 9 }, { 11.9, 9 }, { 1e9, 9 }, { -1e300, 9 },
	};
	struct gp_loss loss;

	(void)state;
	gp_loss_biweight(&loss, 9);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_true(fabs((double)gp_loss_of(&loss, rows[i][0]) -
				 rows[i][1]) < 1e-5);
	assert_true(fabs(gp_loss_score(&loss, 1) - 1) < 1e-5);
	assert_true(fabs(gp_loss_score(&loss, -2) + 2) < 1e-5);
	assert_true(gp_loss_score(&loss, 5) == 0);
}

/*
 * Quantiles of a normal density, whose own loss is the square; smoothing
 * makes it wider.
 */
static void learns_normal(void **state)
{
	struct gp_loss loss;
	double x[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		double p = ((double)i + 0.5) / N, low = -9, high = 9;

		while (high - low > 1e-9) {
			double middle = (low + high) / 2;

			if (0.5 * erfc(-middle / sqrt(2)) < p)
				low = middle;
			else
				high = middle;
		}
		x[i] = low;
	}
	gp_loss_learn(&loss, x, N, 9);
	for (int r = -3; r <= 3; r++) {
		double square = r * r, got = (double)gp_loss_of(&loss, r);

		assert_true(got >= square / 2 && got <= square * 1.3 + 0.01);
	}
	assert_true(gp_loss_of(&loss, 8) > 8);
}

/* Two narrow modes, two deviations apart: what is between costs most. */
static void learns_modes(void **state)
{
	struct gp_loss loss;
	double x[N];

	(void)state;
	for (size_t i = 0; i < N; i++)
		x[i] = (i % 2 ? 1 : -1) + 0.1 * ((double)(i % 7) - 3) / 3;
	gp_loss_learn(&loss, x, N, 9);
	assert_true(gp_loss_of(&loss, 1) < 1);
	assert_true(gp_loss_of(&loss, -1) < 1);
	assert_true(gp_loss_of(&loss, 0) > 4);
	assert_true(gp_loss_of(&loss, 3) > 4);
}

static void finds_levels(void **state)
{
	static const double x[] = { 10, 11, 9, 10, 10.5, 9.5, 10, 1000 };
	static const double sd[] = { 1, 1, 1, 1, 1, 1, 1, 1 };
	const struct gp_piece piece = { x, sd, 8 };
	struct gp_loss loss;
	double cost, level;

	(void)state;
	gp_loss_biweight(&loss, 6);
	level = gp_loss_level(&cost, &loss, &piece, 0, 20);
	assert_true(fabs(level - 10) <= 0.1);
	/* the squares of 1, 1, .5, .5, and an outlier */
	assert_true(fabs(cost - 8.5) < 0.3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts_off_squares),
		cmocka_unit_test(learns_normal),
		cmocka_unit_test(learns_modes),
		cmocka_unit_test(finds_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
