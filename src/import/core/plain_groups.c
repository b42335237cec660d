/*
 * Rows of plain data that have one name: are they samples of one benchmark, a
 * history of it, or do they differ in something that nobody named?
 */
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/mem.h"

#include "plain_rows.h"

#define HOUR_S     ((int64_t)60 * 60)
#define POOL_RATIO 10 /* repetitions do not differ more than this */
#define IDS_MIN    20

/* ---- histories ---- */

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static enum gp_err fail_history(const int64_t *times, size_t n)
{
	const int64_t day = 24 * HOUR_S;
	size_t points = 1;

	for (size_t i = 1; i < n; i++)
		points += times[i] != times[i - 1];
	return gp_fail(
		GP_EPARSE,
		"the rows are a history: %zu points in time within %lld "
		"%s, and a run belongs to one commit: record the rows of "
		"each commit by themselves (git perf record -c COMMIT)",
		points,
		(long long)((times[n - 1] - times[0]) /
			    (times[n - 1] - times[0] >= 2 * day ? day
								: HOUR_S)),
		times[n - 1] - times[0] >= 2 * day ? "days" : "hours");
}

/* A run may last for hours, but then its rows are close to each other. */
static enum gp_err check_times(const struct gp_plain_row *row)
{
	size_t n = 0, cap = 0;
	int64_t *times = NULL;
	enum gp_err err = GP_OK;

	for (; row; row = row->next_same) {
		if (row->time_s == INT64_MIN)
			continue;
		times = gp_grow(times, n, &cap, sizeof(*times));
		times[n++] = row->time_s;
	}
	if (n > 1)
		qsort(times, n, sizeof(*times), by_time);
	for (size_t i = 1; !err && i < n; i++)
		if (times[i] - times[i - 1] > HOUR_S)
			err = fail_history(times, n);
	free(times);
	return err;
}

static const char *commit_of(const struct gp_plain_row *row,
			     const struct gp_plain_key **key)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct gp_plain_field *field = &row->fields[i];

		if (field->key->role != GP_ROLE_COMMIT || *field->path ||
		    field->use != GP_PLAIN_FACT || !*field->text)
			continue;
		*key = field->key;
		return field->text;
	}
	return NULL;
}

static enum gp_err check_commits(const struct gp_plain *plain)
{
	const struct gp_plain_key *key = NULL;
	const char *first = NULL;

	for (size_t i = 0; i < plain->n; i++) {
		const char *commit;

		if (!plain->rows[i]->in_list)
			continue;
		commit = commit_of(plain->rows[i], &key);
		if (!first)
			first = commit;
		if (commit && strcmp(first, commit) != 0)
			return gp_fail(GP_EPARSE,
				       "the rows belong to several commits "
				       "(%s \"%s\"), and a run to one: record "
				       "them one by one",
				       plain->noun, key->name);
	}
	return GP_OK;
}

enum gp_err gp_plain_check_history(const struct gp_plain *plain)
{
	enum gp_err err = check_commits(plain);

	for (size_t i = 0; !err && i < plain->n; i++)
		if (plain->rows[i]->next_same && !plain->rows[i]->is_later)
			err = check_times(plain->rows[i]);
	return err;
}

/* ---- ids ---- */

static bool holds_ids(size_t n, size_t n_ids, size_t distinct)
{
	return n >= IDS_MIN && n_ids == n && distinct == n;
}

static enum gp_err fail_ids(const struct gp_plain *plain,
			    const struct gp_plain_key *key, size_t n)
{
	return gp_fail(GP_EPARSE,
		       "%s \"%s\" holds %zu ids, and each would be a series of "
		       "its own: leave it out with --ignore '%s', or, if they "
		       "are parameters, say so with --param '%s'",
		       plain->noun, key->name, n, key->name, key->name);
}

/* Names count as ids only if they are hex. */
static enum gp_err check_names(const struct gp_plain *plain)
{
	struct gp_map distinct = { 0 };
	const struct gp_plain_key *key = NULL;
	size_t n = 0, n_ids = 0;
	bool ids;

	for (size_t i = 0; i < plain->n; i++) {
		const struct gp_plain_field *named = plain->rows[i]->named;

		if (!named || !plain->rows[i]->in_list)
			continue;
		key = named->key;
		n++;
		n_ids += gp_role_is_id(gp_span_of(named->text), false);
		gp_map_put(&distinct, named->text, strlen(named->text), 0);
	}
	ids = holds_ids(n, n_ids, distinct.n);
	gp_map_clear(&distinct);
	return ids ? fail_ids(plain, key, n) : GP_OK;
}

enum gp_err gp_plain_check_ids(struct gp_plain *plain)
{
	for (size_t i = 0; i < plain->n_keys; i++) {
		const struct gp_plain_key *key = plain->keys[i];

		if (key->role != GP_ROLE_PARAM &&
		    holds_ids(key->n_params, key->n_ids, key->distinct.n))
			return fail_ids(plain, key, key->n_params);
	}
	return check_names(plain);
}

/* ---- what cannot be told apart ---- */

/* The numbers of one field over the rows of one name. */
struct pool {
	const struct gp_plain_row *rows;
	const struct gp_plain_key *key;
	const char *path;
	double low, high;
	bool is_count, varies;
};

static bool is_field(const struct gp_plain_row *row, size_t i,
		     const struct pool *pool)
{
	const struct gp_plain_field *field = &row->fields[i];

	return field->key == pool->key && field->path == pool->path &&
	       field->use == GP_PLAIN_VALUE && !field->list;
}

/* Most rows have their fields in one order: `at` is tried first. */
static const struct gp_plain_field *field_of(const struct gp_plain_row *row,
					     const struct pool *pool, size_t at)
{
	if (at < row->n && is_field(row, at, pool))
		return &row->fields[at];
	for (size_t i = 0; i < row->n; i++)
		if (is_field(row, i, pool))
			return &row->fields[i];
	return NULL;
}

/* Zeros do not have a scale, so they are skipped. */
static void measure_pool(struct pool *pool, size_t at)
{
	const struct gp_plain_row *row = pool->rows;
	double first = 0;
	bool begun = false;

	pool->is_count = true;
	for (; row; row = row->next_same) {
		const struct gp_plain_field *field = field_of(row, pool, at);
		double value;

		if (!field)
			continue;
		value = gp_decimal_double(field->number);
		pool->is_count = pool->is_count && gp_plain_is_count(field);
		pool->varies = pool->varies || (begun && value != first);
		first = begun ? first : value;
		begun = true;
		if (value > 0 && (!pool->high || value < pool->low))
			pool->low = value;
		if (value > pool->high)
			pool->high = value;
	}
}

static struct pool pool_of(const struct gp_plain_row *rows, size_t i)
{
	struct pool pool = { .rows = rows };

	if (rows->fields[i].use != GP_PLAIN_VALUE || rows->fields[i].list)
		return pool;
	pool.key = rows->fields[i].key;
	pool.path = rows->fields[i].path;
	measure_pool(&pool, i);
	return pool;
}

static bool is_wide_pool(const struct pool *pool)
{
	return pool->key && pool->low > 0 &&
	       pool->high > POOL_RATIO * pool->low &&
	       gp_kind_of("", pool->key->metric, pool->key->unit) !=
		       GP_KIND_ERROR;
}

static const char *why_undecided(struct gp_plain *plain,
				 const struct pool *count,
				 const struct pool *wide)
{
	const char *path = plain->in->path;
	struct gp_buf why = GP_BUF_INIT;
	const char *kept;

	gp_buf_printf(&why,
		      "rows of this name differ in \"%s\", and %s lies between "
		      "%.6g and %.6g: say what \"%s\" is: git perf record "
		      "--param '%s' %s, or git perf record --sample '%s' %s",
		      count->key->name, wide->key->name, wide->low, wide->high,
		      count->key->name, count->key->name, path,
		      count->key->name, path);
	kept = gp_entry_string(plain->out->run, gp_buf_view(&why));
	gp_buf_clear(&why);
	return kept;
}

/* Finds a count that differs, and another value that differs too much. */
static const char *find_undecided(struct gp_plain *plain,
				  const struct pool *pools, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!pools[i].key || !pools[i].is_count || !pools[i].varies)
			continue;
		for (size_t k = 0; k < n; k++)
			if (k != i && is_wide_pool(&pools[k]))
				return why_undecided(plain, &pools[i],
						     &pools[k]);
	}
	return NULL;
}

static const char *check_pool(struct gp_plain *plain,
			      const struct gp_plain_row *rows)
{
	struct pool *pools = gp_calloc(rows->n + 1, sizeof(*pools));
	const char *why;

	for (size_t i = 0; i < rows->n; i++)
		pools[i] = pool_of(rows, i);
	why = find_undecided(plain, pools, rows->n);
	free(pools);
	return why;
}

void gp_plain_check_pools(struct gp_plain *plain)
{
	for (size_t i = 0; i < plain->n; i++) {
		struct gp_plain_row *row = plain->rows[i];
		const char *why;

		if (!row->next_same || row->is_later)
			continue;
		why = check_pool(plain, row);
		for (; why && row; row = row->next_same)
			row->failed = why;
	}
}
