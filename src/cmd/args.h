#ifndef GP_CMD_ARGS_H
#define GP_CMD_ARGS_H

#include "gp/config.h"
#include "gp/history.h"
#include "gp/marks.h"
#include "gp/report.h"
#include "gp/sync.h"
#include "gp/trend.h"

#include "cmd.h"

/**
 * @file
 * What each command line says. Strings are borrowed from argv.
 */

/** What columns of plain files are: columns.h. */
struct gp_columns_args {
	struct gp_strings params, samples, ignored;
};

/** Limits from the command line: limit_args.h. */
struct gp_limit_args {
	struct gp_strings notes, warns, fails;
};

/** accept, alias and pin. */
struct gp_mark_args {
	struct gp_mark_spec spec;
	bool undo, list, json;
};

struct gp_check_args {
	struct gp_history_query query;
	struct gp_strings keys;
	struct gp_limit_args limits;
	const char *format, *output;
	enum gp_config_from config_from;
	bool modified; /**< A modified work tree on the base branch is judged.
			*/
	bool verbose, strict, allow_new, json, no_rerun;
};

struct gp_compare_args {
	struct gp_strings keys;
	struct gp_limit_args limits;
	struct gp_columns_args columns;
	const char *from, *format, *output;
	const char *old, *new;
	bool files, json;
};

struct gp_detect_args {
	const char *path; /**< "-" is stdin. */
	const char *name; /**< Of the input, in messages. */
	bool drift, batch, json;
};

struct gp_doctor_args {
	bool remote, full, strict, json;
	const char *const *checks;
	size_t n;
};

struct gp_export_args {
	struct gp_history_range range;
	struct gp_export_options options;
	struct gp_strings keys;
	const char *format, *output;
};

struct gp_forget_args {
	const char *before;
	int64_t before_s; /**< The same in seconds since 1970. */
	const char *const *ids;
	size_t n_ids;
};

struct gp_formats_args {
	bool json;
};

struct gp_fsck_args {
	bool quarantine, json;
};

struct gp_remap_args {
	const char *path;
	bool dry_run;
};

struct gp_init_args {
	bool hooks, uninstall, dry_run;
	const char *forge;
};

struct gp_log_args {
	struct gp_history_range range;
	struct gp_trend_filter filter;
	struct gp_log_options options;
	struct gp_strings keys;
	const char *since, *until, *output;
	size_t n; /**< Commits at most; 0: all. */
	bool changes;
};

struct gp_pull_args {
	struct gp_sync sync;
	size_t last;        /**< 0: all results. */
	const char *commit; /**< NULL: HEAD. */
	bool json, quiet;
};

struct gp_push_args {
	struct gp_sync sync;
	bool json, quiet;
};

struct gp_record_args {
	const char *from, *rev, *testbed, *prefix;
	struct gp_strings values, tags;
	struct gp_columns_args columns;
	bool dry_run, json, explain;
	const char *const *paths;
	size_t n_paths;
};

struct gp_show_args {
	const char *rev;
	bool json;
};

struct gp_status_args {
	bool json;
};

/**
 * Parses the arguments that follow the name of the command into a zeroed
 * struct, defaults included. It needs no repository. GP_EUSAGE says what is
 * wrong.
 */
GP_CHECK enum gp_err gp_accept_parse(struct gp_mark_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_alias_parse(struct gp_mark_args *args, int argc,
				    char **argv);
GP_CHECK enum gp_err gp_retire_parse(struct gp_mark_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_pin_parse(struct gp_mark_args *args, int argc,
				  char **argv);
GP_CHECK enum gp_err gp_check_parse(struct gp_check_args *args, int argc,
				    char **argv);
GP_CHECK enum gp_err gp_compare_parse(struct gp_compare_args *args, int argc,
				      char **argv);
GP_CHECK enum gp_err gp_detect_parse(struct gp_detect_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_doctor_parse(struct gp_doctor_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_export_parse(struct gp_export_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_forget_parse(struct gp_forget_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_formats_parse(struct gp_formats_args *args, int argc,
				      char **argv);
GP_CHECK enum gp_err gp_fsck_parse(struct gp_fsck_args *args, int argc,
				   char **argv);
GP_CHECK enum gp_err gp_init_parse(struct gp_init_args *args, int argc,
				   char **argv);
GP_CHECK enum gp_err gp_log_parse(struct gp_log_args *args, int argc,
				  char **argv);
GP_CHECK enum gp_err gp_pull_parse(struct gp_pull_args *args, int argc,
				   char **argv);
GP_CHECK enum gp_err gp_push_parse(struct gp_push_args *args, int argc,
				   char **argv);
GP_CHECK enum gp_err gp_record_parse(struct gp_record_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_remap_parse(struct gp_remap_args *args, int argc,
				    char **argv);
GP_CHECK enum gp_err gp_show_parse(struct gp_show_args *args, int argc,
				   char **argv);
GP_CHECK enum gp_err gp_status_parse(struct gp_status_args *args, int argc,
				     char **argv);

/** record --explain: prints how each input is recognised; fails if record
 * would not read them. */
GP_CHECK enum gp_err gp_record_explain(const struct gp_record_args *args);

/** Frees the lists of a struct; due in any case. */
void gp_check_args_clear(struct gp_check_args *args);
void gp_compare_args_clear(struct gp_compare_args *args);
void gp_export_args_clear(struct gp_export_args *args);
void gp_log_args_clear(struct gp_log_args *args);
void gp_record_args_clear(struct gp_record_args *args);

/** The exit status for a verdict; prints a warning if an option decides it. */
enum gp_exit gp_check_status(const struct gp_findings *findings,
			     const struct gp_check_args *args);

#endif /* GP_CMD_ARGS_H */
