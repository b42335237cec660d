#ifndef GP_CMD_H
#define GP_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "gp/buf.h"
#include "gp/error.h"
#include "gp/notices.h"

/**
 * @file
 * What every command shares: its description, options, and exit status.
 */

/** Exit statuses; users rely on them: docs/man/git-perf.1.scd. */
enum gp_exit {
	GP_EXIT_OK = 0,
	GP_EXIT_FAIL = 1, /**< A finding of severity fail. */
	GP_EXIT_NONE = 2, /**< No verdict, or nothing to show. */
	GP_EXIT_ERROR = 128,
	GP_EXIT_USAGE = 129 /**< The command line is wrong. */
};

/** A command; one constant struct a file, listed in table.c. */
struct gp_cmd {
	const char *name;
	const char *usage;   /**< What follows "git perf <name>". */
	const char *summary; /**< One line, for `git perf -h`. */
	/** Parses the arguments that follow the name, and does the rest. */
	enum gp_exit (*run)(int argc, char **argv);
};

/** Returns the borrowed table, ended by NULL, in the order of the help. */
const struct gp_cmd *const *gp_cmds(void);

/* ---- options ---- */

/** Several values of one option, in order; zero-initialised is empty. */
struct gp_strings {
	const char **items;
	size_t n, cap;
};
/** Frees the list, and leaves it empty. */
void gp_strings_clear(struct gp_strings *strings);

enum gp_opt_type {
	GP_OPT_T_DONE,
	GP_OPT_T_FLAG,    /**< bool */
	GP_OPT_T_STRING,  /**< const char *, borrowed from argv */
	GP_OPT_T_STRINGS, /**< struct gp_strings; may be repeated */
	GP_OPT_T_COUNT    /**< size_t, at least 1 */
};

/** One option; a table of them is ended by GP_OPT_DONE. */
struct gp_opt {
	enum gp_opt_type type;
	char letter; /**< 0 for none. */
	const char *name;
	void *value;      /**< Where it is stored; of the type above. */
	const char *arg;  /**< Name of its argument in the help, or NULL. */
	const char *help; /**< What it does, on one line. */
	/** Appends the help in place of `help`, which is then NULL; for the
	 * names of a table. */
	void (*list)(struct gp_buf *out);
};

#define GP_OPT_FLAG(c, l, v, h)                                                \
	{                                                                      \
		GP_OPT_T_FLAG, c, l, v, NULL, h, NULL                          \
	}
#define GP_OPT_STRING(c, l, v, a, h)                                           \
	{                                                                      \
		GP_OPT_T_STRING, c, l, v, a, h, NULL                           \
	}
/* A string that is one of the names which `list` appends. */
#define GP_OPT_NAME(c, l, v, a, list)                                          \
	{                                                                      \
		GP_OPT_T_STRING, c, l, v, a, NULL, list                        \
	}
#define GP_OPT_STRINGS(c, l, v, a, h)                                          \
	{                                                                      \
		GP_OPT_T_STRINGS, c, l, v, a, h, NULL                          \
	}
#define GP_OPT_COUNT(c, l, v, a, h)                                            \
	{                                                                      \
		GP_OPT_T_COUNT, c, l, v, a, h, NULL                            \
	}
#define GP_OPT_DONE                                                            \
	{                                                                      \
		GP_OPT_T_DONE, 0, NULL, NULL, NULL, NULL, NULL                 \
	}

/**
 * Parses options anywhere before "--" (which is dropped). As in git, a long
 * option may be abbreviated to a unique prefix. `*argc` and `argv` keep the
 * operands. "-h" and "--help" print the help from this table and end the
 * program with status 0. GP_EUSAGE says what is wrong.
 */
GP_CHECK enum gp_err gp_opts_parse(const struct gp_cmd *self,
				   const struct gp_opt *opts, int *argc,
				   char **argv);

/**
 * GP_EUSAGE unless the number of operands is `min` to `max`; `expected` is
 * their description: "one commit".
 */
GP_CHECK enum gp_err gp_operands_check(int argc, int min, int max,
				       const char *expected);

/**
 * Reads the value of the option `name` as a time, in seconds since 1970. A day
 * is its last second if `last` is set, otherwise its first. GP_EUSAGE.
 */
GP_CHECK enum gp_err gp_opt_time(int64_t *out, const char *name,
				 const char *text, int64_t now, bool last);

/* ---- ending ---- */

/** Prints the message ("fatal: …") and returns the exit status for it. */
enum gp_exit gp_exit_for(enum gp_err err);

/** Flushes stdout; returns the status of a command that only printed text. */
enum gp_exit gp_exit_printed(void);

/** Prints each as "warning: …" on stderr. */
void gp_warn_all(const struct gp_notices *notices);

/** Where output goes: stdout, or a file that is replaced as a whole. */
struct gp_sink {
	FILE *file;
	char *path, *temporary; /**< NULL for stdout. */
};

/** Opens `path`, or stdout if it is NULL. GP_EIO. */
GP_CHECK enum gp_err gp_sink_open(struct gp_sink *sink, const char *path);
/** Writes `buf` and resets it. */
GP_CHECK enum gp_err gp_sink_write(struct gp_sink *sink, struct gp_buf *buf);
/** Renames the temporary file to the path. */
GP_CHECK enum gp_err gp_sink_close(struct gp_sink *sink);
/** Removes the temporary file of a sink that was not closed. */
void gp_sink_abandon(struct gp_sink *sink);

/** Writes all of `buf` to `path`, or to stdout if it is NULL. */
GP_CHECK enum gp_err gp_output(struct gp_buf *buf, const char *path);

/**
 * Prints the notices that a report to `path` (NULL: stdout) contains, unless it
 * went to the same terminal or file as they would.
 */
void gp_warn_beside_report(const struct gp_notices *notices, const char *path);

/** Whether a report to `path` (NULL: stdout) may have colour. */
bool gp_wants_color(const char *path);

/** Columns of the terminal that a report to `path` (NULL: stdout) goes to; 0
 * if it goes to none, or to one of unknown width. */
size_t gp_terminal_width(const char *path);

#endif /* GP_CMD_H */
