/*
 * Runs two shell commands in turn, A B A B ..., and prints for each the
 * median wall time, and the median of the ratios of the pairs: what stays
 * true when the machine's speed wanders.
 *
 *	pair RUNS 'LABEL' 'COMMAND A' 'COMMAND B'
 *
 * In a command every "{}" becomes a number that no other run has. Prints a
 * row of a markdown table: A, B, ratio of wall and of CPU time, A's memory.
 */
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/mem.h"
#include "gp/stats.h"

enum field { WALL_MS, CPU_MS, RSS_MB, N_FIELDS };

struct sample {
	double of[N_FIELDS];
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static char *substitute(const char *command, int number)
{
	struct gp_buf out = GP_BUF_INIT;
	const char *at;

	while ((at = strstr(command, "{}"))) {
		gp_buf_add(&out, command, (size_t)(at - command));
		gp_buf_printf(&out, "%d", number);
		command = at + 2;
	}
	gp_buf_puts(&out, command);
	return gp_buf_take(&out);
}

static double ms_of(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void child(const char *command)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(null, 1);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* Statuses up to 2 are answers of `check`, not failures. */
static struct sample measure(const char *command, int number)
{
	char *text = substitute(command, number);
	struct sample sample = { 0 };
	double start = now_ms();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (!pid)
		child(text);
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid ||
	    !WIFEXITED(status) || WEXITSTATUS(status) > 2) {
		fprintf(stderr, "failed: %s\n", text);
		exit(1);
	}
	sample.of[WALL_MS] = now_ms() - start;
	sample.of[CPU_MS] = ms_of(usage.ru_utime) + ms_of(usage.ru_stime);
	sample.of[RSS_MB] = (double)usage.ru_maxrss / 1024;
	free(text);
	return sample;
}

/* The median of a's field, or of its ratio to b's. */
static double median_of(const struct sample *a, const struct sample *b,
			size_t n, enum field field)
{
	double *x = gp_malloc(n * sizeof(*x)), result;

	for (size_t i = 0; i < n; i++)
		x[i] = b ? a[i].of[field] / b[i].of[field] : a[i].of[field];
	result = gp_median_inplace(x, n);
	free(x);
	return result;
}

int main(int argc, char **argv)
{
	struct sample *a, *b;
	size_t n;

	if (argc != 5 || !(n = (size_t)strtoul(argv[1], NULL, 10)))
		return 129;
	a = gp_calloc(n, sizeof(*a));
	b = gp_calloc(n, sizeof(*b));
	measure(argv[3], 0);
	measure(argv[4], 0);
	for (size_t i = 0; i < n; i++) {
		a[i] = measure(argv[3], (int)i + 1);
		b[i] = measure(argv[4], (int)i + 1);
	}
	printf("| %s | %.1f ms | %.1f ms | **%.2f** | %.2f | %.1f MB |\n",
	       argv[2], median_of(a, NULL, n, WALL_MS),
	       median_of(b, NULL, n, WALL_MS), median_of(a, b, n, WALL_MS),
	       median_of(a, b, n, CPU_MS), median_of(a, NULL, n, RSS_MB));
	free(a);
	free(b);
	return 0;
}
