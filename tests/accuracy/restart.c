/*
 * Baselines that begin again, at a change that was accepted or one that was
 * not: a table as that of gate.c.
 *
 *	accuracy_restart [TIMES [SALT]]
 */
#include <math.h>
#include <stdio.h>

#include "checks.h"

/* As in gate.c: the limits let the test alone decide. */
static const struct sim_plan sharp = {
	.commits = 30,
	.samples = 10,
	.tau = 0.01,
	.sigma = 0.02,
	.warn = 0.005,
	.fail = 0.01,
};

static const size_t ages[] = { 1, 3, 10 };
#define N_AGES (sizeof(ages) / sizeof(ages[0]))

/* `what` has a place for the age. */
static void name(char text[80], const char *what, size_t age)
{
	char when[24];

	snprintf(when, sizeof(when), "%zu commit%s", age, age == 1 ? "" : "s");
	snprintf(text, 80, what, when);
}

/* ---- accepted ---- */

static void accepted(const struct study *study, const char *what, double factor,
		     struct bar bar)
{
	struct sim_plan plan = sharp;
	char text[80];

	plan.accepted = true;
	plan.step = 1.2;
	plan.factor = factor;
	for (size_t i = 0; i < N_AGES; i++) {
		name(text, what, ages[i]);
		plan.step_commits = ages[i];
		checks_report_fail(study, text, &plan, 1, bar);
	}
}

static void detectable(const struct study *study)
{
	struct sim_plan plan = sharp;
	char text[80];

	plan.accepted = true;
	plan.step = 1.2;
	for (size_t i = 0; i < N_AGES; i++) {
		name(text, "accepted %s ago: detectable / found", ages[i]);
		plan.step_commits = ages[i];
		study_report(study, text, checks_detectable(study, &plan, 1), 0,
			     (struct bar){ 0.8, 1.2 });
	}
}

/* ---- changes of the level ---- */

/* A usual configuration. */
static const struct sim_plan usual = {
	.commits = 100,
	.samples = 10,
	.tau = 0.01,
	.sigma = 0.02,
	.warn = 0.05,
	.fail = 0.05,
};

/* A step on main that is not accepted: which checks warn, and for how long? */
static void delay(const struct study *study)
{
	struct study few = study_part(study, 20);
	double failed = 0, warned = 0;
	struct sim_plan plan = usual;

	plan.factor = 1.1;
	checks_report_fail(&few, "+10 %, fail 5 %: the commit fails", &plan, 1,
			   bar_least(0.99));
	plan.factor = 1;
	plan.step = 1.1;
	for (plan.step_commits = 1; plan.step_commits <= 30;
	     plan.step_commits++) {
		struct checks checks;

		checks_run(&checks, &few, &plan, 1);
		failed += checks.fails;
		warned += checks.warns;
	}
	study_report(&few, "of the next 30 commits: fail", failed, 0,
		     (struct bar){ 3, 8 });
	study_report(&few, "of the next 30 commits: warn", warned, 0,
		     (struct bar){ 20, 27 });
}

/* Until five commits are at a level, it is the old one that is compared. */
static void behind(const struct study *study, const char *what, double factor,
		   const struct bar bars[N_AGES])
{
	struct sim_plan plan = sharp;
	char text[80];

	plan.commits = 100;
	plan.step = 1.2;
	plan.factor = factor;
	for (size_t i = 0; i < N_AGES; i++) {
		name(text, what, ages[i]);
		plan.step_commits = ages[i];
		checks_report_fail(study, text, &plan, 1, bars[i]);
	}
}

int main(int argc, char **argv)
{
	static const struct bar still[] = { { 0.99, INFINITY },
					    { 0.99, INFINITY },
					    { 0, 0.01 } };
	static const struct bar more[] = { { 0.99, INFINITY },
					   { 0.99, INFINITY },
					   { 0.99, INFINITY } };
	size_t missed = 0;
	struct study study = { .series = 3000, .missed = &missed }, half, few;

	study_open(&study, argc, argv);
	half = study_part(&study, 2);
	few = study_part(&study, 5);
	accepted(&study, "+20 %% accepted %s ago, no change: fails", 1,
		 bar_most(0.01));
	accepted(&few, "+20 %% accepted %s ago, +10 %%: fails", 1.1,
		 bar_least(0.99));
	detectable(&few);
	behind(&half, "+20 %% %s ago, no change: fails", 1, still);
	behind(&few, "+20 %% %s ago, +10 %% more: fails", 1.1, more);
	delay(&study);
	return missed > 0;
}
