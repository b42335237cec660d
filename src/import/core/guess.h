#ifndef GP_IMPORT_CORE_GUESS_H
#define GP_IMPORT_CORE_GUESS_H

#include <stdbool.h>

/** The unit that a name ends in ("p99_ms", "elapsed (ms)"), "" for none. */
const char *gp_guess_unit(const char *name);

/**
 * The same for a key of plain data, where "ns" alone is a time, too:
 * {"parse": {"ns": 5}}.
 */
const char *gp_guess_key_unit(const char *key);

/** Whether a unit is one of time: ps … h. */
bool gp_guess_is_time(const char *unit);

#endif /* GP_IMPORT_CORE_GUESS_H */
