/*
 * Series that moved together by one factor: the machine or the commit?
 *
 *	cases -> rounds -> the factor of each round -> which rounds count
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "model/unit.h"
#include "rounds.h"

/* So many series make a suite, and this share of them must move together. */
#define SUITE 5
#define SHARE 0.8
/* A run of fewer series says something if they are half of the suite. */
#define FEWEST 3
/* Half the width of the interval in which factors cannot be told apart. */
#define ALIKE_ALPHA 0.01
/* No machine slows all of its programs by exactly the same factor. */
#define ALIKE 0.1
/* Two runs show the same if their factors do not differ by more than this. */
#define SAME 0.25
/* No series weighs more than one with this standard error. */
#define LEAST_SE 0.01

/* ---- which series ---- */

/* Bytes, allocations and errors are the same on a slow machine. */
static bool depends_on_machine(const struct gp_case *c)
{
	const struct gp_series *s = c->series;
	struct gp_unit unit = gp_unit_read(s->unit);

	if (s->limits.kind == GP_KIND_MEMORY || s->limits.kind == GP_KIND_ERROR)
		return false;
	if (s->limits.kind != GP_KIND_OTHER || gp_unit_is_speed(&unit))
		return true;
	/* A number without a unit that never changes is a count. */
	return !*s->unit && c->baseline.gate.var > 0;
}

/*
 * Whether an earlier commit shows the same, and was not measured in the same
 * minutes: then the judged one did not move.
 */
static bool moved_before(const struct gp_case *c)
{
	size_t n = gp_case_at_level(c);
	const struct gp_round now = { c->agreement.runs[0].entry, 0 };

	for (size_t i = 1; i <= n; i++) {
		const struct gp_point *point =
			c->baseline.points[c->baseline.n - i];
		const struct gp_round then = { point->readings[0].run, 0 };

		if (gp_rounds_are_independent(&now, &then))
			return true;
	}
	return false;
}

/* Whether it may be part of a move: a level and its noise are known. */
static bool can_move(const struct gp_case *c)
{
	return !c->folded && !c->outcome.decided && c->test.tested &&
	       !c->series->untrusted && c->mixture.modes.n < 2 &&
	       c->baseline.scale.log && c->agreement.n &&
	       depends_on_machine(c) && !moved_before(c);
}

/* The series of one testbed that may have moved. */
struct suite {
	struct gp_case **cases;
	size_t n;
	size_t counted; /* without those that were derived from others */
	struct gp_case *begin, *end; /* all cases of the testbed */
	struct gp_rounds rounds;
};

static bool is_counted(const struct gp_case *c)
{
	return !gp_series_is_derived(c->series);
}

/* ---- how far a round moved ---- */

enum round_state { SILENT, STILL, MOVED };

/* A suite in one round. */
struct round_move {
	enum round_state state;
	double by;  /* distance of all: more is worse */
	bool *fits; /* which cases of the suite are part of it */
	size_t n_fits;
};

/* A case in one round. */
struct shift {
	size_t at;   /* in the suite */
	double d;    /* from the level of the baseline */
	double se;   /* of that */
	double near; /* distances closer than this are alike */
	double part; /* and these, if it is known that most are */
	double weight;
	bool counted;
};

/* The mean of the runs of a round; NAN if it has none of the case. */
static double distance_in_round(const struct suite *suite,
				const struct gp_case *c, size_t round)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < c->agreement.n; i++) {
		const struct gp_judged_run *run = &c->agreement.runs[i];

		if (gp_rounds_of(&suite->rounds, run->entry) != round)
			continue;
		sum += gp_scale_y(&c->baseline.scale, run->value);
		n++;
	}
	return n ? sum / (double)n - c->baseline.gate.mean : NAN;
}

/*
 * The mean of those runs of the baseline's commits that followed the round at
 * once: the other half of a pair. NAN without one.
 */
static double distance_of_base(const struct suite *suite,
			       const struct gp_case *c, size_t round)
{
	const struct gp_round *pair = &suite->rounds.items[round];
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < c->series->n_baseline; i++) {
		const struct gp_point *point = &c->series->baseline[i];

		for (size_t j = 0; j < point->n_readings; j++) {
			const struct gp_reading *r = &point->readings[j];
			struct gp_round base = { r->run, 0 };
			double value = gp_run_value(r);

			if (r->run->time_ms <= pair->first->time_ms ||
			    gp_rounds_are_independent(pair, &base) ||
			    !(value > 0))
				continue;
			sum += gp_scale_y(&c->baseline.scale, value);
			n++;
		}
	}
	return n ? sum / (double)n - c->baseline.gate.mean : NAN;
}

typedef double distance_fn(const struct suite *suite, const struct gp_case *c,
			   size_t round);

static double alike_within(const struct gp_case *c, double se, double alpha)
{
	return -gp_t_quantile(alpha / 2, c->baseline.gate.df) * se;
}

static size_t read_shifts(struct shift *out, const struct suite *suite,
			  size_t round, distance_fn *distance)
{
	size_t n = 0;

	for (size_t i = 0; i < suite->n; i++) {
		const struct gp_case *c = suite->cases[i];
		struct shift s = { .at = i, .counted = is_counted(c) };

		s.d = distance(suite, c, round);
		if (!isfinite(s.d))
			continue;
		s.se = sqrt(c->agreement.var + c->baseline.gate.mean_var);
		s.near = alike_within(c, s.se, ALIKE_ALPHA);
		s.part = alike_within(c, s.se, ALIKE_ALPHA / (double)suite->n);
		s.weight = 1 / (s.se * s.se + LEAST_SE * LEAST_SE);
		out[n++] = s;
	}
	return n;
}

static int by_shift(const void *a, const void *b)
{
	const struct shift *x = a, *y = b;

	if (x->d != y->d)
		return x->d < y->d ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The weighted median of those that count. */
static double median_shift(struct shift *shifts, size_t n)
{
	double all = 0, seen = 0;

	qsort(shifts, n, sizeof(*shifts), by_shift);
	for (size_t i = 0; i < n; i++)
		all += shifts[i].counted ? shifts[i].weight : 0;
	for (size_t i = 0; i < n; i++) {
		seen += shifts[i].counted ? shifts[i].weight : 0;
		if (seen >= all / 2)
			return shifts[i].d;
	}
	return 0;
}

/* Nearer to the common distance than to none, and not apart from it. */
static bool lies_within(const struct shift *s, double by, double near)
{
	return fabs(s->d) > fabs(by) / 2 && (s->d > 0) == (by > 0) &&
	       fabs(s->d - by) <= fmax(near, ALIKE * fabs(by));
}

/* Whether it would be a regression or an improvement by itself. */
static bool moved_alone(const struct suite *suite, const struct shift *s)
{
	const struct gp_case *c = suite->cases[s->at];
	double limit = s->d > 0 ? c->test.warn : c->test.improvement;

	return fabs(s->d) >= limit &&
	       (s->se == 0 ||
		gp_t_sf(fabs(s->d) / s->se, c->baseline.gate.df) < GP_ALPHA);
}

/* How many of them that count. */
struct move_counts {
	size_t all, alike, alone;
};

static struct move_counts count_alike(const struct suite *suite,
				      const struct shift *shifts, size_t n,
				      double by)
{
	struct move_counts counts = { 0 };

	for (size_t i = 0; i < n; i++) {
		bool alike = lies_within(&shifts[i], by, shifts[i].near);

		if (!shifts[i].counted)
			continue;
		counts.all++;
		counts.alike += alike;
		counts.alone += alike && moved_alone(suite, &shifts[i]);
	}
	return counts;
}

static bool is_common_move(const struct move_counts *counts)
{
	return (double)counts->alike >= SHARE * (double)counts->all &&
	       2 * counts->alone >= counts->alike;
}

static void look_at_round(struct round_move *out, const struct suite *suite,
			  size_t round, distance_fn *distance)
{
	struct gp_arena *scratch = suite->cases[0]->scratch;
	struct shift *shifts =
		gp_arena_array(scratch, suite->n, sizeof(*shifts));
	size_t n = read_shifts(shifts, suite, round, distance);
	struct move_counts counts;

	*out = (struct round_move){ .by = median_shift(shifts, n) };
	out->fits = gp_arena_array(scratch, suite->n, sizeof(*out->fits));
	counts = count_alike(suite, shifts, n, out->by);
	if (counts.all < FEWEST ||
	    (counts.all < SUITE && 2 * counts.all < suite->counted))
		return;
	out->state = is_common_move(&counts) ? MOVED : STILL;
	for (size_t i = 0; out->state == MOVED && i < n; i++) {
		out->fits[shifts[i].at] =
			lies_within(&shifts[i], out->by, shifts[i].part);
		out->n_fits += out->fits[shifts[i].at];
	}
}

/* ---- which rounds agree ---- */

static bool shows_same(const struct round_move *a, const struct round_move *b)
{
	if (a->state != b->state)
		return false;
	return a->state == STILL ||
	       fabs(a->by - b->by) <= SAME * fmax(fabs(a->by), fabs(b->by));
}

/* How many independent rounds of the chain show what round `at` shows. */
static size_t count_votes(const struct gp_rounds *rounds,
			  const struct round_move *moves, size_t at)
{
	const struct gp_round *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < rounds->n; i++) {
		const struct gp_round *round = &rounds->items[i];

		if (round->chain != rounds->items[at].chain ||
		    !shows_same(&moves[i], &moves[at]) ||
		    (last && !gp_rounds_are_independent(last, round)))
			continue;
		last = round;
		n++;
	}
	return n;
}

/* What the rounds of a chain say together. */
struct chain_vote {
	size_t moved; /* the round that stands for those that moved */
	size_t n_moved, n_still;
};

static void vote(struct chain_vote *out, const struct gp_rounds *rounds,
		 const struct round_move *moves, size_t chain)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < rounds->n; i++) {
		size_t n;

		if (rounds->items[i].chain != chain || moves[i].state == SILENT)
			continue;
		n = count_votes(rounds, moves, i);
		if (moves[i].state == STILL) {
			out->n_still = n;
		} else if (n >= out->n_moved) {
			out->moved = i;
			out->n_moved = n;
		}
	}
}

/* ---- what follows ---- */

/* The change of a time, or of a rate if all are rates. */
static double change_of_move(const struct suite *suite,
			     const struct round_move *move)
{
	bool rates = true;

	for (size_t i = 0; i < suite->n; i++)
		rates &= !move->fits[i] ||
			 suite->cases[i]->baseline.scale.sign < 0;
	return expm1(rates ? -move->by : move->by);
}

static struct gp_common_move *add_move(struct gp_findings *out,
				       const struct suite *suite,
				       const struct round_move *move,
				       enum gp_common_cause cause)
{
	struct gp_common_move **all =
		gp_arena_array(&out->arena, out->n_moves + 1, sizeof(*all));
	struct gp_common_move *new = gp_arena_alloc(&out->arena, sizeof(*new));

	*new = (struct gp_common_move){
		.testbed = suite->cases[0]->series->testbed,
		.change = change_of_move(suite, move),
		.cause = cause,
	};
	if (out->n_moves)
		memcpy(all, out->moves, out->n_moves * sizeof(*all));
	all[out->n_moves++] = new;
	out->moves = all;
	return new;
}

static const char *left_out_clause(struct gp_case *c,
				   const struct gp_entry *run,
				   enum gp_common_cause cause)
{
	char hex[GP_ENTRY_ID_HEX];

	return gp_reason_format(
		c->outcome.arena, "run %.12s does not count: %s",
		gp_entry_id_hex(&run->id, hex),
		cause == GP_COMMON_MACHINE
			? "all its series moved together, which another run "
			  "does not show"
			: "other runs do not agree with it");
}

/* Keeps the readings of the rounds that count, if the case has any. */
static void leave_out_rounds(struct gp_case *c, const struct suite *suite,
			     const bool *out_of, enum gp_common_cause cause)
{
	const struct gp_point *all = &c->series->current;
	struct gp_reading *kept =
		gp_arena_array(c->scratch, all->n_readings, sizeof(*kept));
	const struct gp_entry *left_out = NULL;
	size_t n = 0;

	for (size_t i = 0; i < all->n_readings; i++) {
		const struct gp_entry *run = all->readings[i].run;

		if (out_of[gp_rounds_of(&suite->rounds, run)])
			left_out = left_out ? left_out : run;
		else
			kept[n++] = all->readings[i];
	}
	if (!n || !left_out)
		return;
	c->common.kept = *all;
	c->common.kept.readings = kept;
	c->common.kept.n_readings = n;
	c->common.left_out = left_out_clause(c, left_out, cause);
}

/* Whether a case is part of what moved in some round of the chain. */
static bool fits_in_chain(const struct suite *suite,
			  const struct round_move *moves, size_t chain,
			  size_t at)
{
	for (size_t i = 0; i < suite->rounds.n; i++)
		if (suite->rounds.items[i].chain == chain &&
		    moves[i].state == MOVED && moves[i].fits[at])
			return true;
	return false;
}

static enum gp_common_cause cause_of(const struct chain_vote *v)
{
	return v->n_still >= v->n_moved ? GP_COMMON_MACHINE
	       : v->n_moved > 1         ? GP_COMMON_CONFIRMED
					: GP_COMMON_OPEN;
}

/* Which rounds of the chain do not count; a run of no round does. */
static const bool *rounds_left_out(const struct suite *suite,
				   const struct round_move *moves,
				   const struct chain_vote *v,
				   enum gp_common_cause cause)
{
	size_t chain = suite->rounds.items[v->moved].chain;
	bool *out = gp_arena_array(suite->cases[0]->scratch,
				   suite->rounds.n + 1, sizeof(*out));

	for (size_t i = 0; i < suite->rounds.n; i++) {
		bool here = suite->rounds.items[i].chain == chain &&
			    moves[i].state != SILENT;

		out[i] = here &&
			 (cause == GP_COMMON_MACHINE
				  ? moves[i].state == MOVED
				  : cause == GP_COMMON_CONFIRMED &&
					    !shows_same(&moves[i],
							&moves[v->moved]));
	}
	return out;
}

/* If one run cannot tell, a run of the base right after it can. */
static enum gp_common_cause ask_base(const struct suite *suite,
				     const struct round_move *move,
				     const struct chain_vote *v,
				     struct round_move *base)
{
	look_at_round(base, suite, v->moved, distance_of_base);
	return base->state == STILL     ? GP_COMMON_CONFIRMED
	       : shows_same(base, move) ? GP_COMMON_MACHINE
					: GP_COMMON_OPEN;
}

static void conclude(struct gp_findings *out, const struct suite *suite,
		     const struct round_move *moves, const struct chain_vote *v)
{
	size_t chain = suite->rounds.items[v->moved].chain;
	enum gp_common_cause cause = cause_of(v);
	const bool *out_of = rounds_left_out(suite, moves, v, cause);
	struct round_move base = { .state = SILENT };
	struct gp_common_move *move;

	if (cause == GP_COMMON_OPEN)
		cause = ask_base(suite, &moves[v->moved], v, &base);
	move = add_move(out, suite, &moves[v->moved], cause);
	move->by_base = base.state != SILENT && cause != GP_COMMON_OPEN;
	if (cause == GP_COMMON_MACHINE && !move->by_base)
		move->left_out = suite->rounds.items[v->moved].first;
	for (size_t i = 0; i < suite->n; i++) {
		struct gp_common_part *part = &suite->cases[i]->common;

		if (!fits_in_chain(suite, moves, chain, i))
			continue;
		part->move = move;
		part->paired = base.state == MOVED &&
			       cause == GP_COMMON_MACHINE && base.fits[i];
	}
	for (struct gp_case *c = suite->begin; c < suite->end; c++)
		if (cause != GP_COMMON_OPEN && !move->by_base && !c->folded &&
		    !c->outcome.decided && !c->series->untrusted)
			leave_out_rounds(c, suite, out_of, cause);
}

/* ---- one testbed ---- */

static void judge_suite(struct gp_findings *out, struct suite *suite)
{
	struct gp_arena *scratch = suite->cases[0]->scratch;
	struct round_move *moves;
	struct chain_vote v;

	gp_rounds_find(&suite->rounds, suite->cases, suite->n);
	moves = gp_arena_array(scratch, suite->rounds.n, sizeof(*moves));
	for (size_t i = 0; i < suite->rounds.n; i++)
		look_at_round(&moves[i], suite, i, distance_in_round);
	for (size_t i = 0; i < suite->rounds.n; i++) {
		if (suite->rounds.items[i].chain != i)
			continue;
		vote(&v, &suite->rounds, moves, i);
		if (v.n_moved)
			conclude(out, suite, moves, &v);
	}
}

/* The cases from `begin` to `end` have one testbed. */
static void judge_testbed(struct gp_findings *out, struct gp_case *begin,
			  struct gp_case *end)
{
	struct suite suite = { .begin = begin, .end = end };

	suite.cases = gp_arena_array(begin->scratch, (size_t)(end - begin),
				     sizeof(*suite.cases));
	for (struct gp_case *c = begin; c < end; c++) {
		if (!can_move(c))
			continue;
		suite.cases[suite.n++] = c;
		suite.counted += is_counted(c);
	}
	if (suite.counted >= SUITE)
		judge_suite(out, &suite);
}

void gp_common_find(struct gp_findings *out, struct gp_case *cases, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		end = i + 1;
		while (end < n && !strcmp(cases[i].series->testbed,
					  cases[end].series->testbed))
			end++;
		judge_testbed(out, &cases[i], &cases[end]);
	}
}

/* ---- afterwards ---- */

static bool is_part(const struct gp_case *c, const struct gp_common_move *move)
{
	return c->common.move == move && !c->folded &&
	       (move->cause != GP_COMMON_OPEN ||
		c->outcome.finding->status == GP_STATUS_COMMON);
}

void gp_common_count(struct gp_findings *out, const struct gp_case *cases,
		     size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < out->n_moves; i++) {
		struct gp_common_move *move = out->moves[i];

		for (size_t j = 0; j < n; j++)
			move->series += is_part(&cases[j], move);
		if (move->series)
			out->moves[kept++] = move;
	}
	out->n_moves = kept;
}
