/* Opening: one test for each row of "what a repository can be". */
#include "repo.h"

#include "gp/store.h"

/* Opens, and closes again if `out` is NULL. */
static void open_ok(struct gp_store **out)
{
	struct gp_store *store = NULL;
	enum gp_err err = gp_store_open(&store);

	if (err)
		fail_msg("%s", gp_error_message());
	if (out)
		*out = store;
	else
		gp_store_free(store);
}

static void open_fails_with(enum gp_err err, const char *words)
{
	struct gp_store *store = NULL;

	assert_int_equal(gp_store_open(&store), err);
	assert_null(store);
	if (!strstr(gp_error_message(), words))
		fail_msg("'%s' lacks '%s'", gp_error_message(), words);
}

static void open_fails(const char *words)
{
	open_fails_with(GP_EGIT, words);
}

static void assert_head(struct gp_store *store)
{
	char *wanted = sh_out("git rev-parse HEAD"), hex[GP_OID_HEX];
	struct gp_commit commit;

	assert_int_equal(gp_store_commit(store, &commit, "HEAD"), GP_OK);
	assert_string_equal(gp_oid_hex(&commit.oid, hex), wanted);
	free(wanted);
}

static void assert_branch(struct gp_store *store, const char *wanted)
{
	struct gp_buf name = GP_BUF_INIT;

	assert_int_equal(gp_store_branch(store, &name), GP_OK);
	assert_string_equal(gp_buf_str(&name), wanted);
	gp_buf_clear(&name);
}

static void assert_dirty(struct gp_store *store, bool wanted)
{
	bool dirty = !wanted;

	assert_int_equal(gp_store_dirty(store, &dirty), GP_OK);
	assert_int_equal(dirty, wanted);
}

static void test_plain(void **state)
{
	const struct trash *trash = *state;
	struct gp_store *store;
	char path[128];

	sh("mkdir sub");
	assert_int_equal(chdir("sub"), 0);
	open_ok(&store);
	snprintf(path, sizeof(path), "%s/repo", trash->dir);
	assert_string_equal(gp_store_work_tree(store), path);
	snprintf(path, sizeof(path), "%s/repo/.git", trash->dir);
	assert_string_equal(gp_store_git_dir(store), path);
	assert_string_equal(gp_store_common_dir(store), path);
	assert_head(store);
	assert_branch(store, "main");
	assert_int_equal(gp_store_notices(store)->n, 0);
	gp_store_free(store);
}

static void test_no_repository(void **state)
{
	const struct trash *trash = *state;

	assert_int_equal(chdir(trash->dir), 0);
	open_fails_with(GP_ENOTFOUND, "not a git repository");
	setenv("GIT_DIR", "nowhere", 1);
	open_fails("'nowhere' (GIT_DIR)");
}

static void test_revisions(void **state)
{
	const char *const good[] = { "main", "HEAD~1", "@",
				     ":/on", "v1",     "v1^{}" };
	const char *const bad[] = { "nothing", "HEAD~9", "-x", "", "v1:file" };
	struct gp_commit commit;
	struct gp_store *store;

	(void)state;
	sh("git commit -q --allow-empty -m two && git tag -m x v1");
	open_ok(&store);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_int_equal(gp_store_commit(store, &commit, good[i]),
				 GP_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(gp_store_commit(store, &commit, bad[i]),
				 GP_ENOTFOUND);
	gp_store_free(store);
}

static void test_unborn_and_detached(void **state)
{
	struct gp_commit commit;
	struct gp_store *store;

	(void)state;
	sh("git checkout -q --detach");
	open_ok(&store);
	assert_branch(store, "");
	gp_store_free(store);
	sh("git checkout -q --orphan new");
	open_ok(&store);
	assert_branch(store, "new");
	assert_int_equal(gp_store_commit(store, &commit, NULL), GP_ENOTFOUND);
	assert_non_null(strstr(gp_error_message(), "no commit yet"));
	gp_store_free(store);
}

static void test_bare(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("git clone -q --bare . ../bare.git");
	assert_int_equal(chdir("../bare.git"), 0);
	open_ok(&store);
	assert_null(gp_store_work_tree(store));
	assert_head(store);
	assert_dirty(store, false);
	gp_store_free(store);
}

static void test_linked_worktree(void **state)
{
	const struct trash *trash = *state;
	struct gp_store *store;
	char path[128];

	sh("git worktree add -q ../linked -b side");
	assert_int_equal(chdir("../linked"), 0);
	sh("git commit -q --allow-empty -m there");
	open_ok(&store);
	snprintf(path, sizeof(path), "%s/repo/.git", trash->dir);
	assert_string_equal(gp_store_common_dir(store), path);
	snprintf(path, sizeof(path), "%s/linked", trash->dir);
	assert_string_equal(gp_store_work_tree(store), path);
	assert_branch(store, "side");
	assert_head(store);
	gp_store_free(store);
}

static void test_submodule(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("git clone -q . ../other && "
	   "git -c protocol.file.allow=always submodule --quiet add "
	   "../other sub");
	assert_int_equal(chdir("sub"), 0);
	open_ok(&store);
	assert_head(store);
	assert_dirty(store, false);
	gp_store_free(store);
}

static void test_environment(void **state)
{
	const struct trash *trash = *state;
	struct gp_store *store;
	char path[128];

	assert_int_equal(chdir(trash->dir), 0);
	setenv("GIT_DIR", "repo/.git", 1);
	setenv("GIT_WORK_TREE", "repo", 1);
	open_ok(&store);
	snprintf(path, sizeof(path), "%s/repo", trash->dir);
	assert_string_equal(gp_store_work_tree(store), path);
	assert_head(store);
	assert_dirty(store, false);
	gp_store_free(store);

	/* without it the work tree is the current directory */
	unsetenv("GIT_WORK_TREE");
	open_ok(&store);
	assert_string_equal(gp_store_work_tree(store), trash->dir);
	assert_dirty(store, true);
	gp_store_free(store);
}

static void test_common_dir(void **state)
{
	const struct trash *trash = *state;
	struct gp_store *store;
	char path[128];

	sh("git worktree add -q ../linked -b side");
	assert_int_equal(chdir("../linked"), 0);
	snprintf(path, sizeof(path), "%s/repo/.git", trash->dir);
	setenv("GIT_COMMON_DIR", path, 1);
	strcat(path, "/worktrees/linked");
	setenv("GIT_DIR", path, 1);
	open_ok(&store);
	assert_branch(store, "side");
	assert_head(store);
	gp_store_free(store);
	setenv("GIT_COMMON_DIR", trash->dir, 1);
	open_fails("unset it");
}

static void test_namespace_is_for_servers(void **state)
{
	struct gp_store *store;

	(void)state;
	setenv("GIT_NAMESPACE", "foo", 1);
	open_ok(&store);
	assert_head(store);
	gp_store_free(store);
}

static void test_sha256(void **state)
{
	(void)state;
	sh("git init -q --object-format=sha256 ../big");
	assert_int_equal(chdir("../big"), 0);
	open_fails("SHA-256");
}

static void test_reftable(void **state)
{
	(void)state;
	sh("git config core.repositoryFormatVersion 1 && "
	   "git config extensions.refStorage reftable");
	open_fails("reftable");
	sh("sed -i /repositoryformatversion/Id .git/config");
	open_fails("reftable");
}

static void test_extensions(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("git config core.repositoryFormatVersion 1 && "
	   "git config extensions.worktreeConfig true && "
	   "git config extensions.partialClone origin && "
	   "git config extensions.preciousObjects true");
	open_ok(&store);
	assert_head(store);
	gp_store_free(store);
	/* this git may be too old for more */
	sh("sed -i '/worktreeConfig/d' .git/config && "
	   "printf '[extensions]\n\trelativeWorktrees\n' >>.git/config");
	open_ok(NULL);
	sh("echo '\ttimeTravel' >>.git/config");
	open_fails("timetravel");
	sh("printf '[core]\n\trepositoryFormatVersion = 9\n' >>.git/config");
	open_fails("version");
}

static void test_worktree_config_says_bare(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("git clone -q --bare . ../bare.git && cd ../bare.git && "
	   "git config core.repositoryFormatVersion 1 && "
	   "git config extensions.worktreeConfig true && "
	   "git config --unset core.bare && "
	   "git config --file config.worktree core.bare true");
	assert_int_equal(chdir("../bare.git"), 0);
	open_ok(&store);
	assert_null(gp_store_work_tree(store));
	assert_dirty(store, false);
	gp_store_free(store);
}

static void test_foreign_owner(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	sh("chown -R nobody .");
	open_fails("dubious ownership");
	assert_null(strchr(gp_error_message(), '\n'));
	sh("git config --global safe.directory '*'");
	open_ok(NULL);
}

static void test_rewritten_history(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("git commit -q --allow-empty -m two && git replace HEAD HEAD~1");
	open_ok(&store);
	assert_int_equal(gp_store_notices(store)->n, 1);
	gp_store_free(store);
	sh("git pack-refs --all && git rev-parse HEAD >.git/info/grafts");
	open_ok(&store);
	assert_int_equal(gp_store_notices(store)->n, 2);
	gp_store_free(store);
	setenv("GIT_NO_REPLACE_OBJECTS", "1", 1);
	open_ok(&store);
	assert_int_equal(gp_store_notices(store)->n, 1);
	gp_store_free(store);
	unsetenv("GIT_NO_REPLACE_OBJECTS");
}

static void test_old_lock_is_said(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("mkdir -p .git/refs/notes && "
	   "touch -d '5 minutes ago' .git/refs/notes/perf.lock");
	open_ok(&store);
	assert_int_equal(gp_store_notices(store)->n, 1);
	assert_non_null(strstr(gp_store_notices(store)->items[0],
			       "refs/notes/perf.lock is 5 minutes old"));
	gp_store_free(store);
}

static void test_dirty(void **state)
{
	struct gp_store *store;

	(void)state;
	open_ok(&store);
	assert_dirty(store, false);
	sh("touch new"); /* not tracked */
	assert_dirty(store, false);
	sh("echo two >file");
	assert_dirty(store, true);
	sh("git add file");
	assert_dirty(store, true);
	sh("git commit -qm two");
	assert_dirty(store, false);
	gp_store_free(store);
}

/* Git says clean; without the filter the file differs from its blob. */
static void test_dirty_knows_filters(void **state)
{
	struct gp_store *store;

	(void)state;
	sh("git config filter.up.clean 'tr a-z A-Z' && "
	   "git config filter.up.smudge 'tr A-Z a-z' && "
	   "echo '*.up filter=up' >.gitattributes && echo abc >x.up && "
	   "git add . && git commit -qm filter && "
	   "touch -d '+1 hour' x.up");
	open_ok(&store);
	assert_dirty(store, false);
	sh("echo abd >x.up");
	assert_dirty(store, true);
	gp_store_free(store);
}

static void test_shallow_revision(void **state)
{
	struct gp_commit commit;
	struct gp_store *store;

	(void)state;
	sh("git commit -q --allow-empty -m two && "
	   "git clone -q --depth 1 \"file://$PWD\" ../shallow");
	assert_int_equal(chdir("../shallow"), 0);
	open_ok(&store);
	assert_head(store);
	assert_int_equal(gp_store_commit(store, &commit, "HEAD~1"),
			 GP_ENOTFOUND);
	assert_non_null(strstr(gp_error_message(), "--deepen"));
	gp_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(test_plain),
		trash_test(test_no_repository),
		trash_test(test_revisions),
		trash_test(test_unborn_and_detached),
		trash_test(test_bare),
		trash_test(test_linked_worktree),
		trash_test(test_submodule),
		trash_test(test_environment),
		trash_test(test_common_dir),
		trash_test(test_namespace_is_for_servers),
		trash_test(test_sha256),
		trash_test(test_reftable),
		trash_test(test_extensions),
		trash_test(test_worktree_config_says_bare),
		trash_test(test_foreign_owner),
		trash_test(test_rewritten_history),
		trash_test(test_old_lock_is_said),
		trash_test(test_dirty),
		trash_test(test_dirty_knows_filters),
		trash_test(test_shallow_revision),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
