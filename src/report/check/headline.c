/*
 * The head of a report: the verdict in numbers, what was checked against what,
 * and where.
 */
#include <math.h>
#include <string.h>

#include "gp/phrase.h"

#include "common.h"
#include "headline.h"

/* ---- the first line ---- */

/*
 * How the findings divide: each is counted once, so that the numbers of the
 * first line add up to the number of series.
 */
struct verdict_tally {
	size_t fail[GP_STATUS_N]; /* of severity fail */
	size_t warnings;          /* judged, and of severity warn */
	size_t noted;             /* listed because of perf.note */
	size_t ok;
	size_t rest[GP_STATUS_N];
	size_t early;       /* of the warnings: past a threshold */
	double early_worst; /* the largest change of those */
};

static void tally_early(struct verdict_tally *t, const struct gp_finding *f)
{
	if (!t->early++ || fabs(f->change) > fabs(t->early_worst))
		t->early_worst = f->change;
}

static void tally_finding(struct verdict_tally *t, const struct gp_finding *f)
{
	if (f->severity == GP_SEVERITY_FAIL)
		t->fail[f->status]++;
	else if (gp_finding_is_noted(f))
		t->noted++;
	else if (f->severity == GP_SEVERITY_WARN && gp_status_judged(f->status))
		t->warnings++;
	else if (f->status == GP_STATUS_OK)
		t->ok++;
	else
		t->rest[f->status]++;
	if (f->status == GP_STATUS_EARLY && f->severity != GP_SEVERITY_INFO)
		tally_early(t, f);
}

static void tally(struct verdict_tally *t, const struct gp_findings *findings)
{
	memset(t, 0, sizeof(*t));
	for (size_t i = 0; i < findings->n; i++)
		tally_finding(t, &findings->items[i]);
}

static void put_early(struct gp_buf *out, const struct verdict_tally *t)
{
	if (!t->early)
		return;
	gp_buf_puts(out, t->early == 1 ? " (early: " : " (early: up to ");
	gp_format_change(out, t->early_worst);
	gp_buf_putc(out, ')');
}

/* Written before the number of series that are ok. */
static const enum gp_status before_ok[] = {
	GP_STATUS_MISSING,
	GP_STATUS_INCONCLUSIVE,
	GP_STATUS_IMPROVEMENT,
	GP_STATUS_ACCEPTED,
};

/* Takes the number of a status, so that it is written once. */
static void put_rest(const struct gp_writer *w, struct verdict_tally *t,
		     enum gp_status status, const char **between)
{
	gp_list_count(w->out, between, t->rest[status],
		      gp_status_label(status, t->rest[status]));
	t->rest[status] = 0;
}

static void put_changes(const struct gp_writer *w, struct verdict_tally *t)
{
	const char *between = "";

	if (gp_write_common(w))
		gp_buf_puts(w->out, "; ");
	t->rest[GP_STATUS_COMMON] = 0; /* written just now */
	for (int s = 0; s < GP_STATUS_N; s++)
		gp_list_count(w->out, &between, t->fail[s],
			      gp_status_label((enum gp_status)s, t->fail[s]));
	gp_list_count(w->out, &between, t->warnings,
		      gp_plural_of(t->warnings, "warning", "warnings"));
	put_early(w->out, t);
	gp_list_count(w->out, &between, t->noted, "noted");
	for (size_t i = 0; i < sizeof(before_ok) / sizeof(before_ok[0]); i++)
		put_rest(w, t, before_ok[i], &between);
	if (*between)
		gp_buf_puts(w->out, "; ");
}

/* What is not a finding: series that are not expected yet, testbeds. */
static void put_absent_ones(const struct gp_writer *w)
{
	const struct gp_series_set *set = w->findings->set;
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++)
		n += set->items[i].absence == GP_ABSENCE_NOT_DUE;
	if (n)
		gp_buf_printf(w->out, "; %zu not due", n);
	if (set->n_missing_testbeds == 1) {
		gp_buf_puts(w->out, "; testbed ");
		w->name(w->out, set->missing_testbeds[0].testbed);
		gp_buf_puts(w->out, " is missing");
	} else if (set->n_missing_testbeds) {
		gp_buf_printf(w->out, "; %zu testbeds are missing",
			      set->n_missing_testbeds);
	}
}

/* Untrusted findings have no verdict, but the reader should know of them. */
static void put_claims(const struct gp_writer *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->findings->n; i++)
		n += w->findings->items[i].claimed_severity == GP_SEVERITY_FAIL;
	if (n)
		gp_buf_printf(w->out, "; %zu would fail", n);
}

/* Without any baseline: whether that is so because these are the first. */
static void put_first(const struct gp_writer *w)
{
	struct gp_buf why = GP_BUF_INIT;

	if (gp_series_set_first(w->findings->set, &why)) {
		gp_buf_puts(w->out, "; ");
		w->plain(w->out, gp_buf_str(&why));
	}
	gp_buf_clear(&why);
}

static void put_none(const struct gp_writer *w, struct verdict_tally *t)
{
	const char *between = ": ";

	gp_buf_puts(w->out, "no verdict: ");
	if (!w->findings->n) {
		gp_buf_puts(w->out,
			    w->findings->set->n_runs
				    ? "no series matches"
				    : "nothing is recorded at this commit");
		return;
	}
	if (gp_write_common(w)) {
		if (w->findings->counts[GP_STATUS_COMMON] == w->findings->n) {
			put_absent_ones(w);
			return;
		}
		gp_buf_puts(w->out, "; ");
	}
	gp_buf_printf(w->out, "0 of %zu series judged", w->findings->n);
	for (int s = 0; s < GP_STATUS_N; s++)
		if (s != GP_STATUS_COMMON) /* written before */
			put_rest(w, t, (enum gp_status)s, &between);
	put_claims(w);
	put_absent_ones(w);
	put_first(w);
}

/* --strict: series were judged, but others may be missing. */
static bool is_broken_off(const struct gp_findings *findings)
{
	return findings->verdict == GP_VERDICT_NONE &&
	       findings->set->n_incomplete &&
	       gp_verdict_of(findings->counts, findings->n_fail,
			     findings->n_warn) != GP_VERDICT_NONE;
}

void gp_write_counts(const struct gp_writer *w)
{
	const char *between = ", ";
	struct verdict_tally t;

	tally(&t, w->findings);
	if (is_broken_off(w->findings)) {
		gp_buf_puts(w->out, "no verdict, because a run broke off; ");
	} else if (w->findings->verdict == GP_VERDICT_NONE) {
		put_none(w, &t);
		return;
	}
	put_changes(w, &t);
	gp_buf_printf(w->out, "%zu of %zu series ok", t.ok, w->findings->n);
	for (int s = 0; s < GP_STATUS_N; s++)
		put_rest(w, &t, (enum gp_status)s, &between);
	put_absent_ones(w);
}

void gp_write_subject(const struct gp_writer *w)
{
	const struct gp_series_set *set = w->findings->set;
	char hex[GP_OID_HEX];

	w->name(w->out, gp_oid_short(&set->commit, hex));
	gp_buf_puts(w->out, set->dirty ? " (modified work tree)" : "");
	if (!set->found)
		return;
	gp_buf_printf(w->out, " against %zu commit%s", set->found,
		      gp_plural(set->found));
	if (!*set->base_name)
		return;
	gp_buf_puts(w->out, " of ");
	w->name(w->out, set->base_name);
}

/* ---- the second line ---- */

/* The longest baseline represents all: they end at the same commits. */
static const struct gp_finding *longest(const struct gp_findings *findings)
{
	const struct gp_finding *best = NULL;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (f->first &&
		    (!best || f->baseline.commits > best->baseline.commits))
			best = f;
	}
	return best;
}

static void put_age(struct gp_buf *out, int64_t seconds)
{
	static const struct {
		int64_t from;
		int64_t size;
		const char *unit;
	} steps[] = {
		{ 2 * 86400, 86400, "days" },
		{ 2 * 3600, 3600, "hours" },
		{ 120, 60, "minutes" },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (seconds < steps[i].from)
			continue;
		gp_buf_printf(out, "%ld %s ago",
			      (long)(seconds / steps[i].size), steps[i].unit);
		return;
	}
	gp_buf_puts(out, "just now");
}

static void put_baseline(const struct gp_writer *w)
{
	const struct gp_finding *f = longest(w->findings);
	char a[GP_OID_HEX], b[GP_OID_HEX];

	if (!f)
		return;
	gp_buf_printf(w->out, ", baseline %s",
		      gp_oid_short(&f->first->commit, a));
	if (f->last != f->first)
		gp_buf_printf(w->out, "..%s",
			      gp_oid_short(&f->last->commit, b));
	if (!w->now)
		return;
	gp_buf_puts(w->out, ", newest ");
	put_age(w->out, w->now - f->last->commit_time);
}

/* If the limits are not those of the base. */
static void put_remark(const struct gp_writer *w, const char *before)
{
	const struct gp_limits_origin *origin = w->findings->set->origin;

	if (!origin || !*origin->remark)
		return;
	gp_buf_puts(w->out, before);
	w->plain(w->out, origin->remark);
}

void gp_write_where(const struct gp_writer *w)
{
	const struct gp_series_set *set = w->findings->set;

	if (set->n_testbeds == 0) {
		put_remark(w, "");
		return;
	}
	gp_buf_puts(w->out, "on ");
	for (size_t i = 0; i < set->n_testbeds && i < 3; i++) {
		gp_buf_puts(w->out, i ? ", " : "");
		w->name(w->out, set->testbeds[i]);
	}
	if (set->n_testbeds > 3)
		gp_buf_printf(w->out, " and %zu more testbeds",
			      set->n_testbeds - 3);
	put_baseline(w);
	put_remark(w, ", ");
}

/* ---- runs that broke off ---- */

void gp_write_incomplete(const struct gp_writer *w, size_t i)
{
	const struct gp_series_set *set = w->findings->set;
	const struct gp_entry *run = set->incomplete[i];
	struct gp_buf why = GP_BUF_INIT;
	char hex[GP_OID_HEX];

	gp_buf_printf(w->out, "the run of %s", gp_oid_short(&set->commit, hex));
	if (set->n_testbeds > 1) {
		gp_buf_puts(w->out, " on ");
		w->name(w->out, run->testbed);
	}
	gp_escape_short(&why, run->incomplete, 120);
	gp_buf_puts(w->out, " broke off (");
	w->plain(w->out, gp_buf_str(&why));
	gp_buf_puts(w->out, "): results behind it are missing");
	gp_buf_clear(&why);
}
