/*
 * Fills in the machine of a run: the testbed's name, and facts such as the
 * CPU, the kernel and the CI job.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "gp/machine.h"
#include "gp/parse.h"

#include "cpu.h"

#define NAME_MAX_BYTES ((size_t)200)
#define CPUINFO_MAX    ((size_t)16 << 20)

/* ---- this machine ---- */

struct this_machine {
	struct utsname names;
	struct gp_buf cpuinfo;
	struct gp_host host;
};

/* Without /proc the model is unknown, which is not an error. */
static void read_cpuinfo(struct gp_buf *out)
{
	int fd = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (gp_buf_read(out, fd, CPUINFO_MAX, "/proc/cpuinfo")) {
		gp_buf_reset(out);
		gp_error_clear();
	}
	close(fd);
}

static enum gp_err machine_read(struct this_machine *m)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (uname(&m->names))
		return gp_fail(GP_EIO, "uname: %s", strerror(errno));
	read_cpuinfo(&m->cpuinfo);
	m->host = (struct gp_host){
		.os = m->names.sysname,
		.release = m->names.release,
		.arch = m->names.machine,
		.cpuinfo = gp_buf_view(&m->cpuinfo),
		.cores = cores > 0 ? (size_t)cores : 0,
	};
	return GP_OK;
}

static void machine_clear(struct this_machine *m)
{
	gp_buf_clear(&m->cpuinfo);
}

/* ---- the name ---- */

static enum gp_err check_testbed_name(const char *name, enum gp_err code,
				      const char *from)
{
	struct gp_span text = gp_span_of(name);
	bool ok = text.len && text.len <= NAME_MAX_BYTES &&
		  gp_span_trim(text).len == text.len;

	for (size_t i = 0; i < text.len; i++)
		ok = ok && (unsigned char)text.data[i] >= ' ' &&
		     text.data[i] != 0x7f;
	while (ok && text.len) {
		size_t len = gp_utf8_len(text);

		ok = len > 0;
		text = gp_span_sub(text, len, text.len);
	}
	if (ok)
		return GP_OK;
	return gp_fail(code,
		       "%s: a testbed's name is 1 to %zu bytes of printable "
		       "text, not '%.40s'",
		       from, NAME_MAX_BYTES, name);
}

/* The name that the user chose, borrowed; NULL if there is none. */
static enum gp_err chosen_name(const char **out,
			       const struct gp_testbed_settings *s)
{
	const char *env = getenv("GIT_PERF_TESTBED");

	*out = s->option;
	if (*out)
		return check_testbed_name(*out, GP_EUSAGE, "--testbed");
	*out = env;
	if (env && *env)
		return check_testbed_name(env, GP_EPARSE, "GIT_PERF_TESTBED");
	*out = s->configured;
	if (*out)
		return check_testbed_name(*out, GP_EPARSE, "perf.testbed");
	return GP_OK;
}

enum gp_err gp_testbed_name(struct gp_buf *out,
			    struct gp_testbed_settings settings)
{
	struct this_machine m = { 0 };
	const char *chosen;
	enum gp_err err;

	if ((err = chosen_name(&chosen, &settings)))
		return err;
	if (chosen) {
		gp_buf_puts(out, chosen);
		return GP_OK;
	}
	if (!(err = machine_read(&m)))
		gp_testbed_derive(out, &m.host);
	machine_clear(&m);
	return err;
}

/* ---- the facts ---- */

static void set_fact(struct gp_entry *run, const char *key, const char *value)
{
	if (value && *value)
		gp_entry_set(run, &run->facts, gp_span_of(key),
			     gp_span_of(value));
}

/* The environment variables of a CI service. */
struct ci_service {
	const char *mark; /* Only this service sets it. */
	const char *name; /* Ours for the service. */
	const char *job;  /* Has the name of the job. */
	const char *id;   /* Has the number of this run of the job. */
};

static const struct ci_service ci_services[] = {
	{ "GITHUB_ACTIONS", "github", "GITHUB_JOB", "GITHUB_RUN_ID" },
	{ "GITLAB_CI", "gitlab", "CI_JOB_NAME", "CI_JOB_ID" },
	{ "CIRCLECI", "circleci", "CIRCLE_JOB", "CIRCLE_BUILD_NUM" },
	{ "BUILDKITE", "buildkite", "BUILDKITE_LABEL",
	  "BUILDKITE_BUILD_NUMBER" },
	{ "TF_BUILD", "azure", "SYSTEM_JOBNAME", "BUILD_BUILDID" },
	{ "TRAVIS", "travis", "TRAVIS_JOB_NAME", "TRAVIS_JOB_ID" },
	{ "JENKINS_URL", "jenkins", "JOB_NAME", "BUILD_NUMBER" },
	{ "APPVEYOR", "appveyor", "APPVEYOR_JOB_NAME", "APPVEYOR_JOB_ID" },
	{ "CIRRUS_CI", "cirrus", "CIRRUS_TASK_NAME", "CIRRUS_TASK_ID" },
	{ "DRONE", "drone", "DRONE_STAGE_NAME", "DRONE_BUILD_NUMBER" },
	{ "TEAMCITY_VERSION", "teamcity", "TEAMCITY_BUILDCONF_NAME",
	  "BUILD_NUMBER" },
};

static void fill_ci(struct gp_entry *run)
{
	for (size_t i = 0; i < sizeof(ci_services) / sizeof(ci_services[0]);
	     i++) {
		const char *mark = getenv(ci_services[i].mark);

		if (!mark || !*mark)
			continue;
		set_fact(run, "ci", ci_services[i].name);
		set_fact(run, "ci-job", getenv(ci_services[i].job));
		set_fact(run, "ci-id", getenv(ci_services[i].id));
		return;
	}
}

static bool lists_fact(const char *facts, const char *what)
{
	struct gp_span rest = gp_span_of(facts), word;

	while (gp_span_word(&word, &rest))
		if (gp_span_eq(word, what))
			return true;
	return false;
}

/* Host and user are private: recorded only if perf.facts asks for them. */
static void fill_private(struct gp_entry *run, const char *facts,
			 const struct this_machine *m)
{
	if (lists_fact(facts, "host"))
		set_fact(run, "host", m->names.nodename);
	if (lists_fact(facts, "user"))
		set_fact(run, "user", getenv("USER"));
}

static void fill_facts(struct gp_entry *run, const struct this_machine *m)
{
	struct gp_buf text = GP_BUF_INIT;

	gp_cpu_model(&text, m->host.cpuinfo);
	set_fact(run, "cpu", gp_buf_str(&text));
	gp_buf_reset(&text);
	if (m->host.cores)
		gp_buf_printf(&text, "%zu", m->host.cores);
	set_fact(run, "cores", gp_buf_str(&text));
	set_fact(run, "os", m->host.os);
	set_fact(run, "kernel", m->host.release);
	set_fact(run, "arch", m->host.arch);
	gp_buf_clear(&text);
}

enum gp_err gp_testbed_fill(struct gp_entry *run,
			    struct gp_testbed_settings settings)
{
	struct this_machine m = { 0 };
	struct gp_buf derived = GP_BUF_INIT;
	const char *chosen;
	enum gp_err err;

	if ((err = chosen_name(&chosen, &settings)) || (err = machine_read(&m)))
		goto out;
	if (!chosen) {
		gp_testbed_derive(&derived, &m.host);
		chosen = gp_buf_str(&derived);
	}
	run->testbed = gp_entry_string(run, gp_span_of(chosen));
	fill_facts(run, &m);
	fill_ci(run);
	fill_private(run, settings.facts, &m);
out:
	gp_buf_clear(&derived);
	machine_clear(&m);
	return err;
}
