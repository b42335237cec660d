/*
 * git perf pull --last: fetches only the results that a check of one commit
 * needs, which are a few of many.
 *
 *	needed commits -> notes on them -> their text -> the partial ref -> ours
 *
 * If the server cannot do that, everything is pulled.
 */
#include <string.h>

#include "gp/libgit2.h"
#include "gp/partial.h"

#include "choose_notes.h"
#include "counted_series.h"
#include "deepen.h"

/*
 * Text is asked for in so many requests at most. A round takes two if there
 * are runs of other commits, so the last round begins with four behind it.
 */
#define REQUESTS_MAX    6
#define BEFORE_LAST_ONE (REQUESTS_MAX - 2)

static void partial_pull_clear(struct gp_partial_pull *p)
{
	if (p->has_scratch)
		gp_scratch_repo_close(&p->scratch);
	gp_oids_clear(&p->tips);
	gp_needed_clear(&p->needed);
	gp_partial_notes_clear(&p->chosen);
	gp_remote_clear(&p->remote);
}

/* ---- fetching the chosen notes ---- */

static enum gp_err fetch_text(struct gp_partial_pull *p,
			      const struct gp_partial_notes *notes)
{
	struct gp_oids blobs = { 0 };
	enum gp_err err;

	for (size_t i = 0; i < notes->n; i++)
		if (!gp_repo_has(p->repo, &notes->items[i].blob))
			gp_oids_add(&blobs, &notes->items[i].blob);
	p->n_requests += blobs.n > 0;
	err = gp_scratch_repo_fetch_objects(&p->scratch, &blobs);
	gp_oids_clear(&blobs);
	return err;
}

static enum gp_err fetch_owners(struct gp_partial_pull *p)
{
	struct gp_partial_notes added = { 0 };
	enum gp_err err;

	if (!(err = gp_partial_choose_owners(p, &added)))
		err = fetch_text(p, &added);
	gp_partial_notes_clear(&added);
	return err;
}

/*
 * The partial ref moves first: if it did not have what our notes have, that
 * would count as not pushed.
 */
static enum gp_err merge_chosen(struct gp_partial_pull *p)
{
	const char *ref = gp_buf_str(&p->remote.part_ref);
	const char *name = gp_buf_str(&p->remote.label);
	struct gp_merge_request what = { .ref = GP_NOTES_REF,
					 .names = &name,
					 .n = 1,
					 .durable = p->sync->durable,
					 .message = "perf: merge" };
	struct gp_merge_result united;
	struct gp_oid commit;
	enum gp_err err;

	gp_partial_notes_sort_unique(&p->chosen);
	if (!p->chosen.n)
		return GP_OK;
	if ((err = gp_notes_add_partial(p->repo, &commit, &p->chosen, ref,
					p->sync->durable)))
		return err;
	what.commits = &commit;
	err = gp_notes_merge(p->repo, &united, &what);
	if (!err)
		p->out->notes += united.notes;
	return err;
}

static enum gp_err fetch_chosen(struct gp_partial_pull *p)
{
	enum gp_err err;

	if (!p->has_scratch)
		return GP_OK;
	if ((err = fetch_text(p, &p->chosen)) || (err = fetch_owners(p)))
		return err;
	return merge_chosen(p);
}

/* ---- until there are enough ---- */

/* If the line is too short, deepening it comes before choosing notes. */
static enum gp_err choose_unless_short(struct gp_partial_pull *p)
{
	enum gp_err err;

	if ((err = gp_partial_find_commits(p, NULL)))
		return err;
	if (p->needed.has_base && p->needed.cuts.n && p->needed.n < p->n_asked)
		return GP_OK;
	return gp_partial_choose(p, NULL);
}

/*
 * Every series needs as many results, and some are measured at each fortieth
 * commit only. Which series a note has is in its text, so twice as many notes
 * are chosen each time, and at last all on the line. A note may also hold no
 * run that counts: it was forgotten, or made in a modified work tree.
 */
static size_t ask_for_more(const struct gp_partial_pull *p)
{
	size_t all = p->query->depth + 1;
	size_t more = p->n_requests >= BEFORE_LAST_ONE ? all : 2 * p->n_asked;

	return more < all ? more : all;
}

/* All notes on the line, as far as it is here, were chosen. */
static bool has_whole_line(const struct gp_partial_pull *p)
{
	return p->n_noted < p->n_asked;
}

static enum gp_err pull_enough(struct gp_partial_pull *p)
{
	size_t wanted = p->query->commits;
	struct gp_counted_series counted = { 0 };
	enum gp_err err;

	for (p->n_asked = wanted;; p->n_asked = ask_for_more(p)) {
		if ((err = choose_unless_short(p)) ||
		    (err = gp_partial_deepen(p)) || (err = fetch_chosen(p)) ||
		    (err = gp_partial_count_series(&counted, p)))
			return err;
		if ((counted.measured >= wanted && !counted.short_of) ||
		    has_whole_line(p) || p->out->trouble.len)
			break;
	}
	p->out->counted = true;
	p->out->measured =
		counted.measured < wanted ? counted.measured : wanted;
	return GP_OK;
}

/* ---- a part, or everything ---- */

static void remember_line(const struct gp_partial_pull *p)
{
	static const struct gp_oid some = { .size = 0 };
	bool whole = has_whole_line(p) && p->needed.n;

	gp_partial_remember(p->repo, gp_buf_str(&p->remote.ref),
			    whole ? &p->needed.line[0].commit.oid : &some);
}

static enum gp_err pull_part(struct gp_partial_pull *p)
{
	enum gp_err err;

	err = gp_scratch_repo_open(&p->scratch, p->repo, &p->remote, p->sync);
	p->has_scratch = true;
	if (err || (err = gp_scratch_repo_fetch_notes(&p->scratch, &p->tips)))
		return err;
	p->out->any = p->tips.n > 0;
	p->out->inboxes = p->scratch.inboxes;
	if (!p->out->any)
		return GP_OK;
	if ((err = pull_enough(p)))
		return err;
	p->out->part = true;
	remember_line(p);
	return GP_OK;
}

/* Any git server can send everything. */
static enum gp_err pull_all(struct gp_partial_pull *p)
{
	struct gp_refs refs;
	enum gp_err err;

	if (p->has_scratch)
		gp_scratch_repo_close(&p->scratch);
	p->has_scratch = false;
	gp_oids_clear(&p->tips);
	gp_pulled_clear(p->out);
	if ((err = gp_sync_pull(p->repo, p->out, p->sync)) ||
	    (err = gp_repo_refs(p->repo, &refs, GP_NOTES_REF)))
		return err;
	for (size_t i = 0; i < refs.n; i++)
		gp_oids_add(&p->tips, &refs.items[i].commit);
	gp_refs_clear(&refs);
	return p->tips.n ? pull_enough(p) : GP_OK;
}

/*
 * The remote has results, and the line has none: it was rewritten, and only all
 * notes say what its commits were before.
 */
static bool has_other_line(const struct gp_partial_pull *p)
{
	return p->out->any && !p->n_noted && !p->needed.cuts.n;
}

/*
 * A remote whose notes were fetched before has little that is new, but the
 * history that they need may still be missing.
 */
static enum gp_err pull_part_or_all(struct gp_partial_pull *p)
{
	enum gp_err err;

	if (p->remote.has_ref)
		return git_repository_is_shallow(p->repo->git) == 1
			       ? pull_all(p)
			       : gp_sync_pull(p->repo, p->out, p->sync);
	if ((err = pull_part(p)) || has_other_line(p)) {
		gp_error_clear();
		return pull_all(p);
	}
	gp_buf_puts(&p->out->remote, gp_buf_str(&p->remote.name));
	gp_remote_set_time(&p->remote, p->repo, GP_REMOTE_SYNCED);
	return GP_OK;
}

enum gp_err gp_pull_last(struct gp_repo *repo, struct gp_pulled *out,
			 const struct gp_sync *sync,
			 const struct gp_history_query *query)
{
	struct gp_partial_pull p = {
		.repo = repo, .out = out, .sync = sync, .query = query
	};
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	err = gp_remote_find(&p.remote, repo, sync->remote, GP_SYNC_PULL);
	if (!err)
		err = pull_part_or_all(&p);
	partial_pull_clear(&p);
	return err;
}
