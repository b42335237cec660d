#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gp/libgit2.h"

#include "scratch_repo.h"
#include "sync/git_config.h"

#define FOLDER_MARK "part-"
#define BIRTH_MARK  "new-part-"

/* A folder gets its lock within this, or its maker died. */
#define BIRTH_S 3600

/* ---- its folder ---- */

static int drop_one(const char *path, const struct stat *st, int type,
		    struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

static void drop(const char *path)
{
	nftw(path, drop_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Whoever made it is dead: nobody holds its lock. */
static bool is_dead(const char *path, const char *name)
{
	struct stat st;
	bool dead;
	int fd;

	if (!strncmp(name, BIRTH_MARK, strlen(BIRTH_MARK)))
		return !lstat(path, &st) && time(NULL) - st.st_mtime > BIRTH_S;
	if (strncmp(name, FOLDER_MARK, strlen(FOLDER_MARK)) != 0)
		return false;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	dead = !flock(fd, LOCK_EX | LOCK_NB);
	close(fd);
	return dead;
}

static void drop_dead(const char *above)
{
	DIR *dir = opendir(above);
	struct gp_buf path = GP_BUF_INIT;
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/%s", above, entry->d_name);
		if (is_dead(gp_buf_str(&path), entry->d_name))
			drop(gp_buf_str(&path));
	}
	if (dir)
		closedir(dir);
	gp_buf_clear(&path);
}

/*
 * It has its lock before it has the name by which others find it. Our git
 * inherits the lock: it may outlive us, and goes on writing.
 */
static enum gp_err make_folder(struct gp_scratch_repo *aside, const char *above)
{
	struct gp_buf birth = GP_BUF_INIT;
	const char *suffix;
	enum gp_err err = GP_OK;

	gp_buf_printf(&birth, "%s/" BIRTH_MARK "XXXXXX", above);
	if (mkdtemp(birth.data)) {
		suffix = gp_buf_str(&birth) + birth.len - strlen("XXXXXX");
		gp_buf_printf(&aside->path, "%s/" FOLDER_MARK "%s", above,
			      suffix);
		aside->lock = open(gp_buf_str(&birth), O_RDONLY | O_DIRECTORY);
	}
	if (aside->lock < 0 || flock(aside->lock, LOCK_EX | LOCK_NB) ||
	    rename(gp_buf_str(&birth), gp_buf_str(&aside->path))) {
		err = gp_fail(GP_EIO, "cannot make a folder in %s: %s", above,
			      strerror(errno));
		rmdir(gp_buf_str(&birth));
		gp_buf_reset(&aside->path);
	}
	gp_buf_clear(&birth);
	return err;
}

static enum gp_err make(struct gp_scratch_repo *aside)
{
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/perf", aside->repo->common_dir);
	mkdir(gp_buf_str(&path), 0777);
	drop_dead(gp_buf_str(&path));
	err = make_folder(aside, gp_buf_str(&path));
	if (!err &&
	    git_repository_init(&aside->scratch, gp_buf_str(&aside->path), 1))
		err = gp_fail_git(GP_EGIT, "cannot make a repository in '%s'",
				  gp_buf_str(&aside->path));
	gp_buf_reset(&path);
	gp_buf_printf(&path, "%s/objects", gp_buf_str(&aside->path));
	if (!err)
		err = gp_repo_borrow(aside->repo, gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

/* ---- the user's configuration ---- */

/*
 * What a connection is made with; nothing that says what a repository is, or
 * what is fetched from where. Keys are as git prints them, in lower case.
 */
static bool is_connection(const char *key)
{
	static const char *const sections[] = { "url.",        "http.",
						"credential.", "protocol.",
						"ssh.",        "remote." };
	static const char *const settings[] = { "core.sshcommand",
						"core.askpass",
						"core.gitproxy" };
	static const char *const ours[] = { ".promisor", ".partialclonefilter",
					    ".fetch",    ".mirror",
					    ".prune",    ".tagopt" };
	const struct gp_span span = gp_span_of(key);
	bool yes = false;

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		yes = yes || gp_span_eq(span, settings[i]);
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		yes = yes || gp_span_starts(span, sections[i]);
	if (!gp_span_starts(span, "remote."))
		return yes;
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		yes = yes && !gp_span_ends(span, ours[i]);
	return yes;
}

static void add_setting(struct gp_scratch_repo *aside, size_t i,
			const char *key, const char *value)
{
	gp_argv_add(&aside->env, "GIT_CONFIG_KEY_%zu=%s", i, key);
	gp_argv_add(&aside->env, "GIT_CONFIG_VALUE_%zu=%s", i, value);
}

/* Those that the environment had come after, as they did. */
static size_t keep_settings(struct gp_scratch_repo *aside, size_t n)
{
	const char *text = getenv("GIT_CONFIG_COUNT");
	size_t count = text ? strtoul(text, NULL, 10) : 0;
	char name[64];

	for (size_t i = 0; i < count; i++) {
		const char *key, *value;

		snprintf(name, sizeof(name), "GIT_CONFIG_KEY_%zu", i);
		key = getenv(name);
		snprintf(name, sizeof(name), "GIT_CONFIG_VALUE_%zu", i);
		value = getenv(name);
		if (!key || !value)
			break;
		add_setting(aside, n++, key, value);
	}
	return n;
}

/*
 * Credentials of CI stand in the repository's own configuration, and includes
 * of it hold for its own folder only: what git makes of all that is handed on,
 * in the environment, where no other user can read it.
 */
static enum gp_err read_settings(struct gp_scratch_repo *aside)
{
	struct gp_git_config settings;
	enum gp_err err = gp_git_config_list(&settings);
	size_t n = 0;

	for (size_t i = 0; !err && i < settings.n; i++) {
		const struct gp_git_config_value *s = &settings.items[i];

		if ((!strcmp(s->scope, "local") ||
		     !strcmp(s->scope, "worktree")) &&
		    is_connection(s->key))
			add_setting(aside, n++, s->key,
				    s->bare ? "true" : s->value);
	}
	gp_git_config_clear(&settings);
	if (!err)
		gp_argv_add(&aside->env, "GIT_CONFIG_COUNT=%zu",
			    keep_settings(aside, n));
	return err;
}

/* Everything else that would have git see the user's repository. */
static void set_environment(struct gp_scratch_repo *aside)
{
	static const char *const gone[] = {
		"GIT_WORK_TREE",        "GIT_COMMON_DIR",
		"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		"GIT_INDEX_FILE",       "GIT_SHALLOW_FILE",
		"GIT_NAMESPACE",        "GIT_GRAFT_FILE",
		"GIT_CONFIG",           "GIT_NO_LAZY_FETCH"
	};

	gp_argv_add(&aside->env, "GIT_DIR=%s", gp_buf_str(&aside->path));
	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		gp_argv_add(&aside->env, "%s", gone[i]);
	aside->dir = aside->repo->work_tree;
	if (!aside->dir && !getenv("GIT_DIR"))
		aside->dir = aside->repo->git_dir;
}

enum gp_err gp_scratch_repo_open(struct gp_scratch_repo *out,
				 struct gp_repo *repo,
				 const struct gp_remote *remote,
				 const struct gp_sync *sync)
{
	enum gp_err err;

	*out = (struct gp_scratch_repo){ .repo = repo,
					 .remote = remote,
					 .sync = sync,
					 .lock = -1,
					 .filter = "tree:0" };
	if (!(err = make(out)) && !(err = read_settings(out)))
		set_environment(out);
	return err;
}

void gp_scratch_repo_close(struct gp_scratch_repo *aside)
{
	git_repository_free(aside->scratch);
	if (aside->path.len)
		drop(gp_buf_str(&aside->path));
	if (aside->lock >= 0)
		close(aside->lock);
	gp_buf_clear(&aside->path);
	gp_argv_clear(&aside->env);
	*aside = (struct gp_scratch_repo){ .lock = -1 };
}

void gp_scratch_repo_shallow_file(const struct gp_scratch_repo *aside,
				  struct gp_buf *out)
{
	gp_buf_printf(out, "%s/shallow", gp_buf_str(&aside->path));
}

/* ---- fetching ---- */

static void add_fetch(struct gp_argv *words)
{
	gp_argv_add(words, "git");
	gp_argv_add(words, "-c");
	gp_argv_add(words, "core.hooksPath=/dev/null");
	gp_argv_add(words, "-c");
	gp_argv_add(words, "fetch.negotiationAlgorithm=noop");
	gp_argv_add(words, "-c");
	gp_argv_add(words, "fetch.writeCommitGraph=false");
	gp_argv_add(words, "fetch");
	gp_argv_add(words, "-q");
	gp_argv_add_fetch_options(words);
	gp_argv_add(words, "--refmap=");
}

static enum gp_err ask(struct gp_git_output *heard,
		       struct gp_scratch_repo *aside,
		       const struct gp_argv *words, const struct gp_oids *ids)
{
	struct gp_buf input = GP_BUF_INIT;
	enum gp_err err;

	if (ids)
		gp_oids_list(&input, ids);
	err = gp_git_run(heard, words,
			 &(struct gp_process){
				 .env = (const char *const *)aside->env.items,
				 .dir = aside->dir,
				 .input = gp_buf_view(&input),
				 .waiting = aside->sync->progress
						    ? "fetching results"
						    : NULL });
	gp_repo_refresh(aside->repo);
	gp_buf_clear(&input);
	return err;
}

static enum gp_err refused(struct gp_scratch_repo *aside,
			   const struct gp_git_output *heard, const char *what)
{
	return gp_git_output_fail(heard, what,
				  gp_buf_str(&aside->remote->name));
}

/* ---- the notes, without their text ---- */

static enum gp_err fetch_tips(struct gp_git_output *heard,
			      struct gp_scratch_repo *aside, const char *filter,
			      bool with_ref)
{
	struct gp_argv words = { 0 };
	enum gp_err err;

	gp_buf_reset(&heard->err);
	add_fetch(&words);
	gp_argv_add(&words, "--depth=1");
	gp_argv_add(&words, "--filter=%s", filter);
	gp_argv_add(&words, "--");
	gp_argv_add(&words, "%s", gp_buf_str(&aside->remote->name));
	if (with_ref)
		gp_argv_add(&words, "+" GP_NOTES_REF ":" GP_NOTES_REF);
	gp_argv_add(&words, "+" GP_INBOX_REF "*:" GP_INBOX_REF "*");
	err = ask(heard, aside, &words, NULL);
	gp_argv_clear(&words);
	if (!err && with_ref && gp_git_output_lacks_ref(heard))
		return fetch_tips(heard, aside, filter, false);
	return err;
}

static enum gp_err read_tips(struct gp_scratch_repo *aside, struct gp_oids *out)
{
	git_reference_iterator *refs = NULL;
	const char *name;
	struct gp_oid tip;
	git_oid id;
	int error;

	error = git_reference_iterator_glob_new(&refs, aside->scratch,
						"refs/notes/perf*");
	while (!error && !(error = git_reference_next_name(&name, refs))) {
		if (git_reference_name_to_id(&id, aside->scratch, name))
			continue;
		gp_oid_from_git(&tip, &id);
		gp_oids_add(out, &tip);
		aside->inboxes += strcmp(name, GP_NOTES_REF) != 0;
	}
	git_reference_iterator_free(refs);
	return error == GIT_ITEROVER
		       ? GP_OK
		       : gp_fail_git(GP_EGIT, "cannot list what was fetched");
}

/*
 * Of many notes most trees are the leaves, each a note or two: two levels of
 * trees are an eighth of all. A server may know only the other filter.
 */
enum gp_err gp_scratch_repo_fetch_notes(struct gp_scratch_repo *aside,
					struct gp_oids *out)
{
	struct gp_git_output heard = { .status = 0 };
	enum gp_err err;

	err = fetch_tips(&heard, aside, "tree:2", true);
	if (!err && heard.status && strstr(gp_buf_str(&heard.err), "filter")) {
		aside->filter = "blob:none";
		err = fetch_tips(&heard, aside, aside->filter, true);
	}
	if (!err && heard.status)
		err = refused(aside, &heard, "fetch from");
	aside->whole = strstr(gp_buf_str(&heard.err), "not recognized") != NULL;
	gp_git_output_clear(&heard);
	return err ? err : read_tips(aside, out);
}

/* ---- by id ---- */

static enum gp_err fetch_ids(struct gp_scratch_repo *aside,
			     const struct gp_oids *ids, size_t depth)
{
	struct gp_git_output heard = { .status = 0 };
	struct gp_argv words = { 0 };
	enum gp_err err;

	add_fetch(&words);
	gp_argv_add(&words, "--filter=%s", aside->filter);
	if (depth)
		gp_argv_add(&words, "--depth=%zu", depth);
	gp_argv_add(&words, "--stdin");
	gp_argv_add(&words, "--");
	gp_argv_add(&words, "%s", gp_buf_str(&aside->remote->name));
	err = ask(&heard, aside, &words, ids);
	if (!err && heard.status)
		err = refused(aside, &heard,
			      depth ? "fetch history from" : "fetch from");
	gp_git_output_clear(&heard);
	gp_argv_clear(&words);
	return err;
}

enum gp_err gp_scratch_repo_fetch_objects(struct gp_scratch_repo *aside,
					  const struct gp_oids *objects)
{
	struct gp_oids lacking = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < objects->n; i++)
		if (!gp_repo_has(aside->repo, &objects->items[i]))
			gp_oids_add(&lacking, &objects->items[i]);
	if (lacking.n)
		err = fetch_ids(aside, &lacking, 0);
	for (size_t i = 0; !err && i < lacking.n; i++)
		if (!gp_repo_has(aside->repo, &lacking.items[i]))
			err = gp_fail(GP_EGIT,
				      "%s did not send what was "
				      "asked for",
				      gp_buf_str(&aside->remote->name));
	gp_oids_clear(&lacking);
	return err;
}

enum gp_err gp_scratch_repo_fetch_commits(struct gp_scratch_repo *aside,
					  const struct gp_oids *from,
					  size_t depth)
{
	return fetch_ids(aside, from, depth);
}
