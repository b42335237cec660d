/*
 * A commit or a run from the future: a clock was wrong.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "gp/phrase.h"

#include "diagnosis.h"

#define DAY_S ((int64_t)24 * 60 * 60)

static void put_ahead(struct gp_buf *out, int64_t seconds)
{
	gp_buf_printf(out, "%" PRId64 " day%s ahead of this machine's clock",
		      seconds / DAY_S, gp_plural((size_t)(seconds / DAY_S)));
}

static void report_head(struct gp_diagnosis *d, int64_t ahead)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_puts(&problem->what, "the checked out commit is ");
	put_ahead(&problem->what, ahead);
	gp_buf_puts(&problem->why,
		    "--since, --until and forget --before use the time of "
		    "commits; if this clock is right, commit again");
	gp_buf_puts(&problem->next, "git commit --amend --no-edit");
}

static void check_runs(struct gp_diagnosis *d, const struct gp_entries *runs)
{
	char hex[GP_ENTRY_ID_HEX];

	for (size_t i = 0; i < runs->n; i++) {
		const struct gp_entry *run = runs->items[i];
		int64_t ahead = run->time_ms / 1000 - d->input->now_s;
		struct gp_problem *problem;

		if (run->kind != GP_ENTRY_RUN || ahead <= DAY_S)
			continue;
		problem = gp_problem_add(d, GP_PROBLEM_WARN);
		gp_buf_printf(&problem->what, "run %s is ",
			      gp_entry_id_hex(&run->id, hex));
		put_ahead(&problem->what, ahead);
		gp_buf_puts(
			&problem->why,
			"it counts as the newest run until then; if this "
			"machine's clock is right, forget it and record it again");
		gp_buf_printf(&problem->next, "git perf forget %s", hex);
	}
}

static enum gp_err find_clock(struct gp_diagnosis *d)
{
	const struct gp_doctor_input *input = d->input;
	int64_t ahead = input->head ? input->head->time - input->now_s : 0;
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	size_t n = 0;
	enum gp_err err;

	if (ahead > DAY_S)
		report_head(d, ahead);
	if (!input->full) {
		check_runs(d, input->entries);
		return GP_OK;
	}
	if (!(err = gp_notes_open(&notes, input->repo)))
		err = gp_notes_list(notes, &objects, &n);
	for (size_t i = 0; i < n && !err; i++) {
		struct gp_entries runs = { 0 };

		err = gp_notes_read(notes, &runs, NULL, &objects[i], NULL);
		if (!err)
			check_runs(d, &runs);
		gp_entries_clear(&runs);
	}
	free(objects);
	gp_notes_free(notes);
	return err;
}

const struct gp_doctor_check gp_check_clock = {
	.name = "clock",
	.find = find_clock,
};
