/*
 * uname and /proc/cpuinfo -> the testbed's name.
 *
 * A pure function, whose results tests/data/testbeds freezes: if a name
 * changed, results of the same machine would no longer be compared.
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
