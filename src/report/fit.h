#ifndef GP_REPORT_FIT_H
#define GP_REPORT_FIT_H

#include "gp/buf.h"
#include "gp/mem.h"

#include "report/shared.h"

/**
 * @file
 * Names that must be cut to fit on a terminal, and stay different.
 */

/** Names that are shown together. Zero-initialised is empty. */
struct gp_fit {
	struct gp_arena arena;
	const char **names;
	size_t n, cap;
	size_t widest; /**< Columns of the widest name. */
};

/** Adds a name, as it would be shown if there was room; it is copied. */
void gp_fit_add(struct gp_fit *fit, const char *name);

/**
 * A width, at least `wish` and hardly more than is needed, to which
 * gp_escape_short() can cut the names without making two of them the same.
 */
size_t gp_fit_width(const struct gp_fit *fit, size_t wish);

/**
 * gp_shared_find(), and if one of the names with its metric takes more than
 * `room` columns, which is 0 without a terminal, gp_shared_find_prefix().
 */
void gp_shared_fit(struct gp_shared *out, const struct gp_shown_name *names,
		   size_t n, size_t room);

/**
 * Adds the names with their metrics and without what is shared.
 */
void gp_fit_add_keys(struct gp_fit *fit, const struct gp_shared *shared,
		     const struct gp_shown_name *names, size_t n);

/** Frees the names; it is empty then. */
void gp_fit_clear(struct gp_fit *fit);

#endif /* GP_REPORT_FIT_H */
