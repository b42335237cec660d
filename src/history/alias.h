#ifndef GP_HISTORY_ALIAS_H
#define GP_HISTORY_ALIAS_H

#include "gp/buf.h"

#include "placed_marks.h"

/**
 * @file
 * What benchmarks were called before, by the aliases on the line.
 */

struct gp_series_key {
	const char *benchmark, *metric; /**< Lent. */
};

/** The aliases of one commit of the line. */
struct gp_alias_group {
	size_t place;
	struct gp_map by_from; /**< Index into the marks. */
	size_t n;
};

/** Zero-initialised renames nothing. */
struct gp_alias_set {
	const struct gp_placed_marks *marks; /**< Lent; placed. */
	struct gp_arena *arena;              /**< Lent; owns new names. */
	struct gp_alias_group *groups;       /**< The oldest first. */
	size_t n, cap;
	struct gp_map froms; /**< Every old name. */
	struct gp_buf key;   /**< Scratch. */
};

/** Aliases of one commit that go in a circle do not count: a notice each. */
void gp_alias_set_init(struct gp_alias_set *out,
		       const struct gp_placed_marks *marks,
		       struct gp_arena *arena, struct gp_notices *notices);
void gp_alias_set_clear(struct gp_alias_set *renames);

/**
 * Replaces what was recorded at `place` by today's name: aliases of that
 * commit and of newer ones, from the oldest commit to the newest. Each equals
 * the benchmark or else the whole key. False where none does.
 */
bool gp_alias_set_apply(struct gp_alias_set *renames, size_t place,
			struct gp_series_key *name);

#endif /* GP_HISTORY_ALIAS_H */
