/*
 * gp-kill: starts a program again and again and kills it at random moments.
 *
 *	gp-kill SIGNAL COUNT LOCK LOG PROGRAM [ARG]...
 *
 * PROGRAM's stdout and stderr are appended to LOG. A kill may leave the file
 * LOCK. The first times the next start has to fail and name it; then, and
 * from then on at once, it is removed, as a user would. Prints what was seen.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A locked start waits for seconds: not every time. */
#define LOCKED_STARTS 2

struct seen {
	long killed, ended, locks;
};

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static pid_t start(const char *log, char **argv)
{
	pid_t pid = fork();
	int fd;

	if (pid)
		return pid;
	fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0666);
	if (fd < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
		_exit(126);
	execvp(argv[0], argv);
	_exit(127);
}

static int end(pid_t pid)
{
	int status = 0;

	waitpid(pid, &status, 0);
	return status;
}

static void fail(const char *what)
{
	fprintf(stderr, "gp-kill: %s\n", what);
	exit(1);
}

/* How long a whole run takes: the best of some. */
static int64_t duration_ns(const char *log, char **argv)
{
	int64_t best = INT64_MAX;

	for (int i = 0; i < 5; i++) {
		int64_t begun = now_ns();

		if (end(start(log, argv)))
			fail("the program fails when it is left alone");
		if (now_ns() - begun < best)
			best = now_ns() - begun;
	}
	return best;
}

static int names_lock(const char *log, const char *lock)
{
	static char text[4096];
	FILE *file = fopen(log, "r");
	const char *base = strstr(lock, "refs/");
	size_t len = 0;

	if (file) {
		if (!fseek(file, -(long)sizeof(text) + 1, SEEK_END) ||
		    !fseek(file, 0, SEEK_SET))
			len = fread(text, 1, sizeof(text) - 1, file);
		fclose(file);
	}
	text[len] = '\0';
	return strstr(text, base ? base : lock) != NULL;
}

static void meet_lock(struct seen *seen, const char *lock, const char *log,
		      char **argv)
{
	if (access(lock, F_OK))
		return;
	if (seen->locks++ < LOCKED_STARTS) {
		if (!end(start(log, argv)))
			fail("a lock does not stop the program");
		if (!names_lock(log, lock))
			fail("a lock stops the program, which does not say so");
	}
	unlink(lock);
}

static void strike(struct seen *seen, int signal_number, int64_t span_ns,
		   const char *log, char **argv)
{
	pid_t pid = start(log, argv);
	int64_t wait_ns = (int64_t)(drand48() * (double)span_ns);
	struct timespec pause = { wait_ns / 1000000000, wait_ns % 1000000000 };
	int status;

	nanosleep(&pause, NULL);
	kill(pid, signal_number);
	status = end(pid);
	if (WIFSIGNALED(status))
		seen->killed++;
	else if (WEXITSTATUS(status))
		fail("the program failed; the log says why");
	else
		seen->ended++;
}

int main(int argc, char **argv)
{
	struct seen seen = { 0 };
	int signal_number;
	int64_t span_ns;
	long count;

	if (argc < 6)
		fail("usage: gp-kill SIGNAL COUNT LOCK LOG PROGRAM [ARG]...");
	signal_number = (int)strtol(argv[1], NULL, 10);
	count = strtol(argv[2], NULL, 10);
	srand48((long)now_ns());
	span_ns = duration_ns(argv[4], argv + 5) * 11 / 10;
	while (seen.killed < count) {
		strike(&seen, signal_number, span_ns, argv[4], argv + 5);
		meet_lock(&seen, argv[3], argv[4], argv + 5);
	}
	printf("%ld killed, %ld were faster, %ld locks left\n", seen.killed,
	       seen.ended, seen.locks);
	return 0;
}
