/*
 * Waiting for others: clocks, jitter, and the queue of our own writers.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gp/buf.h"

#include "internal.h"

/* A writer in front of us may be stopped, not dead: then race it. */
#define QUEUE_MS 20000

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

	/* Processes that woke together must not wake together again. */
	clock_gettime(CLOCK_MONOTONIC, &now);
	mixed = ((uint64_t)now.tv_nsec << 20) ^ (uint64_t)getpid();
	mixed *= UINT64_C(0x9e3779b97f4a7c15);
	pause.tv_nsec =
		1000000 + (long)((mixed >> 33) % ((uint64_t)max_ms * 1000000));
	if (pause.tv_nsec > 999999999)
		pause.tv_nsec = 999999999;
	nanosleep(&pause, NULL);
}

int gp_own_file(struct gp_store *store, const char *name)
{
	struct gp_buf path = GP_BUF_INIT;
	int fd;

	gp_buf_printf(&path, "%s/perf", store->common_dir);
	mkdir(gp_buf_str(&path), 0777);
	gp_buf_printf(&path, "/%s", name);
	fd = open(gp_buf_str(&path), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC,
		  0666);
	gp_buf_clear(&path);
	return fd;
}

int gp_queue_enter(struct gp_store *store)
{
	int fd = gp_own_file(store, "lock");
	int64_t until = gp_clock_ms() + QUEUE_MS;

	if (fd < 0)
		return -1;
	while (flock(fd, LOCK_EX | LOCK_NB)) {
		/* Some network file systems have no locks. */
		if ((errno != EWOULDBLOCK && errno != EINTR) ||
		    gp_clock_ms() > until) {
			close(fd);
			return -1;
		}
		gp_sleep_jitter(8);
	}
	return fd;
}
