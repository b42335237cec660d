/*
 * Runs a program with pipes for its stdin, stdout and stderr. All three are
 * served in one poll loop, because a program that blocks on one of them while
 * we wait for another would never end.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gp/process.h"

#define DEFAULT_MAX ((size_t)64 << 20)
#define SILENCE_MS  500

/* Our end of a pipe, and the buffer that it fills or is written from. */
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
		if (strchr(*e, '='))
			putenv((char *)(uintptr_t)*e);
		else
			unsetenv(*e);
	signal(SIGPIPE, SIG_DFL);
	execvp(process->argv[0], (char *const *)(uintptr_t)process->argv);
	_exit(127);
}

/* The pipe does not block: writes what fits, and closes it at the end. */
static void feed(struct stream *s)
{
	ssize_t got = write(s->fd, s->from.data, s->from.len);

	if (got > 0)
		s->from = gp_span_sub(s->from, (size_t)got, s->from.len);
	if ((got < 0 && errno != EINTR && errno != EAGAIN) || !s->from.len)
		close_fd(&s->fd);
}

static enum gp_err drain(struct stream *s, size_t max, const char *name)
{
	char chunk[32 << 10];
	ssize_t got = read(s->fd, chunk, sizeof(chunk));

	if (got < 0 && errno == EINTR)
		return GP_OK;
	if (got <= 0) {
		close_fd(&s->fd);
		return GP_OK;
	}
	gp_buf_add(s->into, chunk, (size_t)got);
	if (s->into->len > max)
		return gp_fail(GP_ELIMIT, "%s: printed more than %zu bytes",
			       name, max);
	return GP_OK;
}

/* Shows a line on the terminal; "" removes it. */
static void show_waiting(const char *text)
{
	fprintf(stderr, "\r%s%s", text, *text ? " ..." : "\033[K");
	fflush(stderr);
}

/* Moves bytes until every stream is closed. */
static enum gp_err pump(struct stream s[3], size_t max, const char *name,
			const char *waiting)
{
	struct pollfd polls[3];
	enum gp_err err = GP_OK;
	bool said = false;
	int ready;

	while (!err && (s[0].fd >= 0 || s[1].fd >= 0 || s[2].fd >= 0)) {
		for (int i = 0; i < 3; i++)
			polls[i] = (struct pollfd){ .fd = s[i].fd,
						    .events = i ? POLLIN
								: POLLOUT };
		ready = poll(polls, 3, waiting && !said ? SILENCE_MS : -1);
		if (ready < 0 && errno != EINTR)
			return gp_fail(GP_EIO, "%s: %s", name, strerror(errno));
		if (!ready) {
			show_waiting(waiting);
			said = true;
		}
		if (ready <= 0)
			continue;
		if (polls[0].revents)
			feed(&s[0]);
		for (int i = 1; !err && i < 3; i++)
			if (polls[i].revents)
				err = drain(&s[i], max, name);
	}
	if (said)
		show_waiting("");
	return err;
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* pipes[i] is {read end, write end}; -1 if a stream does not need one. */
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
			return gp_fail(GP_EIO, "cannot create a pipe: %s",
				       strerror(errno));
		fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
		fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
	}
	return GP_OK;
}

static enum gp_err start(pid_t *pid, int pipes[3][2], bool hide_errors,
			 const struct gp_process *process)
{
	const int fds[3] = { pipes[0][0], pipes[1][1],
			     hide_errors ? pipes[2][1] : -1 };

	*pid = fork();
	if (*pid < 0)
		return gp_fail(GP_EIO, "cannot run %s: %s", process->argv[0],
			       strerror(errno));
	if (!*pid)
		child(process, fds);
	close_fd(&pipes[0][0]);
	close_fd(&pipes[1][1]);
	close_fd(&pipes[2][1]);
	if (pipes[0][1] >= 0)
		fcntl(pipes[0][1], F_SETFL, O_NONBLOCK);
	return GP_OK;
}

/* Serves the streams until all are closed, then waits for the child. */
static enum gp_err finish(int *status, pid_t pid, struct stream streams[3],
			  const struct gp_process *process)
{
	size_t max = process->max_bytes ? process->max_bytes : DEFAULT_MAX;
	enum gp_err err =
		pump(streams, max, process->argv[0], process->waiting);

	if (err)
		kill(pid, SIGTERM);
	for (int i = 0; i < 3; i++)
		close_fd(&streams[i].fd);
	*status = wait_for(pid);
	if (!err && *status == 127)
		err = gp_fail(GP_EIO, "cannot run %s: is it on PATH?",
			      process->argv[0]);
	return err;
}

static enum gp_err run_process(struct gp_buf *out, struct gp_buf *errors,
			       int *status, const struct gp_process *process)
{
	int pipes[3][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 } };
	const bool wanted[3] = { process->input.len > 0, out, errors };
	void (*old_pipe)(int) = signal(SIGPIPE, SIG_IGN);
	enum gp_err err;
	pid_t pid;

	if (!(err = open_pipes(pipes, wanted)) &&
	    !(err = start(&pid, pipes, errors || process->quiet, process))) {
		struct stream streams[3] = {
			{ pipes[0][1], NULL, process->input },
			{ pipes[1][0], out, { 0 } },
			{ pipes[2][0], errors, { 0 } },
		};

		pipes[0][1] = pipes[1][0] = pipes[2][0] = -1;
		err = finish(status, pid, streams, process);
	}
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
	return run_process(out, NULL, status, process);
}

enum gp_err gp_process_run_err(struct gp_buf *out, struct gp_buf *err,
			       int *status, const struct gp_process *process)
{
	return run_process(out, err, status, process);
}
