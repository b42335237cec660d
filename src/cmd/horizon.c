/*
 * git perf forget --before: a horizon, and the history of the ref folded.
 */
#include <stdio.h>
#include <time.h>

#include "gp/config.h"
#include "gp/mem.h"
#include "gp/merge.h"
#include "gp/parse.h"
#include "gp/phrase.h"
#include "gp/report.h"

#include "cmd.h"
#include "horizon.h"

enum gp_err gp_horizon_parse(int64_t *out, const char *text)
{
	int64_t now = (int64_t)time(NULL);

	if (!gp_when_parse(out, gp_span_of(text), now, false))
		return gp_fail(GP_EUSAGE,
			       "'--before' wants a time, not '%s': 2026-11-21, "
			       "2026-11-21T09:40:00Z, '2 years ago', 52w",
			       text);
	if (*out > now)
		return gp_fail(GP_EUSAGE,
			       "'--before' %s is in the future: that would "
			       "drop what is yet to be recorded",
			       text);
	return GP_OK;
}

/* The commits of all pins that stand. */
static enum gp_err read_pins(struct gp_horizon *horizon, struct gp_entry *run,
			     struct gp_repo *repo)
{
	struct gp_notes *notes = NULL;
	struct gp_entries runs = { 0 };
	enum gp_err err;

	if (!(err = gp_notes_open(&notes, repo)) &&
	    !(err = gp_notes_read(notes, &runs, NULL, gp_notes_project(),
				  NULL)))
		horizon->pins = gp_arena_array(run->arena, runs.n,
					       sizeof(*horizon->pins));
	for (size_t i = 0; !err && i < runs.n; i++)
		if (runs.items[i]->kind == GP_ENTRY_PIN)
			horizon->pins[horizon->n_pins++] =
				runs.items[i]->commit;
	gp_entries_clear(&runs);
	gp_notes_free(notes);
	return err;
}

static void say(const struct gp_merge_result *united,
		const struct gp_horizon *horizon)
{
	struct gp_buf date = GP_BUF_INIT;

	gp_format_time(&date, horizon->before_s);
	fprintf(stderr,
		"forgot what is about commits from before %s: %zu note%s "
		"dropped or shortened, %zu commit%s pinned\n"
		"the next git perf push tells the remote; git gc --prune=now "
		"gives the space back\n",
		gp_buf_str(&date), united->lost, gp_plural(united->lost),
		horizon->n_pins, gp_plural(horizon->n_pins));
	gp_buf_clear(&date);
}

enum gp_err gp_horizon_raise(struct gp_repo *repo, int64_t before_s,
			     bool durable)
{
	struct gp_entries made = { 0 };
	struct gp_entry *run = gp_entries_add(&made);
	struct gp_horizon horizon = { .before_s = before_s };
	const struct gp_merge_request what = {
		.ref = GP_NOTES_REF,
		.fold = true,
		.horizon = run,
		.durable = durable,
		.message = "perf: forget --before"
	};
	struct gp_merge_result united;
	enum gp_err err;

	run->kind = GP_ENTRY_HORIZON;
	run->horizon = &horizon;
	if (!(err = gp_entry_stamp(run)) &&
	    !(err = read_pins(&horizon, run, repo)) &&
	    !(err = gp_notes_merge(repo, &united, &what))) {
		gp_repo_drop_reflog(repo, GP_NOTES_REF);
		say(&united, &horizon);
	}
	gp_entries_clear(&made);
	return err;
}
