#ifndef GP_PARAMETERS_H
#define GP_PARAMETERS_H

#include "gp/entry.h"

/**
 * @file
 * Parameters in names: "sort/size=1000", "sort [python=3.12]".
 *
 * docs/FORMAT.md specifies the written form, with vectors.
 */

/** Largest key or value of a parameter, in bytes. */
#define GP_PARAMETER_MAX 256

/**
 * Appends the written form of a key or a value: '%' and two hex digits stand
 * for each of / = , [ ] % and for control characters.
 */
void gp_parameter_put(struct gp_buf *out, struct gp_span text);

/** Appends `base` and its parameters; `parameters` may be NULL. */
void gp_parameters_put(struct gp_buf *out, struct gp_span base,
		       const struct gp_parameters *parameters);

/**
 * A written name without its dimensions, or, if it has none, without its last
 * named parameter; the same name if it has neither. Borrowed.
 */
struct gp_span gp_without_parameter(struct gp_span name);

/** Appends the parameters alone: "size=1000,python=3.12"; may be NULL. */
void gp_parameters_list(struct gp_buf *out,
			const struct gp_parameters *parameters);

/** Copies parameters into `arena`; NULL stays NULL. */
const struct gp_parameters *gp_parameters_copy(
	struct gp_arena *arena, const struct gp_parameters *parameters);

/** Names of tags and dimensions that do not separate series: perf.facts. */
struct gp_fact_names {
	const char *const *items; /**< Borrowed. */
	size_t n;
};

/** Whether one of the names is `key`; `names` may be NULL. */
bool gp_fact_names_have(const struct gp_fact_names *names, const char *key);

/**
 * Whether a column, key or tag of this name tells about a run instead of
 * separating results: commit, version, date, host, cpu …; regardless of case
 * and of '_', '-' and ' '.
 */
bool gp_is_fact_name(const char *name);

/**
 * Whether a tag of `run` separates series, unless perf.facts names it: a run
 * without `own_tags` also has texts of the tool among its tags.
 */
bool gp_tag_separates(const struct gp_entry *run, const char *key);

/**
 * Gives every measurement of a run that was read from a note its whole written
 * name: the dimensions that the driver declared and the user's tags, without
 * those in `facts` (may be NULL). A run without `own_tags` also has texts of
 * the tool among its tags: those that gp_is_fact_name() knows, and those whose
 * key has a '/', do not separate. Sets `parameters` accordingly. Two
 * measurements whose names become the same stay two. To be called once for each
 * run.
 */
void gp_entry_name_series(struct gp_entry *run,
			  const struct gp_fact_names *facts);

#endif /* GP_PARAMETERS_H */
