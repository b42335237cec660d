/*
 * Reads trailers of the commits of a range.
 */
#include <string.h>
#include <strings.h>

#include <git2.h>

#include "gp/buf.h"
#include "gp/libgit2.h"
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

static int open_range(git_revwalk *walk, const struct gp_trailer_range *range)
{
	git_oid id;

	if (!gp_oid_to_git(&id, range->from) || git_revwalk_push(walk, &id))
		return -1;
	if (range->hide && range->hide->size &&
	    (!gp_oid_to_git(&id, range->hide) || git_revwalk_hide(walk, &id)))
		return -1;
	return 0;
}

enum gp_err gp_trailers_read(struct gp_repo *repo,
			     const struct gp_trailer_range *range,
			     gp_trailer_fn *fn, void *ctx)
{
	const struct trailer_reader r = { range, fn, ctx };
	git_revwalk *walk;
	git_commit *commit;
	git_oid id;

	if (git_revwalk_new(&walk, repo->git))
		return gp_fail_git(GP_EGIT, "cannot walk the history");
	if (!open_range(walk, range))
		for (size_t i = 0;
		     i < range->max && !git_revwalk_next(&id, walk); i++) {
			if (git_commit_lookup(&commit, repo->git, &id))
				break; /* a shallow clone ends here */
			read_message(&r, commit);
			git_commit_free(commit);
		}
	git_revwalk_free(walk);
	return GP_OK;
}
