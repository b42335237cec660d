/*
 * Which base a commit has, where it left it, and merge bases as git's.
 */
#include "repo.h"

#include "gp/history.h"

#include "gp/merge_base.h"

/* Commits with times of their own, one a minute. */
#define STEP                                                                   \
	"step() { n=$(cat ../n 2>/dev/null || echo 0); n=$((n + 1));"          \
	" echo $n >../n; "                                                     \
	" GIT_COMMITTER_DATE=\"$((1700000000 + n * 60)) +0000\";"              \
	" export GIT_COMMITTER_DATE; };"                                       \
	"mk() { step; echo \"$1$n\" >\"$1\"; git add .;"                       \
	" git commit -qm \"$1\"; };"

struct opened {
	struct gp_repo *repo;
	struct gp_walk *walk;
};

static struct opened open_all(void)
{
	struct opened o;

	if (gp_repo_open(&o.repo) || gp_walk_open(&o.walk, o.repo))
		fail_msg("%s", gp_error_message());
	return o;
}

static void close_all(struct opened *o)
{
	gp_walk_free(o->walk);
	gp_repo_free(o->repo);
}

/* ---- merge bases ---- */

/* One of git's best ones, or none where git has none. */
static void merge_base_is_gits(struct opened *o, const char *a, const char *b)
{
	char *all = sh_out("git merge-base --all %s %s || true", a, b);
	struct gp_commit x, y, mb;
	char hex[GP_OID_HEX];
	bool found;

	assert_int_equal(gp_repo_resolve(o->repo, &x, a), GP_OK);
	assert_int_equal(gp_repo_resolve(o->repo, &y, b), GP_OK);
	if (gp_merge_base(o->walk, &mb, &found, &x.oid, &y.oid))
		fail_msg("%s", gp_error_message());
	assert_int_equal(found, *all != '\0');
	if (found)
		assert_non_null(strstr(all, gp_oid_hex(&mb.oid, hex)));
	free(all);
}

static void merge_bases_agree(void **state)
{
	const char *const revs[] = { "main",  "main~2", "topic",  "topic~1",
				     "cross", "stray",  "octopus" };
	const size_t n = sizeof(revs) / sizeof(revs[0]);

	(void)state;
	sh(STEP "mk a; mk a; git branch topic; git branch cross; mk a; mk a;"
		"git checkout -q topic; mk t; mk t; git checkout -q cross;"
		"mk c; step; git merge -q -m m1 topic~1; git checkout -q topic;"
		"step; git merge -q -m m2 cross~1; mk t;"
		"git checkout -q main; step; git merge -q -m m3 topic~1; mk a;"
		"git checkout -q --orphan stray; mk s; mk s;"
		"git checkout -q -b octopus main~2; step;"
		"git merge -q -m oct topic~2 cross~1; mk o");
	for (int graph = 0; graph < 2; graph++) {
		struct opened o = open_all();

		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++)
				merge_base_is_gits(&o, revs[i], revs[k]);
		close_all(&o);
		sh("git commit-graph write --reachable");
	}
}

/* Clocks that run backwards must not hide the common commit. */
static void skewed_clocks_are_survived(void **state)
{
	struct opened o;

	(void)state;
	sh("at() { echo $RANDOM$1 >>f; git add f;"
	   "GIT_COMMITTER_DATE=\"$1 +0000\" git commit -qm $1; };"
	   "at 1700000500; at 1600000000; git branch topic; at 1700000900;"
	   "at 1500000000; git checkout -q topic; at 1400000000;"
	   "at 1800000000");
	o = open_all();
	merge_base_is_gits(&o, "main", "topic");
	merge_base_is_gits(&o, "topic~1", "main~1");
	merge_base_is_gits(&o, "main~2", "topic");
	close_all(&o);
}

/* ---- bases ---- */

struct expected {
	const char *name;       /* NULL: none */
	const char *merge_base; /* NULL: none */
	bool on_base;
};

static void base_is(const char *rev, const char *branch, struct expected want)
{
	struct opened o = open_all();
	struct gp_base base = { 0 };
	struct gp_commit commit, mb;
	enum gp_err err;

	assert_int_equal(gp_repo_resolve(o.repo, &commit, rev), GP_OK);
	err = gp_base_find(&base, o.repo, &commit, NULL, branch);
	assert_int_equal(err, want.name ? GP_OK : GP_ENOTFOUND);
	if (!err) {
		assert_string_equal(base.name, want.name);
		assert_int_equal(base.on_base, want.on_base);
		assert_int_equal(base.merge_base.oid.size > 0,
				 want.merge_base != NULL);
	}
	if (!err && want.merge_base) {
		assert_int_equal(gp_repo_resolve(o.repo, &mb, want.merge_base),
				 GP_OK);
		assert_true(gp_oid_same(&mb.oid, &base.merge_base.oid));
	}
	gp_base_clear(&base);
	close_all(&o);
}

#define BASE(...) ((struct expected){ __VA_ARGS__ })

static void off_base_is(const char *rev, bool want)
{
	struct opened o = open_all();
	struct gp_commit commit;
	bool off = !want;

	assert_int_equal(gp_repo_resolve(o.repo, &commit, rev), GP_OK);
	if (gp_base_is_off(o.repo, &commit, NULL, &off))
		fail_msg("%s", gp_error_message());
	assert_int_equal(off, want);
	close_all(&o);
}

static void branches_leave_main(void **state)
{
	(void)state;
	sh(STEP "mk a; git checkout -q -b topic; mk t; mk t;"
		"git checkout -q main; mk a; step;"
		"git merge -q --no-ff -m m topic~1; mk a");
	for (int graph = 0; graph < 2; graph++) {
		base_is("main", NULL, BASE("main", "main", true));
		base_is("main~2", NULL, BASE("main", "main~2", true));
		base_is("topic", NULL, BASE("main", "topic~1", false));
		/* merged, but not of main's own line */
		base_is("topic~1", NULL, BASE("main", "topic~1", false));
		off_base_is("main", false);
		off_base_is("main~3", false);
		off_base_is("topic", true);
		off_base_is("topic~1", true);
		sh("git commit-graph write --reachable");
	}
}

static void defaults_are_tried_in_order(void **state)
{
	(void)state;
	sh(STEP "mk a; git branch -m trunk");
	base_is("HEAD", NULL, BASE(NULL));
	assert_non_null(strstr(gp_error_message(), "git config perf.base"));
	off_base_is("HEAD", false);
	base_is("HEAD", "trunk", BASE("trunk", "HEAD", true));
	base_is("HEAD", "nowhere", BASE(NULL));
	assert_non_null(strstr(gp_error_message(), "'nowhere'"));
	sh("git branch master");
	base_is("HEAD", NULL, BASE("master", "HEAD", true));
	sh("git branch main");
	base_is("HEAD", NULL, BASE("main", "HEAD", true));
	sh("git update-ref refs/remotes/up/dev HEAD && git remote add up . &&"
	   "git symbolic-ref refs/remotes/up/HEAD refs/remotes/up/dev");
	base_is("HEAD", NULL, BASE("up/dev", "HEAD", true));
	base_is("HEAD", "up/dev", BASE("up/dev", "HEAD", true));
}

static void the_nearest_namesake_counts(void **state)
{
	(void)state;
	/* origin/main is ahead of a stale main; the topic left it late */
	sh(STEP "git remote add origin .; mk a; git branch stale; mk a; mk a;"
		"git update-ref refs/remotes/origin/main HEAD;"
		"git checkout -q -b topic HEAD~1; mk t;"
		"git branch -f main stale");
	base_is("topic", NULL, BASE("origin/main", "topic~1", false));
	off_base_is("topic", true);
	/* unpushed work on main itself is on main, and may be rewritten */
	sh(STEP "git checkout -q main; mk u; mk u");
	base_is("main", NULL, BASE("main", "main", true));
	off_base_is("main", true);
	off_base_is("main~2", false);
	sh("git update-ref refs/remotes/other/main main;"
	   "git remote add other .");
	off_base_is("main", false);
	sh("git update-ref -d refs/remotes/other/main");
	sh("git branch -q -D topic && git checkout -q -b topic");
	base_is("topic", NULL, BASE("main", "main", true));
}

static void given_revisions_count(void **state)
{
	struct opened o;
	struct gp_base base;
	struct gp_commit commit, wanted;

	(void)state;
	sh(STEP "mk a; git tag v1; mk a; mk a");
	o = open_all();
	assert_int_equal(gp_repo_resolve(o.repo, &commit, "HEAD"), GP_OK);
	assert_int_equal(gp_repo_resolve(o.repo, &wanted, "v1"), GP_OK);
	assert_int_equal(gp_base_find(&base, o.repo, &commit, "v1", NULL),
			 GP_OK);
	assert_string_equal(base.name, "v1");
	assert_true(gp_oid_same(&base.merge_base.oid, &wanted.oid));
	gp_base_clear(&base);
	assert_int_equal(gp_base_find(&base, o.repo, &commit, "v2", NULL),
			 GP_ENOTFOUND);
	assert_non_null(strstr(gp_error_message(), "--base: 'v2'"));
	close_all(&o);
}

static void shallow_clones_have_bases(void **state)
{
	const struct trash *trash = *state;
	char path[128];

	sh(STEP "mk a; mk a; git checkout -q -b topic; mk t; mk t;"
		"git checkout -q main; mk a; mk a;"
		"git clone -q --no-single-branch --depth 3 -b topic"
		" \"file://$PWD\" ../near;"
		"git clone -q --no-single-branch --depth 1 -b topic"
		" \"file://$PWD\" ../far");
	snprintf(path, sizeof(path), "%s/near", trash->dir);
	assert_int_equal(chdir(path), 0);
	base_is("HEAD", NULL, BASE("origin/main", "HEAD~2", false));
	snprintf(path, sizeof(path), "%s/far", trash->dir);
	assert_int_equal(chdir(path), 0);
	base_is("HEAD", NULL, BASE("origin/main", NULL, false));
	off_base_is("HEAD", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(merge_bases_agree),
		trash_test(skewed_clocks_are_survived),
		trash_test(branches_leave_main),
		trash_test(defaults_are_tried_in_order),
		trash_test(the_nearest_namesake_counts),
		trash_test(given_revisions_count),
		trash_test(shallow_clones_have_bases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
