/*
 * A monotonic clock to limit waiting, and random pauses so that processes that
 * wait for the same lock do not try again at the same time.
 */
#include <time.h>
#include <unistd.h>

#include "gp/clock.h"

int64_t gp_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void gp_sleep_jitter(unsigned max_ms)
{
	struct timespec now, pause = { 0 };
	uint64_t mixed;

	/* Processes that wake at the same time must get different pauses. */
	clock_gettime(CLOCK_MONOTONIC, &now);
	mixed = ((uint64_t)now.tv_nsec << 20) ^ (uint64_t)getpid();
	mixed *= UINT64_C(0x9e3779b97f4a7c15);
	pause.tv_nsec =
		1000000 + (long)((mixed >> 33) % ((uint64_t)max_ms * 1000000));
	if (pause.tv_nsec > 999999999)
		pause.tv_nsec = 999999999;
	nanosleep(&pause, NULL);
}
