/*
 * Finds guesses of directions that record has printed before: an earlier run
 * has the same metric with the same direction.
 */
#include "gp/history.h"

#include <string.h>

#include "gp/mem.h"

#include "newest_runs.h"

struct told_search {
	struct gp_intake *intake;
	struct gp_map told; /* by direction and metric: whether it was */
	struct gp_arena keys;
	struct gp_buf key;
	size_t n_open; /* not told yet */
};

static struct gp_span told_key(struct told_search *s, const char *metric,
			       enum gp_better better)
{
	gp_buf_reset(&s->key);
	gp_buf_putc(&s->key, (char)('0' + (int)better));
	gp_buf_puts(&s->key, metric);
	return gp_buf_view(&s->key);
}

static void add_open_guesses(struct told_search *s)
{
	for (size_t i = 0; i < s->intake->n_guessed; i++) {
		const struct gp_guess *guess = &s->intake->guessed[i];
		struct gp_span key = told_key(s, guess->metric, guess->better);

		gp_map_put(&s->told,
			   gp_arena_strndup(&s->keys, key.data, key.len),
			   key.len, false);
	}
	s->n_open = s->told.n;
}

static void read_told_run(struct told_search *s, const struct gp_entry *run)
{
	for (size_t i = 0; i < run->n_results && s->n_open; i++) {
		const struct gp_measurement *m = &run->results[i];
		struct gp_span key = told_key(s, m->metric, m->better);
		size_t told;

		if (!gp_map_get(&s->told, key.data, key.len, &told) || told)
			continue;
		*gp_map_put(&s->told, key.data, key.len, true) = true;
		s->n_open--;
	}
}

static bool read_told_runs(void *ctx, const struct gp_commit *commit,
			   struct gp_entries *runs)
{
	struct told_search *s = ctx;

	(void)commit;
	for (size_t i = 0; i < runs->n; i++)
		read_told_run(s, runs->items[i]);
	return s->n_open;
}

static void mark_told(struct told_search *s)
{
	for (size_t i = 0; i < s->intake->n_guessed; i++) {
		struct gp_guess *guess = &s->intake->guessed[i];
		struct gp_span key = told_key(s, guess->metric, guess->better);
		size_t told = false;

		gp_map_get(&s->told, key.data, key.len, &told);
		guess->told = told;
	}
}

void gp_history_mark_told(struct gp_intake *intake, struct gp_repo *repo,
			  const struct gp_commit *commit)
{
	/* Enough for suites that are measured in turns; more costs time. */
	const struct gp_newest_limits limits = { 5, 100, NULL };
	struct told_search s = { .intake = intake };

	if (!intake->n_guessed)
		return;
	add_open_guesses(&s);
	/* what cannot be read was not told; recording reports what matters */
	if (gp_newest_runs(repo, commit, &limits, read_told_runs, &s))
		gp_error_clear();
	mark_told(&s);
	gp_map_clear(&s.told);
	gp_arena_clear(&s.keys);
	gp_buf_clear(&s.key);
}
