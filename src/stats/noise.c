/*
 * The noise of a series whose level may change: its standard deviation at each
 * value, and the inflation of the variance of means by autocorrelation.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/stats.h"

#include "noise.h"
#include "select.h"

#define ROOT_2    1.4142135623730951
#define WINDOW    60 /* differences */
#define BLOCK     5
#define LAGS      12
#define MAD_SCALE 1.482602218505602

static double central_sorted(const double *x, size_t n)
{
	double width =
		gp_quantile_sorted(x, n, 0.85) - gp_quantile_sorted(x, n, 0.15);

	return width / (2 * GP_NOISE_Q85);
}

double gp_noise_central(double *x, size_t n)
{
	gp_sort(x, n);
	return central_sorted(x, n);
}

/* ---- local ---- */

static size_t lower_bound(const double *sorted, size_t n, double x)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted[middle] < x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Removes `out`, which is one of the values, and inserts `in`. */
static void replace_in_window(double *sorted, size_t n, double out, double in)
{
	size_t from = lower_bound(sorted, n, out),
	       to = lower_bound(sorted, n, in);

	if (to > from) {
		to--;
		memmove(sorted + from, sorted + from + 1,
			(to - from) * sizeof(*sorted));
	} else {
		memmove(sorted + to + 1, sorted + to,
			(from - to) * sizeof(*sorted));
	}
	sorted[to] = in;
}

static double clamp_sd(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* sd[t] from the differences d[t - 30] to d[t + 29], shifted at the ends. */
static void slide_window(double *sd, const double *d, size_t n, double global)
{
	double window[WINDOW];
	size_t at = 0;

	memcpy(window, d, sizeof(window));
	gp_sort(window, WINDOW);
	for (size_t t = 0; t < n; t++) {
		size_t want = t < WINDOW / 2 ? 0 : t - WINDOW / 2;

		if (want > at && at + WINDOW < n - 1) {
			replace_in_window(window, WINDOW, d[at],
					  d[at + WINDOW]);
			at++;
		}
		sd[t] = clamp_sd(central_sorted(window, WINDOW) / ROOT_2,
				 0.6 * global, 2.5 * global);
	}
}

void gp_noise_local(double *sd, const double *x, size_t n, double least)
{
	double *d = gp_malloc(2 * n * sizeof(*d)), *sorted = d + n, global;

	for (size_t t = 0; t + 1 < n; t++)
		sorted[t] = d[t] = x[t + 1] - x[t];
	global = fmax(gp_noise_central(sorted, n - 1) / ROOT_2, least);
	if (n - 1 >= WINDOW)
		slide_window(sd, d, n, global);
	else
		for (size_t t = 0; t < n; t++)
			sd[t] = global;
	for (size_t t = 0; t < n; t++)
		sd[t] = fmax(sd[t], least);
	free(d);
}

/* ---- inflation ---- */

double gp_noise_blocks(const double *x, const double *sd, size_t n)
{
	double *d, scale;
	size_t m;

	if (n < 4 * BLOCK)
		return 1;
	m = n - 2 * BLOCK + 1;
	d = gp_malloc(m * sizeof(*d));
	for (size_t t = 0; t < m; t++) {
		double sum = 0;

		for (size_t i = 0; i < BLOCK; i++)
			sum += x[t + BLOCK + i] - x[t + i];
		d[t] = fabs(sum / BLOCK / sd[t + BLOCK]);
	}
	scale = MAD_SCALE * gp_select_median(d, m) / ROOT_2;
	free(d);
	return fmax(BLOCK * scale * scale, 1);
}

static double autocovariance(const double *x, size_t n, double mean, size_t lag)
{
	double sum = 0;

	for (size_t t = lag; t < n; t++)
		sum += (x[t] - mean) * (x[t - lag] - mean);
	return sum / (double)(n - lag);
}

double gp_noise_long_run(const double *residuals, size_t n)
{
	size_t lags = n / 10 < LAGS ? n / 10 : LAGS;
	double mean, variance, sum = 1;

	if (n < 20)
		return 1;
	mean = gp_mean(residuals, n);
	variance = autocovariance(residuals, n, mean, 0);
	if (variance <= 0)
		return 1;
	for (size_t k = 1; k <= lags; k++)
		sum += 2 * (1 - (double)k / (double)(lags + 1)) *
		       autocovariance(residuals, n, mean, k) / variance;
	return fmax(sum, 1);
}
