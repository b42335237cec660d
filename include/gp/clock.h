#ifndef GP_CLOCK_H
#define GP_CLOCK_H

#include <stdint.h>

/**
 * @file
 * Measuring elapsed time, and waiting for other processes.
 */

/** Milliseconds of a monotonic clock, since an arbitrary start. */
int64_t gp_clock_ms(void);
/** Sleeps for a random time of 1 to `max_ms` milliseconds, below a second. */
void gp_sleep_jitter(unsigned max_ms);

#endif /* GP_CLOCK_H */
