/*
 * The notes in all tracking refs of a remote together. A remote may send
 * anything: a ref that cannot be read is skipped, which a notice says, and the
 * others count.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "tracking.h"

/*
 * One of the operations below on `n` tracking refs, all or nothing. They share
 * the way in which refs that cannot be read are found and skipped.
 */
struct tracking_attempt {
	enum gp_err (*apply)(void *ctx, const struct gp_remote *remote,
			     const struct gp_ref *refs, size_t n);
	void *ctx;
};

/* ---- refs that are skipped ---- */

static void put_label(struct gp_buf *out, const struct gp_remote *remote,
		      const struct gp_ref *ref)
{
	if (gp_remote_is_ref(remote, ref))
		gp_buf_puts(out, gp_buf_str(&remote->label));
	else
		gp_buf_printf(out, "%s%s of %s", GP_INBOX_REF,
			      ref->name + remote->inbox.len,
			      gp_buf_str(&remote->name));
}

void gp_tracking_add_notices(struct gp_notices *out,
			     const struct gp_remote *remote)
{
	if (remote->ref_unreadable)
		gp_notices_add(out, "%s: %s: skipped",
			       gp_buf_str(&remote->label),
			       gp_buf_str(&remote->why));
	for (size_t i = 0; i < remote->skipped.n; i++)
		gp_notices_add(out, "%s", remote->skipped.items[i]);
}

void gp_tracking_skip_ref(struct gp_remote *remote, const char *why)
{
	if (!remote->ref_unreadable)
		gp_buf_puts(&remote->why, why);
	remote->ref_unreadable = true;
}

/* The message of the failure may start with the ref's name already. */
static void skip_ref(struct gp_remote *remote, size_t i)
{
	struct gp_ref *ref = &remote->seen.items[i];
	struct gp_buf label = GP_BUF_INIT;
	const char *why = gp_error_message();

	put_label(&label, remote, ref);
	gp_buf_puts(&label, ": ");
	if (!strncmp(why, gp_buf_str(&label), label.len))
		why += label.len;
	if (gp_remote_is_ref(remote, ref)) {
		gp_tracking_skip_ref(remote, why);
		remote->has_ref = false;
	} else {
		gp_notices_add(&remote->skipped, "%s%s: skipped",
			       gp_buf_str(&label), why);
	}
	gp_error_clear();
	gp_buf_clear(&label);
	free(ref->name);
	memmove(ref, ref + 1, (--remote->seen.n - i) * sizeof(*ref));
}

/* Whether the ref's content can be the cause, and not this machine. */
static bool is_of_content(enum gp_err err)
{
	return err == GP_EGIT || err == GP_ELIMIT || err == GP_EPARSE ||
	       err == GP_ENOTFOUND;
}

/* Tries one ref after the other; without any, it must succeed. */
static enum gp_err try_each(struct gp_remote *remote,
			    const struct tracking_attempt *attempt)
{
	enum gp_err err = attempt->apply(attempt->ctx, remote, NULL, 0);

	for (size_t i = 0; !err && i < remote->seen.n;) {
		err = attempt->apply(attempt->ctx, remote,
				     &remote->seen.items[i], 1);
		if (!err) {
			i++;
		} else if (is_of_content(err)) {
			skip_ref(remote, i);
			err = GP_OK;
		}
	}
	return err;
}

static enum gp_err try_all(struct gp_remote *remote,
			   const struct tracking_attempt *attempt)
{
	enum gp_err err = attempt->apply(attempt->ctx, remote,
					 remote->seen.items, remote->seen.n);

	if (!is_of_content(err) || !remote->seen.n)
		return err;
	gp_error_clear();
	if ((err = try_each(remote, attempt)))
		return err;
	return attempt->apply(attempt->ctx, remote, remote->seen.items,
			      remote->seen.n);
}

/* ---- what no tracking ref has ---- */

struct unshared_search {
	struct gp_repo *repo;
	const struct gp_oid *local;
	struct gp_unshared *out;
};

static enum gp_err find_unshared(void *ctx, const struct gp_remote *remote,
				 const struct gp_ref *refs, size_t n)
{
	struct unshared_search *search = ctx;
	struct gp_oid *seen = gp_calloc(n + 1, sizeof(*seen));
	enum gp_err err;

	for (size_t i = 0; i < n; i++)
		seen[i] = refs[i].commit;
	if (remote->part.size)
		seen[n++] = remote->part;
	gp_unshared_clear(search->out);
	err = gp_notes_unshared(search->repo, search->out, search->local, seen,
				n);
	free(seen);
	return err;
}

enum gp_err gp_tracking_unshared(struct gp_unshared *out,
				 struct gp_remote *remote, struct gp_repo *repo,
				 const struct gp_oid *local)
{
	struct unshared_search search = { repo, local, out };

	memset(out, 0, sizeof(*out));
	return try_all(remote,
		       &(struct tracking_attempt){ find_unshared, &search });
}

/* ---- merging ---- */

struct tracking_merge {
	struct gp_repo *repo;
	const struct gp_tracking_merge_options *how;
	struct gp_merge_result *out;
	size_t notes; /* new or changed; one note may count for two refs */
};

/* Tracking refs as gp_merge_request takes them: commits, and names for
 * messages. */
struct tracked_refs {
	struct gp_oid *commits;
	const char **names;
	struct gp_buf *labels;
	size_t n;
};

static struct tracked_refs list_tracked(const struct gp_remote *remote,
					const struct gp_ref *refs, size_t n)
{
	struct tracked_refs tracked = { gp_calloc(n, sizeof(*tracked.commits)),
					gp_calloc(n, sizeof(*tracked.names)),
					gp_calloc(n, sizeof(*tracked.labels)),
					n };

	for (size_t i = 0; i < n; i++) {
		tracked.commits[i] = refs[i].commit;
		put_label(&tracked.labels[i], remote, &refs[i]);
		tracked.names[i] = gp_buf_str(&tracked.labels[i]);
	}
	return tracked;
}

static void tracked_clear(struct tracked_refs *tracked)
{
	for (size_t i = 0; i < tracked->n; i++)
		gp_buf_clear(&tracked->labels[i]);
	free(tracked->labels);
	free(tracked->commits);
	free(tracked->names);
}

static enum gp_err merge_refs(void *ctx, const struct gp_remote *remote,
			      const struct gp_ref *refs, size_t n)
{
	struct tracking_merge *merge = ctx;
	bool onto = n && gp_remote_is_ref(remote, &refs[0]);
	struct tracked_refs tracked = list_tracked(remote, refs, n);
	const struct gp_merge_request what = {
		.ref = GP_NOTES_REF,
		.commits = tracked.commits,
		.names = tracked.names,
		.n = n,
		.onto_first = onto,
		.on_top = merge->how->on_top && onto,
		.fold = merge->how->fold && onto,
		.durable = merge->how->durable,
		.message = "perf: merge",
	};
	enum gp_err err = gp_notes_merge(merge->repo, merge->out, &what);

	merge->notes += merge->out->notes;
	tracked_clear(&tracked);
	return err;
}

enum gp_err gp_tracking_merge(struct gp_merge_result *out,
			      struct gp_remote *remote, struct gp_repo *repo,
			      const struct gp_tracking_merge_options *how)
{
	struct tracking_merge merge = { .repo = repo, .how = how, .out = out };
	enum gp_err err;

	err = try_all(remote, &(struct tracking_attempt){ merge_refs, &merge });
	out->notes = merge.notes;
	return err;
}

/* All refs or none: half of an untrusted source is of no use. */
enum gp_err gp_tracking_import(struct gp_untrusted_added *out,
			       const struct gp_remote *remote,
			       struct gp_repo *repo, bool durable)
{
	const struct gp_refs *seen = &remote->seen;
	struct tracked_refs tracked =
		list_tracked(remote, seen->items, seen->n);
	const struct gp_merge_request what = {
		.ref = GP_NOTES_REF,
		.commits = tracked.commits,
		.names = tracked.names,
		.n = seen->n,
		.durable = durable,
		.message = "perf: import untrusted runs",
	};
	enum gp_err err = gp_notes_add_untrusted(repo, out, &what);

	tracked_clear(&tracked);
	return err;
}
