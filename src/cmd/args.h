#ifndef GP_CMD_ARGS_H
#define GP_CMD_ARGS_H

#include "gp/history.h"
#include "gp/marks.h"
#include "gp/report.h"
#include "gp/sync.h"
#include "gp/trend.h"

#include "cmd.h"

/**
 * @file
 * What each command line says. The parser of a command fills a zeroed struct,
 * defaults included, and needs no repository. Strings are borrowed from argv.
 * GP_EUSAGE says what is wrong. A struct with lists has a function that frees
 * them, which is due in any case.
 */

/** accept, alias and pin. */
struct gp_mark_args {
	struct gp_mark_spec spec;
	bool undo, list, json;
};
GP_CHECK enum gp_err gp_accept_parse(struct gp_mark_args *args, int argc,
				     char **argv);
GP_CHECK enum gp_err gp_alias_parse(struct gp_mark_args *args, int argc,
				    char **argv);
GP_CHECK enum gp_err gp_pin_parse(struct gp_mark_args *args, int argc,
				  char **argv);

struct gp_check_args {
	struct gp_history_query query;
	struct gp_strings keys, warns, fails;
	const char *format, *output;
	bool verbose, strict, allow_new, json, no_rerun;
};
GP_CHECK enum gp_err gp_check_parse(struct gp_check_args *args, int argc,
				    char **argv);
void gp_check_args_clear(struct gp_check_args *args);
/** The exit status for a verdict; prints a warning if an option decides it. */
enum gp_exit gp_check_status(const struct gp_findings *findings,
			     const struct gp_check_args *args);

struct gp_compare_args {
	struct gp_strings keys, warns, fails;
	const char *from, *format, *output;
	const char *old, *new;
	bool files, json;
};
GP_CHECK enum gp_err gp_compare_parse(struct gp_compare_args *args, int argc,
				      char **argv);
void gp_compare_args_clear(struct gp_compare_args *args);

struct gp_detect_args {
	const char *path; /**< "-" is stdin. */
	const char *name; /**< Of the input, in messages. */
	bool drift, batch, json;
};
GP_CHECK enum gp_err gp_detect_parse(struct gp_detect_args *args, int argc,
				     char **argv);

struct gp_doctor_args {
	bool remote, full, strict, json;
	const char *const *checks;
	size_t n;
};
GP_CHECK enum gp_err gp_doctor_parse(struct gp_doctor_args *args, int argc,
				     char **argv);

struct gp_export_args {
	struct gp_history_range range;
	struct gp_export_options options;
	struct gp_strings keys;
	const char *format, *output;
};
GP_CHECK enum gp_err gp_export_parse(struct gp_export_args *args, int argc,
				     char **argv);
void gp_export_args_clear(struct gp_export_args *args);

struct gp_forget_args {
	const char *before;
	int64_t before_s; /**< The same in seconds since 1970. */
	const char *const *ids;
	size_t n_ids;
};
GP_CHECK enum gp_err gp_forget_parse(struct gp_forget_args *args, int argc,
				     char **argv);

struct gp_formats_args {
	bool json;
};
GP_CHECK enum gp_err gp_formats_parse(struct gp_formats_args *args, int argc,
				      char **argv);

struct gp_fsck_args {
	bool quarantine, json;
};
GP_CHECK enum gp_err gp_fsck_parse(struct gp_fsck_args *args, int argc,
				   char **argv);

struct gp_init_args {
	bool hooks, uninstall, dry_run;
	const char *forge;
};
GP_CHECK enum gp_err gp_init_parse(struct gp_init_args *args, int argc,
				   char **argv);

struct gp_log_args {
	struct gp_history_range range;
	struct gp_trend_filter filter;
	struct gp_log_options options;
	struct gp_strings keys;
	const char *since, *until, *output;
	size_t n; /**< Commits at most; 0: all. */
	bool changes;
};
GP_CHECK enum gp_err gp_log_parse(struct gp_log_args *args, int argc,
				  char **argv);
void gp_log_args_clear(struct gp_log_args *args);

struct gp_pull_args {
	struct gp_sync sync;
	size_t last;        /**< 0: all results. */
	const char *commit; /**< NULL: HEAD. */
	bool json;
};
GP_CHECK enum gp_err gp_pull_parse(struct gp_pull_args *args, int argc,
				   char **argv);

struct gp_push_args {
	struct gp_sync sync;
	bool json;
};
GP_CHECK enum gp_err gp_push_parse(struct gp_push_args *args, int argc,
				   char **argv);

struct gp_record_args {
	const char *from, *rev, *testbed, *prefix;
	struct gp_strings values, tags;
	bool dry_run, json;
	const char *const *paths;
	size_t n_paths;
};
GP_CHECK enum gp_err gp_record_parse(struct gp_record_args *args, int argc,
				     char **argv);
void gp_record_args_clear(struct gp_record_args *args);

struct gp_show_args {
	const char *rev;
	bool json;
};
GP_CHECK enum gp_err gp_show_parse(struct gp_show_args *args, int argc,
				   char **argv);

struct gp_status_args {
	bool json;
};
GP_CHECK enum gp_err gp_status_parse(struct gp_status_args *args, int argc,
				     char **argv);

#endif /* GP_CMD_ARGS_H */
