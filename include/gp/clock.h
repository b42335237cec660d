#ifndef GP_CLOCK_H
#define GP_CLOCK_H

#include <stdint.h>

/**
 * @file
 * Time that passes, and waiting for others.
 */

/** Milliseconds of a clock that only goes forward. */
int64_t gp_clock_ms(void);
/** Sleeps between 1 and `max_ms` milliseconds, at random. */
void gp_sleep_jitter(unsigned max_ms);

#endif /* GP_CLOCK_H */
