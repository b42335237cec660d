/*
 * gp-add: records runs, or lists them, for the fault tests.
 *
 *	gp-add [--loose] [--patient] [COUNT]
 *	                            add COUNT runs to HEAD, one commit each;
 *	                            print the id of each once it is safe;
 *	                            --patient: try again while others hold a
 *	                            lock, which on a loaded machine may be
 *	                            longer than the store waits
 *	gp-add --list               print the id of every run of every note
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/store.h"

static enum gp_err add(struct gp_repo *repo, const struct gp_commit *commit,
		       bool durable)
{
	struct gp_note_add note = { .object = commit->oid };
	struct gp_arena arena = { 0 };
	struct gp_decimal one = gp_decimal_int(1);
	char hex[GP_ENTRY_ID_HEX];
	struct gp_entry run;
	enum gp_err err;

	gp_entry_init(&run, &arena);
	run.commit = commit->oid;
	run.tree = commit->tree;
	run.commit_time = commit->time;
	run.testbed = "test";
	run.tool = "value";
	gp_entry_sample(&run,
			gp_entry_measurement(&run, gp_span_of("x"),
					     gp_span_of("value"),
					     gp_span_of("ms")),
			one);
	note.entry = &run;
	if (!(err = gp_entry_stamp(&run)) &&
	    !(err = gp_notes_add(repo, &note, 1, durable, "gp-add"))) {
		puts(gp_entry_id_hex(&run.id, hex));
		fflush(stdout);
	}
	gp_entry_clear(&run);
	gp_arena_clear(&arena);
	return err;
}

/* What failed because of a lock was not acknowledged, and is not there. */
static enum gp_err add_patiently(struct gp_repo *repo,
				 const struct gp_commit *commit, bool durable)
{
	enum gp_err err = GP_EBUSY;

	for (int i = 0; err == GP_EBUSY && i < 1000; i++) {
		gp_error_clear();
		err = add(repo, commit, durable);
	}
	return err;
}

static enum gp_err list(struct gp_repo *repo)
{
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	char hex[GP_ENTRY_ID_HEX];
	size_t n = 0;
	enum gp_err err;

	if ((err = gp_notes_open(&notes, repo)) ||
	    (err = gp_notes_list(notes, &objects, &n)))
		goto out;
	for (size_t i = 0; i < n && !err; i++) {
		struct gp_entries runs = { 0 };

		err = gp_notes_read(notes, &runs, NULL, &objects[i], NULL);
		for (size_t r = 0; r < runs.n; r++)
			puts(gp_entry_id_hex(&runs.items[r]->id, hex));
		gp_entries_clear(&runs);
	}
out:
	free(objects);
	gp_notes_free(notes);
	return err;
}

int main(int argc, char **argv)
{
	bool durable = true, listing = false, patient = false;
	struct gp_repo *repo = NULL;
	struct gp_commit head;
	enum gp_err err;
	long count = 1;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--loose"))
			durable = false;
		else if (!strcmp(argv[i], "--patient"))
			patient = true;
		else if (!strcmp(argv[i], "--list"))
			listing = true;
		else
			count = strtol(argv[i], NULL, 10);
	}
	if ((err = gp_repo_open(&repo)))
		goto out;
	if (listing) {
		err = list(repo);
		goto out;
	}
	err = gp_repo_resolve(repo, &head, "HEAD");
	while (!err && count-- > 0)
		err = patient ? add_patiently(repo, &head, durable)
			      : add(repo, &head, durable);
out:
	if (err)
		fprintf(stderr, "fatal: %s\n", gp_error_message());
	gp_repo_free(repo);
	return err == GP_EBUSY ? 75 : err ? 128 : 0;
}
