/*
 * What the tracking refs say, together. What came from a remote may be
 * anything: a ref that cannot be read is left out by its name, and the others
 * count.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "transport.h"

/* Does something with `n` tracking refs; lets nothing go half done. */
struct attempt {
	enum gp_err (*run)(void *ctx, const struct gp_remote *remote,
			   const struct gp_ref *refs, size_t n);
	void *ctx;
};

/* ---- what is left out ---- */

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
	if (remote->ref_left)
		gp_notices_add(out, "%s: %s: it is left as it is",
			       gp_buf_str(&remote->label),
			       gp_buf_str(&remote->why));
	for (size_t i = 0; i < remote->left.n; i++)
		gp_notices_add(out, "%s", remote->left.items[i]);
}

void gp_tracking_skip_ref(struct gp_remote *remote, const char *why)
{
	if (!remote->ref_left)
		gp_buf_puts(&remote->why, why);
	remote->ref_left = true;
}

/* The message of the failure may begin with the name already. */
static void leave_out(struct gp_remote *remote, size_t i)
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
		gp_notices_add(&remote->left, "%s%s: it is left out",
			       gp_buf_str(&label), why);
	}
	gp_error_clear();
	gp_buf_clear(&label);
	free(ref->name);
	memmove(ref, ref + 1, (--remote->seen.n - i) * sizeof(*ref));
}

/* What can be the fault of what was read, and not of this machine. */
static bool is_of_content(enum gp_err err)
{
	return err == GP_EGIT || err == GP_ELIMIT || err == GP_EPARSE ||
	       err == GP_ENOTFOUND;
}

/* One after the other; without any of them it has to work. */
static enum gp_err sort_out(struct gp_remote *remote,
			    const struct attempt *attempt)
{
	enum gp_err err = attempt->run(attempt->ctx, remote, NULL, 0);

	for (size_t i = 0; !err && i < remote->seen.n;) {
		err = attempt->run(attempt->ctx, remote, &remote->seen.items[i],
				   1);
		if (!err) {
			i++;
		} else if (is_of_content(err)) {
			leave_out(remote, i);
			err = GP_OK;
		}
	}
	return err;
}

static enum gp_err with_all(struct gp_remote *remote,
			    const struct attempt *attempt)
{
	enum gp_err err = attempt->run(attempt->ctx, remote, remote->seen.items,
				       remote->seen.n);

	if (!is_of_content(err) || !remote->seen.n)
		return err;
	gp_error_clear();
	if ((err = sort_out(remote, attempt)))
		return err;
	return attempt->run(attempt->ctx, remote, remote->seen.items,
			    remote->seen.n);
}

/* ---- what they lack ---- */

struct lack {
	struct gp_repo *repo;
	const struct gp_oid *local;
	struct gp_unshared *out;
};

static enum gp_err find_ahead(void *ctx, const struct gp_remote *remote,
			      const struct gp_ref *refs, size_t n)
{
	struct lack *lack = ctx;
	struct gp_oid *seen = gp_calloc(n + 1, sizeof(*seen));
	enum gp_err err;

	for (size_t i = 0; i < n; i++)
		seen[i] = refs[i].commit;
	if (remote->part.size)
		seen[n++] = remote->part;
	gp_unshared_clear(lack->out);
	err = gp_notes_unshared(lack->repo, lack->out, lack->local, seen, n);
	free(seen);
	return err;
}

enum gp_err gp_tracking_unshared(struct gp_unshared *out,
				 struct gp_remote *remote, struct gp_repo *repo,
				 const struct gp_oid *local)
{
	struct lack lack = { repo, local, out };

	memset(out, 0, sizeof(*out));
	return with_all(remote, &(struct attempt){ find_ahead, &lack });
}

/* ---- their union with what is here ---- */

struct joining {
	struct gp_repo *repo;
	const struct gp_tracking_merge_options *how;
	struct gp_merge_result *out;
	size_t notes; /* of one after the other: a note may count twice */
};

/* Some tracking refs as their commits, and the names that they have there. */
struct tracked {
	struct gp_oid *commits;
	const char **names;
	struct gp_buf *labels;
	size_t n;
};

static struct tracked list_tracked(const struct gp_remote *remote,
				   const struct gp_ref *refs, size_t n)
{
	struct tracked of = { gp_calloc(n, sizeof(*of.commits)),
			      gp_calloc(n, sizeof(*of.names)),
			      gp_calloc(n, sizeof(*of.labels)), n };

	for (size_t i = 0; i < n; i++) {
		of.commits[i] = refs[i].commit;
		put_label(&of.labels[i], remote, &refs[i]);
		of.names[i] = gp_buf_str(&of.labels[i]);
	}
	return of;
}

static void tracked_clear(struct tracked *of)
{
	for (size_t i = 0; i < of->n; i++)
		gp_buf_clear(&of->labels[i]);
	free(of->labels);
	free(of->commits);
	free(of->names);
}

static enum gp_err join(void *ctx, const struct gp_remote *remote,
			const struct gp_ref *refs, size_t n)
{
	struct joining *j = ctx;
	bool onto = n && gp_remote_is_ref(remote, &refs[0]);
	struct tracked of = list_tracked(remote, refs, n);
	const struct gp_merge_request what = {
		.ref = GP_NOTES_REF,
		.commits = of.commits,
		.names = of.names,
		.n = n,
		.onto_first = onto,
		.on_top = j->how->on_top && onto,
		.fold = j->how->fold && onto,
		.durable = j->how->durable,
		.message = "perf: merge",
	};
	enum gp_err err = gp_notes_merge(j->repo, j->out, &what);

	j->notes += j->out->notes;
	tracked_clear(&of);
	return err;
}

enum gp_err gp_tracking_merge(struct gp_merge_result *out,
			      struct gp_remote *remote, struct gp_repo *repo,
			      const struct gp_tracking_merge_options *how)
{
	struct joining joining = { .repo = repo, .how = how, .out = out };
	enum gp_err err;

	err = with_all(remote, &(struct attempt){ join, &joining });
	out->notes = joining.notes;
	return err;
}

/* All of a source or nothing: who does not trust it has no use for a part. */
enum gp_err gp_tracking_import(struct gp_untrusted_added *out,
			       const struct gp_remote *remote,
			       struct gp_repo *repo, bool durable)
{
	const struct gp_refs *seen = &remote->seen;
	struct tracked of = list_tracked(remote, seen->items, seen->n);
	const struct gp_merge_request what = {
		.ref = GP_NOTES_REF,
		.commits = of.commits,
		.names = of.names,
		.n = seen->n,
		.durable = durable,
		.message = "perf: take untrusted runs",
	};
	enum gp_err err = gp_notes_add_untrusted(repo, out, &what);

	tracked_clear(&of);
	return err;
}
