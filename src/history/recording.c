/*
 * results -> a run of a commit -> an entry in the note of the commit and, off
 * the base branch, in the note of its tree.
 */
#include "gp/recording.h"

#include <stdio.h>
#include <stdlib.h>

#include "gp/history.h"
#include "gp/mem.h"

enum gp_err gp_recording_describe(const struct gp_recording *about,
				  struct gp_entry *run)
{
	struct gp_buf branch = GP_BUF_INIT;
	enum gp_err err;

	run->commit = about->commit.oid;
	run->commit_time = about->commit.time;
	run->tree = about->commit.tree;
	run->dirty = about->dirty;
	run->own_tags = true;
	if (!(err = gp_entry_stamp(run)) &&
	    !(err = gp_testbed_fill(run, about->testbed)) &&
	    !(err = gp_repo_head_branch(about->repo, &branch)))
		run->branch = gp_entry_string(run, gp_buf_view(&branch));
	gp_buf_clear(&branch);
	return err;
}

/*
 * Off the base branch the same entry is also kept at the tree: then a squash
 * or a rebase that keeps the content keeps the results too.
 */
enum gp_err gp_recording_keep(const struct gp_recording *about,
			      struct gp_entry *const *runs, size_t n)
{
	const struct gp_commit *commit = &about->commit;
	char message[64], hex[GP_OID_HEX];
	struct gp_note_add *adds;
	bool off_base = false;
	enum gp_err err;

	if (!about->dirty &&
	    (err = gp_base_is_off(about->repo, commit, about->base, &off_base)))
		return err;
	adds = gp_calloc(2 * n, sizeof(*adds));
	for (size_t i = 0; i < n; i++) {
		adds[i] = (struct gp_note_add){ commit->oid, runs[i] };
		adds[n + i] = (struct gp_note_add){ commit->tree, runs[i] };
	}
	snprintf(message, sizeof(message), "perf: record at %s",
		 gp_oid_short(&commit->oid, hex));
	err = gp_notes_add(about->repo, adds, off_base ? 2 * n : n,
			   about->durable, message);
	free(adds);
	return err;
}
