/*
 * Exit statuses of commands, and what they print.
 */
#include "repo.h"

#include "cmd.h"

/* ---- without a repository ---- */

static void an_error_has_a_status(void **state)
{
	static const struct {
		enum gp_err err;
		enum gp_exit status;
	} rows[] = {
		{ GP_EUSAGE, GP_EXIT_USAGE }, { GP_EPARSE, GP_EXIT_ERROR },
		{ GP_ELIMIT, GP_EXIT_ERROR }, { GP_EIO, GP_EXIT_ERROR },
		{ GP_EGIT, GP_EXIT_ERROR },   { GP_ENOTFOUND, GP_EXIT_ERROR },
		{ GP_EBUSY, GP_EXIT_ERROR },  { GP_EDENIED, GP_EXIT_ERROR },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(gp_exit_for(gp_fail(rows[i].err, "a test")),
				 rows[i].status);
	gp_error_clear();
	/* what users and scripts rely on: git-perf(1) */
	assert_int_equal(GP_EXIT_FAIL, 1);
	assert_int_equal(GP_EXIT_NONE, 2);
	assert_int_equal(GP_EXIT_ERROR, 128);
	assert_int_equal(GP_EXIT_USAGE, 129);
}

static void a_verdict_has_a_status(void **state)
{
	static const struct {
		enum gp_verdict verdict;
		size_t n, new, missing, inconclusive;
		bool strict, allow_new;
		enum gp_exit status;
	} rows[] = {
		{ GP_VERDICT_PASS, 2, 0, 0, 0, false, false, GP_EXIT_OK },
		{ GP_VERDICT_WARN, 2, 0, 1, 0, false, false, GP_EXIT_OK },
		{ GP_VERDICT_FAIL, 2, 0, 0, 0, false, false, GP_EXIT_FAIL },
		{ GP_VERDICT_NONE, 0, 0, 0, 0, false, false, GP_EXIT_NONE },
		/* --strict wants every series; a failure is worse still */
		{ GP_VERDICT_PASS, 2, 0, 0, 0, true, false, GP_EXIT_OK },
		{ GP_VERDICT_WARN, 2, 0, 1, 0, true, false, GP_EXIT_NONE },
		{ GP_VERDICT_PASS, 2, 0, 0, 1, true, false, GP_EXIT_NONE },
		{ GP_VERDICT_FAIL, 2, 0, 1, 0, true, false, GP_EXIT_FAIL },
		/* --allow-new is for a commit that has only new series */
		{ GP_VERDICT_NONE, 2, 2, 0, 0, false, false, GP_EXIT_NONE },
		{ GP_VERDICT_NONE, 2, 2, 0, 0, false, true, GP_EXIT_OK },
		{ GP_VERDICT_NONE, 2, 1, 0, 0, false, true, GP_EXIT_NONE },
		{ GP_VERDICT_NONE, 0, 0, 0, 0, false, true, GP_EXIT_NONE },
		{ GP_VERDICT_FAIL, 2, 2, 0, 0, false, true, GP_EXIT_FAIL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct gp_check_args args = {
			.strict = rows[i].strict,
			.allow_new = rows[i].allow_new,
		};
		const struct gp_series_set set = { .n_runs = 1,
						   .base_name = "main",
						   .first.known = true };
		struct gp_findings findings = { .set = &set,
						.n = rows[i].n,
						.verdict = rows[i].verdict };

		findings.counts[GP_STATUS_NEW] = rows[i].new;
		findings.counts[GP_STATUS_MISSING] = rows[i].missing;
		findings.counts[GP_STATUS_INCONCLUSIVE] = rows[i].inconclusive;
		if (gp_check_status(&findings, &args) != rows[i].status)
			fail_msg("row %zu", i);
	}
}

/* --allow-new, and every series is new. */
static void only_first_results_are_allowed(void **state)
{
	static const struct gp_first_results rows[] = {
		{ .known = true }, /* the only one that passes */
		{ .known = false },
		{ .known = true, .measured = "lab" },
		{ .known = true, .measured = "lab", .same_testbed = true },
		{ .known = true, .cut = GP_CUT_SHALLOW },
		{ .known = true, .cut = GP_CUT_DEPTH },
		{ .known = true, .cut = GP_CUT_PARTIAL },
		{ .known = true, .cut = GP_CUT_NOTES },
		{ .known = true, .unrelated = true },
		{ .known = true, .unasked = "origin" },
	};
	const struct gp_check_args args = { .allow_new = true };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct gp_series_set set = { .n_runs = 1,
						   .base_name = "main",
						   .first = rows[i] };
		struct gp_findings findings = { .set = &set,
						.n = 2,
						.verdict = GP_VERDICT_NONE };

		findings.counts[GP_STATUS_NEW] = 2;
		if (gp_check_status(&findings, &args) !=
		    (i ? GP_EXIT_NONE : GP_EXIT_OK))
			fail_msg("row %zu", i);
	}
}

/* Runs a command; its exit status and the start of what it prints. */
static void runs(const char *name, const char *const *args, int status,
		 const char *out, const char *err)
{
	struct outcome did;

	run_apart(&did, name, args);
	if (did.status != status || strncmp(did.out, out, strlen(out)) != 0 ||
	    strncmp(did.err, err, strlen(err)) != 0)
		fail_msg("%s %s: %d\n%s%s", name, args[0] ? args[0] : "",
			 did.status, did.out, did.err);
}

#define RUNS(name, status, out, err, ...)                                      \
	do {                                                                   \
		static const char *const given[] = { __VA_ARGS__, NULL };      \
                                                                               \
		runs(name, given, status, out, err);                           \
	} while (0)

static void some_need_no_repository(void **state)
{
	(void)state;
	sh("cd .. && rm -rf repo/.git && "
	   "printf '%%s\\n' 1 1.1 1 1.2 1 1.1 1 9 9.1 9 9.2 9 9 9.1 >series && "
	   "printf 'a,b\\n1,2\\n' >old.csv && cp old.csv new.csv");
	RUNS("formats", 0,
	     "{\"schema\": \"git-perf/formats/1\", \"formats\": "
	     "[{\"name\": ",
	     "", "--json");
	RUNS("detect", 0, "7\n", "", "../series");
	RUNS("detect", 128, "", "fatal: cannot read '../none': ", "../none");
	RUNS("compare", 128, "", "fatal: ", "--files", "../none", "../old.csv");
	RUNS("status", 128, "", "fatal: ", "--json");
	RUNS("check", 128, "", "fatal: ", "HEAD");
}

/* ---- with one ---- */

static void nothing_recorded_is_no_verdict(void **state)
{
	(void)state;
	RUNS("check", 2, "", "", "HEAD");
	RUNS("show", 2, "", "nothing is recorded at ", "HEAD");
	RUNS("log", 2, "", "nothing is recorded there\n", "HEAD");
	RUNS("compare", 2, "", "", "HEAD", "HEAD");
	RUNS("export", 0, "", "", "HEAD");
	RUNS("fsck", 0, "0 notes, 0 lines: 0 entries, ", "", "--");
	RUNS("status", 0, "commit   ", "", "--");
	RUNS("accept", 0, "", "", "--list");
	RUNS("pin", 128, "", "fatal: ", "--undo");
	RUNS("accept", 128, "", "fatal: no acceptance 'a': ", "--undo", "a");
	RUNS("forget", 128, "", "fatal: no run 'abcd': ", "abcd");
	RUNS("show", 128, "", "fatal: 'none' is ", "none");
	RUNS("push", 128, "", "fatal: there is no remote", "--");
}

static void recording_and_checking(void **state)
{
	(void)state;
	RUNS("record", 0, "{\"schema\": \"git-perf/record/1\"", "", "--value",
	     "time=5ms", "--json");
	RUNS("check", 2, "", "", "HEAD");
	RUNS("check", 0, "", "warning: every series is new", "--allow-new");
	RUNS("show", 0, "run ", "", "HEAD");
	RUNS("record", 129, "", "error: option '--tag' requires key=value",
	     "--value", "x=1", "--tag", "x");
	RUNS("pin", 0, "", "", "HEAD");
	RUNS("accept", 0, "", "accepted 'time' from ", "-m", "why", "time");
	RUNS("accept", 0, "", "undid the acceptance of 'time' at ", "--undo",
	     "time");
	RUNS("alias", 0, "", "", "old", "time");
	RUNS("fsck", 0, "", "", "--quarantine");
	sh("printf '1 broken\\n' | git notes --ref=perf append -F - HEAD");
	RUNS("fsck", 1, "", "", "--json");
	RUNS("fsck", 1, "", "moved 1 damaged lines to ", "--quarantine");
	RUNS("fsck", 0, "", "", "--");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_has_a_status),
		cmocka_unit_test(a_verdict_has_a_status),
		cmocka_unit_test(only_first_results_are_allowed),
		trash_test(some_need_no_repository),
		trash_test(nothing_recorded_is_no_verdict),
		trash_test(recording_and_checking),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
