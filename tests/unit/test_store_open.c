/* Opening: one test for each row of "what a repository can be". */
#include "repo.h"

#include "gp/store.h"

/* Opens, and closes again if `out` is NULL. */
static void open_ok(struct gp_repo **out)
{
	struct gp_repo *repo = NULL;
	enum gp_err err = gp_repo_open(&repo);

	if (err)
		fail_msg("%s", gp_error_message());
	if (out)
		*out = repo;
	else
		gp_repo_free(repo);
}

static void open_fails_with(enum gp_err err, const char *words)
{
	struct gp_repo *repo = NULL;

	assert_int_equal(gp_repo_open(&repo), err);
	assert_null(repo);
	if (!strstr(gp_error_message(), words))
		fail_msg("'%s' lacks '%s'", gp_error_message(), words);
}

static void open_fails(const char *words)
{
	open_fails_with(GP_EGIT, words);
}

static void assert_head(struct gp_repo *repo)
{
	char *wanted = sh_out("git rev-parse HEAD"), hex[GP_OID_HEX];
	struct gp_commit commit;

	assert_int_equal(gp_repo_resolve(repo, &commit, "HEAD"), GP_OK);
	assert_string_equal(gp_oid_hex(&commit.oid, hex), wanted);
	free(wanted);
}

static void assert_branch(struct gp_repo *repo, const char *wanted)
{
	struct gp_buf name = GP_BUF_INIT;

	assert_int_equal(gp_repo_head_branch(repo, &name), GP_OK);
	assert_string_equal(gp_buf_str(&name), wanted);
	gp_buf_clear(&name);
}

static void assert_dirty(struct gp_repo *repo, bool wanted)
{
	bool dirty = !wanted;

	assert_int_equal(gp_repo_is_dirty(repo, &dirty), GP_OK);
	assert_int_equal(dirty, wanted);
}

static void test_plain(void **state)
{
	const struct trash *trash = *state;
	struct gp_repo *repo;
	char path[128];

	sh("mkdir sub");
	assert_int_equal(chdir("sub"), 0);
	open_ok(&repo);
	snprintf(path, sizeof(path), "%s/repo", trash->dir);
	assert_string_equal(repo->work_tree, path);
	snprintf(path, sizeof(path), "%s/repo/.git", trash->dir);
	assert_string_equal(repo->git_dir, path);
	assert_string_equal(repo->common_dir, path);
	assert_head(repo);
	assert_branch(repo, "main");
	assert_int_equal(repo->notices.n, 0);
	gp_repo_free(repo);
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
	struct gp_repo *repo;

	(void)state;
	sh("git commit -q --allow-empty -m two && git tag -m x v1");
	open_ok(&repo);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_int_equal(gp_repo_resolve(repo, &commit, good[i]),
				 GP_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(gp_repo_resolve(repo, &commit, bad[i]),
				 GP_ENOTFOUND);
	gp_repo_free(repo);
}

static void test_unborn_and_detached(void **state)
{
	struct gp_commit commit;
	struct gp_repo *repo;

	(void)state;
	sh("git checkout -q --detach");
	open_ok(&repo);
	assert_branch(repo, "");
	gp_repo_free(repo);
	sh("git checkout -q --orphan new");
	open_ok(&repo);
	assert_branch(repo, "new");
	assert_int_equal(gp_repo_resolve(repo, &commit, NULL), GP_ENOTFOUND);
	assert_non_null(strstr(gp_error_message(), "no commit yet"));
	gp_repo_free(repo);
}

static void test_bare(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("git clone -q --bare . ../bare.git");
	assert_int_equal(chdir("../bare.git"), 0);
	open_ok(&repo);
	assert_null(repo->work_tree);
	assert_head(repo);
	assert_dirty(repo, false);
	gp_repo_free(repo);
}

static void test_linked_worktree(void **state)
{
	const struct trash *trash = *state;
	struct gp_repo *repo;
	char path[128];

	sh("git worktree add -q ../linked -b side");
	assert_int_equal(chdir("../linked"), 0);
	sh("git commit -q --allow-empty -m there");
	open_ok(&repo);
	snprintf(path, sizeof(path), "%s/repo/.git", trash->dir);
	assert_string_equal(repo->common_dir, path);
	snprintf(path, sizeof(path), "%s/linked", trash->dir);
	assert_string_equal(repo->work_tree, path);
	assert_branch(repo, "side");
	assert_head(repo);
	gp_repo_free(repo);
}

static void test_submodule(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("git clone -q . ../other && "
	   "git -c protocol.file.allow=always submodule --quiet add "
	   "../other sub");
	assert_int_equal(chdir("sub"), 0);
	open_ok(&repo);
	assert_head(repo);
	assert_dirty(repo, false);
	gp_repo_free(repo);
}

static void test_environment(void **state)
{
	const struct trash *trash = *state;
	struct gp_repo *repo;
	char path[128];

	assert_int_equal(chdir(trash->dir), 0);
	setenv("GIT_DIR", "repo/.git", 1);
	setenv("GIT_WORK_TREE", "repo", 1);
	open_ok(&repo);
	snprintf(path, sizeof(path), "%s/repo", trash->dir);
	assert_string_equal(repo->work_tree, path);
	assert_head(repo);
	assert_dirty(repo, false);
	gp_repo_free(repo);

	/* without it the work tree is the current directory */
	unsetenv("GIT_WORK_TREE");
	open_ok(&repo);
	assert_string_equal(repo->work_tree, trash->dir);
	assert_dirty(repo, true);
	gp_repo_free(repo);
}

static void test_common_dir(void **state)
{
	const struct trash *trash = *state;
	struct gp_repo *repo;
	char path[128];

	sh("git worktree add -q ../linked -b side");
	assert_int_equal(chdir("../linked"), 0);
	snprintf(path, sizeof(path), "%s/repo/.git", trash->dir);
	setenv("GIT_COMMON_DIR", path, 1);
	strcat(path, "/worktrees/linked");
	setenv("GIT_DIR", path, 1);
	open_ok(&repo);
	assert_branch(repo, "side");
	assert_head(repo);
	gp_repo_free(repo);
	setenv("GIT_COMMON_DIR", trash->dir, 1);
	open_fails("unset it");
}

static void test_namespace_is_for_servers(void **state)
{
	struct gp_repo *repo;

	(void)state;
	setenv("GIT_NAMESPACE", "foo", 1);
	open_ok(&repo);
	assert_head(repo);
	gp_repo_free(repo);
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

static void test_reftable_with_worktrees(void **state)
{
	(void)state;
	sh("git worktree add -q ../linked && "
	   "git config core.repositoryFormatVersion 1 && "
	   "git config extensions.refStorage reftable");
	open_fails("remove its linked worktrees");
}

static void test_ref_files(void **state)
{
	struct gp_repo *repo;

	(void)state;
	/* Older versions of git refuse the repository: name the file. */
	sh("git config core.repositoryFormatVersion 1 && "
	   "git config -f .git/config extensions.refStorage files && "
	   "git config -f .git/config extensions.submodulePathConfig true");
	open_ok(&repo);
	gp_repo_free(repo);
	sh("git config -f .git/config extensions.refStorage sql");
	open_fails("its refs as 'sql'");
}

static void test_extensions(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("git config core.repositoryFormatVersion 1 && "
	   "git config extensions.worktreeConfig true && "
	   "git config extensions.partialClone origin && "
	   "git config extensions.preciousObjects true");
	open_ok(&repo);
	assert_head(repo);
	gp_repo_free(repo);
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
	struct gp_repo *repo;

	(void)state;
	sh("git clone -q --bare . ../bare.git && cd ../bare.git && "
	   "git config core.repositoryFormatVersion 1 && "
	   "git config extensions.worktreeConfig true && "
	   "git config --unset core.bare && "
	   "git config --file config.worktree core.bare true");
	assert_int_equal(chdir("../bare.git"), 0);
	open_ok(&repo);
	assert_null(repo->work_tree);
	assert_dirty(repo, false);
	gp_repo_free(repo);
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
	struct gp_repo *repo;

	(void)state;
	sh("git commit -q --allow-empty -m two && git replace HEAD HEAD~1");
	open_ok(&repo);
	assert_int_equal(repo->notices.n, 1);
	gp_repo_free(repo);
	sh("git pack-refs --all && git rev-parse HEAD >.git/info/grafts");
	open_ok(&repo);
	assert_int_equal(repo->notices.n, 2);
	gp_repo_free(repo);
	setenv("GIT_NO_REPLACE_OBJECTS", "1", 1);
	open_ok(&repo);
	assert_int_equal(repo->notices.n, 1);
	gp_repo_free(repo);
	unsetenv("GIT_NO_REPLACE_OBJECTS");
}

static void test_old_lock_is_said(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("mkdir -p .git/refs/notes && "
	   "touch -d '5 minutes ago' .git/refs/notes/perf.lock");
	open_ok(&repo);
	assert_int_equal(repo->notices.n, 1);
	assert_non_null(strstr(repo->notices.items[0],
			       "refs/notes/perf.lock is 5 minutes old"));
	gp_repo_free(repo);
}

static void test_dirty(void **state)
{
	struct gp_repo *repo;

	(void)state;
	open_ok(&repo);
	assert_dirty(repo, false);
	sh("touch new"); /* not tracked */
	assert_dirty(repo, false);
	sh("echo two >file");
	assert_dirty(repo, true);
	sh("git add file");
	assert_dirty(repo, true);
	sh("git commit -qm two");
	assert_dirty(repo, false);
	gp_repo_free(repo);
}

/* Git says clean; without the filter the file differs from its blob. */
static void test_dirty_knows_filters(void **state)
{
	struct gp_repo *repo;

	(void)state;
	sh("git config filter.up.clean 'tr a-z A-Z' && "
	   "git config filter.up.smudge 'tr A-Z a-z' && "
	   "echo '*.up filter=up' >.gitattributes && echo abc >x.up && "
	   "git add . && git commit -qm filter && "
	   "touch -d '+1 hour' x.up");
	open_ok(&repo);
	assert_dirty(repo, false);
	sh("echo abd >x.up");
	assert_dirty(repo, true);
	gp_repo_free(repo);
}

static void test_shallow_revision(void **state)
{
	struct gp_commit commit;
	struct gp_repo *repo;

	(void)state;
	sh("git commit -q --allow-empty -m two && "
	   "git clone -q --depth 1 \"file://$PWD\" ../shallow");
	assert_int_equal(chdir("../shallow"), 0);
	open_ok(&repo);
	assert_head(repo);
	assert_int_equal(gp_repo_resolve(repo, &commit, "HEAD~1"),
			 GP_ENOTFOUND);
	assert_non_null(strstr(gp_error_message(), "--deepen"));
	gp_repo_free(repo);
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
		trash_test(test_reftable_with_worktrees),
		trash_test(test_ref_files),
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
