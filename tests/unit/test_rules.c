/*
 * The rules of judging one series: tests/data/detect/rules.txt.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/detect.h"
#include "scene.h"

#define COLUMNS 6
#define NAMES   8
#define LENGTH  64

/* A baseline with a name: "@QUIET 100 101". */
struct named {
	char name[16];
	double values[LENGTH];
	size_t n;
};

struct names {
	struct named items[NAMES];
	size_t n;
};

static size_t append_word(double *out, size_t n, const char *word,
			  const struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		const struct named *named = &names->items[i];

		if (strcmp(named->name, word) != 0)
			continue;
		assert_true(n + named->n <= LENGTH);
		memcpy(out + n, named->values, named->n * sizeof(*out));
		return n + named->n;
	}
	assert_true(n < LENGTH);
	out[n] = strtod(word, NULL);
	return n + 1;
}

static size_t read_values(double *out, char *text, const struct names *names)
{
	char *save = NULL, *word;
	size_t n = 0;

	for (word = strtok_r(text, " ", &save); word;
	     word = strtok_r(NULL, " ", &save))
		n = append_word(out, n, word, names);
	return n;
}

static void read_name(struct names *names, char *line)
{
	struct named *named = &names->items[names->n];
	char *rest = strchr(line, ' ');

	assert_non_null(rest);
	assert_true(names->n < NAMES && rest - line < 16);
	memcpy(named->name, line, (size_t)(rest - line));
	named->n = read_values(named->values, rest, names);
	names->n++;
}

/* ---- settings ---- */

static struct gp_limit limit(struct gp_series_set *set, const char *text)
{
	struct gp_limit limit = { GP_LIMIT_NONE, 0, "" };

	if (strcmp(text, "none") != 0)
		assert_int_equal(
			gp_limit_parse(&limit, &set->arena, gp_span_of(text)),
			GP_OK);
	return limit;
}

static void setting(struct gp_series_set *set, struct gp_series *series,
		    const char *key, const char *value)
{
	struct gp_limits *limits = &series->limits;

	if (!strcmp(key, "unit"))
		series->unit = gp_arena_strdup(&set->arena, value);
	else if (!strcmp(key, "better"))
		assert_true(
			gp_better_parse(&series->better, gp_span_of(value)));
	else if (!strcmp(key, "early"))
		limits->early_fails = !strcmp(value, "fail");
	else if (!strcmp(key, "warn"))
		limits->warn = limit(set, value);
	else if (!strcmp(key, "fail"))
		limits->fail = limit(set, value);
	else if (!strcmp(key, "budgetWarn"))
		limits->budget_warn = limit(set, value);
	else if (!strcmp(key, "budget"))
		limits->budget = limit(set, value);
	else
		fail_msg("no such setting: %s", key);
}

static void settings(struct gp_series_set *set, struct gp_series *series,
		     char *text)
{
	char *save = NULL, *word, *value;

	for (word = strtok_r(text, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		value = strchr(word, '=');
		assert_non_null(value);
		*value++ = '\0';
		setting(set, series, word, value);
	}
}

/* ---- rules ---- */

/* Cuts a line at its bars; every cell is trimmed. */
static void cells(char *out[COLUMNS], char *line)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		char *bar = strchr(line, '|');
		struct gp_span cell;

		assert_true(bar || i == COLUMNS - 1);
		if (bar)
			*bar = '\0';
		cell = gp_span_trim(gp_span_of(line));
		out[i] = line + (cell.data - line);
		out[i][cell.len] = '\0';
		line = bar + 1;
	}
}

/* "regression fail", and why. */
static bool is_as(const struct gp_finding *f, const char *want,
		  const char *reason)
{
	char got[64];

	snprintf(got, sizeof(got), "%s %s", gp_status_name(f->status),
		 gp_severity_name(f->severity));
	if (!strcmp(got, want) && !strcmp(f->reason, reason))
		return true;
	print_error("  got %s (%s), p %g, q %g\n", got, f->reason, f->p, f->q);
	return false;
}

static size_t check_rule(char *cell[COLUMNS], const struct names *names)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };
	struct gp_series_set set;
	double baseline[LENGTH];
	size_t n = read_values(baseline, cell[1], names);
	bool right;

	scene_open(&set);
	settings(&set,
		 scene_values(&set, GP_BETTER_LOWER, baseline, n,
			      strtod(cell[2], NULL)),
		 cell[3]);
	assert_int_equal(gp_detect(&findings, &set, &options), GP_OK);
	assert_int_equal(findings.n, 1);
	right = is_as(&findings.items[0], cell[4], cell[5]);
	if (!right)
		print_error("  at: %s\n", cell[0]);
	gp_findings_clear(&findings);
	gp_series_set_clear(&set);
	return !right;
}

static void test_rules(void **state)
{
	FILE *file = fopen(GP_TEST_DATA "/detect/rules.txt", "r");
	struct names names = { 0 };
	size_t wrong = 0, seen = 0;
	char line[512], *cell[COLUMNS];

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line == '@') {
			read_name(&names, line + 1);
		} else if (*line && *line != '#') {
			cells(cell, line);
			wrong += check_rule(cell, &names);
			seen++;
		}
	}
	fclose(file);
	assert_true(seen > 70);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
