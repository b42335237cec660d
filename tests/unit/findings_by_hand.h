#ifndef GP_TESTS_FINDINGS_BY_HAND_H
#define GP_TESTS_FINDINGS_BY_HAND_H

/*
 * Findings made by hand, for the outputs of check.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/finding.h"
#include "gp/mem.h"

#define NOW INT64_C(1795254000) /* 2026-11-21T09:40:00Z */
#define DAY 86400

struct row {
	const char *benchmark;
	const char *metric;
	const char *unit;
	enum gp_status status;
	enum gp_severity severity;
	double old, now; /* NAN: none */
	double p;
	const char *reason;
};

/* A report made by hand: everything that the outputs read. */
struct scene {
	struct gp_series_set set;
	struct gp_findings findings;
	struct gp_point baseline[30];
	struct gp_entry accepts[2];
	struct gp_accept accepted[2];
	const char *testbeds[2];
	size_t n_commits;
};

static struct gp_oid oid(unsigned char first)
{
	struct gp_oid oid = { .size = 20 };

	for (size_t i = 0; i < 20; i++)
		oid.raw[i] = (unsigned char)(first + 17 * i);
	return oid;
}

static void scene_init(struct scene *scene, size_t n_commits)
{
	memset(scene, 0, sizeof(*scene));
	scene->n_commits = n_commits;
	scene->testbeds[0] = "linux-x86_64-epyc-7763";
	scene->testbeds[1] = "linux-aarch64-neoverse-n1";
	for (size_t i = 0; i < n_commits; i++) {
		scene->baseline[i].commit = oid((unsigned char)(i + 1));
		scene->baseline[i].commit_time =
			NOW - 2 * DAY - (int64_t)(n_commits - i) * 3600;
	}
	scene->set.commit = oid(0x3f);
	scene->set.base = oid((unsigned char)n_commits);
	scene->set.base_name = "main";
	scene->set.testbeds = scene->testbeds;
	scene->set.n_testbeds = 1;
	scene->set.wanted = 30;
	scene->set.found = n_commits;
	scene->set.on_base = true;
	scene->set.n_runs = 1;
	scene->findings.set = &scene->set;
}

static void scene_clear(struct scene *scene)
{
	gp_notices_clear(&scene->set.notices);
	free(scene->set.items);
	gp_findings_clear(&scene->findings);
}

static struct gp_series *series(struct scene *scene, const struct row *row)
{
	struct gp_series *s =
		gp_arena_alloc(&scene->findings.arena, sizeof(*s));

	s->benchmark = row->benchmark;
	s->metric = row->metric;
	s->unit = row->unit;
	s->testbed = scene->testbeds[0];
	s->better = GP_BETTER_LOWER;
	s->limits.warn =
		(struct gp_limit){ GP_LIMIT_RELATIVE, .075, "%", NULL };
	s->limits.fail = (struct gp_limit){ GP_LIMIT_RELATIVE, .2, "%", NULL };
	s->limits.gate = true;
	s->baseline = scene->baseline;
	s->n_baseline = isnan(row->old) ? 0 : scene->n_commits;
	return s;
}

static void levels(struct gp_finding *f, const struct row *row, size_t n)
{
	f->baseline = (struct gp_level){ n, n * 10, row->old, NAN, NAN, NAN };
	f->current = (struct gp_level){ 1, 10, row->now, NAN, NAN, NAN };
	if (isnan(row->old))
		f->baseline.commits = f->baseline.samples = 0;
	if (isnan(row->now))
		f->current.commits = f->current.samples = 0;
	f->delta = row->now - row->old;
	f->change = row->old != 0 ? f->delta / row->old : NAN;
	f->change_low = f->change_high = NAN;
	if (isnan(row->p))
		return;
	f->baseline.low = row->old * .99;
	f->baseline.high = row->old * 1.01;
	f->baseline.spread = row->old * .008;
	f->current.low = row->now * .98;
	f->current.high = row->now * 1.02;
	f->change_low = f->change - .023;
	f->change_high = f->change + .023;
}

static struct gp_finding *add(struct scene *scene, const struct row *row)
{
	struct gp_findings *all = &scene->findings;
	struct gp_finding *f;

	all->items = gp_grow(all->items, all->n, &all->cap, sizeof(*f));
	f = &all->items[all->n++];
	memset(f, 0, sizeof(*f));
	f->series = series(scene, row);
	f->status = row->status;
	f->severity = row->severity;
	levels(f, row, scene->n_commits);
	f->p = row->p;
	f->q = fmin(row->p * 2, 1);
	f->detectable = isnan(row->p) ? NAN : .031;
	f->show_at = NAN;
	f->first = f->series->n_baseline ? &scene->baseline[0] : NULL;
	f->last = f->series->n_baseline ? &scene->baseline[scene->n_commits - 1]
					: NULL;
	f->restart = (struct gp_restart){ .change = NAN, .what = "" };
	f->drift = (struct gp_drift){ false, NAN, NAN, NAN };
	f->since_anchor = f->since_anchor_low = f->since_anchor_high = NAN;
	f->reason = row->reason;
	all->counts[row->status]++;
	all->n_fail += row->severity == GP_SEVERITY_FAIL;
	all->n_warn += row->severity == GP_SEVERITY_WARN;
	if (all->n_fail)
		all->verdict = GP_VERDICT_FAIL;
	else if (all->n_warn)
		all->verdict = GP_VERDICT_WARN;
	else if (row->status == GP_STATUS_OK && !all->verdict)
		all->verdict = GP_VERDICT_PASS;
	return f;
}

#endif /* GP_TESTS_FINDINGS_BY_HAND_H */
