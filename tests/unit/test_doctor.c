/*
 * What git perf doctor says of a machine, and of clocks: kernels and times
 * that no test could have otherwise.
 */
#include "gp/doctor.h"
#include "store.h"

#define DAY_S ((int64_t)24 * 60 * 60)

/* What one check finds, a line a problem: "severity what | next". */
static char *look(struct gp_doctor_input *doctor, const char *check)
{
	struct gp_problems problems = { 0 };
	struct gp_buf out = GP_BUF_INIT;

	doctor->only = &check;
	doctor->n_only = 1;
	assert_int_equal(gp_doctor_count_checks(doctor), 1);
	assert_ok(gp_doctor_run(&problems, doctor));
	for (size_t i = 0; i < problems.n; i++) {
		const struct gp_problem *problem = &problems.items[i];

		assert_string_equal(problem->check, check);
		assert_true(problem->why.len > 0);
		gp_buf_printf(&out, "%d %s | %s\n", (int)problem->severity,
			      gp_buf_str(&problem->what),
			      gp_buf_str(&problem->next));
	}
	gp_problems_clear(&problems);
	gp_buf_puts(&out, "");
	return gp_buf_take(&out);
}

struct machine {
	const char *check;
	const char *make; /* run in the root of a false machine */
	const char *wanted;
};

#define CPU "sys/devices/system/cpu"

static const struct machine machines[] = {
	{ "governor", ":", "" },
	{ "governor",
	  "for i in 0 1; do mkdir -p " CPU "/cpu$i/cpufreq;"
	  "echo performance >" CPU "/cpu$i/cpufreq/scaling_governor; done",
	  "" },
	{ "governor", "echo powersave >" CPU "/cpu1/cpufreq/scaling_governor",
	  "1 the frequency governor of 1 CPU is powersave | echo performance "
	  "| sudo tee /" CPU "/cpu*/cpufreq/scaling_governor\n" },
	{ "boost", "mkdir -p " CPU "/cpufreq; echo 0 >" CPU "/cpufreq/boost",
	  "" },
	{ "boost", "echo 1 >" CPU "/cpufreq/boost",
	  "1 the CPU may boost its clock | echo 0 | sudo tee /" CPU
	  "/cpufreq/boost\n" },
	{ "boost",
	  "echo 0 >" CPU "/cpufreq/boost; mkdir " CPU "/intel_pstate;"
	  "echo 0 >" CPU "/intel_pstate/no_turbo",
	  "1 the CPU may boost its clock | echo 1 | sudo tee /" CPU
	  "/intel_pstate/no_turbo\n" },
	{ "boost", "echo 1 >" CPU "/intel_pstate/no_turbo", "" },
	{ "load",
	  "mkdir proc; printf 'processor\\t: 0\\n\\nprocessor\\t: 1\\n' "
	  ">proc/cpuinfo; echo 2.00 1.00 1.00 1/100 7 >proc/loadavg",
	  "" },
	{ "load", "echo 2.50 1.00 1.00 1/100 7 >proc/loadavg",
	  "1 the load is 2.50, and there are 2 CPUs | top\n" },
	{ "virtual", "mkdir proc/1; echo 0::/ >proc/1/cgroup", "" },
	{ "virtual", "echo 'flags : fpu hypervisor lahf' >>proc/cpuinfo",
	  "2 this is a virtual machine | git perf check -v\n" },
	{ "virtual", ": >.dockerenv",
	  "2 this is a container in a virtual machine | git perf check -v\n" },
	{ "virtual",
	  "rm .dockerenv; mkdir -p proc/1; echo 0::/kubepods/x >proc/1/cgroup;"
	  "echo >proc/cpuinfo",
	  "2 this is a container | git perf check -v\n" },
};

static void test_machines(void **state)
{
	struct gp_repo *repo;
	char *root;

	(void)state;
	sh("mkdir ../root");
	root = sh_out("cd ../root && pwd -P");
	repo = open_store();
	for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++) {
		struct gp_doctor_input doctor = { .repo = repo, .root = root };
		char *got;

		sh("cd ../root && %s", machines[i].make);
		got = look(&doctor, machines[i].check);
		if (strcmp(got, machines[i].wanted))
			fail_msg("%zu: '%s'", i, got);
		free(got);
	}
	gp_repo_free(repo);
	free(root);
}

/* A clock that is behind sees the future. */
static void test_clocks(void **state)
{
	struct gp_entries runs = { 0 };
	struct gp_commit head;
	struct gp_repo *repo;
	struct gp_entry *run;
	char *got;

	(void)state;
	repo = open_store();
	assert_ok(gp_repo_resolve(repo, &head, "HEAD"));
	run = gp_entries_add(&runs);
	memset(run->id.raw, 0xab, sizeof(run->id.raw));
	run->time_ms = (head.time + 5 * DAY_S) * 1000;

	struct gp_doctor_input doctor = {
		.repo = repo, .head = &head, .entries = &runs, .root = ""
	};
	struct {
		int64_t now_s;
		const char *wanted;
	} const clocks[] = {
		{ head.time + 4 * DAY_S, "" },
		{ head.time + 4 * DAY_S - 1,
		  "1 run abababababababababababababababab is 1 day ahead of "
		  "this machine's clock | git perf forget "
		  "abababababababababababababababab\n" },
		{ head.time - DAY_S - 1,
		  "1 the checked out commit is 1 day ahead of this machine's "
		  "clock | git commit --amend --no-edit\n"
		  "1 run abababababababababababababababab is 6 days ahead of "
		  "this machine's clock | git perf forget "
		  "abababababababababababababababab\n" },
	};

	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
		doctor.now_s = clocks[i].now_s;
		got = look(&doctor, "clock");
		assert_string_equal(got, clocks[i].wanted);
		free(got);
	}
	gp_entries_clear(&runs);
	gp_repo_free(repo);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		trash_test(test_machines),
		trash_test(test_clocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
