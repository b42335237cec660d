#ifndef GP_MACHINE_H
#define GP_MACHINE_H

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/error.h"

/**
 * @file
 * The machine that a run was made on: the testbed's name, the facts that are
 * recorded, and what makes the machine noisy.
 */

/** What the name is derived from; all of it is borrowed. */
struct gp_host {
	const char *os;         /**< uname -s */
	const char *release;    /**< uname -r */
	const char *arch;       /**< uname -m */
	struct gp_span cpuinfo; /**< /proc/cpuinfo, or empty. */
	size_t cores;
};

/**
 * Appends the derived name "os-arch-cpu", e.g. linux-x86_64-epyc-7763. The
 * names are frozen by tests/data/testbeds, because they identify histories.
 */
void gp_testbed_derive(struct gp_buf *out, const struct gp_host *host);

/** What the user chose; any may be NULL. */
struct gp_testbed_settings {
	const char *option;     /**< --testbed */
	const char *configured; /**< perf.testbed */
	const char *facts;      /**< perf.facts: "host", "user". */
};

/**
 * Fills testbed and facts of `run`. The name is the option, else
 * $GIT_PERF_TESTBED, else the configured one, else derived. GP_EUSAGE or
 * GP_EPARSE if the chosen name is not printable text of 1 to 200 bytes.
 */
GP_CHECK enum gp_err gp_testbed_fill(struct gp_entry *run,
				     struct gp_testbed_settings settings);

/** Appends the testbed name that gp_testbed_fill() would use. */
GP_CHECK enum gp_err gp_testbed_name(struct gp_buf *out,
				     struct gp_testbed_settings settings);

/* ---- noise (noise.c) ---- */

/*
 * Facts that the kernel publishes in /proc and /sys. `root` is put before
 * every path; "" on a real machine. A file that does not exist means that
 * there is nothing to say: 0, NULL or false.
 */

/**
 * Returns how many CPUs have a frequency governor other than "performance",
 * and replaces `governor` by the name of one of those.
 */
size_t gp_noise_governed(struct gp_buf *governor, const char *root);

/** A file of the kernel that turns the boost of the CPU's clock on and off. */
struct gp_boost_switch {
	const char *path;     /**< Without the root. */
	const char *on, *off; /**< What the file holds. */
};

/** Returns the switch by which boost is on; constant. NULL if it is not. */
const struct gp_boost_switch *gp_noise_boost(const char *root);

/** Returns the number of CPUs: those that /proc/cpuinfo lists, else online. */
size_t gp_noise_cpus(const char *root);

/** Returns the load average of the last minute. */
double gp_noise_load(const char *root);

/** Whether this is a container (docker, podman, kubernetes, lxc, systemd). */
bool gp_noise_is_container(const char *root);

/** Whether this is a guest of a hypervisor. */
bool gp_noise_is_guest(const char *root);

#endif /* GP_MACHINE_H */
