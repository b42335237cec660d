/*
 * Counts the results that each series has on the line of the baseline, so that
 * a pull knows when it has enough.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/mem.h"

#include "counted_series.h"
#include "history/run_lookup.h"

/* One series: how many commits have it, and which was counted last. */
struct counted {
	size_t n;
	size_t last; /* its place on the line, plus one */
};

struct series_counting {
	const struct gp_partial_pull *p;
	struct gp_run_lookup lookup;
	struct gp_arena keys;
	struct gp_map places;
	struct counted *items;
	size_t n, cap;
	size_t measured;
};

static size_t find_counted(struct series_counting *c, const struct gp_buf *key,
			   bool add)
{
	size_t place = SIZE_MAX;

	if (gp_map_get(&c->places, gp_buf_str(key), key->len, &place) || !add)
		return place;
	gp_map_put(&c->places, gp_arena_strdup(&c->keys, gp_buf_str(key)),
		   key->len, c->n);
	c->items = gp_grow(c->items, c->n, &c->cap, sizeof(*c->items));
	c->items[c->n] = (struct counted){ 0 };
	return c->n++;
}

static void count_run(struct series_counting *c, const struct gp_entry *run,
		      size_t place, bool add)
{
	struct gp_buf key = GP_BUF_INIT;

	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];
		size_t found;

		gp_buf_reset(&key);
		gp_buf_printf(&key, "%s\n%s\n%s", m->benchmark, m->metric,
			      run->testbed);
		found = find_counted(c, &key, add);
		if (found == SIZE_MAX || !place ||
		    c->items[found].last == place)
			continue;
		c->items[found].last = place;
		c->items[found].n++;
	}
	gp_buf_clear(&key);
}

/* Counts at a commit of the line; place 0 is the judged commit. */
static enum gp_err count_at(struct series_counting *c,
			    const struct gp_commit *commit, size_t place)
{
	const struct gp_run_filter filter = { .testbeds = NULL };
	bool add = !place || c->measured < c->p->query->commits;
	struct gp_entries runs = { 0 };
	enum gp_err err = gp_run_lookup_at(&c->lookup, &runs, commit, &filter);
	bool any = false;

	for (size_t i = 0; !err && i < runs.n; i++) {
		if (runs.items[i]->dirty)
			continue;
		any = true;
		count_run(c, runs.items[i], place, add);
	}
	c->measured += any && place;
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err count_all(struct series_counting *c)
{
	const struct gp_partial_pull *p = c->p;
	const char *rev = p->query->rev;
	struct gp_commit judged;
	enum gp_err err;

	if ((err = gp_repo_resolve(p->repo, &judged, rev ? rev : "HEAD")) ||
	    (err = count_at(c, &judged, 0)))
		return err;
	for (size_t i = 0; !err && i < p->n_line; i++)
		err = count_at(c, &p->needed.line[i].commit, i + 1);
	return err;
}

enum gp_err gp_partial_count_series(struct gp_counted_series *out,
				    const struct gp_partial_pull *p)
{
	struct series_counting c = { .p = p };
	struct gp_notices notices = { 0 };
	enum gp_err err;

	if ((err = gp_run_lookup_open(&c.lookup, p->repo, &notices)))
		return err;
	c.lookup.facts = p->query->facts;
	if (!(err = count_all(&c))) {
		*out = (struct gp_counted_series){ .measured = c.measured };
		for (size_t i = 0; i < c.n; i++)
			out->short_of += c.items[i].n < p->query->commits;
	}
	gp_run_lookup_close(&c.lookup);
	gp_notices_clear(&notices);
	gp_map_clear(&c.places);
	gp_arena_clear(&c.keys);
	free(c.items);
	return err;
}
