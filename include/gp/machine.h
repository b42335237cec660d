#ifndef GP_MACHINE_H
#define GP_MACHINE_H

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/error.h"

/**
 * @file
 * The machine that a run was made on: the name of its class, and the facts
 * behind it.
 */

/** What the name is derived from; pure input for gp_testbed_derive(). */
struct gp_host {
	const char *os;         /**< uname -s */
	const char *release;    /**< uname -r */
	const char *arch;       /**< uname -m */
	struct gp_span cpuinfo; /**< /proc/cpuinfo, or empty. */
	size_t cores;
};

/**
 * Appends the derived name "os-arch-cpu", e.g. linux-x86_64-epyc-7763. The
 * derivation is frozen by tests/data/testbeds: changing it forks histories.
 */
void gp_testbed_derive(struct gp_buf *out, const struct gp_host *host);

/** What somebody chose; all may be NULL. */
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

#endif /* GP_MACHINE_H */
