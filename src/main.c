/*
 * git perf: benchmark results as git notes.
 *
 * The map, from the top floor down. A folder includes only lower floors.
 *
 *	src/cmd       one command a file: parses options, chains stages
 *	src/doctor    diagnoses common problems, one problem a file
 *	src/lab       runs code: the reruns of a suspected regression
 *	src/marks     accept, alias, pin, forget: entries made by hand
 *	src/partial   pull --last: only the commits and notes that one check
 *	              needs
 *	src/setup     init: the hook, the files for a CI
 *	src/config    git configuration, .gitperf -> what applies to a series
 *	src/history   entries at commits -> series: base branch, the window
 *	              of commits, aliases, which runs count at a commit
 *	src/sync      push, pull, bundles: notes <-> remotes, by git itself
 *	src/store     entries <-> notes: reading, writing, merging, fsck
 *	src/import    benchmark output -> runs; formats/ has a format a file
 *	src/detect    series -> findings: where a baseline restarts (facts,
 *	              acceptances, changes), its level, tests, drift
 *	src/report    findings, entries -> text: a folder a report, a file
 *	              an output, such as check/markdown.c or export/csv.c
 *	src/git       the repository, no entry in sight: opening, revisions,
 *	              refs, walks, merge base, boundaries of shallow clones
 *	src/machine   this machine: the name of its testbed, facts, noise
 *	src/codec     entries <-> bytes
 *	src/model     the nouns: entry (a run is one kind), series, finding
 *	src/parse     syntax without meaning: json csv numbers time
 *	src/stats     mathematics without meaning
 *	src/base      errors, memory, strings, processes
 *
 * tests/lint/floors.sh checks floors, and that the map has every folder.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gp/near.h"

#include "cmd/cmd.h"

static void usage(FILE *out)
{
	fputs("usage: git perf <command> [<options>]\n\n", out);
	for (const struct gp_cmd *const *cmd = gp_cmds(); *cmd; cmd++)
		fprintf(out, "    %-10s %s\n", (*cmd)->name, (*cmd)->summary);
	fputs("\n'git perf <command> -h' shows the options of a command,\n"
	      "'git help perf' the manual.\n",
	      out);
}

static const struct gp_cmd *find_cmd(const char *name)
{
	for (const struct gp_cmd *const *cmd = gp_cmds(); *cmd; cmd++)
		if (!strcmp((*cmd)->name, name))
			return *cmd;
	return NULL;
}

static void fail_unknown_command(const char *name)
{
	const char *names[64];
	size_t n = 0, near;

	for (const struct gp_cmd *const *cmd = gp_cmds();
	     *cmd && n < sizeof(names) / sizeof(names[0]); cmd++)
		names[n++] = (*cmd)->name;
	near = gp_near(name, names, n);
	gp_exit_for(gp_fail(GP_EUSAGE, "'%s' is not a git perf command%s%s%s",
			    name, near < n ? ", did you mean '" : "",
			    near < n ? names[near] : "", near < n ? "'?" : ""));
}

/* Started with 0, 1 or 2 closed, the first file opened would become one. */
static void keep_standard_streams(void)
{
	int fd = open("/dev/null", O_RDWR);

	while (fd >= 0 && fd <= 2)
		fd = dup(fd);
	if (fd > 2)
		close(fd);
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	const struct gp_cmd *cmd;

	keep_standard_streams();
	if (!name) {
		usage(stderr);
		return GP_EXIT_USAGE;
	}
	if (!strcmp(name, "--version")) {
		puts("git-perf version " GP_VERSION);
		return gp_exit_printed();
	}
	if (!strcmp(name, "-h") || !strcmp(name, "--help") ||
	    !strcmp(name, "help")) {
		usage(stdout);
		return gp_exit_printed();
	}
	cmd = find_cmd(name);
	if (!cmd) {
		fail_unknown_command(name);
		return GP_EXIT_USAGE;
	}
	return (int)cmd->run(argc - 2, argv + 2);
}
