#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gp/process.h"

#define DEFAULT_MAX ((size_t)64 << 20)

/* One end of a pipe that is being read into, or written from, a buffer. */
struct stream {
	int fd; /* -1: closed */
	struct gp_buf *into;
	struct gp_span from;
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void child(const struct gp_process *process, const int fds[3])
{
	for (int i = 0; i < 3; i++)
		if (fds[i] >= 0 && dup2(fds[i], i) < 0)
			_exit(127);
	if (process->dir && chdir(process->dir))
		_exit(127);
	for (const char *const *e = process->env; e && *e; e++)
		putenv((char *)(uintptr_t)*e);
	signal(SIGPIPE, SIG_DFL);
	execvp(process->argv[0], (char *const *)(uintptr_t)process->argv);
	_exit(127);
}

/* Moves bytes until every stream is closed. */
static enum gp_err pump(struct stream s[3], size_t max, const char *name)
{
	char chunk[32 << 10];
	ssize_t got;

	for (;;) {
		struct pollfd polls[3];
		int open = 0;

		for (int i = 0; i < 3; i++) {
			polls[i].fd = s[i].fd;
			polls[i].events = i ? POLLIN : POLLOUT;
			polls[i].revents = 0;
			open += s[i].fd >= 0;
		}
		if (!open)
			return GP_OK;
		if (poll(polls, 3, -1) < 0 && errno != EINTR)
			return gp_fail(GP_EIO, "%s: %s", name, strerror(errno));
		if (polls[0].revents) {
			got = write(s[0].fd, s[0].from.data, s[0].from.len);
			if (got > 0)
				s[0].from = gp_span_sub(s[0].from, (size_t)got,
							s[0].from.len);
			if ((got < 0 && errno != EINTR) || !s[0].from.len)
				close_fd(&s[0].fd);
		}
		for (int i = 1; i < 3; i++) {
			if (!polls[i].revents)
				continue;
			got = read(s[i].fd, chunk, sizeof(chunk));
			if (got < 0 && errno == EINTR)
				continue;
			if (got <= 0) {
				close_fd(&s[i].fd);
				continue;
			}
			if (s[i].into)
				gp_buf_add(s[i].into, chunk, (size_t)got);
			if (s[i].into && s[i].into->len > max)
				return gp_fail(
					GP_ELIMIT,
					"%s: printed more than %zu bytes", name,
					max);
		}
	}
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* pipes[i] is {read end, write end}; -1 where a stream needs none. */
static enum gp_err open_pipes(int pipes[3][2], const bool wanted[3])
{
	for (int i = 0; i < 3; i++) {
		int mode = i ? O_WRONLY : O_RDONLY;

		if (!wanted[i]) {
			pipes[i][i ? 1 : 0] =
				open("/dev/null", mode | O_CLOEXEC);
			continue;
		}
		if (pipe(pipes[i]))
			return gp_fail(GP_EIO, "cannot make a pipe: %s",
				       strerror(errno));
		fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
		fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
	}
	return GP_OK;
}

static enum gp_err run(struct gp_buf *out, struct gp_buf *errors, int *status,
		       const struct gp_process *process)
{
	int pipes[3][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 } };
	const bool wanted[3] = { process->input.len > 0, out != NULL,
				 errors != NULL };
	size_t max = process->max_bytes ? process->max_bytes : DEFAULT_MAX;
	struct stream streams[3] = { { .fd = -1 }, { .fd = -1 }, { .fd = -1 } };
	void (*old_pipe)(int) = signal(SIGPIPE, SIG_IGN);
	enum gp_err err;
	pid_t pid;

	if ((err = open_pipes(pipes, wanted)))
		goto out;
	pid = fork();
	if (pid < 0) {
		err = gp_fail(GP_EIO, "cannot run %s: %s", process->argv[0],
			      strerror(errno));
		goto out;
	}
	if (!pid) {
		const int fds[3] = { pipes[0][0], pipes[1][1],
				     errors || process->quiet ? pipes[2][1]
							      : -1 };
		child(process, fds);
	}
	close_fd(&pipes[0][0]);
	close_fd(&pipes[1][1]);
	close_fd(&pipes[2][1]);
	streams[0] = (struct stream){ pipes[0][1], NULL, process->input };
	streams[1] = (struct stream){ pipes[1][0], out, { 0 } };
	streams[2] = (struct stream){ pipes[2][0], errors, { 0 } };
	pipes[0][1] = pipes[1][0] = pipes[2][0] = -1;
	err = pump(streams, max, process->argv[0]);
	if (err)
		kill(pid, SIGTERM);
	for (int i = 0; i < 3; i++)
		close_fd(&streams[i].fd);
	*status = wait_for(pid);
	if (!err && *status == 127)
		err = gp_fail(GP_EIO, "cannot run %s: is it on PATH?",
			      process->argv[0]);
out:
	for (int i = 0; i < 3; i++) {
		close_fd(&pipes[i][0]);
		close_fd(&pipes[i][1]);
	}
	signal(SIGPIPE, old_pipe);
	return err;
}

enum gp_err gp_process_run(struct gp_buf *out, int *status,
			   const struct gp_process *process)
{
	return run(out, NULL, status, process);
}

enum gp_err gp_process_run_err(struct gp_buf *out, struct gp_buf *err,
			       int *status, const struct gp_process *process)
{
	return run(out, err, status, process);
}
