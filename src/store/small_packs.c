/*
 * Every durable write creates a small pack, and reading gets slow if there are
 * many. So many are folded: one pack with all of their objects replaces them.
 *
 * Only our own packs, which a list in <common dir>/perf names, are folded, and
 * one is deleted only after all of its objects are in another pack. Packs of
 * other programs, and packs with a .keep file, a bitmap or a multi-pack index,
 * are left to git gc.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/buf.h"

#include "leftovers.h"
#include "pack.h"
#include "queue.h"
#include "small_packs.h"

#define LIST "packs"
/* Up to this many packs are not folded. */
#define FOLD_BEYOND 20
/* A larger pack is not folded again. */
#define FOLD_MAX_BYTES ((off_t)1 << 20)
/* A larger list is damaged. */
#define LIST_MAX_BYTES ((size_t)1 << 20)

/* ---- the list ---- */

void gp_packs_note(struct gp_repo *repo, const char *keep)
{
	const char *name = strrchr(keep, '/');
	struct gp_buf line = GP_BUF_INIT;
	int fd = gp_own_file(repo, LIST);

	if (fd < 0 || !name)
		goto out;
	gp_buf_printf(&line, "%.*s\n", (int)(strlen(name + 1) - 5), name + 1);
	flock(fd, LOCK_SH);
	/* If this fails, the pack is not folded; no entry is lost. */
	if (write(fd, line.data, line.len) < 0)
		goto out;
out:
	if (fd >= 0)
		close(fd);
	gp_buf_clear(&line);
}

struct names {
	struct gp_span *items; /* borrowed from `text` */
	size_t n, cap;
	struct gp_buf text;
};

static void names_clear(struct names *names)
{
	free(names->items);
	gp_buf_clear(&names->text);
	memset(names, 0, sizeof(*names));
}

static bool is_pack_name(struct gp_span name)
{
	if (name.len < 6 || name.len > 80 || !gp_span_starts(name, "pack-"))
		return false;
	for (size_t i = 5; i < name.len; i++)
		if (!strchr("0123456789abcdef", name.data[i]) || !name.data[i])
			return false;
	return true;
}

static void names_read(struct names *out, int fd)
{
	struct gp_span rest, line;

	if (lseek(fd, 0, SEEK_SET) ||
	    gp_buf_read(&out->text, fd, LIST_MAX_BYTES, LIST)) {
		gp_error_clear();
		return;
	}
	rest = gp_buf_view(&out->text);
	while (gp_span_line(&line, &rest)) {
		if (!is_pack_name(line))
			continue;
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = line;
	}
}

static bool pack_stat(struct gp_repo *repo, struct gp_span name,
		      const char *suffix, struct stat *st)
{
	struct gp_buf path = GP_BUF_INIT;
	bool there;

	gp_buf_printf(&path, "%s/pack/%.*s.%s", repo->objects_dir,
		      (int)name.len, name.data, suffix);
	there = !stat(gp_buf_str(&path), st);
	gp_buf_clear(&path);
	return there;
}

/*
 * Removes from the list the packs that are gone or too large. Reads it again,
 * because other processes may have added names.
 */
static void list_prune(struct gp_repo *repo, int fd)
{
	struct names names = { 0 };
	struct gp_buf text = GP_BUF_INIT;
	struct stat st;

	flock(fd, LOCK_EX);
	names_read(&names, fd);
	for (size_t i = 0; i < names.n; i++) {
		if (!pack_stat(repo, names.items[i], "pack", &st) ||
		    st.st_size > FOLD_MAX_BYTES)
			continue;
		gp_buf_span(&text, names.items[i]);
		gp_buf_putc(&text, '\n');
	}
	if (!ftruncate(fd, 0) && text.len && write(fd, text.data, text.len) < 0)
		goto out;
out:
	flock(fd, LOCK_UN);
	gp_buf_clear(&text);
	names_clear(&names);
}

/* ---- folding ---- */

static bool can_fold(struct gp_repo *repo, struct gp_span name)
{
	const char *const not_ours[] = { "keep", "bitmap", "promisor",
					 "mtimes" };
	struct stat st;

	for (size_t i = 0; i < sizeof(not_ours) / sizeof(*not_ours); i++)
		if (pack_stat(repo, name, not_ours[i], &st))
			return false;
	return pack_stat(repo, name, "idx", &st) &&
	       pack_stat(repo, name, "pack", &st) &&
	       st.st_size <= FOLD_MAX_BYTES;
}

/* A multi-pack index names packs, which must not be deleted. */
static bool has_multi_pack_index(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	bool there;

	gp_buf_printf(&path, "%s/pack/multi-pack-index", repo->objects_dir);
	there = !access(gp_buf_str(&path), F_OK);
	gp_buf_clear(&path);
	return there;
}

struct ids {
	git_oid *items;
	size_t n, cap;
};

static int append_id(const git_oid *id, void *payload)
{
	struct ids *ids = payload;

	ids->items =
		gp_grow(ids->items, ids->n, &ids->cap, sizeof(*ids->items));
	ids->items[ids->n++] = *id;
	return 0;
}

/* Opens the packs, and no others, as one database. */
static int open_packs(git_odb **out, struct gp_repo *repo,
		      const struct names *names)
{
	struct gp_buf path = GP_BUF_INIT;
	git_odb *odb = NULL;
	int error = git_odb_new(&odb);

	for (size_t i = 0; !error && i < names->n; i++) {
		git_odb_backend *backend = NULL;

		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/pack/%.*s.idx", repo->objects_dir,
			      (int)names->items[i].len, names->items[i].data);
		error = git_odb_backend_one_pack(&backend, gp_buf_str(&path));
		if (!error)
			error = git_odb_add_backend(odb, backend, 1);
	}
	gp_buf_clear(&path);
	*out = odb;
	return error;
}

static void delete_pack(struct gp_repo *repo, struct gp_span name)
{
	/* The index first, because git finds packs by their indexes. */
	const char *const suffixes[] = { "idx", "rev", "pack" };
	struct gp_buf path = GP_BUF_INIT;

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/pack/%.*s.%s", repo->objects_dir,
			      (int)name.len, name.data, suffixes[i]);
		unlink(gp_buf_str(&path));
	}
	gp_buf_clear(&path);
}

/*
 * A concurrent repack has either seen the .keep file of the new pack or does
 * not know the pack; in both cases the pack stays. If the repack has already
 * deleted packs of ours, nothing is folded.
 */
static void fold(struct gp_repo *repo, const struct names *names)
{
	struct gp_pack_plan plan = { .durable = true };
	struct ids ids = { 0 };
	git_odb *odb = NULL;
	char *keep = NULL;
	int keep_fd = -1;
	enum gp_err err;

	if (open_packs(&odb, repo, names) ||
	    git_odb_foreach(odb, append_id, &ids) || !ids.n)
		goto out;
	plan.odb = odb;
	plan.ids = ids.items;
	plan.n = ids.n;
	/* Verify the hash of each object: the old packs are deleted below. */
	gp_library_verify(true);
	err = gp_pack_write(repo, &plan, &keep, &keep_fd);
	gp_library_verify(false);
	if (err) {
		gp_error_clear();
		goto out;
	}
	gp_packs_note(repo, keep);
	for (size_t i = 0; i < names->n; i++)
		if (can_fold(repo, names->items[i]) &&
		    strncmp(strrchr(keep, '/') + 1, names->items[i].data,
			    names->items[i].len) != 0)
			delete_pack(repo, names->items[i]);
out:
	if (keep)
		unlink(keep);
	if (keep_fd >= 0)
		close(keep_fd);
	free(keep);
	free(ids.items);
	git_odb_free(odb);
}

static void fold_if_many(struct gp_repo *repo)
{
	struct names names = { 0 };
	int list = gp_own_file(repo, LIST), one = -1;
	size_t kept = 0;

	if (list < 0)
		return;
	names_read(&names, list);
	if (names.n <= FOLD_BEYOND)
		goto out;
	/* One process folds at a time. */
	one = gp_own_file(repo, "fold");
	if (one < 0 || flock(one, LOCK_EX | LOCK_NB))
		goto out;
	for (size_t i = 0; i < names.n; i++)
		if (can_fold(repo, names.items[i]))
			names.items[kept++] = names.items[i];
	names.n = kept;
	if (names.n > FOLD_BEYOND && !has_multi_pack_index(repo))
		fold(repo, &names);
	list_prune(repo, list);
out:
	if (one >= 0)
		close(one);
	close(list);
	names_clear(&names);
}

void gp_packs_tidy(struct gp_repo *repo)
{
	gp_leftovers_clear(repo);
	fold_if_many(repo);
}
