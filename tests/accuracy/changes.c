/*
 * Change points: how many of the steps in a simulated history are found, how
 * often one is found without a step, and how soon. A table like that of gate.c.
 *
 *	accuracy_changes [TIMES [SALT]]
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/changes.h"
#include "gp/stats.h"

#include "noise.h"
#include "study.h"

#define MOST_VALUES 400
#define MOST_STEPS  3
#define MARGIN      5  /* values by which a found step may be off */
#define APART       15 /* values from a step to the next, and to the ends */
#define KINDS       (sizeof(kinds) / sizeof(kinds[0]))

/* The noise of values while nothing changes. */
struct kind {
	const char *name;
	enum noise noise;
	double size;
	const struct machine *machines;
};

static const struct machine two[] = { { 0.5, 1 }, { 0.5, 1.08 }, { 0, 0 } };

static const struct kind kinds[] = {
	{ "noise 1 %", NOISE_NORMAL, 0.01, NULL },
	{ "noise 3 %", NOISE_NORMAL, 0.03, NULL },
	{ "noise 5 %", NOISE_NORMAL, 0.05, NULL },
	{ "exponential 5 %", NOISE_EXPONENTIAL, 0.05, NULL },
	{ "t (3) 3 %", NOISE_T3, 0.03, NULL },
	{ "noise 2 %, spikes", NOISE_SPIKES, 0.02, NULL },
	{ "noise 1 %, then 5 %", NOISE_UNEVEN, 0.01, NULL },
	{ "two machines 8 % apart", NOISE_NORMAL, 0.01, two },
	{ "leaning by .6, noise 3 %", NOISE_LEANING, 0.03, NULL },
};

/* ---- series ---- */

struct history {
	double x[MOST_VALUES];
	size_t n;
	size_t steps[MOST_STEPS]; /* in order */
	size_t n_steps;
};

static void fill(struct history *h, struct sim *sim, const struct kind *kind,
		 size_t n)
{
	h->n = n;
	h->n_steps = 0;
	noise_fill(h->x, n, sim, kind->noise, kind->size);
	if (kind->machines)
		noise_machines(h->x, n, sim, kind->machines);
}

static size_t between(struct sim *sim, size_t low, size_t high)
{
	return low + (size_t)(sim_uniform(sim) * (double)(high - low));
}

/* Up or down. */
static void put_step(struct history *h, struct sim *sim, size_t at, double size)
{
	double ratio = 1 + size;

	if (sim_uniform(sim) < 0.5)
		ratio = 1 / ratio;
	noise_step(h->x, h->n, at, ratio);
	h->steps[h->n_steps++] = at;
}

/* One in each third. */
static void put_three(struct history *h, struct sim *sim)
{
	static const double sizes[] = { 0.05, 0.1, 0.2 };
	size_t third = h->n / MOST_STEPS;

	for (size_t i = 0; i < MOST_STEPS; i++)
		put_step(h, sim,
			 i * third +
				 between(sim, APART / 2 + 1, third - APART / 2),
			 sizes[between(sim, 0, 3)]);
}

static void values_of(double *out, const struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		out[i] = 1e6 * exp(h->x[i]);
}

/* ---- scores ---- */

/* Of the steps and of what was found. */
struct score {
	double found, missed, false_found;
	size_t series, alarmed; /* without a step; those with any found */
};

static bool has_near(const struct gp_changes *changes, size_t at, bool *taken)
{
	for (size_t i = 0; i < changes->n; i++) {
		size_t index = changes->changes[i].index;
		size_t off = index > at ? index - at : at - index;

		if (taken[i] || off > MARGIN)
			continue;
		taken[i] = true;
		return true;
	}
	return false;
}

static void add_score(struct score *score, const struct history *h)
{
	double x[MOST_VALUES];
	bool taken[MOST_VALUES] = { false };
	struct gp_changes changes;
	size_t found = 0;

	values_of(x, h);
	gp_changes_find(&changes, x, h->n);
	for (size_t i = 0; i < h->n_steps; i++)
		found += has_near(&changes, h->steps[i], taken);
	score->found += (double)found;
	score->missed += (double)(h->n_steps - found);
	score->false_found += (double)(changes.n - found);
	score->series += !h->n_steps;
	score->alarmed += !h->n_steps && changes.n;
	gp_changes_clear(&changes);
}

static void add_all(struct score *sum, const struct score *score)
{
	sum->found += score->found;
	sum->missed += score->missed;
	sum->false_found += score->false_found;
	sum->series += score->series;
	sum->alarmed += score->alarmed;
}

static double micro_f1(const struct score *s)
{
	return 2 * s->found / (2 * s->found + s->missed + s->false_found);
}

/* Of one kind: twice as many unchanged ones as of each step. */
static void score_kind(struct score *out, const struct study *study,
		       struct sim *sim, const struct kind *kind)
{
	static const double sizes[] = { 0.02, 0.05, 0.1, 0.2 };
	struct history h;

	for (size_t i = 0; i < study->series; i++) {
		for (size_t j = 0; j < 2; j++) {
			fill(&h, sim, kind, between(sim, 60, MOST_VALUES + 1));
			add_score(out, &h);
		}
		for (size_t j = 0; j < sizeof(sizes) / sizeof(sizes[0]); j++) {
			fill(&h, sim, kind, between(sim, 60, MOST_VALUES + 1));
			put_step(&h, sim, between(sim, APART, h.n - APART),
				 sizes[j]);
			add_score(out, &h);
		}
		fill(&h, sim, kind, between(sim, 100, MOST_VALUES + 1));
		put_three(&h, sim);
		add_score(out, &h);
	}
}

static void report_score(const struct study *study, const char *name,
			 const struct score *score, const struct bar bars[2])
{
	char what[80];

	snprintf(what, sizeof(what), "%s: micro-F1", name);
	study_report(study, what, micro_f1(score), 0, bars[0]);
	snprintf(what, sizeof(what), "%s: alarm on an unchanged series", name);
	study_report(study, what,
		     (double)score->alarmed / (double)score->series,
		     score->series, bars[1]);
}

static void scores(const struct study *study)
{
	const struct bar bars[2] = { bar_least(0.83), bar_most(0.02) };
	const struct bar none[2] = { bar_none(), bar_none() };
	struct score all = { 0 };
	struct sim sim;

	sim_seed(&sim, study->salt);
	for (size_t i = 0; i < KINDS; i++) {
		struct score score = { 0 };

		score_kind(&score, study, &sim, &kinds[i]);
		report_score(study, kinds[i].name, &score, none);
		add_all(&all, &score);
	}
	report_score(study, "all", &all, bars);
}

/* ---- few values ---- */

static void few(const struct study *study)
{
	static const size_t most[] = { 4, 9, 19, 30, 60 };
	struct history h;
	struct sim sim;

	sim_seed(&sim, study->salt + 1);
	for (size_t i = 1; i < sizeof(most) / sizeof(most[0]); i++) {
		struct score score = { 0 };
		char what[80];

		for (size_t j = 0; j < 4 * study->series; j++) {
			fill(&h, &sim, &kinds[j % KINDS],
			     between(&sim, most[i - 1] + 1, most[i] + 1));
			add_score(&score, &h);
		}
		snprintf(what, sizeof(what),
			 "%zu to %zu unchanged values: alarm", most[i - 1] + 1,
			 most[i]);
		study_report(study, what,
			     (double)score.alarmed / (double)score.series,
			     score.series, bar_most(0.04));
	}
}

/* ---- delay ---- */

#define BEFORE 60
#define AFTER  40

/*
 * How many values after the step are needed to find it, if the history is
 * checked after every commit; AFTER + 1 if it is never found.
 */
static size_t delay_of(const struct history *h)
{
	double x[MOST_VALUES];

	values_of(x, h);
	for (size_t n = BEFORE + 1; n <= h->n; n++) {
		struct gp_changes changes;
		bool taken[MOST_VALUES] = { false }, found;

		gp_changes_find(&changes, x, n);
		found = has_near(&changes, BEFORE, taken);
		gp_changes_clear(&changes);
		if (found)
			return n - BEFORE;
	}
	return AFTER + 1;
}

static void delays(const struct study *study)
{
	static const struct {
		double size;
		double least; /* of the share that is found */
		double most;  /* commits, the median */
	} rows[] = { { 0.05, 0.9, 10 }, { 0.1, 0.95, 6 }, { 0.2, 0.95, 6 } };
	const struct kind kind = { "", NOISE_NORMAL, 0.02, NULL };
	double *delay = calloc(study->series + 1, sizeof(*delay));
	struct history h;
	struct sim sim;

	sim_seed(&sim, study->salt + 2);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t found = 0;
		char what[80];

		for (size_t j = 0; j < study->series; j++) {
			fill(&h, &sim, &kind, BEFORE + AFTER);
			put_step(&h, &sim, BEFORE, rows[i].size);
			delay[j] = (double)delay_of(&h);
			found += delay[j] <= AFTER;
		}
		snprintf(what, sizeof(what),
			 "a step of %g %%, noise 2 %%: found within %d commits",
			 100 * rows[i].size, AFTER);
		study_report(study, what, (double)found / (double)study->series,
			     study->series, bar_least(rows[i].least));
		snprintf(what, sizeof(what),
			 "a step of %g %%, noise 2 %%: commits, the median",
			 100 * rows[i].size);
		study_report(study, what, gp_median(delay, study->series), 0,
			     bar_most(rows[i].most));
	}
	free(delay);
}

int main(int argc, char **argv)
{
	size_t missed = 0;
	struct study study = { .series = 40, .missed = &missed };

	study_open(&study, argc, argv);
	scores(&study);
	few(&study);
	delays(&study);
	return missed > 0;
}
