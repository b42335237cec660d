/*
 * Which runs of the judged commit belong together, and which are independent.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "rounds.h"

/* A machine that is slow now may still be slow a minute later. */
#define APART_MS ((int64_t)10 * 60 * 1000)

/* ---- jobs ---- */

/* Facts that differ between two jobs, without '-' and '_'. */
static const char *const job_facts[] = {
	"ci",          "cijob",       "ciid",       "job",      "jobid",
	"jobname",     "joburl",      "jobnumber",  "url",      "run",
	"runid",       "runnumber",   "runattempt", "runurl",   "build",
	"buildid",     "buildnumber", "buildurl",   "pipeline", "pipelineid",
	"pipelineurl", "workflow",    "workflowid",
};

static bool is_job_fact(const char *key)
{
	char name[16];
	size_t n = 0;

	for (; *key && n + 1 < sizeof(name); key++)
		if (*key != '-' && *key != '_')
			name[n++] = (char)tolower((unsigned char)*key);
	name[n] = '\0';
	for (size_t i = 0; i < sizeof(job_facts) / sizeof(job_facts[0]); i++)
		if (!*key && !strcmp(name, job_facts[i]))
			return true;
	return false;
}

/* Whether `b` lacks a fact of `a` about its job, or has another value. */
static bool differs_in_facts(const struct gp_pairs *a, const struct gp_pairs *b)
{
	for (size_t i = 0; i < a->n; i++) {
		const char *value;

		if (!is_job_fact(a->items[i].key))
			continue;
		value = gp_pairs_get(b, a->items[i].key);
		if (!value || strcmp(value, a->items[i].value) != 0)
			return true;
	}
	return false;
}

/* What a tool says about its job may be among the tags. */
static bool is_of_other_job(const struct gp_entry *a, const struct gp_entry *b)
{
	return differs_in_facts(&a->facts, &b->facts) ||
	       differs_in_facts(&b->facts, &a->facts) ||
	       differs_in_facts(&a->tags, &b->tags) ||
	       differs_in_facts(&b->tags, &a->tags);
}

static bool is_later(int64_t a_ms, int64_t b_ms)
{
	return llabs((long long)(a_ms - b_ms)) >= APART_MS;
}

bool gp_rounds_are_independent(const struct gp_round *a,
			       const struct gp_round *b)
{
	const struct gp_entry *x = a->first, *y = b->first;

	return is_later(x->time_ms, y->time_ms) ||
	       (x->measured_ms && y->measured_ms &&
		is_later(x->measured_ms, y->measured_ms)) ||
	       is_of_other_job(x, y);
}

/* ---- the runs ---- */

static bool has_run(const struct gp_case *c, const struct gp_entry *run)
{
	for (size_t i = 0; i < c->agreement.n; i++)
		if (c->agreement.runs[i].entry == run)
			return true;
	return false;
}

static bool is_listed_run(const struct gp_rounds *rounds,
			  const struct gp_entry *run)
{
	for (size_t i = 0; i < rounds->n_runs; i++)
		if (rounds->runs[i] == run)
			return true;
	return false;
}

static void list_runs(struct gp_rounds *out, struct gp_case *const *cases,
		      size_t n)
{
	size_t room = 0;

	for (size_t i = 0; i < n; i++)
		room += cases[i]->agreement.n;
	out->runs = gp_arena_array(cases[0]->scratch, room, sizeof(*out->runs));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < cases[i]->agreement.n; j++) {
			const struct gp_entry *run =
				cases[i]->agreement.runs[j].entry;

			if (!is_listed_run(out, run))
				out->runs[out->n_runs++] = run;
		}
	qsort(out->runs, out->n_runs, sizeof(*out->runs), gp_entry_order);
}

/* ---- the rounds ---- */

size_t gp_rounds_of(const struct gp_rounds *rounds, const struct gp_entry *run)
{
	size_t i = 0;

	while (i < rounds->n_runs && rounds->runs[i] != run)
		i++;
	return i < rounds->n_runs ? rounds->round_of[i] : rounds->n;
}

/* Whether a series has both the run and one of the round. */
static bool repeats_round(const struct gp_rounds *rounds, size_t n_placed,
			  size_t round, const struct gp_entry *run,
			  struct gp_case *const *cases, size_t n)
{
	for (size_t i = 0; i < n_placed; i++) {
		if (rounds->round_of[i] != round)
			continue;
		for (size_t j = 0; j < n; j++)
			if (has_run(cases[j], run) &&
			    has_run(cases[j], rounds->runs[i]))
				return true;
	}
	return false;
}

/* Places the run at `at`, the earlier ones being placed. */
static void place_run(struct gp_rounds *out, size_t at,
		      struct gp_case *const *cases, size_t n)
{
	const struct gp_entry *run = out->runs[at];
	struct gp_round own = { run, out->n };

	for (size_t i = out->n; i-- > 0;) {
		if (gp_rounds_are_independent(&out->items[i], &own) ||
		    repeats_round(out, at, i, run, cases, n))
			continue;
		out->round_of[at] = i;
		return;
	}
	out->round_of[at] = out->n;
	out->items[out->n++] = own;
}

static void join_chains(struct gp_rounds *rounds, size_t from, size_t to)
{
	for (size_t i = 0; i < rounds->n; i++)
		if (rounds->items[i].chain == from)
			rounds->items[i].chain = to;
}

static bool is_in_round(const struct gp_rounds *rounds, const struct gp_case *c,
			size_t round)
{
	for (size_t i = 0; i < c->agreement.n; i++)
		if (gp_rounds_of(rounds, c->agreement.runs[i].entry) == round)
			return true;
	return false;
}

/* Whether two rounds share at least half of the series of the smaller one. */
static bool are_alike(const struct gp_rounds *rounds, size_t a, size_t b,
		      struct gp_case *const *cases, size_t n)
{
	size_t n_a = 0, n_b = 0, n_both = 0;

	for (size_t i = 0; i < n; i++) {
		bool in_a = is_in_round(rounds, cases[i], a);
		bool in_b = is_in_round(rounds, cases[i], b);

		n_a += in_a;
		n_b += in_b;
		n_both += in_a && in_b;
	}
	return 2 * n_both >= (n_a < n_b ? n_a : n_b);
}

static void find_chains(struct gp_rounds *rounds, struct gp_case *const *cases,
			size_t n)
{
	for (size_t i = 0; i < rounds->n; i++)
		for (size_t j = 0; j < i; j++)
			if (are_alike(rounds, i, j, cases, n))
				join_chains(rounds, rounds->items[i].chain,
					    rounds->items[j].chain);
}

void gp_rounds_find(struct gp_rounds *out, struct gp_case *const *cases,
		    size_t n)
{
	struct gp_arena *scratch = cases[0]->scratch;

	memset(out, 0, sizeof(*out));
	list_runs(out, cases, n);
	out->round_of =
		gp_arena_array(scratch, out->n_runs, sizeof(*out->round_of));
	out->items = gp_arena_array(scratch, out->n_runs, sizeof(*out->items));
	for (size_t i = 0; i < out->n_runs; i++)
		place_run(out, i, cases, n);
	find_chains(out, cases, n);
}
