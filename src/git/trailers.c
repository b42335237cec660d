/*
 * Reads trailers of the commits of a range.
 */
#include <string.h>
#include <strings.h>

#include <git2.h>

#include "gp/buf.h"
#include "gp/libgit2.h"
#include "gp/reach.h"
#include "gp/trailers.h"

struct trailer_reader {
	const struct gp_trailer_range *range;
	gp_trailer_fn *fn;
	void *ctx;
};

/* A folded value becomes one line. */
static void put_unfolded(struct gp_buf *out, const char *value)
{
	while (*value) {
		size_t len = strcspn(value, "\r\n");

		gp_buf_add(out, value, len);
		value += len;
		value += strspn(value, " \t\r\n");
		if (len && *value)
			gp_buf_putc(out, ' ');
	}
}

static void call_for(const struct trailer_reader *r, git_commit *commit,
		     const char *value, size_t index)
{
	const git_signature *author = git_commit_author(commit);
	struct gp_buf who = GP_BUF_INIT, text = GP_BUF_INIT;
	struct gp_trailer trailer = { .author_time = author->when.time,
				      .index = index };

	gp_oid_from_git(&trailer.commit.oid, git_commit_id(commit));
	gp_oid_from_git(&trailer.commit.tree, git_commit_tree_id(commit));
	trailer.commit.time = git_commit_time(commit);
	gp_buf_printf(&who, "%s <%s>", author->name, author->email);
	put_unfolded(&text, value);
	trailer.author = gp_buf_str(&who);
	trailer.value = gp_buf_str(&text);
	r->fn(r->ctx, &trailer);
	gp_buf_clear(&text);
	gp_buf_clear(&who);
}

static void read_message(const struct trailer_reader *r, git_commit *commit)
{
	git_message_trailer_array list = { 0 };
	size_t index = 0;

	if (git_message_trailers(&list, git_commit_message(commit)))
		return;
	for (size_t i = 0; i < list.count; i++)
		if (!strcasecmp(list.trailers[i].key, r->range->key))
			call_for(r, commit, list.trailers[i].value, index++);
	git_message_trailer_array_free(&list);
}

/* The colours of commits. */
#define JUDGED 1U
#define HIDDEN 2U

/* Visits the newest commits of the range, and tags those that are in it. */
static enum gp_err visit_range(struct gp_reach *reach,
			       const struct gp_trailer_range *range)
{
	enum gp_err err = gp_reach_mark(reach, range->from, JUDGED);

	if (!err && range->hide && range->hide->size)
		err = gp_reach_mark(reach, range->hide, HIDDEN);
	for (size_t n = 0; !err && reach->n_live && n < range->max;) {
		struct gp_reached *seen = gp_reach_next(reach);

		if (!(seen->colours & HIDDEN))
			seen->tag = ++n;
		err = gp_reach_mark_parents(reach, seen, seen->colours);
	}
	return err;
}

/* One that was visited before a clock that was wrong is hidden after all. */
static void read_visited(const struct trailer_reader *r, struct gp_repo *repo,
			 const struct gp_reach *reach)
{
	for (size_t i = 0; i < reach->n; i++) {
		const struct gp_reached *seen = reach->seen[i];
		git_commit *commit;
		git_oid id;

		if (!seen->tag || seen->colours & HIDDEN ||
		    !gp_oid_to_git(&id, &seen->node.commit.oid) ||
		    git_commit_lookup(&commit, repo->git, &id))
			continue;
		read_message(r, commit);
		git_commit_free(commit);
	}
}

enum gp_err gp_trailers_read(struct gp_repo *repo,
			     const struct gp_trailer_range *range,
			     gp_trailer_fn *fn, void *ctx)
{
	const struct trailer_reader r = { range, fn, ctx };
	struct gp_reach reach = { .dead = HIDDEN };
	enum gp_err err;

	if ((err = gp_walk_open(&reach.walk, repo)))
		return err;
	if (!(err = visit_range(&reach, range)))
		read_visited(&r, repo, &reach);
	gp_walk_free(reach.walk);
	gp_reach_clear(&reach);
	return err;
}
