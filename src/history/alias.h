#ifndef GP_HISTORY_ALIAS_H
#define GP_HISTORY_ALIAS_H

#include "gp/buf.h"
#include "gp/parameters.h"

#include "placed_marks.h"

/**
 * @file
 * Today's names of benchmarks, by the aliases on a first-parent line.
 */

/** What a series is called, apart from its testbed. */
struct gp_series_key {
	const char *benchmark, *metric; /**< Borrowed. */
};

/** The aliases that take effect at one commit of the line. */
struct gp_alias_group {
	size_t place;          /**< Of the commit. */
	struct gp_map by_from; /**< Old name -> index in the marks. */
	size_t n;
	size_t *patterns; /**< Indexes of those with a '*' in both names. */
	size_t n_patterns, cap_patterns;
};

/** The aliases on a line. Zero-initialised renames nothing. */
struct gp_alias_set {
	const struct gp_placed_marks *marks; /**< Borrowed. */
	struct gp_arena *arena;              /**< Owns new names; borrowed. */
	struct gp_alias_group *groups;       /**< The oldest first. */
	size_t n, cap;
	struct gp_map froms;    /**< Every old name. */
	bool has_patterns;      /**< Any group has. */
	struct gp_buf key, new; /**< Scratch space. */
};

/**
 * Collects the aliases among placed marks. Those of one commit that form a
 * circle are ignored, which a notice says.
 */
void gp_alias_set_init(struct gp_alias_set *out,
		       const struct gp_placed_marks *marks,
		       struct gp_arena *arena, struct gp_notices *notices);
void gp_alias_set_clear(struct gp_alias_set *set);

/**
 * Replaces a name that was recorded at `place` by today's: applies the aliases
 * of that commit and of newer ones, from the oldest commit to the newest. An
 * alias applies to a benchmark, or else to a whole key; or else, unless it
 * changes the parameters, to the name without its last parameters, which stay.
 * Names come before patterns. False if none applies.
 */
bool gp_alias_set_apply(struct gp_alias_set *set, size_t place,
			struct gp_series_key *name);

/**
 * The parameters of a result that was renamed to `benchmark`: the same ones if
 * the new name has them, too, else NULL.
 */
const struct gp_parameters *gp_alias_parameters(
	const char *benchmark, const struct gp_parameters *parameters);

#endif /* GP_HISTORY_ALIAS_H */
