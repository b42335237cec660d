/*
 * Commits as the walk sees them, against what git says, with each kind of
 * commit-graph and without.
 */
#include "repo.h"

#include <fcntl.h>

#include "git/commit_graph.h"
#include "gp/walk.h"

/* Four commits on main, a branch, a merge, an octopus. */
static void make_history(void)
{
	sh("export GIT_COMMITTER_DATE GIT_AUTHOR_DATE; n=0;"
	   "step() { n=$((n + 1)); GIT_AUTHOR_DATE=\"$((1700000000 + n)) "
	   "+0100\"; GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; };"
	   "for i in 1 2 3; do step; echo $i >file; git commit -qam $i; done;"
	   "for b in a b c; do git checkout -q -b $b main~1; step;"
	   "  echo $b >$b; git add .; git commit -qm $b; done;"
	   "git checkout -q main; step; git merge -q --no-ff -m two a;"
	   "step; git merge -q -m octopus b c; step;"
	   "echo last >file; git commit -qam last");
}

static void describe(struct gp_buf *out, struct gp_walk *walk,
		     const char *hex_id)
{
	char hex[GP_OID_HEX];
	const struct gp_oid *parents;
	struct gp_node node;
	struct gp_oid oid;
	size_t n;

	assert_true(gp_oid_parse(&oid, gp_span_of(hex_id)));
	if (gp_walk_read(walk, &node, &oid) ||
	    gp_walk_parents(walk, &parents, &n, &node))
		fail_msg("%s", gp_error_message());
	gp_buf_printf(out, "%s ", gp_oid_hex(&node.commit.oid, hex));
	gp_buf_printf(out, "%s ", gp_oid_hex(&node.commit.tree, hex));
	gp_buf_printf(out, "%lld", (long long)node.commit.time);
	for (size_t i = 0; i < n; i++)
		gp_buf_printf(out, " %s", gp_oid_hex(&parents[i], hex));
	assert_int_equal(node.first.size > 0, n > 0);
	if (n)
		assert_true(gp_oid_same(&node.first, &parents[0]));
}

/* Every commit, line by line, is what `git log` says. */
static void agrees_with_git(bool graph)
{
	char *wanted = sh_out("git log --all --format='%%H %%T %%ct %%P' | "
			      "sed 's/ *$//'");
	struct gp_span rest = gp_span_of(wanted), line;
	struct gp_repo *repo;
	struct gp_walk *walk;
	size_t n = 0;

	assert_int_equal(gp_repo_open(&repo), GP_OK);
	assert_int_equal(gp_walk_open(&walk, repo), GP_OK);
	assert_int_equal(gp_walk_has_graph(walk), graph);
	while (gp_span_line(&line, &rest)) {
		char id[41] = "";
		struct gp_buf got = GP_BUF_INIT;

		memcpy(id, line.data, 40);
		describe(&got, walk, id);
		assert_true(gp_span_same(gp_buf_view(&got), line));
		gp_buf_clear(&got);
		n++;
	}
	assert_true(n >= 1);
	gp_walk_free(walk);
	gp_repo_free(repo);
	free(wanted);
}

static void without_a_graph(void **state)
{
	(void)state;
	make_history();
	agrees_with_git(false);
	sh("git gc -q && rm -f .git/objects/info/commit-graph");
	agrees_with_git(false);
}

static void with_one_graph(void **state)
{
	(void)state;
	make_history();
	sh("git commit-graph write --reachable");
	agrees_with_git(true);
	sh("echo more >file && git commit -qam more");
	agrees_with_git(true);
	sh("rm .git/objects/info/commit-graph &&"
	   "git commit-graph write --reachable --changed-paths");
	agrees_with_git(true);
}

static void with_a_chain(void **state)
{
	(void)state;
	sh("git commit-graph write --reachable --split=no-merge");
	make_history();
	sh("git commit-graph write --reachable --split=no-merge");
	sh("echo more >file && git commit -qam more &&"
	   "git commit-graph write --reachable --split=no-merge");
	assert_sh("3", "wc -l <.git/objects/info/commit-graphs/"
		       "commit-graph-chain | tr -d ' '");
	agrees_with_git(true);
	sh("cd .git/objects/info/commit-graphs &&"
	   "rm -f $(sed -n 's/.*/graph-&.graph/;2p' commit-graph-chain)");
	agrees_with_git(false);
}

#define GRAPH ".git/objects/info/commit-graph"

static void put_file(const char *bytes, size_t len)
{
	FILE *file = fopen(GRAPH, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
}

/* Asks everything of whatever can be opened. */
static void touch_all(void)
{
	struct gp_graph *graph = gp_graph_open(".git/objects");
	struct gp_graph_commit commit;
	uint32_t few[4];

	for (uint32_t i = 0; i < gp_graph_size(graph); i++) {
		gp_graph_parents(graph, few, 4, i);
		if (gp_graph_commit(graph, &commit, i))
			gp_graph_find(graph, &commit.oid);
	}
	gp_graph_free(graph);
}

/* A graph that was cut or changed anywhere is refused, or harmless. */
static void damaged_graphs_are_survived(void **state)
{
	struct gp_buf whole = GP_BUF_INIT;
	struct gp_graph *graph;
	int fd;

	(void)state;
	make_history();
	sh("git commit-graph write --reachable && chmod u+w " GRAPH);
	fd = open(GRAPH, O_RDONLY);
	assert_int_equal(gp_buf_read(&whole, fd, 1 << 20, GRAPH), GP_OK);
	close(fd);
	for (size_t size = 0; size < whole.len; size += 5) {
		put_file(whole.data, size);
		assert_null(gp_graph_open(".git/objects"));
	}
	for (size_t at = 0; at < whole.len; at += 3) {
		char byte = whole.data[at];

		whole.data[at] = (char)~byte;
		put_file(whole.data, whole.len);
		touch_all();
		whole.data[at] = byte;
	}
	put_file(whole.data, whole.len);
	graph = gp_graph_open(".git/objects");
	assert_int_equal(gp_graph_size(graph), 10);
	gp_graph_free(graph);
	gp_buf_clear(&whole);
}

static void rewritten_histories_have_no_graph(void **state)
{
	(void)state;
	make_history();
	sh("git commit-graph write --reachable &&"
	   "git replace HEAD~1 HEAD~2");
	{
		struct gp_repo *repo;
		struct gp_walk *walk;

		assert_int_equal(gp_repo_open(&repo), GP_OK);
		assert_int_equal(gp_walk_open(&walk, repo), GP_OK);
		assert_false(gp_walk_has_graph(walk));
		gp_walk_free(walk);
		gp_repo_free(repo);
	}
}

static void shallow_clones_are_cut(void **state)
{
	const struct trash *trash = *state;
	struct gp_repo *repo;
	struct gp_commit head;
	struct gp_walk *walk;
	struct gp_node node;
	char path[128];

	make_history();
	sh("git commit-graph write --reachable");
	sh("git clone -q --depth 2 \"file://$PWD\" ../shallow");
	snprintf(path, sizeof(path), "%s/shallow", trash->dir);
	assert_int_equal(chdir(path), 0);
	assert_int_equal(gp_repo_open(&repo), GP_OK);
	assert_int_equal(gp_walk_open(&walk, repo), GP_OK);
	assert_false(gp_walk_has_graph(walk));
	assert_int_equal(gp_repo_resolve(repo, &head, "HEAD"), GP_OK);
	assert_int_equal(gp_walk_read(walk, &node, &head.oid), GP_OK);
	assert_false(node.cut);
	assert_int_equal(gp_walk_first(walk, &node), GP_OK);
	assert_true(node.cut);
	assert_int_equal(node.first.size, 0);
	gp_walk_free(walk);
	gp_repo_free(repo);
}

static void first_parents_are_followed(void **state)
{
	struct gp_repo *repo;
	struct gp_commit head;
	struct gp_walk *walk;
	struct gp_node node;

	(void)state;
	make_history();
	for (int graph = 0; graph < 2; graph++) {
		char *wanted = sh_out("git rev-list --first-parent HEAD");
		struct gp_span rest = gp_span_of(wanted), line;

		assert_int_equal(gp_repo_open(&repo), GP_OK);
		assert_int_equal(gp_walk_open(&walk, repo), GP_OK);
		assert_int_equal(gp_repo_resolve(repo, &head, "HEAD"), GP_OK);
		assert_int_equal(gp_walk_read(walk, &node, &head.oid), GP_OK);
		while (gp_span_line(&line, &rest)) {
			char hex[GP_OID_HEX];

			gp_oid_hex(&node.commit.oid, hex);
			assert_true(gp_span_eq(line, hex));
			if (!node.first.size)
				break;
			assert_int_equal(gp_walk_first(walk, &node), GP_OK);
		}
		assert_int_equal(rest.len, 0);
		gp_walk_free(walk);
		gp_repo_free(repo);
		free(wanted);
		sh("git commit-graph write --reachable");
	}
}

static void raw_commits_are_parsed(void **state)
{
#define ID "0123456789012345678901234567890123456789"
	static const struct {
		const char *text;
		bool fine;
		int64_t time;
	} cases[] = {
		{ "tree " ID "\nauthor A <a> 1 +0\ncommitter C <c> 42 +0100\n"
		  "\nmessage\n",
		  true, 42 },
		{ "tree " ID "\nparent " ID "\nparent " ID
		  "\nauthor A <a> 1 +0\ncommitter > <> -7 +0\n",
		  true, -7 },
		{ "tree " ID "\nauthor A <a> 1 +0\ncommitter C <c> what\n",
		  true, 0 },
		{ "tree " ID "\nauthor A\ncommitter C\n", true, 0 },
		{ "tree " ID "\nauthor A <a> 1 +0\n", false, 0 },
		{ "tree 0123\nauthor A <a> 1 +0\ncommitter C <c> 42 +0\n",
		  false, 0 },
		{ "parent " ID "\n", false, 0 },
		{ "tree", false, 0 },
		{ "", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_raw_commit raw;
		struct gp_oid parent;
		size_t n = 0;

		assert_int_equal(
			gp_raw_commit_parse(&raw, gp_span_of(cases[i].text)),
			cases[i].fine);
		if (!cases[i].fine)
			continue;
		assert_int_equal(raw.time, cases[i].time);
		while (gp_raw_commit_parent(&parent, &raw.parents))
			n++;
		assert_int_equal(n, i == 1 ? 2 : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(without_a_graph),
		trash_test(with_one_graph),
		trash_test(with_a_chain),
		trash_test(damaged_graphs_are_survived),
		trash_test(rewritten_histories_have_no_graph),
		trash_test(shallow_clones_are_cut),
		trash_test(first_parents_are_followed),
		cmocka_unit_test(raw_commits_are_parsed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
