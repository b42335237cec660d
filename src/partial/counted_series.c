/*
 * Counts the results that each series has on the line of the baseline, so that
 * a pull knows when it has enough.
 */
#include "counted_series.h"
#include "history/run_lookup.h"
#include "history/short_series.h"

struct series_counting {
	const struct gp_partial_pull *p;
	struct gp_run_lookup lookup;
	struct gp_short_series series;
	size_t measured;
	size_t place; /* of the next commit of the line */
};

static void drop_dirty(struct gp_entries *runs)
{
	for (size_t i = 0; i < runs->n; i++)
		if (runs->items[i]->dirty)
			gp_entries_drop(runs, i);
	gp_entries_compact(runs);
}

/* Counts at a commit of the line, or only adds the judged commit's series. */
static enum gp_err count_at(struct series_counting *c,
			    const struct gp_commit *commit, bool judged)
{
	const struct gp_run_filter filter = { .testbeds = NULL };
	bool add = judged || c->measured < c->p->query->commits;
	struct gp_entries runs = { 0 };
	enum gp_err err = gp_run_lookup_at(&c->lookup, &runs, commit, &filter);

	drop_dirty(&runs);
	for (size_t i = 0; add && i < runs.n; i++)
		gp_short_series_add(&c->series, runs.items[i], NULL, 0);
	if (!judged) {
		gp_short_series_count(&c->series, runs.items, runs.n,
				      c->place++);
		c->measured += runs.n > 0;
	}
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
	    (err = count_at(c, &judged, true)))
		return err;
	for (size_t i = 0; !err && i < p->n_line; i++)
		err = count_at(c, &p->needed.line[i].commit, false);
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
	c.series.limit = p->query->commits;
	if (!(err = count_all(&c)))
		*out = (struct gp_counted_series){
			.measured = c.measured,
			.short_of = c.series.n_short,
		};
	gp_run_lookup_close(&c.lookup);
	gp_notices_clear(&notices);
	gp_short_series_clear(&c.series);
	return err;
}
