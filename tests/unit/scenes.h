#ifndef GP_TESTS_SCENES_H
#define GP_TESTS_SCENES_H

/*
 * What each output of check has to show.
 */
#include "findings_by_hand.h"

/* ---- scenes ---- */

static void mixed(struct scene *scene)
{
	static const struct row rows[] = {
		{ "parse/large", "p99", "ns", GP_STATUS_REGRESSION,
		  GP_SEVERITY_FAIL, 1230000, 1514130, 2.5e-7, "" },
		{ "alloc", "peak_rss", "KiB", GP_STATUS_OVER_BUDGET,
		  GP_SEVERITY_WARN, 199000, 207360, .31, "" },
		{ "BM_Get/threads:2", "real_time", "ns", GP_STATUS_REGRESSION,
		  GP_SEVERITY_WARN, 45.2, 49.9, .0031,
		  "the newest baseline commits are there already" },
		{ "decode", "missed", "", GP_STATUS_MISSING, GP_SEVERITY_WARN,
		  12, NAN, NAN, "" },
		{ "encode/utf8", "real_time", "µs", GP_STATUS_IMPROVEMENT,
		  GP_SEVERITY_INFO, 8.231, 6.921, 1, "" },
		{ "http/get", "p50", "ms", GP_STATUS_INCONCLUSIVE,
		  GP_SEVERITY_INFO, 12.5, 12.9, .21, "" },
		{ "http/post", "p50", "ms", GP_STATUS_INCONCLUSIVE,
		  GP_SEVERITY_INFO, 14.5, 14.1, .61, "" },
		{ "encode/new", "real_time", "µs", GP_STATUS_NEW,
		  GP_SEVERITY_INFO, NAN, 4.5, NAN, "" },
		{ "http/get", "size", "widgets", GP_STATUS_UNJUDGED,
		  GP_SEVERITY_INFO, 4, 5, NAN, "" },
		{ "scan", "items_per_second", "items/s", GP_STATUS_OK,
		  GP_SEVERITY_INFO, 1234567, 1239999, .4, "" },
		{ "scan", "real_time", "ns", GP_STATUS_OK, GP_SEVERITY_INFO,
		  810, 811, .4, "" },
		{ "sandbox", "violations", "", GP_STATUS_OK, GP_SEVERITY_INFO,
		  0, 0, NAN, "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct gp_finding *f = add(scene, &rows[i]);
		struct gp_series *s = (struct gp_series *)f->series;

		if (f->status == GP_STATUS_OVER_BUDGET) {
			s->limits.budget =
				(struct gp_limit){ GP_LIMIT_ABSOLUTE, 250,
						   "MiB", NULL };
			s->limits.budget_warn =
				(struct gp_limit){ GP_LIMIT_ABSOLUTE, 200000,
						   "KiB", NULL };
		}
		if (i == 2)
			f->since = oid(0x9f);
		if (i == 5) {
			f->more_runs = 6;
			f->show_at = .02;
		}
		if (i == 6)
			f->more_runs = -1;
		if (i == 9)
			s->better = GP_BETTER_HIGHER;
		if (i == 11) {
			s->limits.fail = (struct gp_limit){ GP_LIMIT_POINTS, 1,
							    "pp", NULL };
			s->limits.warn = (struct gp_limit){ GP_LIMIT_NONE };
		}
	}
	gp_notices_add(&scene->set.notices,
		       "history ends at the shallow boundary (30 commits)");
}

static void early(struct scene *scene)
{
	static const struct row rows[] = {
		{ "parse", "p99", "ms", GP_STATUS_EARLY, GP_SEVERITY_WARN, 12.5,
		  18.75, NAN, "" },
		{ "parse", "p50", "ms", GP_STATUS_EARLY, GP_SEVERITY_INFO, 4.5,
		  4.6, NAN, "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add(scene, &rows[i]);
}

static void pass(struct scene *scene)
{
	static const struct row row = {
		"scan", "real_time", "ns", GP_STATUS_OK, GP_SEVERITY_INFO, 810,
		811,    .4,          ""
	};

	for (size_t i = 0; i < 3; i++)
		((struct gp_series *)add(scene, &row)->series)->benchmark =
			i == 0   ? "scan"
			: i == 1 ? "sort"
				 : "sum";
}

/* More throughput is better: a budget is a floor. No change is asked for. */
static void budget(struct scene *scene)
{
	static const struct row row = {
		"serve",          "requests", "1/s", GP_STATUS_OVER_BUDGET,
		GP_SEVERITY_FAIL, 10500,      9900,  .2,
		"also regression"
	};
	struct gp_series *s = (struct gp_series *)add(scene, &row)->series;

	s->better = GP_BETTER_HIGHER;
	s->limits.budget =
		(struct gp_limit){ GP_LIMIT_ABSOLUTE, 10000, "", NULL };
	s->limits.budget_warn =
		(struct gp_limit){ GP_LIMIT_ABSOLUTE, 10200, "", NULL };
}

static void fresh(struct scene *scene)
{
	static const struct row row = {
		"scan", "real_time", "ns", GP_STATUS_NEW, GP_SEVERITY_INFO, NAN,
		811,    NAN,         ""
	};

	scene->set.base.size = 0;
	scene->set.base_name = "";
	add(scene, &row);
}

static void nothing(struct scene *scene)
{
	scene->set.n_runs = 0;
	scene->set.n_testbeds = 0;
}

static void many(struct scene *scene)
{
	static const struct row row = { "",
					"real_time",
					"ns",
					GP_STATUS_REGRESSION,
					GP_SEVERITY_FAIL,
					1000,
					1300,
					.00001,
					"" };

	scene->set.n_testbeds = 2;
	for (int i = 0; i < 300; i++) {
		struct gp_finding *f = add(scene, &row);
		struct gp_series *s = (struct gp_series *)f->series;
		struct gp_buf name = GP_BUF_INIT;

		gp_buf_printf(&name, "BM_Case/%d", i);
		s->benchmark = gp_arena_strdup(&scene->findings.arena,
					       gp_buf_str(&name));
		s->testbed = scene->testbeds[i % 2];
		gp_buf_clear(&name);
	}
	scene->set.dirty = true;
}

/* ---- what the baselines went through ---- */

static struct gp_accepted *accept(struct scene *scene, int i,
				  const struct gp_accept *accept)
{
	struct gp_entry *run = &scene->accepts[i];
	struct gp_accepted *accepted =
		gp_arena_alloc(&scene->findings.arena, sizeof(*accepted));

	scene->accepted[i] = *accept;
	memset(run->id.raw, 0xa0 + i, sizeof(run->id.raw));
	run->kind = GP_ENTRY_ACCEPTANCE;
	run->tool = "git-perf";
	run->time_ms = (NOW - DAY) * 1000;
	run->commit = oid((unsigned char)(0xac + i));
	run->accept = &scene->accepted[i];
	accepted->run = run;
	accepted->commit = oid((unsigned char)(3 + i));
	accepted->from = 2;
	return accepted;
}

static void restart(struct scene *scene, struct gp_finding *f, size_t at,
		    enum gp_restart_why why, const char *what)
{
	f->restart.why = why;
	f->restart.commit = scene->baseline[at].commit;
	f->restart.time = scene->baseline[at].commit_time;
	f->restart.what = what;
	f->first = &scene->baseline[at];
	f->baseline.commits = scene->n_commits - at;
}

static void drift(struct gp_finding *f, bool drifting)
{
	f->drift = (struct gp_drift){ drifting, .001, .098, 2e-9 };
	f->since_anchor = .112;
	f->since_anchor_low = .09;
	f->since_anchor_high = .135;
}

/* Names and reasons of others where the baseline's story is told. */
static void hostile_story(struct scene *scene)
{
	static const struct gp_accept by = { "\x1b[2J|*'<b>", "\x1b[1m9%",
					     "\n@you | said\x1b[1m",
					     "Eve\x1b[1m |<i> <e@x>" };
	struct gp_finding *f = scene->findings.items;

	restart(scene, &f[0], 0, GP_RESTART_FACT, "kernel \x1b[7m| -> <u>");
	f[0].drift = (struct gp_drift){ true, .001, .1, .0001 };
	f[0].since_anchor = .1;
	f[0].accepted = accept(scene, 0, &by);
	scene->set.anchor_name = "v\x1b[1m|`1";
	scene->set.anchor.named = oid(1);
	scene->set.items = gp_calloc(1, sizeof(*scene->set.items));
	scene->set.items[0].accepted = (struct gp_accepted *)f[0].accepted;
	scene->set.items[0].n_accepted = scene->set.n = 1;
}

static void hostile(struct scene *scene)
{
	static const char *const names[] = {
		"\x1b]0;owned\x07\x1b[2J",
		"two\nlines\rand\tmore",
		"=cmd|' /C calc'!A0",
		"a|b|c",
		"<script>alert(1)</script>",
		"\xe2\x80\xaegnp.exe",
		"](https://evil.example)",
		"@everyone #1 `x`",
		NULL,
		"\xff\xfe\xc2\x9b"
		"31m",
	};
	struct row row = { NULL,
			   "p99\x1b[1m",
			   "m\x1b[1ms",
			   GP_STATUS_REGRESSION,
			   GP_SEVERITY_FAIL,
			   10,
			   15,
			   .0001,
			   "as \x1b[1m<b>@you</b> | said" };
	char *huge = gp_arena_alloc(&scene->findings.arena, 10001);

	memset(huge, 'x', 10000);
	scene->testbeds[0] = "bed\x1b[7m|<i>";
	scene->set.base_name = "ma\x1b[7min`|";
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		row.benchmark = names[i] ? names[i] : huge;
		row.status = i % 2 ? GP_STATUS_NEW : GP_STATUS_REGRESSION;
		row.severity = i % 2 ? GP_SEVERITY_INFO : GP_SEVERITY_FAIL;
		add(scene, &row);
	}
	hostile_story(scene);
	gp_notices_add(&scene->set.notices, "odd \x1b[1m\"name\"");
}

static void story(struct scene *scene)
{
	static const struct row rows[] = {
		{ "parse/large", "p99", "ns", GP_STATUS_REGRESSION,
		  GP_SEVERITY_FAIL, 1230000, 1514130, 2.5e-7, "" },
		{ "alloc", "peak_rss", "KiB", GP_STATUS_REGRESSION,
		  GP_SEVERITY_FAIL, 199000, 247360, 1e-5, "" },
		{ "load", "p50", "ms", GP_STATUS_EARLY, GP_SEVERITY_WARN, 10,
		  14, NAN,
		  "3 baseline commits: only the threshold was "
		  "checked" },
		{ "scan", "real_time", "ns", GP_STATUS_DRIFTING,
		  GP_SEVERITY_WARN, 810, 831, .04, "" },
		{ "encode", "real_time", "µs", GP_STATUS_ACCEPTED,
		  GP_SEVERITY_INFO, 10, 10.7, 1e-6, "" },
		{ "http/get", "p50", "ms", GP_STATUS_INCONCLUSIVE,
		  GP_SEVERITY_INFO, 14.5, 14.1, .61, "" },
		{ "http/post", "p50", "ms", GP_STATUS_INCONCLUSIVE,
		  GP_SEVERITY_INFO, 12.5, 12.9, .21,
		  "the baseline alternates between two levels, 12 and 13.6 ms" },
		{ "sort", "real_time", "ns", GP_STATUS_OK, GP_SEVERITY_INFO,
		  210, 211, .4, "" },
		{ "sum", "real_time", "ns", GP_STATUS_OK, GP_SEVERITY_INFO, 110,
		  109, .4, "" },
	};
	static const struct gp_accept accepts[] = {
		{ "encode*", "8%", "utf-8 is checked now",
		  "Ann <ann@example.com>" },
		{ "sum", "", "", "" },
	};
	struct gp_accepted *all[2];
	struct gp_finding *f;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add(scene, &rows[i]);
	f = scene->findings.items;
	for (int i = 0; i < 2; i++)
		all[i] = accept(scene, i, &accepts[i]);
	restart(scene, &f[0], 16, GP_RESTART_CHANGE, "");
	f[0].restart.change = .12;
	f[0].reruns = 2;
	restart(scene, &f[2], 27, GP_RESTART_FACT, "kernel 6.1.0 -> 6.5.0");
	drift(&f[3], true);
	f[4].accepted = all[0];
	f[5].more_runs = -1;
	f[6].bimodal = true;
	f[7].reruns = 2;
	f[7].more_runs = 3;
	f[7].show_at = .02;
	drift(&f[7], false);
	restart(scene, &f[8], 2, GP_RESTART_ACCEPT, "");
	scene->set.anchor_name = "v1.2";
	scene->set.anchor.named = oid(0x12);
	scene->set.items = gp_calloc(2, sizeof(*scene->set.items));
	for (size_t i = 0; i < 2; i++) {
		scene->set.items[i].accepted = all[i];
		scene->set.items[i].n_accepted = 1;
	}
	scene->set.n = 2;
}

/* What each status asks to be done, alone. */
static void drifting(struct scene *scene)
{
	static const struct row row = { "scan all",
					"real_time",
					"ns",
					GP_STATUS_DRIFTING,
					GP_SEVERITY_WARN,
					810,
					831,
					.04,
					"" };

	drift(add(scene, &row), true);
	scene->set.anchor_name = "v1.2";
	scene->set.anchor.named = oid(0x12);
}

static void accepted(struct scene *scene)
{
	static const struct row row = { "encode",
					"real_time",
					"ns",
					GP_STATUS_ACCEPTED,
					GP_SEVERITY_INFO,
					10,
					10.7,
					1e-6,
					"" };
	static const struct gp_accept by = { "encode:*", "0.5ms", "worth it",
					     "ann@example.com" };
	struct gp_finding *f = add(scene, &row);

	f->accepted = accept(scene, 0, &by);
	scene->findings.verdict = GP_VERDICT_PASS;
	scene->set.items = gp_calloc(1, sizeof(*scene->set.items));
	scene->set.items[0].accepted = (struct gp_accepted *)f->accepted;
	scene->set.items[0].n_accepted = scene->set.n = 1;
}

static void bimodal(struct scene *scene)
{
	static const struct row row = {
		"http",
		"p50",
		"ms",
		GP_STATUS_INCONCLUSIVE,
		GP_SEVERITY_INFO,
		12.5,
		12.9,
		.21,
		"the baseline alternates between two levels"
	};

	add(scene, &row)->bimodal = true;
}

static void noisy(struct scene *scene)
{
	static const struct row row = { "http",
					"p50",
					"ms",
					GP_STATUS_INCONCLUSIVE,
					GP_SEVERITY_INFO,
					12.5,
					12.9,
					.21,
					"" };
	struct gp_finding *f = add(scene, &row);

	f->more_runs = 1;
	f->show_at = .02;
}

/* A fork's: worse, and as it was. */
static void untrusted(struct scene *scene)
{
	static const struct row rows[] = {
		{ "parse", "p99", "ms", GP_STATUS_UNTRUSTED, GP_SEVERITY_INFO,
		  12.5, 18.75, 3e-9, "" },
		{ "scan", "real_time", "ns", GP_STATUS_UNTRUSTED,
		  GP_SEVERITY_INFO, 810, 811, .4, "" },
	};
	struct gp_finding *f = add(scene, &rows[0]);

	f->claimed = GP_STATUS_REGRESSION;
	f->claimed_severity = GP_SEVERITY_FAIL;
	add(scene, &rows[1])->claimed = GP_STATUS_OK;
}

/* A size of each, and one Python for all. */
static void shared(struct scene *scene)
{
	static const struct row rows[] = {
		{ "sort/size=1000 [python=3.12]", "time", "s",
		  GP_STATUS_REGRESSION, GP_SEVERITY_FAIL, 1.23, 1.514, 2.5e-7,
		  "" },
		{ "sort/size=5 [python=3.12]", "time", "s", GP_STATUS_OK,
		  GP_SEVERITY_INFO, .001, .001, .4, "" },
	};
	static const struct gp_pair pairs[][2] = {
		{ { "size", "1000" }, { "python", "3.12" } },
		{ { "size", "5" }, { "python", "3.12" } },
	};
	static const struct gp_parameters parameters[] = { { pairs[0], 2, 1 },
							   { pairs[1], 2, 1 } };

	for (size_t i = 0; i < 2; i++)
		((struct gp_series *)add(scene, &rows[i])->series)->parameters =
			&parameters[i];
}

/* The run panicked behind the first benchmark. */
static void broken_off(struct scene *scene)
{
	struct gp_entry *run =
		gp_arena_alloc(&scene->findings.arena, sizeof(*run));
	const struct gp_entry **list =
		gp_arena_alloc(&scene->findings.arena, sizeof(*list));

	memset(run->id.raw, 0x1f, sizeof(run->id.raw));
	run->testbed = scene->testbeds[0];
	run->incomplete = "panic in <Benchmark|Sort>\x1b[1m";
	list[0] = run;
	pass(scene);
	scene->set.incomplete = list;
	scene->set.n_incomplete = 1;
}

/* The same with --strict. */
static void broken_strict(struct scene *scene)
{
	broken_off(scene);
	scene->findings.verdict = GP_VERDICT_NONE;
}

/* Moves the last finding of the list under the one before. */
static void fold_last(struct scene *scene)
{
	struct gp_findings *all = &scene->findings;
	struct gp_finding *last = &all->items[--all->n];
	struct gp_finding *folded =
		gp_arena_alloc(&all->arena, sizeof(*folded));

	*folded = *last;
	all->counts[last->status]--;
	last[-1].derived = folded;
	last[-1].n_derived = 1;
}

/* A rate under its time, and a time under a rate that passed its budget. */
static void derived(struct scene *scene)
{
	static const struct row rows[] = {
		{ "BenchmarkParse-8", "ns/op", "ns/op", GP_STATUS_REGRESSION,
		  GP_SEVERITY_FAIL, 1230, 1514, 2.5e-7, "" },
		{ "BenchmarkParse-8", "MB/s", "MB/s", GP_STATUS_OK,
		  GP_SEVERITY_INFO, 812, 659.7, NAN, "" },
		{ "test_sort", "ops", "ops/s", GP_STATUS_OVER_BUDGET,
		  GP_SEVERITY_WARN, 1000, 930, .01, "" },
		{ "test_sort", "time", "s", GP_STATUS_OK, GP_SEVERITY_INFO,
		  .001, .00107, .01, "" },
	};
	static const char *const sources[] = { "", "ns/op", "time", "" };

	for (size_t i = 0; i < 4; i++) {
		struct gp_finding *f = add(scene, &rows[i]);
		struct gp_series *s = (struct gp_series *)f->series;

		s->source = sources[i];
		s->limits.budget_warn = (struct gp_limit){ GP_LIMIT_ABSOLUTE,
							   950, "ops/s", NULL };
		if (i == 1 || i == 2)
			s->better = GP_BETTER_HIGHER;
		if (i % 2)
			fold_last(scene);
	}
}

static const struct {
	const char *name;
	size_t n_commits;
	void (*fill)(struct scene *scene);
} scenes[] = {
	{ "mixed", 30, mixed },
	{ "early", 4, early },
	{ "pass", 30, pass },
	{ "budget", 30, budget },
	{ "fresh", 0, fresh },
	{ "nothing", 0, nothing },
	{ "story", 30, story },
	{ "drifting", 30, drifting },
	{ "accepted", 30, accepted },
	{ "bimodal", 30, bimodal },
	{ "noisy", 30, noisy },
	{ "untrusted", 30, untrusted },
	{ "derived", 30, derived },
	{ "shared", 30, shared },
	{ "broken-off", 30, broken_off },
	{ "broken-strict", 30, broken_strict },
	{ "many", 30, many },
	{ "hostile", 1, hostile },
};

#endif /* GP_TESTS_SCENES_H */
