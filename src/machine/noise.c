/*
 * What the kernel says about noise: frequency governor, boost, load, and
 * whether other systems share the hardware. Whether that is a problem is for
 * the caller to judge. `root` is a prefix of all paths, for tests.
 */
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/machine.h"

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

static bool read_kernel(struct gp_buf *out, const char *root, const char *name)
{
	struct gp_buf path = GP_BUF_INIT;
	bool read;

	gp_buf_printf(&path, "%s%s", root, name);
	read = read_path(out, gp_buf_str(&path));
	gp_buf_clear(&path);
	return read;
}

/* ---- frequency ---- */

size_t gp_noise_governed(struct gp_buf *governor, const char *root)
{
	struct gp_buf pattern = GP_BUF_INIT, text = GP_BUF_INIT;
	glob_t found = { 0 };
	size_t n = 0;

	gp_buf_printf(&pattern, "%s" CPUS "/cpu[0-9]*/cpufreq/scaling_governor",
		      root);
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

const struct gp_boost_switch *gp_noise_boost(const char *root)
{
	static const struct gp_boost_switch switches[] = {
		{ CPUS "/intel_pstate/no_turbo", "0", "1" },
		{ CPUS "/cpufreq/boost", "1", "0" },
	};
	const struct gp_boost_switch *found = NULL;
	struct gp_buf text = GP_BUF_INIT;

	for (size_t i = 0; !found && i < sizeof(switches) / sizeof(*switches);
	     i++)
		if (read_kernel(&text, root, switches[i].path) &&
		    !strcmp(gp_buf_str(&text), switches[i].on))
			found = &switches[i];
	gp_buf_clear(&text);
	return found;
}

/* ---- load ---- */

size_t gp_noise_cpus(const char *root)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span rest, line;
	size_t n = 0;
	long online;

	if (read_kernel(&text, root, "/proc/cpuinfo")) {
		rest = gp_buf_view(&text);
		while (gp_span_line(&line, &rest))
			n += gp_span_starts(line, "processor");
	}
	gp_buf_clear(&text);
	online = n ? 0 : sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (size_t)online : n;
}

double gp_noise_load(const char *root)
{
	struct gp_buf text = GP_BUF_INIT;
	double load = 0;

	if (read_kernel(&text, root, "/proc/loadavg"))
		load = strtod(gp_buf_str(&text), NULL);
	gp_buf_clear(&text);
	return load;
}

/* ---- shared hardware ---- */

bool gp_noise_is_container(const char *root)
{
	static const char *const words[] = { "docker", "containerd", "kubepods",
					     "libpod", "lxc" };
	struct gp_buf text = GP_BUF_INIT;
	bool found = read_kernel(&text, root, "/.dockerenv") ||
		     read_kernel(&text, root, "/run/.containerenv") ||
		     read_kernel(&text, root, "/run/systemd/container");

	if (!found && read_kernel(&text, root, "/proc/1/cgroup"))
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			found = found || strstr(gp_buf_str(&text), words[i]);
	gp_buf_clear(&text);
	return found;
}

/* Hypervisors set a CPU flag for their guests. */
bool gp_noise_is_guest(const char *root)
{
	struct gp_buf text = GP_BUF_INIT;
	bool found;

	found = read_kernel(&text, root, "/proc/cpuinfo") &&
		strstr(gp_buf_str(&text), " hypervisor");
	found = found ||
		(read_kernel(&text, root, "/sys/hypervisor/type") && text.len);
	gp_buf_clear(&text);
	return found;
}
