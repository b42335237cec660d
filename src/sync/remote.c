/*
 * Chooses the remote, and keeps what is known about it here: its tracking
 * refs, and when it was last contacted.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/libgit2.h"
#include "gp/mem.h"
#include "gp/partial_notes.h"

#include "remote.h"

void gp_remote_clear(struct gp_remote *remote)
{
	gp_buf_clear(&remote->name);
	gp_buf_clear(&remote->ref);
	gp_buf_clear(&remote->inbox);
	gp_buf_clear(&remote->label);
	gp_buf_clear(&remote->part_ref);
	gp_refs_clear(&remote->seen);
	gp_buf_clear(&remote->why);
	gp_notices_clear(&remote->skipped);
	memset(remote, 0, sizeof(*remote));
}

/* ---- its name ---- */

/* Appends the value of a key; false if the key is not set, or empty. */
static bool read_setting(struct gp_buf *out, git_config *config,
			 const char *key)
{
	const char *value;

	if (git_config_get_string(&value, config, key) || !*value)
		return false;
	gp_buf_puts(out, value);
	return true;
}

static bool read_branch_setting(struct gp_buf *out, git_config *config,
				const char *branch, const char *key)
{
	struct gp_buf whole = GP_BUF_INIT;
	bool found;

	gp_buf_printf(&whole, "branch.%s.%s", branch, key);
	found = *branch && read_setting(out, config, gp_buf_str(&whole));
	gp_buf_clear(&whole);
	return found;
}

static bool choose_by_config(struct gp_buf *out, git_config *config,
			     const char *branch,
			     enum gp_sync_direction direction)
{
	if (direction == GP_SYNC_PUSH &&
	    (read_branch_setting(out, config, branch, "pushRemote") ||
	     read_setting(out, config, "remote.pushDefault")))
		return true;
	return read_branch_setting(out, config, branch, "remote");
}

static bool choose_from_list(struct gp_buf *out, const git_strarray *names)
{
	const char *name = NULL;

	for (size_t i = 0; i < names->count; i++)
		if (names->count == 1 || !strcmp(names->strings[i], "origin"))
			name = names->strings[i];
	if (name)
		gp_buf_puts(out, name);
	return name != NULL;
}

static enum gp_err choose_remote(struct gp_buf *out, struct gp_repo *repo,
				 const git_strarray *names,
				 enum gp_sync_direction direction)
{
	struct gp_buf branch = GP_BUF_INIT;
	git_config *config = NULL;
	enum gp_err err;
	bool found;

	if ((err = gp_repo_head_branch(repo, &branch)))
		return err;
	if (git_repository_config_snapshot(&config, repo->git))
		config = NULL;
	found = (config && choose_by_config(out, config, gp_buf_str(&branch),
					    direction)) ||
		choose_from_list(out, names);
	git_config_free(config);
	gp_buf_clear(&branch);
	if (found)
		return GP_OK;
	if (names->count)
		return gp_fail(
			GP_ENOTFOUND,
			"there are %zu remotes, and none is the default: "
			"name one",
			names->count);
	return gp_fail(GP_ENOTFOUND,
		       "there is no remote: git remote add origin <url>, or "
		       "name a URL or a path");
}

/* The URL of a configured remote means that remote. */
static bool find_configured(struct gp_buf *out, struct gp_repo *repo,
			    const git_strarray *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		git_remote *remote = NULL;
		bool same = !strcmp(names->strings[i], name);

		if (!same &&
		    !git_remote_lookup(&remote, repo->git, names->strings[i])) {
			const char *url = git_remote_url(remote);

			same = url && !strcmp(url, name);
			git_remote_free(remote);
		}
		if (!same)
			continue;
		gp_buf_puts(out, names->strings[i]);
		return true;
	}
	return false;
}

static enum gp_err name_remote(struct gp_remote *out, struct gp_repo *repo,
			       const char *name,
			       enum gp_sync_direction direction)
{
	git_strarray names = { 0 };
	struct gp_buf chosen = GP_BUF_INIT;
	enum gp_err err = GP_OK;

	if (git_remote_list(&names, repo->git))
		return gp_fail_git(GP_EGIT, "cannot list the remotes");
	if (name)
		gp_buf_puts(&chosen, name);
	else
		err = choose_remote(&chosen, repo, &names, direction);
	if (!err) {
		out->configured = find_configured(&out->name, repo, &names,
						  gp_buf_str(&chosen));
		if (!out->configured)
			gp_buf_puts(&out->name, gp_buf_str(&chosen));
	}
	gp_buf_clear(&chosen);
	git_strarray_dispose(&names);
	return err;
}

/* ---- its tracking refs ---- */

/* A URL cannot be part of a ref name, so its hash stands for it. */
static void put_folder(struct gp_buf *out, const struct gp_remote *remote)
{
	git_oid hash;

	if (remote->configured) {
		gp_buf_puts(out, gp_buf_str(&remote->name));
		return;
	}
	git_odb_hash(&hash, gp_buf_str(&remote->name), remote->name.len,
		     GIT_OBJECT_BLOB);
	gp_buf_printf(out, "url-%.12s", git_oid_tostr_s(&hash));
}

static void name_refs(struct gp_remote *remote)
{
	gp_buf_puts(&remote->ref, "refs/notes/remotes/");
	put_folder(&remote->ref, remote);
	gp_buf_puts(&remote->ref, "/perf");
	gp_buf_printf(&remote->inbox, "%s-inbox/", gp_buf_str(&remote->ref));
	gp_buf_printf(&remote->part_ref, "%s-part", gp_buf_str(&remote->ref));
	gp_buf_printf(&remote->label, "%s of %s", GP_NOTES_REF,
		      gp_buf_str(&remote->name));
}

bool gp_remote_is_ref(const struct gp_remote *remote, const struct gp_ref *ref)
{
	return !strcmp(ref->name, gp_buf_str(&remote->ref));
}

/*
 * The user's own refspecs may fetch other notes into the same folder; and the
 * partial ref is not a tracking ref.
 */
static void keep_tracking_refs(struct gp_refs *seen, struct gp_remote *remote)
{
	size_t kept = 0;

	remote->part = (struct gp_oid){ .size = 0 };
	for (size_t i = 0; i < seen->n; i++) {
		struct gp_ref *ref = &seen->items[i];

		if (gp_remote_is_ref(remote, ref) ||
		    gp_span_starts(gp_span_of(ref->name),
				   gp_buf_str(&remote->inbox))) {
			seen->items[kept++] = *ref;
			continue;
		}
		if (!strcmp(ref->name, gp_buf_str(&remote->part_ref)))
			remote->part = ref->commit;
		free(ref->name);
	}
	seen->n = kept;
}

enum gp_err gp_remote_read_refs(struct gp_remote *remote, struct gp_repo *repo)
{
	struct gp_buf pattern = GP_BUF_INIT;
	struct gp_refs seen;
	enum gp_err err;

	assert(remote->ref.len && remote->inbox.len);
	/* Refs come in order of their names: the ref before its inboxes. */
	gp_buf_printf(&pattern, "%s*", gp_buf_str(&remote->ref));
	if (!(err = gp_repo_refs(repo, &seen, gp_buf_str(&pattern)))) {
		keep_tracking_refs(&seen, remote);
		gp_refs_clear(&remote->seen);
		remote->seen = seen;
		remote->has_ref =
			seen.n && gp_remote_is_ref(remote, &seen.items[0]);
		remote->ref_unreadable = false;
		gp_buf_reset(&remote->why);
		gp_notices_clear(&remote->skipped);
	}
	gp_buf_clear(&pattern);
	return err;
}

enum gp_err gp_remote_find(struct gp_remote *out, struct gp_repo *repo,
			   const char *name, enum gp_sync_direction direction)
{
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if ((err = name_remote(out, repo, name, direction)))
		return err;
	name_refs(out);
	return gp_remote_read_refs(out, repo);
}

size_t gp_remote_inboxes(const struct gp_remote *remote,
			 const struct gp_ref **first)
{
	size_t from = remote->has_ref;

	*first = remote->seen.items + from;
	return remote->seen.n - from;
}

void gp_remote_set_ref(struct gp_repo *repo, const char *ref,
		       const struct gp_oid *commit)
{
	git_reference *made = NULL;
	git_oid id;

	if (!commit->size)
		git_reference_remove(repo->git, ref);
	else if (gp_oid_to_git(&id, commit))
		git_reference_create(&made, repo->git, ref, &id, 1,
				     "perf: sync");
	git_reference_free(made);
}

bool gp_remote_is_part(const struct gp_remote *remote)
{
	return remote->part.size && !remote->has_ref;
}

void gp_remote_drop_part(struct gp_remote *remote, struct gp_repo *repo)
{
	gp_partial_forget(repo, gp_buf_str(&remote->ref));
	if (!remote->part.size)
		return;
	remote->part = (struct gp_oid){ .size = 0 };
	gp_remote_set_ref(repo, gp_buf_str(&remote->part_ref), &remote->part);
}

/* ---- when it was contacted ---- */

/* An empty file, whose modification time counts. */
static void put_time_path(struct gp_buf *out, const struct gp_remote *remote,
			  struct gp_repo *repo, enum gp_remote_event what)
{
	git_oid hash;

	git_odb_hash(&hash, gp_buf_str(&remote->ref), remote->ref.len,
		     GIT_OBJECT_BLOB);
	gp_buf_printf(out, "%s/perf/%s-%.12s", repo->common_dir,
		      what == GP_REMOTE_FETCHED ? "fetched" : "synced",
		      git_oid_tostr_s(&hash));
}

static void touch_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (fd >= 0) {
		futimens(fd, NULL);
		close(fd);
	}
}

void gp_remote_set_time(const struct gp_remote *remote, struct gp_repo *repo,
			enum gp_remote_event what)
{
	struct gp_buf path = GP_BUF_INIT;

	gp_buf_printf(&path, "%s/perf", repo->common_dir);
	mkdir(gp_buf_str(&path), 0777);
	for (int i = GP_REMOTE_SYNCED; i <= (int)what; i++) {
		gp_buf_reset(&path);
		put_time_path(&path, remote, repo, (enum gp_remote_event)i);
		touch_file(gp_buf_str(&path));
	}
	gp_buf_clear(&path);
}

int64_t gp_remote_time(const struct gp_remote *remote, struct gp_repo *repo,
		       enum gp_remote_event what)
{
	struct gp_buf path = GP_BUF_INIT;
	struct stat st;
	int64_t when;

	put_time_path(&path, remote, repo, what);
	when = stat(gp_buf_str(&path), &st) ? 0 : (int64_t)st.st_mtime;
	gp_buf_clear(&path);
	return when;
}

void gp_remote_forget(struct gp_remote *remote, struct gp_repo *repo)
{
	static const struct gp_oid none = { .size = 0 };
	struct gp_buf path = GP_BUF_INIT;

	/* with the refs that were skipped; an unknown remote has none */
	if (!remote->ref.len || gp_remote_read_refs(remote, repo))
		return;
	for (size_t i = 0; i < remote->seen.n; i++)
		gp_remote_set_ref(repo, remote->seen.items[i].name, &none);
	for (int i = GP_REMOTE_SYNCED; i <= GP_REMOTE_FETCHED; i++) {
		gp_buf_reset(&path);
		put_time_path(&path, remote, repo, (enum gp_remote_event)i);
		unlink(gp_buf_str(&path));
	}
	gp_buf_clear(&path);
}
