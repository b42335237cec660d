/*
 * Finds the tags of commits, for reports. Packed tags are read from their file:
 * to list some of them libgit2 parses every ref in it, which takes longer than
 * a whole check if there are thousands. It also does not report the peeled ids.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/libgit2.h"
#include "gp/mem.h"

#include "gp/tags.h"

#define PREFIX "refs/tags/"

/* Limits: bytes of packed-refs, and folders in the name of a tag. */
#define PACKED_MAX ((size_t)256 << 20)
#define DEPTH_MAX  16

struct loading {
	struct gp_tags *out;
	struct gp_repo *repo;
	const struct gp_walk *walk;
};

static void add_tag(struct loading *l, struct gp_span name,
		    const struct gp_oid *oid, bool loose)
{
	struct gp_tags *out = l->out;

	out->items =
		gp_grow(out->items, out->n, &out->cap, sizeof(*out->items));
	out->items[out->n++] = (struct gp_tag){
		.name = gp_arena_strndup(&out->arena, name.data, name.len),
		.commit = *oid,
		.loose = loose,
	};
}

/* Replaces the id of a tag by that of its commit; false if it has none. */
static bool peel_tag(const struct loading *l, struct gp_oid *oid)
{
	git_object *object = NULL, *commit = NULL;
	git_object_t type;
	size_t size;
	git_oid id;
	bool found;

	if (gp_walk_knows(l->walk, oid))
		return true;
	if (!gp_oid_to_git(&id, oid) ||
	    git_odb_read_header(&size, &type, l->repo->odb, &id))
		return false;
	if (type != GIT_OBJECT_TAG)
		return type == GIT_OBJECT_COMMIT;
	found = !git_object_lookup(&object, l->repo->git, &id,
				   GIT_OBJECT_TAG) &&
		!git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (found)
		gp_oid_from_git(oid, git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
	return found;
}

/* ---- packed ---- */

/* Reads "<id> <name>"; the next line may be "^<id of the commit>". */
static void add_packed_tag(struct loading *l, struct gp_span line,
			   struct gp_span rest, bool all_peeled)
{
	const char *at = memchr(line.data, ' ', line.len);
	struct gp_span name, next;
	struct gp_oid oid;
	size_t len;

	if (!at)
		return;
	len = (size_t)(at - line.data);
	name = gp_span_sub(line, len + 1, line.len);
	if (!gp_span_starts(name, PREFIX) ||
	    !gp_oid_parse(&oid, gp_span_sub(line, 0, len)))
		return;
	if ((gp_span_line(&next, &rest) && gp_span_starts(next, "^") &&
	     gp_oid_parse(&oid, gp_span_sub(next, 1, next.len))) ||
	    all_peeled || peel_tag(l, &oid))
		add_tag(l, gp_span_sub(name, strlen(PREFIX), name.len), &oid,
			false);
}

static void parse_packed(struct loading *l, struct gp_span text)
{
	bool all_peeled = false;
	struct gp_span line;

	while (gp_span_line(&line, &text)) {
		if (gp_span_starts(line, "#"))
			all_peeled =
				gp_span_find(line, " fully-peeled") != line.len;
		else if (!gp_span_starts(line, "^"))
			add_packed_tag(l, line, text, all_peeled);
	}
}

static void load_packed(struct loading *l)
{
	struct gp_buf path = GP_BUF_INIT, text = GP_BUF_INIT;
	int fd;

	gp_buf_printf(&path, "%s/packed-refs", l->repo->common_dir);
	fd = open(gp_buf_str(&path), O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		if (gp_buf_read(&text, fd, PACKED_MAX, gp_buf_str(&path)))
			gp_error_clear();
		else
			parse_packed(l, gp_buf_view(&text));
		close(fd);
	}
	gp_buf_clear(&path);
	gp_buf_clear(&text);
}

/* ---- loose ---- */

static void add_loose_tag(struct loading *l, const char *name)
{
	struct gp_buf ref = GP_BUF_INIT;
	struct gp_oid oid;
	git_oid id;

	gp_buf_printf(&ref, PREFIX "%s", name);
	if (!git_reference_name_to_id(&id, l->repo->git, gp_buf_str(&ref))) {
		gp_oid_from_git(&oid, &id);
		if (peel_tag(l, &oid))
			add_tag(l, gp_span_of(name), &oid, true);
	}
	gp_buf_clear(&ref);
}

/* Each name is a tag or a folder of tags. */
static void load_loose(struct loading *l, const char *under, unsigned depth)
{
	struct gp_buf path = GP_BUF_INIT, name = GP_BUF_INIT;
	const struct dirent *entry;
	DIR *dir;

	gp_buf_printf(&path, "%s/" PREFIX "%s", l->repo->common_dir, under);
	dir = opendir(gp_buf_str(&path));
	while (dir && (entry = readdir(dir))) {
		if (*entry->d_name == '.')
			continue;
		gp_buf_reset(&name);
		gp_buf_printf(&name, "%s%s", under, entry->d_name);
		add_loose_tag(l, gp_buf_str(&name));
		if (entry->d_type == DT_REG || depth == DEPTH_MAX)
			continue;
		gp_buf_putc(&name, '/');
		load_loose(l, gp_buf_str(&name), depth + 1);
	}
	if (dir)
		closedir(dir);
	gp_buf_clear(&path);
	gp_buf_clear(&name);
}

/* ---- all ---- */

/* Sorts a loose tag before a packed one of the same name, which it hides. */
static int by_tag_name(const void *a, const void *b)
{
	const struct gp_tag *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : y->loose - x->loose;
}

/* Packed tags usually are. */
static bool is_sorted(const struct gp_tags *tags)
{
	size_t i = 1;

	while (i < tags->n &&
	       by_tag_name(&tags->items[i - 1], &tags->items[i]) <= 0)
		i++;
	return i >= tags->n;
}

static void index_commits(struct gp_tags *tags)
{
	const char *last = "";

	for (size_t i = 0; i < tags->n; i++) {
		const struct gp_tag *tag = &tags->items[i];

		if (strcmp(tag->name, last) != 0)
			gp_map_put(&tags->by_commit, tag->commit.raw,
				   tag->commit.size, i);
		last = tag->name;
	}
}

void gp_tags_load(struct gp_tags *out, struct gp_repo *repo,
		  const struct gp_walk *walk)
{
	struct loading l = { out, repo, walk };

	load_packed(&l);
	load_loose(&l, "", 0);
	if (!is_sorted(out))
		qsort(out->items, out->n, sizeof(*out->items), by_tag_name);
	index_commits(out);
}

void gp_tags_clear(struct gp_tags *tags)
{
	gp_map_clear(&tags->by_commit);
	free(tags->items);
	gp_arena_clear(&tags->arena);
	memset(tags, 0, sizeof(*tags));
}

const char *gp_tags_find(const struct gp_tags *tags, const struct gp_oid *oid)
{
	size_t i;

	if (!gp_map_get(&tags->by_commit, oid->raw, oid->size, &i))
		return NULL;
	return tags->items[i].name;
}
