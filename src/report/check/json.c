/*
 * check for programs: git-perf/check/1, docs/schema/check-1.json. Keys are
 * only ever added.
 */
#include <math.h>

#include "gp/limits.h"

#include "acceptances.h"
#include "limits_changed.h"
#include "report/blame.h"
#include "report/json_fields.h"
#include "report/outputs.h"

/* An end of the baseline, or null. */
static void put_baseline_end(struct gp_buf *out, const char *key,
			     const struct gp_point *value)
{
	gp_put_key(out, key);
	if (!value) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key_oid(out, "commit", &value->commit);
	gp_put_key_time(out, "time", value->commit_time);
	gp_put_close(out, '}');
}

static void put_baseline_level(struct gp_buf *out, const struct gp_finding *f)
{
	gp_put_key_open(out, "baseline", '{');
	gp_put_key_count(out, "commits", f->baseline.commits);
	gp_put_key_count(out, "samples", f->baseline.samples);
	gp_put_key_number(out, "center", f->baseline.center);
	gp_put_key_number(out, "low", f->baseline.low);
	gp_put_key_number(out, "high", f->baseline.high);
	gp_put_key_number(out, "spread", f->baseline.spread);
	put_baseline_end(out, "first", f->first);
	put_baseline_end(out, "last", f->last);
	gp_put_key_count(out, "carried", gp_finding_remapped(f));
	gp_put_close(out, '}');
}

static void put_current_level(struct gp_buf *out, const struct gp_finding *f)
{
	const struct gp_point *point = &f->series->current;
	const struct gp_oid none = { .size = 0 };

	gp_put_key_open(out, "current", '{');
	gp_put_key_count(out, "samples", f->current.samples);
	gp_put_key_number(out, "center", f->current.center);
	gp_put_key_number(out, "low", f->current.low);
	gp_put_key_number(out, "high", f->current.high);
	gp_put_key_oid(out, "carried_from",
		       point->remapped ? &point->measured_as : &none);
	gp_put_close(out, '}');
}

/* In the unit of the series; null if there is none, or it does not fit. */
static void put_budget(struct gp_buf *out, const char *key,
		       const struct gp_limit *limit, const char *unit)
{
	double value;

	if (limit->how == GP_LIMIT_NONE ||
	    !gp_limit_in_unit(limit, unit, &value))
		value = NAN;
	gp_put_key_number(out, key, value);
}

/* What could have been seen, and what would show more. */
static void put_detectable_keys(struct gp_buf *out, const struct gp_finding *f)
{
	gp_put_key_number(out, "detectable", f->detectable);
	gp_put_key(out, "more_runs");
	if (f->more_runs > 0)
		gp_put_count(out, (uint64_t)f->more_runs);
	else
		gp_put_null(out);
	gp_put_key(out, "more_runs_help");
	if (f->more_runs)
		gp_put_bool(out, f->more_runs > 0);
	else
		gp_put_null(out);
	gp_put_key_number(out, "show_at", f->show_at);
}

static void put_judgement(struct gp_buf *out, const struct gp_finding *f)
{
	const struct gp_limits *limits = &f->series->limits;

	gp_put_change(out, f);
	gp_put_limit(out, "note", &limits->note);
	gp_put_limit(out, "warn", &limits->warn);
	gp_put_limit(out, "fail", &limits->fail);
	put_budget(out, "budget_warn", &limits->budget_warn, f->series->unit);
	put_budget(out, "budget", &limits->budget, f->series->unit);
	put_detectable_keys(out, f);
}

/* ---- where the baseline begins, and the way it came ---- */

static void put_restart(struct gp_buf *out, const struct gp_restart *restart)
{
	gp_put_key(out, "restart");
	if (restart->why == GP_RESTART_NONE) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key_string(out, "why", gp_restart_name(restart->why));
	gp_put_key_oid(out, "commit", &restart->commit);
	gp_put_key_time(out, "time", restart->time);
	gp_put_key_number(out, "change", restart->change);
	gp_put_key_string(out, "what", restart->what);
	gp_put_blame_keys(out, &restart->blame);
	gp_put_close(out, '}');
}

static void put_drift_or_null(struct gp_buf *out, const struct gp_drift *drift)
{
	gp_put_key(out, "drift");
	if (isnan(drift->p)) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key_bool(out, "drifting", drift->drifting);
	gp_put_key_number(out, "slope", drift->slope);
	gp_put_key_number(out, "total", drift->total);
	gp_put_key_number(out, "p", drift->p);
	gp_put_close(out, '}');
}

static void put_anchor_or_null(struct gp_buf *out, const struct gp_finding *f,
			       const struct gp_series_set *set)
{
	gp_put_key(out, "anchor");
	if (!isfinite(f->since_anchor)) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key_string(out, "name", set->anchor_name);
	gp_put_key_oid(out, "commit", &set->anchor.named);
	gp_put_key_number(out, "change", f->since_anchor);
	gp_put_key_number(out, "change_low", f->since_anchor_low);
	gp_put_key_number(out, "change_high", f->since_anchor_high);
	gp_put_key_nearest(out, &set->anchor);
	gp_put_close(out, '}');
}

/* "commit" is where it takes effect in this history; "accepted_at" is where
 * it was accepted, which a squash leaves behind. */
static void put_acceptance_object(struct gp_buf *out,
				  const struct gp_accepted *accepted)
{
	const struct gp_entry *run = accepted->run;

	gp_put_open(out, '{');
	gp_put_key_entry_id(out, "run", &run->id);
	gp_put_key_oid(out, "commit", &accepted->commit);
	gp_put_key_oid(out, "accepted_at", &run->commit);
	gp_put_key_string(out, "pattern", run->accept->pattern);
	gp_put_key_maybe(out, "upto", run->accept->upto);
	gp_put_key_string(out, "reason", run->accept->reason);
	gp_put_key_string(out, "who", run->accept->who);
	gp_put_key_time(out, "time", run->time_ms / 1000);
	gp_put_close(out, '}');
}

static void put_blame_or_null(struct gp_buf *out, const struct gp_blame *blame)
{
	gp_put_key(out, "blame");
	if (!blame->from.size) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_blame_keys(out, blame);
	gp_put_close(out, '}');
}

static void put_story(struct gp_buf *out, const struct gp_finding *f,
		      const struct gp_series_set *set)
{
	gp_put_key_oid(out, "since", &f->since);
	put_blame_or_null(out, &f->blame);
	put_restart(out, &f->restart);
	gp_put_key_bool(out, "bimodal", f->bimodal);
	put_drift_or_null(out, &f->drift);
	put_anchor_or_null(out, f, set);
	gp_put_key(out, "accepted");
	if (f->accepted)
		put_acceptance_object(out, f->accepted);
	else
		gp_put_null(out);
	gp_put_key_count(out, "reruns", f->reruns);
	gp_put_key_open(out, "runs", '[');
	for (size_t i = 0; i < f->n_runs; i++)
		gp_put_number(out, f->runs[i]);
	gp_put_close(out, ']');
	gp_put_key_string(out, "reason", f->reason);
}

/* The same change in another metric of the benchmark. */
static void put_derived(struct gp_buf *out, const struct gp_finding *f)
{
	const struct gp_series *s = f->series;

	gp_put_open(out, '{');
	gp_put_key_string(out, "metric", s->metric);
	gp_put_key_string(out, "unit", s->unit);
	gp_put_key_string(out, "better", gp_better_name(s->better));
	gp_put_key_number(out, "change", f->change);
	gp_put_key_number(out, "baseline", f->baseline.center);
	gp_put_key_number(out, "current", f->current.center);
	gp_put_close(out, '}');
}

static void put_kinship(struct gp_buf *out, const struct gp_finding *f)
{
	const struct gp_series *s = f->series;

	gp_put_key_parameters(out, s->parameters);
	gp_put_key_maybe(out, "source",
			 gp_series_is_derived(s) ? s->source : "");
	gp_put_key_open(out, "derived", '[');
	for (size_t i = 0; i < f->n_derived; i++)
		put_derived(out, &f->derived[i]);
	gp_put_close(out, ']');
}

/* What limits the baseline, or for how long there was no result. */
static void put_cuts(struct gp_buf *out, const struct gp_series *s)
{
	gp_put_key_open(out, "cut", '[');
	for (unsigned cut = 1; cut <= GP_CUT_LAST; cut *= 2)
		if (s->cut & cut)
			gp_put_string(out, gp_baseline_cut_name(
						   (enum gp_baseline_cut)cut));
	gp_put_close(out, ']');
	gp_put_key_bool(out, "cut_hides", s->hidden != 0);
	gp_put_key(out, "absent_for");
	if (s->absence == GP_ABSENCE_MISSING)
		gp_put_count(out, s->absent_for);
	else
		gp_put_null(out);
	gp_put_key(out, "longest_gap");
	if (s->absence == GP_ABSENCE_MISSING)
		gp_put_count(out, s->longest_gap);
	else
		gp_put_null(out);
}

static void put_finding(struct gp_buf *out, const struct gp_finding *f,
			const struct gp_series_set *set)
{
	const struct gp_series *s = f->series;

	gp_put_line(out);
	gp_put_open(out, '{');
	gp_put_key_string(out, "benchmark", s->benchmark);
	gp_put_key_string(out, "metric", s->metric);
	gp_put_key_string(out, "unit", s->unit);
	gp_put_key_string(out, "better", gp_better_name(s->better));
	gp_put_key_string(out, "testbed", s->testbed);
	gp_put_key_string(out, "status", gp_status_name(f->status));
	gp_put_key_string(out, "severity", gp_severity_name(f->severity));
	gp_put_claim(out, f);
	put_baseline_level(out, f);
	put_current_level(out, f);
	put_judgement(out, f);
	put_story(out, f, set);
	put_kinship(out, f);
	put_cuts(out, s);
	gp_put_close(out, '}');
}

static void put_check_subject(struct gp_buf *out,
			      const struct gp_series_set *set)
{
	gp_put_key_oid(out, "commit", &set->commit);
	gp_put_key_oid(out, "base", &set->base);
	gp_put_key_maybe(out, "base_name", set->base_name);
	gp_put_key_bool(out, "on_base", set->on_base);
	gp_put_key_bool(out, "dirty", set->dirty);
	gp_put_key_strings(out, "testbeds", (const char *const *)set->testbeds,
			   set->n_testbeds);
}

static void put_acceptances(struct gp_buf *out, const struct gp_series_set *set)
{
	struct gp_acceptances list = { 0 };

	gp_acceptances_of(&list, set);
	gp_put_key_open(out, "acceptances", '[');
	for (size_t i = 0; i < list.n; i++) {
		gp_put_line(out);
		put_acceptance_object(out, list.items[i]);
	}
	if (list.n)
		gp_buf_putc(out, '\n');
	gp_put_close(out, ']');
	gp_acceptances_clear(&list);
}

static void put_common_moves(struct gp_buf *out,
			     const struct gp_findings *findings)
{
	gp_put_key_open(out, "common", '[');
	for (size_t i = 0; i < findings->n_moves; i++) {
		const struct gp_common_move *move = findings->moves[i];

		gp_put_open(out, '{');
		gp_put_key_string(out, "testbed", move->testbed);
		gp_put_key_number(out, "factor", 1 + move->change);
		gp_put_key_count(out, "series", move->series);
		gp_put_key_string(out, "cause",
				  gp_common_cause_name(move->cause));
		gp_put_key(out, "left_out");
		if (move->left_out)
			gp_put_entry_id(out, &move->left_out->id);
		else
			gp_put_null(out);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

/* Series that the judged commit need not have. */
static void put_absent(struct gp_buf *out, const char *key,
		       const struct gp_series_set *set, enum gp_absence absence)
{
	gp_put_key_open(out, key, '[');
	for (size_t i = 0; i < set->n; i++) {
		const struct gp_series *s = &set->items[i];

		if (s->absence != absence)
			continue;
		gp_put_open(out, '{');
		gp_put_key_string(out, "benchmark", s->benchmark);
		gp_put_key_string(out, "metric", s->metric);
		gp_put_key_string(out, "testbed", s->testbed);
		gp_put_key_count(out, "absent_for", s->absent_for);
		gp_put_key_count(out, "longest_gap", s->longest_gap);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

static void put_missing_testbeds(struct gp_buf *out,
				 const struct gp_series_set *set)
{
	gp_put_key_open(out, "missing_testbeds", '[');
	for (size_t i = 0; i < set->n_missing_testbeds; i++) {
		const struct gp_absent_testbed *t = &set->missing_testbeds[i];

		gp_put_open(out, '{');
		gp_put_key_string(out, "testbed", t->testbed);
		gp_put_key_count(out, "absent_for", t->absent_for);
		gp_put_key_count(out, "longest_gap", t->longest_gap);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

static void put_incomplete(struct gp_buf *out, const struct gp_series_set *set)
{
	gp_put_key_open(out, "incomplete", '[');
	for (size_t i = 0; i < set->n_incomplete; i++) {
		gp_put_open(out, '{');
		gp_put_key_entry_id(out, "run", &set->incomplete[i]->id);
		gp_put_key_string(out, "testbed", set->incomplete[i]->testbed);
		gp_put_key_string(out, "reason",
				  set->incomplete[i]->incomplete);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

/* If no series has a baseline: why. */
static void put_first_results(struct gp_buf *out,
			      const struct gp_series_set *set)
{
	struct gp_buf why = GP_BUF_INIT;
	enum gp_first_kind kind = gp_series_set_first(set, &why);

	gp_put_key(out, "first_results");
	if (kind) {
		gp_put_open(out, '{');
		gp_put_key_string(out, "kind", gp_first_kind_name(kind));
		gp_put_key_string(out, "reason", gp_buf_str(&why));
		gp_put_key_maybe(out, "measured",
				 set->first.measured ? set->first.measured
						     : "");
		gp_put_close(out, '}');
	} else {
		gp_put_null(out);
	}
	gp_buf_clear(&why);
}

static void write_json_report(struct gp_buf *out,
			      const struct gp_findings *findings,
			      const struct gp_report_options *options)
{
	const struct gp_notices *notices = &findings->set->notices;

	(void)options; /* all of it, always */
	gp_put_document(out, "git-perf/check/1");
	put_check_subject(out, findings->set);
	gp_put_key_string(out, "verdict", gp_verdict_name(findings->verdict));
	gp_put_counts(out, findings->counts);
	gp_put_key_strings(out, "notices", (const char *const *)notices->items,
			   notices->n);
	put_acceptances(out, findings->set);
	gp_put_limits_changed(out, findings->set);
	gp_put_key_open(out, "findings", '[');
	for (size_t i = 0; i < findings->n; i++)
		put_finding(out, &findings->items[i], findings->set);
	if (findings->n)
		gp_buf_putc(out, '\n');
	gp_put_close(out, ']');
	put_incomplete(out, findings->set);
	put_common_moves(out, findings);
	put_absent(out, "not_due", findings->set, GP_ABSENCE_NOT_DUE);
	put_absent(out, "retired", findings->set, GP_ABSENCE_RETIRED);
	put_missing_testbeds(out, findings->set);
	put_first_results(out, findings->set);
	gp_put_document_end(out);
}

const struct gp_reporter gp_reporter_json = {
	.name = "json",
	.suffix = "json",
	.write = write_json_report,
};
