/*
 * Finds tags that separate everything: each of the last measured commits has a
 * value of its own, such as the number of a build, so that no result has a
 * baseline.
 */
#include <string.h>

#include "changing_tags.h"
#include "newest_runs.h"
#include "run_lookup.h"

/* Nobody gives more tags; a run that was pulled may have more. */
#define TAGS_MAX 32

/* Whether the runs of a commit have values of a tag that no newer one has. */
static bool has_new_values(const struct gp_changing_window *window, size_t i,
			   const char *key, struct gp_map *values)
{
	const struct gp_measured_commit *commit = window->commits[i];
	bool any = false;

	for (size_t k = 0; k < commit->n; k++) {
		const struct gp_entry *run =
			window->runs->items[commit->from + k];
		const char *value = gp_pairs_get(&run->tags, key);

		if (!value)
			continue;
		any = true;
		if (*gp_map_put(values, value, strlen(value), i) != i)
			return false;
	}
	return any;
}

static bool is_always_new(const struct gp_changing_window *window,
			  const char *key)
{
	struct gp_map values = { 0 };
	size_t i = 0;

	while (i < window->n && has_new_values(window, i, key, &values))
		i++;
	gp_map_clear(&values);
	return i == window->n;
}

/* perf.facts is a list with commas and blanks. */
static bool can_be_listed(const char *key)
{
	return !key[strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				"abcdefghijklmnopqrstuvwxyz0123456789_-./")];
}

static void report_changing(struct gp_notices *out, const char *key)
{
	if (can_be_listed(key))
		gp_notices_add(out,
			       "the tag '%s' has a new value at each of the "
			       "last %d measured commits, so no result has a "
			       "baseline; if it does not tell results apart: "
			       "git config --add perf.facts %s",
			       key, GP_CHANGING_COMMITS, key);
	else
		gp_notices_add(out,
			       "the tag '%.200s' has a new value at each of "
			       "the last %d measured commits, so no result has "
			       "a baseline",
			       key, GP_CHANGING_COMMITS);
}

void gp_changing_tags_report(struct gp_notices *out,
			     const struct gp_changing_window *window,
			     const struct gp_fact_names *facts)
{
	const struct gp_measured_commit *newest = window->commits[0];
	const struct gp_entry *run;

	if (window->n < GP_CHANGING_COMMITS || !newest->n)
		return;
	run = window->runs->items[newest->from];
	for (size_t i = 0; i < run->tags.n && i < TAGS_MAX; i++) {
		const char *key = run->tags.items[i].key;

		if (gp_tag_separates(run, key) &&
		    !gp_fact_names_have(facts, key) &&
		    is_always_new(window, key))
			report_changing(out, key);
	}
}

/* ---- for status, which loads no baseline ---- */

struct newest_commits {
	struct gp_entries runs;
	struct gp_measured_commit found[GP_CHANGING_COMMITS];
	size_t n;
};

static bool add_newest_commit(void *ctx, const struct gp_commit *commit,
			      struct gp_entries *runs)
{
	struct newest_commits *newest = ctx;

	newest->found[newest->n++] = (struct gp_measured_commit){
		.commit = *commit,
		.from = newest->runs.n,
		.n = runs->n,
	};
	gp_entries_move(&newest->runs, runs);
	return true;
}

void gp_changing_tags_report_window(struct gp_notices *out,
				    const struct gp_window *window,
				    const struct gp_measured_commit *current,
				    const struct gp_fact_names *facts)
{
	struct gp_changing_window newest = { .runs = window->runs };

	if (current->n)
		newest.commits[newest.n++] = current;
	for (size_t i = 0; i < window->n && newest.n < GP_CHANGING_COMMITS; i++)
		newest.commits[newest.n++] = &window->items[i];
	gp_changing_tags_report(out, &newest, facts);
}

enum gp_err gp_history_changing_tags(struct gp_notices *out,
				     struct gp_repo *repo,
				     const struct gp_commit *commit,
				     const struct gp_fact_names *facts)
{
	const struct gp_newest_limits limits = { GP_CHANGING_COMMITS, 200,
						 facts };
	struct newest_commits newest = { .n = 0 };
	struct gp_changing_window window = { .runs = &newest.runs };
	enum gp_err err = gp_newest_runs(repo, commit, &limits,
					 add_newest_commit, &newest);

	for (; window.n < newest.n; window.n++)
		window.commits[window.n] = &newest.found[window.n];
	if (!err)
		gp_changing_tags_report(out, &window, facts);
	gp_entries_clear(&newest.runs);
	return err;
}
