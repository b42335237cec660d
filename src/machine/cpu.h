#ifndef GP_MACHINE_CPU_H
#define GP_MACHINE_CPU_H

#include "gp/buf.h"
#include "gp/span.h"

/**
 * @file
 * The model of a processor, from the text of /proc/cpuinfo.
 */

/**
 * Appends the model's usual name: "AMD EPYC 7763 64-Core Processor",
 * "Neoverse-N1", "Cortex-A55 + Cortex-A76"; nothing if the text has none.
 */
void gp_cpu_model(struct gp_buf *out, struct gp_span cpuinfo);

/**
 * Appends the model as part of a testbed's name: "epyc-7763", "neoverse-n1",
 * "cortex-a55-cortex-a76"; "unknown" if the text has none.
 */
void gp_cpu_slug(struct gp_buf *out, struct gp_span cpuinfo);

/** Appends `text` in lower case, with one hyphen for all but [a-z0-9._]. */
void gp_slug(struct gp_buf *out, struct gp_span text);

#endif /* GP_MACHINE_CPU_H */
