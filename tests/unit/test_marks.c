/*
 * Acceptances and aliases: where they take effect.
 */
#include "history.h"

/* ---- marks of one commit ---- */

static void marks_are(const char *rev, const char *wanted)
{
	struct gp_notices notices = { 0 };
	struct gp_buf got = GP_BUF_INIT;
	struct gp_runs runs = { 0 };
	struct gp_store *store;
	struct gp_commit commit;

	if (gp_store_open(&store))
		fail_msg("%s", gp_error_message());
	commit = commit_of(store, rev);
	if (gp_history_marks(&runs, store, &commit, &notices))
		fail_msg("%s", gp_error_message());
	for (size_t i = 0; i < runs.n; i++) {
		const struct gp_run *run = runs.items[i];

		gp_buf_puts(&got, i ? " " : "");
		if (run->kind == GP_RUN_ACCEPT)
			gp_buf_puts(&got, run->accept->pattern);
		else
			gp_buf_printf(&got, "%s>%s", run->alias->from,
				      run->alias->to);
	}
	assert_string_equal(gp_buf_str(&got), wanted);
	assert_int_equal(notices.n, 0);
	gp_buf_clear(&got);
	gp_runs_clear(&runs);
	gp_store_free(store);
}

static void marks_of_a_commit_are_listed(void **state)
{
	(void)state;
	squash_topic();
	record("topic", 10, .at_tree = true);
	accept_it("topic", "b", .off = true);
	alias_it("topic", "old", "b", .off = true);
	accept_it("main~1", "a*");
	forget("main~1", accept_it("main~1", "undone"));
	marks_are("topic", "b old>b");
	/* the squash has the tree of the topic */
	marks_are("main", "b old>b");
	accept_it("main", "c");
	marks_are("main", "b old>b c");
	marks_are("main~1", "a*");
	marks_are("main~2", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(marks_of_a_commit_are_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
