/*
 * A scratch repository in a folder of the user's: git fetches into it with
 * --depth and --filter, and it is removed after the pull.
 */
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

#include "git_config.h"
#include "scratch_repo.h"

#define FOLDER_MARK "part-"
#define BIRTH_MARK  "new-part-"

/* A folder without a lock is abandoned if it is older than this. */
#define BIRTH_S 3600

/* ---- its folder ---- */

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	remove(path);
	return 0;
}

static void remove_folder(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* Its process died: nobody holds the lock. */
static bool is_abandoned_scratch(const char *path, const char *name)
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

static void remove_abandoned(const char *above)
{
	DIR *dir = opendir(above);
	struct gp_buf path = GP_BUF_INIT;
	struct dirent *file;

	while (dir && (file = readdir(dir))) {
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/%s", above, file->d_name);
		if (is_abandoned_scratch(gp_buf_str(&path), file->d_name))
			remove_folder(gp_buf_str(&path));
	}
	if (dir)
		closedir(dir);
	gp_buf_clear(&path);
}

/*
 * The folder is locked before it gets the name that other processes look for.
 * The git that we start inherits the lock, because it may outlive us and go
 * on writing.
 */
static enum gp_err make_locked_folder(struct gp_scratch_repo *s,
				      const char *above)
{
	struct gp_buf birth = GP_BUF_INIT;
	const char *suffix;
	enum gp_err err = GP_OK;

	gp_buf_printf(&birth, "%s/" BIRTH_MARK "XXXXXX", above);
	if (mkdtemp(birth.data)) {
		suffix = gp_buf_str(&birth) + birth.len - strlen("XXXXXX");
		gp_buf_printf(&s->path, "%s/" FOLDER_MARK "%s", above, suffix);
		s->lock = open(gp_buf_str(&birth), O_RDONLY | O_DIRECTORY);
	}
	if (s->lock < 0 || flock(s->lock, LOCK_EX | LOCK_NB) ||
	    rename(gp_buf_str(&birth), gp_buf_str(&s->path))) {
		err = gp_fail(GP_EIO, "cannot make a folder in %s: %s", above,
			      strerror(errno));
		rmdir(gp_buf_str(&birth));
		gp_buf_reset(&s->path);
	}
	gp_buf_clear(&birth);
	return err;
}

static enum gp_err make_scratch(struct gp_scratch_repo *s)
{
	struct gp_buf path = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_printf(&path, "%s/perf", s->repo->common_dir);
	mkdir(gp_buf_str(&path), 0777);
	remove_abandoned(gp_buf_str(&path));
	err = make_locked_folder(s, gp_buf_str(&path));
	if (!err && git_repository_init(&s->scratch, gp_buf_str(&s->path), 1))
		err = gp_fail_git(GP_EGIT, "cannot make a repository in '%s'",
				  gp_buf_str(&s->path));
	gp_buf_reset(&path);
	gp_buf_printf(&path, "%s/objects", gp_buf_str(&s->path));
	if (!err)
		err = gp_repo_borrow(s->repo, gp_buf_str(&path));
	gp_buf_clear(&path);
	return err;
}

/* ---- the user's configuration ---- */

/*
 * Settings that a connection needs, but none that describes the repository or
 * its refspecs. Keys are as git prints them, in lower case.
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

static void add_setting(struct gp_scratch_repo *s, size_t i, const char *key,
			const char *value)
{
	gp_argv_add(&s->env, "GIT_CONFIG_KEY_%zu=%s", i, key);
	gp_argv_add(&s->env, "GIT_CONFIG_VALUE_%zu=%s", i, value);
}

/* Settings from the environment still come last, so that they still win. */
static size_t repeat_env_settings(struct gp_scratch_repo *s, size_t n)
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
		add_setting(s, n++, key, value);
	}
	return n;
}

/*
 * CI services write credentials to the repository's own configuration, and its
 * conditional includes apply to its own folder only. So the settings that git
 * lists for it are passed in the environment, which no other user can read.
 */
static enum gp_err list_connection_settings(struct gp_scratch_repo *s)
{
	struct gp_git_config settings;
	enum gp_err err = gp_git_config_list(&settings);
	size_t n = 0;

	for (size_t i = 0; !err && i < settings.n; i++) {
		const struct gp_git_config_value *v = &settings.items[i];

		if ((!strcmp(v->scope, "local") ||
		     !strcmp(v->scope, "worktree")) &&
		    is_connection(v->key))
			add_setting(s, n++, v->key,
				    v->bare ? "true" : v->value);
	}
	gp_git_config_clear(&settings);
	if (!err)
		gp_argv_add(&s->env, "GIT_CONFIG_COUNT=%zu",
			    repeat_env_settings(s, n));
	return err;
}

/* Unsets everything else that would make git use the user's repository. */
static void hide_user_repository(struct gp_scratch_repo *s)
{
	static const char *const gone[] = {
		"GIT_WORK_TREE",        "GIT_COMMON_DIR",
		"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
		"GIT_INDEX_FILE",       "GIT_SHALLOW_FILE",
		"GIT_NAMESPACE",        "GIT_GRAFT_FILE",
		"GIT_CONFIG",           "GIT_NO_LAZY_FETCH"
	};

	gp_argv_add(&s->env, "GIT_DIR=%s", gp_buf_str(&s->path));
	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		gp_argv_add(&s->env, "%s", gone[i]);
	s->dir = s->repo->work_tree;
	if (!s->dir && !getenv("GIT_DIR"))
		s->dir = s->repo->git_dir;
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
	if (!(err = make_scratch(out)) &&
	    !(err = list_connection_settings(out)))
		hide_user_repository(out);
	return err;
}

void gp_scratch_repo_close(struct gp_scratch_repo *s)
{
	git_repository_free(s->scratch);
	if (s->path.len)
		remove_folder(gp_buf_str(&s->path));
	if (s->lock >= 0)
		close(s->lock);
	gp_buf_clear(&s->path);
	gp_argv_clear(&s->env);
	*s = (struct gp_scratch_repo){ .lock = -1 };
}

void gp_scratch_repo_shallow_file(const struct gp_scratch_repo *s,
				  struct gp_buf *out)
{
	gp_buf_printf(out, "%s/shallow", gp_buf_str(&s->path));
}

/* ---- fetching ---- */

static void begin_scratch_fetch(struct gp_argv *argv)
{
	gp_argv_add(argv, "git");
	gp_argv_add(argv, "-c");
	gp_argv_add(argv, "core.hooksPath=/dev/null");
	gp_argv_add(argv, "-c");
	gp_argv_add(argv, "fetch.negotiationAlgorithm=noop");
	gp_argv_add(argv, "-c");
	gp_argv_add(argv, "fetch.writeCommitGraph=false");
	gp_argv_add(argv, "fetch");
	gp_argv_add(argv, "-q");
	gp_argv_add_fetch_options(argv);
	gp_argv_add(argv, "--refmap=");
}

static enum gp_err run_scratch_git(struct gp_git_output *git,
				   struct gp_scratch_repo *s,
				   const struct gp_argv *argv,
				   const struct gp_oids *ids)
{
	struct gp_buf input = GP_BUF_INIT;
	enum gp_err err;

	if (ids)
		gp_oids_list(&input, ids);
	err = gp_git_run(
		git, argv,
		&(struct gp_process){ .env = (const char *const *)s->env.items,
				      .dir = s->dir,
				      .input = gp_buf_view(&input),
				      .waiting = s->sync->progress
							 ? "fetching results"
							 : NULL });
	gp_repo_refresh(s->repo);
	gp_buf_clear(&input);
	return err;
}

static enum gp_err fail_fetch(struct gp_scratch_repo *s,
			      const struct gp_git_output *git, const char *what)
{
	return gp_git_output_fail(git, what, gp_buf_str(&s->remote->name));
}

/* ---- the notes, without their text ---- */

static enum gp_err fetch_notes_refs(struct gp_git_output *git,
				    struct gp_scratch_repo *s,
				    const char *filter, bool with_ref)
{
	struct gp_argv argv = { 0 };
	enum gp_err err;

	gp_buf_reset(&git->err);
	begin_scratch_fetch(&argv);
	gp_argv_add(&argv, "--depth=1");
	gp_argv_add(&argv, "--filter=%s", filter);
	gp_argv_add(&argv, "--");
	gp_argv_add(&argv, "%s", gp_buf_str(&s->remote->name));
	if (with_ref)
		gp_argv_add(&argv, "+" GP_NOTES_REF ":" GP_NOTES_REF);
	gp_argv_add(&argv, "+" GP_INBOX_REF "*:" GP_INBOX_REF "*");
	err = run_scratch_git(git, s, &argv, NULL);
	gp_argv_clear(&argv);
	if (!err && with_ref && gp_git_output_lacks_ref(git))
		return fetch_notes_refs(git, s, filter, false);
	return err;
}

static enum gp_err list_tips(struct gp_scratch_repo *s, struct gp_oids *out)
{
	git_reference_iterator *refs = NULL;
	const char *name;
	struct gp_oid tip;
	git_oid id;
	int error;

	error = git_reference_iterator_glob_new(&refs, s->scratch,
						"refs/notes/perf*");
	while (!error && !(error = git_reference_next_name(&name, refs))) {
		if (git_reference_name_to_id(&id, s->scratch, name))
			continue;
		gp_oid_from_git(&tip, &id);
		gp_oids_add(out, &tip);
		s->inboxes += strcmp(name, GP_NOTES_REF) != 0;
	}
	git_reference_iterator_free(refs);
	return error == GIT_ITEROVER
		       ? GP_OK
		       : gp_fail_git(GP_EGIT, "cannot list what was fetched");
}

/*
 * If there are many notes, most trees are leaves with one or two notes each:
 * the two upper levels are about an eighth of all trees. Some servers support
 * only the filter blob:none.
 */
enum gp_err gp_scratch_repo_fetch_notes(struct gp_scratch_repo *s,
					struct gp_oids *out)
{
	struct gp_git_output git = { .status = 0 };
	enum gp_err err;

	err = fetch_notes_refs(&git, s, "tree:2", true);
	if (!err && git.status && strstr(gp_buf_str(&git.err), "filter")) {
		s->filter = "blob:none";
		err = fetch_notes_refs(&git, s, s->filter, true);
	}
	if (!err && git.status)
		err = fail_fetch(s, &git, "fetch from");
	s->whole = strstr(gp_buf_str(&git.err), "not recognized") != NULL;
	gp_git_output_clear(&git);
	return err ? err : list_tips(s, out);
}

/* ---- by id ---- */

static enum gp_err fetch_objects(struct gp_scratch_repo *s,
				 const struct gp_oids *ids, size_t depth)
{
	struct gp_git_output git = { .status = 0 };
	struct gp_argv argv = { 0 };
	enum gp_err err;

	begin_scratch_fetch(&argv);
	gp_argv_add(&argv, "--filter=%s", s->filter);
	if (depth)
		gp_argv_add(&argv, "--depth=%zu", depth);
	gp_argv_add(&argv, "--stdin");
	gp_argv_add(&argv, "--");
	gp_argv_add(&argv, "%s", gp_buf_str(&s->remote->name));
	err = run_scratch_git(&git, s, &argv, ids);
	if (!err && git.status)
		err = fail_fetch(s, &git,
				 depth ? "fetch history from" : "fetch from");
	gp_git_output_clear(&git);
	gp_argv_clear(&argv);
	return err;
}

enum gp_err gp_scratch_repo_fetch_objects(struct gp_scratch_repo *s,
					  const struct gp_oids *objects)
{
	struct gp_oids lacking = { 0 };
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < objects->n; i++)
		if (!gp_repo_has(s->repo, &objects->items[i]))
			gp_oids_add(&lacking, &objects->items[i]);
	if (lacking.n)
		err = fetch_objects(s, &lacking, 0);
	for (size_t i = 0; !err && i < lacking.n; i++)
		if (!gp_repo_has(s->repo, &lacking.items[i]))
			err = gp_fail(GP_EGIT,
				      "%s did not send what was "
				      "asked for",
				      gp_buf_str(&s->remote->name));
	gp_oids_clear(&lacking);
	return err;
}

enum gp_err gp_scratch_repo_fetch_commits(struct gp_scratch_repo *s,
					  const struct gp_oids *from,
					  size_t depth)
{
	return fetch_objects(s, from, depth);
}
