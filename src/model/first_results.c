/*
 * What is said of a commit without any baseline: whether its results are the
 * first ones, or what can hide those before.
 */
#include "gp/series.h"

const char *gp_first_kind_name(enum gp_first_kind kind)
{
	static const char *const names[] = {
		[GP_FIRST_NONE] = "",
		[GP_FIRST_ALL] = "all",
		[GP_FIRST_TESTBED] = "testbed",
		[GP_FIRST_UNKNOWN] = "unknown",
	};

	return names[kind];
}

/* The reasons why older results may exist: the next step, for each. */
static const struct {
	enum gp_baseline_cut cut;
	const char *text;
} hiding[] = {
	{ GP_CUT_SHALLOW, "this clone is shallow: git perf pull --last 100" },
	{ GP_CUT_PARTIAL, "only some results were pulled: git perf pull" },
	{ GP_CUT_NOTES, "the text of some notes is missing: git perf fsck" },
	{ GP_CUT_DEPTH, "the search ends at perf.depth" },
};

static void add_hiding(struct gp_buf *why, const char **between,
		       const char *text)
{
	gp_buf_printf(why, "%s%s", *between, text);
	*between = "; ";
}

static void list_hiding(struct gp_buf *why, const struct gp_series_set *set,
			unsigned cut)
{
	const struct gp_first_results *first = &set->first;
	const char *between = "older results may be hidden: ";

	if (first->unasked)
		gp_buf_printf(why, "%snever synced with %s: git perf pull",
			      between, first->unasked);
	between = first->unasked ? "; " : between;
	for (size_t i = 0; i < sizeof(hiding) / sizeof(hiding[0]); i++)
		if (cut & hiding[i].cut)
			add_hiding(why, &between, hiding[i].text);
	if (first->lost)
		add_hiding(why, &between,
			   "there are results of commits that are in no "
			   "history here: git perf status");
	if (first->unrelated && *set->base_name)
		gp_buf_printf(why, "%sno commit in common with %s", between,
			      set->base_name);
	else if (first->unrelated)
		add_hiding(why, &between,
			   "there is no base branch: git config perf.base "
			   "<branch>");
}

static const char *branch_of(const struct gp_series_set *set)
{
	return *set->base_name ? set->base_name : "the history";
}

/* The base branch has results. */
static void put_measured(struct gp_buf *why, const struct gp_series_set *set)
{
	const struct gp_first_results *first = &set->first;

	if (!first->same_testbed)
		gp_buf_printf(why,
			      "first results on this testbed: %s was measured "
			      "on '%s'",
			      branch_of(set), first->measured);
	else if (first->unrelated || !(first->cut & GP_CUT_DEPTH))
		gp_buf_printf(why,
			      "%s has results on this testbed, but none that "
			      "belong to a baseline",
			      branch_of(set));
	else
		gp_buf_printf(why,
			      "%s has results on this testbed, but beyond "
			      "perf.depth (%zu commit%s)",
			      branch_of(set), set->depth,
			      set->depth == 1 ? "" : "s");
}

enum gp_first_kind gp_series_set_first(const struct gp_series_set *set,
				       struct gp_buf *why)
{
	const struct gp_first_results *first = &set->first;
	struct gp_buf unused = GP_BUF_INIT;
	struct gp_buf *out = why ? why : &unused;
	enum gp_first_kind kind = GP_FIRST_UNKNOWN;
	unsigned cut = first->cut & ~(first->same_testbed ? GP_CUT_DEPTH : 0U);
	bool hidden = cut || first->unasked || first->unrelated || first->lost;

	if (!first->known)
		return GP_FIRST_NONE;
	if (first->measured) {
		put_measured(out, set);
		if (!first->same_testbed && !hidden)
			kind = GP_FIRST_TESTBED;
	}
	if (hidden) {
		gp_buf_puts(out, first->measured ? "; " : "");
		list_hiding(out, set, cut);
	} else if (!first->measured) {
		gp_buf_puts(out, "these are the first results: nothing was "
				 "compared");
		kind = GP_FIRST_ALL;
	}
	gp_buf_clear(&unused);
	return kind;
}
