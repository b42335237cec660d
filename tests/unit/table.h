#ifndef GP_TESTS_TABLE_H
#define GP_TESTS_TABLE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/**
 * @file
 * Reads the tables of tests/data/stats: what functions of src/stats return,
 * as computed elsewhere.
 */

#define MAX_VALUES 128

/* One line: a function's result, then its arguments. */
struct row {
	const char *name;
	double want;
	double args[MAX_VALUES];
	size_t n;
};

static inline bool read_row(struct row *row, char *line)
{
	char *save = NULL, *word = strtok_r(line, "\t\n", &save);

	if (!word)
		return false;
	row->name = word;
	word = strtok_r(NULL, "\t\n", &save);
	row->want = strtod(word, NULL);
	for (row->n = 0; (word = strtok_r(NULL, "\t\n", &save)); row->n++) {
		assert_true(row->n < MAX_VALUES);
		row->args[row->n] = strtod(word, NULL);
	}
	return true;
}

/* Two values that are not numbers are close. */
static inline bool close_to(double got, double want, double tolerance)
{
	return got == want || (isnan(got) && isnan(want)) ||
	       fabs(got - want) <= tolerance * fabs(want);
}

typedef void row_fn(void *ctx, const struct row *row);

static inline void each_row(const char *path, row_fn *fn, void *ctx)
{
	FILE *file = fopen(path, "r");
	char line[4096];
	struct row row;

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (read_row(&row, line))
			fn(ctx, &row);
	fclose(file);
}

/* What computes a row, and how near it has to come. */
struct table_function {
	const char *name;
	double (*call)(const struct row *row);
	double tolerance; /* relative */
};

struct table {
	const struct table_function *functions;
	size_t n, wrong;
	size_t seen[32];
};

static inline size_t check_row(const struct row *row,
			       const struct table_function *f)
{
	double got = f->call(row);

	if (close_to(got, row->want, f->tolerance))
		return 0;
	print_error("%s: %.17g, not %.17g, at", row->name, got, row->want);
	for (size_t i = 0; i < row->n && i < 6; i++)
		print_error(" %.17g", row->args[i]);
	print_error("\n");
	return 1;
}

static inline void check_any(void *ctx, const struct row *row)
{
	struct table *table = ctx;

	for (size_t i = 0; i < table->n; i++) {
		if (strcmp(table->functions[i].name, row->name) != 0)
			continue;
		table->seen[i]++;
		table->wrong += check_row(row, &table->functions[i]);
	}
}

/* Every function has three rows at least, and agrees with each. */
static inline void check_table(const char *path,
			       const struct table_function *functions, size_t n)
{
	struct table table = { .functions = functions, .n = n };

	assert_true(n <= sizeof(table.seen) / sizeof(table.seen[0]));
	each_row(path, check_any, &table);
	for (size_t i = 0; i < n; i++)
		assert_true(table.seen[i] >= 3);
	assert_int_equal(table.wrong, 0);
}

#endif /* GP_TESTS_TABLE_H */
