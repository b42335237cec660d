/*
 * What to do after a verdict.
 */
#include <string.h>

#include "gp/phrase.h"

#include "report/blame.h"

#include "cpu_count.h"
#include "from_zero.h"
#include "next_steps.h"

/* Never advise to run a suite more often than this. */
#define MOST_RUNS 9

/* ---- what can be typed ---- */

/*
 * A key or a pattern as one word of a shell, if it is short enough; else KEY.
 * A hostile name is never offered for pasting.
 */
static void put_pasteable(struct gp_buf *out, const char *text)
{
	if (gp_shell_can_show(text, 64))
		gp_shell_quote(out, text);
	else
		gp_buf_puts(out, "KEY");
}

static void put_pasteable_key(struct gp_buf *out, const struct gp_series *s)
{
	struct gp_buf key = GP_BUF_INIT;

	gp_buf_printf(&key, "%s:%s", s->benchmark, s->metric);
	put_pasteable(out, gp_buf_str(&key));
	gp_buf_clear(&key);
}

static void put_accept_command(const struct gp_writer *w,
			       const struct gp_finding *f,
			       const struct gp_oid *at, const char *between)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(w->out, "%sif the change ", between);
	if (gp_blame_is_range(&f->blame) && gp_oid_same(&f->blame.to, at)) {
		gp_buf_puts(w->out, "in ");
		gp_put_blame(w->out, &f->blame, at);
		gp_buf_putc(w->out, ' ');
	}
	gp_buf_puts(w->out, "is intended: git perf accept ");
	put_pasteable_key(w->out, f->series);
	gp_buf_printf(w->out, " --at %s -m REASON", gp_oid_short(at, hex));
}

static const struct gp_finding *first_of_status(
	const struct gp_findings *findings, enum gp_status status)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].status == status)
			return &findings->items[i];
	return NULL;
}

/* ---- a sentence for each status ---- */

static void put_new_level(const struct gp_writer *w, const struct gp_finding *f,
			  const struct gp_oid *at)
{
	gp_buf_puts(w->out, "look at ");
	gp_put_blame(w->out, &f->blame, at);
	gp_buf_puts(w->out, ": the new level begins there");
}

/* The judged commit, and those before it that nobody measured. */
static const char *changed_in(struct gp_buf *text, const struct gp_writer *w,
			      const struct gp_finding *f)
{
	gp_put_blame(text, &f->blame, &w->findings->set->commit);
	return gp_buf_str(text);
}

static void next_regression(const struct gp_writer *w,
			    const struct gp_finding *f, const char *between)
{
	struct gp_buf where = GP_BUF_INIT;
	char hex[GP_OID_HEX];

	if (gp_finding_is_noted(f))
		return;
	if (f->since.size)
		put_new_level(w, f, &f->since);
	else if (f->reruns && f->severity == GP_SEVERITY_FAIL)
		gp_buf_printf(
			w->out,
			"the reruns confirm it: look at what changed in %s",
			changed_in(&where, w, f));
	else if (f->series->current.n_readings > 1 && !f->n_runs)
		gp_buf_printf(w->out,
			      "%zu runs agree: look at what changed in %s",
			      f->series->current.n_readings,
			      changed_in(&where, w, f));
	else
		gp_buf_printf(w->out,
			      "to rule out noise, run the benchmark again, "
			      "record the result at %s, and check again",
			      gp_oid_short(&w->findings->set->commit, hex));
	put_accept_command(
		w, f, f->since.size ? &f->since : &w->findings->set->commit,
		between);
	gp_write_from_zero(w, f, between);
	gp_buf_clear(&where);
}

static void next_budget(const struct gp_writer *w, const struct gp_finding *f,
			const char *between)
{
	(void)f, (void)between;
	gp_buf_puts(w->out, "budgets are set by perf.<pattern>.budget in "
			    ".gitperf or git's configuration");
}

static void next_drifting(const struct gp_writer *w, const struct gp_finding *f,
			  const char *between)
{
	gp_buf_puts(w->out, "to list the commits where the level changed: git "
			    "perf log --changes -k ");
	put_pasteable_key(w->out, f->series);
	put_accept_command(w, f, &w->findings->set->commit, between);
}

static void next_accepted(const struct gp_writer *w, const struct gp_finding *f,
			  const char *between)
{
	char hex[GP_ENTRY_ID_HEX];

	(void)between;
	if (!f->accepted || !strcmp(f->accepted->run->tool, GP_TOOL_TRAILER))
		return;
	/* By its id: after a squash the commit may be gone. */
	gp_buf_printf(w->out,
		      "to undo the acceptance: git perf accept --undo "
		      "%.12s",
		      gp_entry_id_hex(&f->accepted->run->id, hex));
}

static void next_early(const struct gp_writer *w, const struct gp_finding *f,
		       const char *between)
{
	(void)f, (void)between;
	if (w->findings->set->found < 5)
		gp_buf_printf(w->out,
			      "with 5 measured commits there is a "
			      "statistical test; so far there are %zu",
			      w->findings->set->found);
}

/* If series moved together. */
static void next_common(const struct gp_writer *w, const struct gp_finding *f,
			const char *between)
{
	char hex[GP_OID_HEX];

	(void)f, (void)between;
	gp_buf_printf(w->out,
		      "to tell the machine from the commit, run the benchmark "
		      "again in ten minutes or in another job, and record the "
		      "result at %s",
		      gp_oid_short(&w->findings->set->commit, hex));
}

/* If results that would count were out of reach. */
static void next_hidden(const struct gp_writer *w, const struct gp_series *s)
{
	size_t depth = w->findings->set->depth;

	if (s->hidden & GP_CUT_DEPTH)
		gp_buf_printf(w->out,
			      "to search further back: git config perf.depth "
			      "%zu",
			      depth < 1000 ? 4000 : 4 * depth);
	else if (s->hidden & GP_CUT_SHALLOW)
		gp_buf_puts(w->out, "to get older commits and their results: "
				    "git perf pull --last 100");
	else if (s->hidden & GP_CUT_PARTIAL)
		gp_buf_puts(w->out, "to get all results: git perf pull");
	else if (s->hidden)
		gp_buf_puts(w->out, "to see which notes are affected: git perf "
				    "fsck");
}

/* If the runs of the commit disagree, or results were out of reach. */
static void next_apart(const struct gp_writer *w, const struct gp_finding *f,
		       const char *between)
{
	char hex[GP_OID_HEX];

	(void)between;
	if (!f->n_runs) {
		next_hidden(w, f->series);
		return;
	}
	gp_buf_printf(w->out,
		      "record %d more run%s at %s: two runs that agree decide",
		      f->more_runs, gp_plural((size_t)f->more_runs),
		      gp_oid_short(&w->findings->set->commit, hex));
}

/* The level is worse, but this commit did not cause it. */
static void next_regressed(const struct gp_writer *w,
			   const struct gp_finding *f, const char *between)
{
	if (f->severity == GP_SEVERITY_INFO)
		return;
	put_new_level(w, f, &f->restart.commit);
	put_accept_command(w, f, &f->restart.commit, between);
}

/* An inconclusive finding that warns says why, and so what to do. */
static void next_doubtful(const struct gp_writer *w, const struct gp_finding *f,
			  const char *between)
{
	char hex[GP_OID_HEX];

	if (f->n_runs || f->series->hidden)
		next_apart(w, f, between);
	else if (f->unaccepted)
		next_regressed(w, f, between);
	else if (f->severity != GP_SEVERITY_INFO)
		gp_buf_printf(w->out,
			      "run the benchmark again, and record the result "
			      "at %s",
			      gp_oid_short(&w->findings->set->commit, hex));
}

static void next_inconclusive(const struct gp_writer *w,
			      const struct gp_finding *f, const char *between)
{
	char hex[GP_OID_HEX];

	if (f->n_runs || f->series->hidden || f->severity != GP_SEVERITY_INFO) {
		next_doubtful(w, f, between);
		return;
	}
	if (f->bimodal)
		gp_buf_puts(w->out,
			    "give each kind of machine its own testbed "
			    "(perf.testbed), and each load its own tag");
	if (f->bimodal || f->more_runs < 1 || f->more_runs > MOST_RUNS)
		return;
	gp_buf_printf(w->out,
		      "record %d more run%s at %s to detect changes of ",
		      f->more_runs, gp_plural(f->more_runs),
		      gp_oid_short(&w->findings->set->commit, hex));
	gp_format_share(w->out, f->show_at);
}

/* If the earlier results have other tags; false if there is no one tag. */
static bool put_facts_command(const struct gp_writer *w,
			      const struct gp_series *s)
{
	const char *key = s->n_other_tags ? s->other_tag : NULL;

	if (!key || strpbrk(key, ", \t") || !gp_shell_can_show(key, 64))
		return false;
	gp_buf_puts(w->out, "if the tag ");
	w->plain(w->out, key);
	gp_buf_puts(w->out, " does not tell results apart: git config --add "
			    "perf.facts ");
	gp_shell_quote(w->out, key);
	return true;
}

static void next_new(const struct gp_writer *w, const struct gp_finding *f,
		     const char *between)
{
	(void)between;
	if (put_facts_command(w, f->series))
		return;
	gp_buf_puts(w->out, "record runs at earlier commits: with 1, the "
			    "thresholds apply; with 5, a statistical test");
}

static void next_untrusted(const struct gp_writer *w,
			   const struct gp_finding *f, const char *between)
{
	char hex[GP_OID_HEX];

	(void)f, (void)between;
	gp_buf_printf(w->out,
		      "to get a verdict, measure %s on a trusted machine, and "
		      "record the result",
		      gp_oid_short(&w->findings->set->commit, hex));
}

/* One missing and one new: possibly the same benchmark, renamed; but not if
   they differ in their tags. */
static void next_missing(const struct gp_writer *w, const struct gp_finding *f,
			 const char *between)
{
	const struct gp_findings *findings = w->findings;
	const struct gp_finding *new = first_of_status(findings, GP_STATUS_NEW);
	struct gp_cpu_counts counts;

	(void)between;
	if (!new) {
		gp_buf_puts(w->out,
			    "if it is gone on purpose: git perf retire ");
		put_pasteable_key(w->out, f->series);
		return;
	}
	if (put_facts_command(w, new->series) || new->series->n_other_tags)
		return;
	if (gp_cpu_counts_find(&counts, findings)) {
		gp_buf_printf(w->out,
			      "if only the number of processors changed: git "
			      "perf alias '*-%.*s' '*-%.*s'",
			      (int)counts.old.len, counts.old.data,
			      (int)counts.now.len, counts.now.data);
		return;
	}
	gp_buf_puts(w->out, "if it was renamed: git perf alias ");
	if (findings->counts[GP_STATUS_NEW] != 1 ||
	    findings->counts[GP_STATUS_MISSING] != 1) {
		gp_buf_puts(w->out, "OLD NEW");
		return;
	}
	put_pasteable_key(w->out, f->series);
	gp_buf_putc(w->out, ' ');
	put_pasteable_key(w->out, new->series);
}

/* With gate = false it is not judged on purpose. */
static void next_unjudged(const struct gp_writer *w, const struct gp_finding *f,
			  const char *between)
{
	struct gp_buf key = GP_BUF_INIT;

	(void)between;
	if (f->series->better != GP_BETTER_NONE)
		return;
	gp_buf_printf(&key, "perf.%s:%s.better", f->series->benchmark,
		      f->series->metric);
	gp_buf_puts(w->out, "to judge it, say which is better: git config ");
	if (gp_shell_can_show(gp_buf_str(&key), 80))
		gp_shell_quote(w->out, gp_buf_str(&key));
	else
		gp_buf_puts(w->out, "perf.KEY.better");
	gp_buf_puts(w->out, " lower|higher");
	gp_buf_clear(&key);
}

/* ---- the one that matters most ---- */

struct advice {
	enum gp_status status;
	bool none; /* only if nothing could be judged */
	void (*say)(const struct gp_writer *w, const struct gp_finding *f,
		    const char *between);
};

/* Also if something else is more important. */
static void next_testbed(const struct gp_writer *w, const char *between)
{
	const struct gp_series_set *set = w->findings->set;

	if (!set->n_missing_testbeds)
		return;
	gp_buf_printf(w->out,
		      "%sif a testbed is gone on purpose: git perf "
		      "retire --testbed ",
		      between);
	put_pasteable(w->out, set->missing_testbeds[0].testbed);
	gp_buf_puts(w->out, " '*'");
}

static const struct advice advices[] = {
	{ GP_STATUS_REGRESSION, false, next_regression },
	{ GP_STATUS_OVER_BUDGET, false, next_budget },
	{ GP_STATUS_DRIFTING, false, next_drifting },
	{ GP_STATUS_COMMON, false, next_common },
	{ GP_STATUS_INCONCLUSIVE, false, next_doubtful },
	{ GP_STATUS_OK, false, next_regressed },
	{ GP_STATUS_ACCEPTED, false, next_accepted },
	{ GP_STATUS_EARLY, false, next_early },
	{ GP_STATUS_MISSING, false, next_missing },
	{ GP_STATUS_UNJUDGED, false, next_unjudged },
	{ GP_STATUS_COMMON, true, next_common },
	{ GP_STATUS_UNTRUSTED, true, next_untrusted },
	{ GP_STATUS_MISSING, true, next_missing },
	{ GP_STATUS_INCONCLUSIVE, true, next_inconclusive },
	{ GP_STATUS_UNJUDGED, true, next_unjudged },
	{ GP_STATUS_NEW, true, next_new },
};

static void next_incomplete(const struct gp_writer *w)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(w->out,
		      "run all benchmarks to their end at %s, and record the "
		      "result",
		      gp_oid_short(&w->findings->set->commit, hex));
}

static void put_advice(const struct gp_writer *w, const char *between)
{
	const struct gp_findings *findings = w->findings;
	bool none = findings->verdict == GP_VERDICT_NONE;
	size_t start = w->out->len;

	if (none && findings->set->first.unasked)
		gp_report_put_unasked(w->out, findings->set->first.unasked);
	else if (none && !findings->set->n_runs)
		gp_buf_puts(w->out, "run the benchmark and pipe its output "
				    "to: git perf record");
	if (findings->set->n_incomplete && findings->verdict != GP_VERDICT_FAIL)
		next_incomplete(w);
	for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++) {
		const struct gp_finding *f =
			first_of_status(findings, advices[i].status);

		if (w->out->len > start)
			return;
		if (f && advices[i].none == none)
			advices[i].say(w, f, between);
	}
}

void gp_write_next(const struct gp_writer *w, const char *between)
{
	const struct gp_limits_origin *origin = w->findings->set->origin;
	size_t start = w->out->len;

	put_advice(w, between);
	next_testbed(w, w->out->len > start ? between : "");
	if (origin && *origin->next)
		gp_buf_printf(w->out, "%s%s",
			      w->out->len > start ? between : "", origin->next);
}

void gp_write_next_of(const struct gp_writer *w, const struct gp_finding *f)
{
	bool none = w->findings->verdict == GP_VERDICT_NONE;

	for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++)
		if (advices[i].status == f->status && advices[i].none == none)
			advices[i].say(w, f, "; ");
}
