/*
 * Finds an earlier run whose times are those of a new one, digit by digit. That
 * happens if a benchmark fails and the file of an earlier run is recorded
 * again; two measurements never agree in so many digits.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/limits.h"
#include "gp/map.h"

#include "newest_runs.h"

#define SAME_MIN   3
#define DIGITS_MIN 100 /* three of them */

static bool is_time_result(const struct gp_measurement *m)
{
	double unused;

	return gp_unit_factor(m->unit, "s", &unused);
}

/* Whether it is not whole, and has enough digits to be compared. */
static bool is_telling(struct gp_decimal d)
{
	int64_t digits = d.digits;

	if (d.kind == GP_DECIMAL_DOUBLE)
		return d.value != floor(d.value);
	if (d.kind != GP_DECIMAL_EXACT || d.exp >= 0 ||
	    (digits < DIGITS_MIN && digits > -DIGITS_MIN))
		return false;
	for (int exp = d.exp; exp < 0; exp++, digits /= 10)
		if (digits % 10)
			return true;
	return false;
}

static bool has_telling_times(const struct gp_entry *run)
{
	size_t n = 0;

	for (size_t i = 0; i < run->n_results && n < SAME_MIN; i++)
		for (size_t k = 0; k < run->results[i].n_samples; k++)
			n += is_telling(run->results[i].samples[k]) &&
			     is_time_result(&run->results[i]);
	return n >= SAME_MIN;
}

struct same_search {
	const struct gp_entry *run;
	struct gp_repeated *out;
	struct gp_map results; /* by benchmark, NUL, metric */
	struct gp_buf key;
};

static struct gp_span put_result_key(struct same_search *search,
				     const struct gp_measurement *m)
{
	gp_buf_reset(&search->key);
	gp_buf_add(&search->key, m->benchmark, strlen(m->benchmark) + 1);
	gp_buf_puts(&search->key, m->metric);
	return gp_buf_view(&search->key);
}

/* How many samples two results share, and how many could be the same. */
static void compare_samples(const struct gp_measurement *a,
			    const struct gp_measurement *b, size_t *same,
			    size_t *compared)
{
	for (size_t i = 0; i < a->n_samples && i < b->n_samples; i++) {
		if (!is_telling(a->samples[i]))
			continue;
		++*compared;
		*same += gp_decimal_same(a->samples[i], b->samples[i]);
	}
}

static size_t count_same(struct same_search *search,
			 const struct gp_entry *other)
{
	size_t same = 0, compared = 0, at;

	for (size_t i = 0; i < other->n_results; i++) {
		const struct gp_measurement *m = &other->results[i];
		struct gp_span key;

		if (!is_time_result(m))
			continue;
		key = put_result_key(search, m);
		if (gp_map_get(&search->results, key.data, key.len, &at))
			compare_samples(&search->run->results[at], m, &same,
					&compared);
	}
	return same >= SAME_MIN && same > compared / 2 ? same : 0;
}

/* Returns true to look further. */
static bool find_same_run(void *ctx, const struct gp_commit *commit,
			  struct gp_entries *runs)
{
	struct same_search *search = ctx;
	struct gp_repeated *out = search->out;

	(void)commit;
	for (size_t i = runs->n; i > 0; i--) {
		const struct gp_entry *other = runs->items[i - 1];

		if (!memcmp(&other->id, &search->run->id, sizeof(other->id)) ||
		    strcmp(other->testbed, search->run->testbed) != 0)
			continue;
		out->n = count_same(search, other);
		if (!out->n)
			continue;
		out->id = other->id;
		out->commit = other->commit;
		return false;
	}
	return true;
}

enum gp_err gp_history_find_repeated(struct gp_repeated *out,
				     struct gp_repo *repo,
				     const struct gp_commit *commit,
				     const struct gp_entry *run,
				     const struct gp_fact_names *facts)
{
	const struct gp_newest_limits limits = { 20, 200, facts };
	struct same_search search = { .run = run, .out = out };
	struct gp_arena keys = { 0 };
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if (!has_telling_times(run))
		return GP_OK;
	for (size_t i = 0; i < run->n_results; i++) {
		struct gp_span key = put_result_key(&search, &run->results[i]);

		gp_map_put(&search.results,
			   gp_arena_strndup(&keys, key.data, key.len), key.len,
			   i);
	}
	err = gp_newest_runs(repo, commit, &limits, find_same_run, &search);
	gp_map_clear(&search.results);
	gp_buf_clear(&search.key);
	gp_arena_clear(&keys);
	return err;
}
