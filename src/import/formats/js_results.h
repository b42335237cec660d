#ifndef GP_IMPORT_FORMATS_JS_RESULTS_H
#define GP_IMPORT_FORMATS_JS_RESULTS_H

#include "gp/map.h"

#include "import/core/values.h"

/**
 * @file
 * What the benchmark tools of JavaScript have in common: the statistics of
 * tinybench, and results that are grouped by file.
 */

/* ---- names: FILE/GROUP/NAME ---- */

/**
 * Which file each name came from. Only the last part of a file's path is in a
 * name, because the folders differ from machine to machine, so two files may
 * have the same name. Zero-initialised is empty.
 */
struct gp_js_files {
	struct gp_map paths; /**< Their numbers. */
	struct gp_map names; /**< The number of a path. */
};

/** Frees the names; `files` is empty then. */
void gp_js_files_clear(struct gp_js_files *files);

/** One result, as its tool names it; `file` and `group` may be empty. */
struct gp_js_name {
	struct gp_span file, group, name;
};

/**
 * Sets the benchmark of `id`, in the run's arena. False, and the result is
 * refused, if another file has a result of this name.
 */
bool gp_js_name_put(struct gp_value_id *id, struct gp_js_files *files,
		    struct gp_intake *out, const struct gp_js_name *name);

/* ---- values ---- */

/** Adds the members p75, p99, p995 and p999 with the unit of `time`. */
void gp_js_add_percentiles(struct gp_intake *out,
			   const struct gp_value_id *time,
			   const struct gp_json *json);

/**
 * Adds a result of tinybench, since 3 {"latency": {...}, "throughput": {...}},
 * before that {"mean": ..., "hz": ...}: times in ms. A result without a time is
 * refused: `why` is the reason if the tool gives none.
 */
void gp_js_add_tinybench(struct gp_intake *out, struct gp_span benchmark,
			 const struct gp_json *result, const char *why);

#endif /* GP_IMPORT_FORMATS_JS_RESULTS_H */
