/*
 * What makes this machine noisy, as far as the kernel tells.
 */
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/phrase.h"

#include "diagnosis.h"

#define FILE_MAX ((size_t)1 << 20)
#define CPUS     "/sys/devices/system/cpu"

/* Reads a file of the kernel; false if it does not exist. */
static bool read_path(struct gp_buf *out, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool read = false;

	gp_buf_reset(out);
	if (fd < 0)
		return false;
	read = !gp_buf_read(out, fd, FILE_MAX, path);
	gp_error_clear();
	close(fd);
	while (out->len && out->data[out->len - 1] == '\n')
		out->data[--out->len] = '\0';
	return read;
}

static bool read_kernel(struct gp_buf *out, const struct gp_diagnosis *d,
			const char *name)
{
	struct gp_buf path = GP_BUF_INIT;
	bool read;

	gp_buf_printf(&path, "%s%s", d->input->root, name);
	read = read_path(out, gp_buf_str(&path));
	gp_buf_clear(&path);
	return read;
}

/* ---- frequency ---- */

/* Counts CPUs whose governor is not "performance"; `governor` gets one. */
static size_t count_governed(struct gp_buf *governor,
			     const struct gp_diagnosis *d)
{
	struct gp_buf pattern = GP_BUF_INIT, text = GP_BUF_INIT;
	glob_t found = { 0 };
	size_t n = 0;

	gp_buf_printf(&pattern, "%s" CPUS "/cpu[0-9]*/cpufreq/scaling_governor",
		      d->input->root);
	if (!glob(gp_buf_str(&pattern), 0, NULL, &found))
		for (size_t i = 0; i < found.gl_pathc; i++) {
			if (!read_path(&text, found.gl_pathv[i]) ||
			    !strcmp(gp_buf_str(&text), "performance"))
				continue;
			gp_buf_reset(governor);
			gp_buf_puts(governor, gp_buf_str(&text));
			n++;
		}
	globfree(&found);
	gp_buf_clear(&text);
	gp_buf_clear(&pattern);
	return n;
}

static enum gp_err find_governor(struct gp_diagnosis *d)
{
	struct gp_buf governor = GP_BUF_INIT;
	size_t n = count_governed(&governor, d);

	if (n) {
		struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

		gp_buf_printf(&problem->what,
			      "the frequency governor of %zu CPU%s is %s", n,
			      gp_plural(n), gp_buf_str(&governor));
		gp_buf_puts(&problem->why,
			    "a program runs slower until the clock has risen");
		gp_buf_puts(&problem->next, "echo performance | sudo tee " CPUS
					    "/cpu*/cpufreq/scaling_governor");
	}
	gp_buf_clear(&governor);
	return GP_OK;
}

const struct gp_doctor_check gp_check_governor = {
	.name = "governor",
	.find = find_governor,
};

static enum gp_err find_boost(struct gp_diagnosis *d)
{
	static const struct {
		const char *path;
		const char *on, *off;
	} switches[] = {
		{ CPUS "/intel_pstate/no_turbo", "0", "1" },
		{ CPUS "/cpufreq/boost", "1", "0" },
	};
	struct gp_buf text = GP_BUF_INIT;

	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		struct gp_problem *problem;

		if (!read_kernel(&text, d, switches[i].path) ||
		    strcmp(gp_buf_str(&text), switches[i].on))
			continue;
		problem = gp_problem_add(d, GP_PROBLEM_WARN);
		gp_buf_puts(&problem->what, "the CPU may boost its clock");
		gp_buf_puts(
			&problem->why,
			"its speed then depends on its temperature and on other "
			"programs");
		gp_buf_printf(&problem->next, "echo %s | sudo tee %s",
			      switches[i].off, switches[i].path);
		break;
	}
	gp_buf_clear(&text);
	return GP_OK;
}

const struct gp_doctor_check gp_check_boost = {
	.name = "boost",
	.find = find_boost,
};

/* ---- company ---- */

/* Lines "processor : 0" of /proc/cpuinfo. */
static size_t count_cpus(const struct gp_diagnosis *d)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span rest, line;
	size_t n = 0;
	long online;

	if (read_kernel(&text, d, "/proc/cpuinfo")) {
		rest = gp_buf_view(&text);
		while (gp_span_line(&line, &rest))
			n += gp_span_starts(line, "processor");
	}
	gp_buf_clear(&text);
	online = n ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (size_t)online : n;
}

static enum gp_err find_load(struct gp_diagnosis *d)
{
	struct gp_buf text = GP_BUF_INIT;
	size_t cpus = count_cpus(d);
	double load = 0;

	if (read_kernel(&text, d, "/proc/loadavg"))
		load = strtod(gp_buf_str(&text), NULL);
	if (cpus && load > (double)cpus) {
		struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

		gp_buf_printf(&problem->what,
			      "the load is %.2f, and there %s %zu CPU%s", load,
			      gp_plural_of(cpus, "is", "are"), cpus,
			      gp_plural(cpus));
		gp_buf_puts(
			&problem->why,
			"a benchmark that runs now has to wait for other programs");
		gp_buf_puts(&problem->next, "top");
	}
	gp_buf_clear(&text);
	return GP_OK;
}

const struct gp_doctor_check gp_check_load = {
	.name = "load",
	.find = find_load,
};

/* ---- not a machine of its own ---- */

static bool is_container(const struct gp_diagnosis *d)
{
	static const char *const words[] = { "docker", "containerd", "kubepods",
					     "libpod", "lxc" };
	struct gp_buf text = GP_BUF_INIT;
	bool found = read_kernel(&text, d, "/.dockerenv") ||
		     read_kernel(&text, d, "/run/.containerenv") ||
		     read_kernel(&text, d, "/run/systemd/container");

	if (!found && read_kernel(&text, d, "/proc/1/cgroup"))
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			found = found || strstr(gp_buf_str(&text), words[i]);
	gp_buf_clear(&text);
	return found;
}

/* Hypervisors set a CPU flag for their guests. */
static bool is_guest(const struct gp_diagnosis *d)
{
	struct gp_buf text = GP_BUF_INIT;
	bool found;

	found = read_kernel(&text, d, "/proc/cpuinfo") &&
		strstr(gp_buf_str(&text), " hypervisor");
	found = found ||
		(read_kernel(&text, d, "/sys/hypervisor/type") && text.len);
	gp_buf_clear(&text);
	return found;
}

static enum gp_err find_virtual(struct gp_diagnosis *d)
{
	bool guest = is_guest(d), container = is_container(d);
	struct gp_problem *problem;

	if (!guest && !container)
		return GP_OK;
	problem = gp_problem_add(d, GP_PROBLEM_NOTE);
	gp_buf_printf(&problem->what, "this is %s%s%s",
		      container ? "a container" : "",
		      container && guest ? " in " : "",
		      guest ? "a virtual machine" : "");
	gp_buf_puts(&problem->why,
		    "other machines on the same host take time unnoticed; "
		    "check -v shows the smallest change that it can detect");
	gp_buf_puts(&problem->next, "git perf check -v");
	return GP_OK;
}

const struct gp_doctor_check gp_check_virtual = {
	.name = "virtual",
	.find = find_virtual,
};
