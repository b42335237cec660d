/*
 * git perf: benchmark results as git notes.
 *
 * The tree, in the order that data flows through it:
 *
 *	src/cmd      what the user types; chains the stages below
 *	src/import   bench output -> runs; one format a file
 *	src/codec    entries <-> bytes
 *	src/model    the nouns: entry (a run is one), series, finding
 *	src/store    entries <-> notes: tree splicing, packs, locking, merging
 *	src/git      the repository: revisions, refs, commit-graph, walks
 *	src/history  notes -> series: first-parent walk, baseline selection
 *	src/config   git configuration, .gitperf -> what applies to a series
 *	src/machine  this machine: the name of its class, and facts
 *	src/sync     notes <-> remotes, through the git program
 *	src/partial  pulling only what a check of one commit needs
 *	src/setup    what `init` writes: hooks, files for a CI
 *	src/doctor   diagnosing common problems; one problem a file
 *	src/detect   series -> findings; one method a file
 *	src/report   findings and runs -> text; one output a file
 *	src/parse    syntax without meaning: json csv lines numbers
 *	src/stats    mathematics without meaning
 *	src/base     errors, memory, strings, processes
 *
 * A folder includes only lower ones; tests/lint/floors.sh holds it to that.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static const struct gp_cmd *find(const char *name)
{
	for (const struct gp_cmd *const *cmd = gp_cmds(); *cmd; cmd++)
		if (!strcmp((*cmd)->name, name))
			return *cmd;
	return NULL;
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
	cmd = find(name);
	if (!cmd) {
		gp_exit_for(gp_fail(GP_EUSAGE, "'%s' is not a git perf command",
				    name));
		return GP_EXIT_USAGE;
	}
	return (int)cmd->run(cmd, argc - 2, argv + 2);
}
