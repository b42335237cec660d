/*
 * The queue of writers of this program: a lock on a file.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/clock.h"

#include "queue.h"

/* The writer before us may be stopped, not dead: do not wait for longer. */
#define QUEUE_MS 20000

int gp_own_file(struct gp_repo *repo, const char *name)
{
	struct gp_buf path = GP_BUF_INIT;
	int fd;

	gp_buf_printf(&path, "%s/perf", repo->common_dir);
	mkdir(gp_buf_str(&path), 0777);
	gp_buf_printf(&path, "/%s", name);
	fd = open(gp_buf_str(&path), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC,
		  0666);
	gp_buf_clear(&path);
	return fd;
}

int gp_queue_enter(struct gp_repo *repo)
{
	int fd = gp_own_file(repo, "lock");
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
