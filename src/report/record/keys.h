#ifndef GP_REPORT_RECORD_KEYS_H
#define GP_REPORT_RECORD_KEYS_H

#include "gp/entry.h"

/** The keys of the parameters of a run, in the order of their first use. */
struct gp_parameter_keys {
	const char **items; /**< Borrowed from the run. */
	size_t n, cap;
};

/** Finds the keys; `out` is overwritten, and freed by the caller (items). */
void gp_parameter_keys_of(struct gp_parameter_keys *out,
			  const struct gp_entry *run);

/** The value of a key in a measurement; NULL if it has none. */
const char *gp_parameter_value(const struct gp_measurement *m, const char *key);

#endif /* GP_REPORT_RECORD_KEYS_H */
