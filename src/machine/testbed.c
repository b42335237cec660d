/*
 * uname and /proc/cpuinfo -> the name of a class of machine.
 *
 * Pure, and frozen by tests/data/testbeds: changing it forks histories.
 */
#include "gp/machine.h"

#include "cpu.h"

void gp_testbed_derive(struct gp_buf *out, const struct gp_host *host)
{
	const struct gp_span parts[] = { gp_span_of(host->os),
					 gp_span_of(host->arch) };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		size_t before = out->len;

		gp_slug(out, parts[i]);
		if (out->len == before)
			gp_buf_puts(out, "unknown");
		gp_buf_putc(out, '-');
	}
	gp_cpu_slug(out, host->cpuinfo);
}
