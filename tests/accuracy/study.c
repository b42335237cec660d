/*
 * The table of a study: one figure on each line, with its bar.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/stats.h"

#include "study.h"

#define WHAT_WIDTH 58
#define CHANCE     1e-3

void study_open(struct study *study, int argc, char **argv)
{
	study->salt = 1;
	if (argc > 1)
		study->series *= strtoul(argv[1], NULL, 10);
	if (argc > 2)
		study->salt = strtoull(argv[2], NULL, 10);
	printf("| %-*s | measured | bar            | met |\n", WHAT_WIDTH,
	       "simulated");
	printf("| ");
	for (int i = 0; i < WHAT_WIDTH; i++)
		putchar('-');
	printf(" | -------- | -------------- | --- |\n");
}

struct study study_part(const struct study *study, size_t of)
{
	struct study less = *study;

	less.series /= of;
	return less;
}

static void put_bar(char *out, size_t size, struct bar bar)
{
	if (bar.least > 0 && isfinite(bar.most))
		snprintf(out, size, "%.2f to %.2f", bar.least, bar.most);
	else if (bar.least > 0)
		snprintf(out, size, "at least %.3g", bar.least);
	else if (isfinite(bar.most))
		snprintf(out, size, "at most %.3g", bar.most);
	else
		snprintf(out, size, "-");
}

/* Whether k or more of n, each with this probability, may be by chance. */
static bool by_chance(double k, double n, double chance)
{
	return k < 1 || gp_beta_inc(k, n - k + 1, chance) > CHANCE;
}

static const char *met(double got, double n, struct bar bar)
{
	double k = round(got * n);

	if (!(bar.least > 0) && !isfinite(bar.most))
		return "-";
	if (got >= bar.least && got <= bar.most)
		return "yes";
	if (n > 0 && (got > bar.most ? by_chance(k, n, bar.most)
				     : by_chance(n - k, n, 1 - bar.least)))
		return "~";
	return "NO";
}

void study_report(const struct study *study, const char *what, double got,
		  size_t n, struct bar bar)
{
	const char *answer = met(got, (double)n, bar);
	char text[32];

	put_bar(text, sizeof(text), bar);
	printf("| %-*s | %8.4f | %-14s | %-3s |\n", WHAT_WIDTH, what, got, text,
	       answer);
	fflush(stdout);
	*study->missed += !strcmp(answer, "NO");
}
