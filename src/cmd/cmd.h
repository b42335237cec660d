#ifndef GP_CMD_H
#define GP_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "gp/buf.h"
#include "gp/error.h"
#include "gp/notices.h"

/**
 * @file
 * What every command shares: its description, options, and exit status.
 */

/** Exit statuses, as product contract; docs/man/git-perf.1. */
enum gp_exit {
	GP_EXIT_OK = 0,
	GP_EXIT_FAIL = 1, /**< A finding of severity fail. */
	GP_EXIT_NONE = 2, /**< No verdict. */
	GP_EXIT_ERROR = 128,
	GP_EXIT_USAGE = 129
};

/** A command; one constant struct a file, listed in table.c. */
struct gp_cmd {
	const char *name;
	const char *usage;   /**< What follows "git perf <name>". */
	const char *summary; /**< One line, for `git perf -h`. */
	enum gp_exit (*run)(const struct gp_cmd *self, int argc, char **argv);
};

/** Lends the table, ended by NULL, in the order that help prints. */
const struct gp_cmd *const *gp_cmds(void);

/* ---- options ---- */

/** Several values of one option, in order; zero-initialised is empty. */
struct gp_strings {
	const char **items;
	size_t n, cap;
};
void gp_strings_clear(struct gp_strings *strings);

enum gp_opt_type {
	GP_OPT_T_DONE,
	GP_OPT_T_FLAG,    /**< bool */
	GP_OPT_T_STRING,  /**< const char *, lent from argv */
	GP_OPT_T_STRINGS, /**< struct gp_strings; may be repeated */
	GP_OPT_T_COUNT    /**< size_t, at least 1 */
};

struct gp_opt {
	enum gp_opt_type type;
	char letter; /**< 0 for none. */
	const char *name;
	void *value;
	const char *arg; /**< Name of its argument in the help. */
	const char *help;
};

#define GP_OPT_FLAG(c, l, v, h)                                                \
	{                                                                      \
		GP_OPT_T_FLAG, c, l, v, NULL, h                                \
	}
#define GP_OPT_STRING(c, l, v, a, h)                                           \
	{                                                                      \
		GP_OPT_T_STRING, c, l, v, a, h                                 \
	}
#define GP_OPT_STRINGS(c, l, v, a, h)                                          \
	{                                                                      \
		GP_OPT_T_STRINGS, c, l, v, a, h                                \
	}
#define GP_OPT_COUNT(c, l, v, a, h)                                            \
	{                                                                      \
		GP_OPT_T_COUNT, c, l, v, a, h                                  \
	}
#define GP_OPT_DONE                                                            \
	{                                                                      \
		GP_OPT_T_DONE, 0, NULL, NULL, NULL, NULL                       \
	}

/**
 * Parses options anywhere before "--" (which is dropped); long options may be
 * abbreviated to a unique prefix, as git's may. `*argc` and `argv` keep the
 * operands. "-h" and "--help" print the help from this table and end the
 * program with status 0. GP_EUSAGE names what is wrong.
 */
GP_CHECK enum gp_err gp_opts_parse(const struct gp_cmd *self,
				   const struct gp_opt *opts, int *argc,
				   char **argv);

/* ---- ending ---- */

/** Prints the message ("fatal: …") and gives the exit status of a failure. */
enum gp_exit gp_exit_for(enum gp_err err);

/** What ends help and the like: whether all that was printed is out. */
enum gp_exit gp_exit_printed(void);

/** Prints each as "warning: …". */
void gp_warn_all(const struct gp_notices *notices);

/** Where output goes: stdout, or a file that appears whole or not at all. */
struct gp_sink {
	FILE *file;
	char *path, *temporary; /**< NULL for stdout. */
};

/** Opens stdout, or `path` when it is not NULL. GP_EIO. */
GP_CHECK enum gp_err gp_sink_open(struct gp_sink *sink, const char *path);
/** Writes `buf` and resets it. */
GP_CHECK enum gp_err gp_sink_write(struct gp_sink *sink, struct gp_buf *buf);
/** Gives the file its name. */
GP_CHECK enum gp_err gp_sink_close(struct gp_sink *sink);
/** Removes what was not closed; nothing after gp_sink_close(). */
void gp_sink_abandon(struct gp_sink *sink);

/** Writes all of `buf` to `path`, or to stdout when it is NULL. */
GP_CHECK enum gp_err gp_output(struct gp_buf *buf, const char *path);

/** Whether a report to `path` (NULL: stdout) may have colour. */
bool gp_wants_color(const char *path);

/** Columns of the terminal that a report to `path` (NULL: stdout) goes to; 0:
 * it goes to none, or to one that does not know. */
size_t gp_terminal_width(const char *path);
/** The same, but 80 where it goes to none. */
size_t gp_output_width(const char *path);

#endif /* GP_CMD_H */
