#ifndef GP_KEY_CHOICE_H
#define GP_KEY_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/buf.h"
#include "gp/map.h"
#include "gp/mem.h"
#include "gp/notices.h"

/**
 * @file
 * Which patterns of -k are meant by what was typed, for commands that only
 * read: a pattern that matches nothing is taken as a part of a name, without
 * regard to case, and a notice says so. Commands that write name what is near,
 * and refuse.
 */

/** Made by gp_key_choice_init(). */
struct gp_key_choice {
	struct gp_arena arena;
	const char **keys; /**< The patterns to match by. */
	size_t n_keys;
	bool *matched; /**< Whether a name matches the pattern as it is. */
	size_t n_matched;
	struct gp_map seen; /**< Of "benchmark:metric". */
	const char **names; /**< The same, in the order of their first use. */
	size_t *metrics;    /**< Where the metric begins in each. */
	size_t n, cap, cap_metrics;
	struct gp_buf key; /**< Scratch space. */
};

/** Begins with the patterns as they were typed, which are borrowed. */
void gp_key_choice_init(struct gp_key_choice *choice,
			const char *const *patterns, size_t n);

/** Whether each pattern matches: no further name changes anything. */
bool gp_key_choice_done(const struct gp_key_choice *choice);

/** Adds the name of a series. */
void gp_key_choice_see(struct gp_key_choice *choice, const char *benchmark,
		       const char *metric);

/**
 * Replaces each pattern that matches no name by one for the names that have it
 * as a part, and adds a notice that says which. If there are none, adds a
 * notice with the name that is nearest, if one is near.
 */
void gp_key_choice_loosen(struct gp_key_choice *choice,
			  struct gp_notices *notices);

/**
 * Appends up to five names that `pattern` may have meant, with commas between
 * them: those that have it as a part, else the nearest. Returns their number.
 */
size_t gp_key_choice_candidates(struct gp_key_choice *choice,
				struct gp_buf *out, const char *pattern);

/** Frees the choice; `keys` are gone then. */
void gp_key_choice_clear(struct gp_key_choice *choice);

#endif /* GP_KEY_CHOICE_H */
