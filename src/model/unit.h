#ifndef GP_MODEL_UNIT_H
#define GP_MODEL_UNIT_H

#include "gp/span.h"

/**
 * @file
 * A unit taken apart, as kinds and conversions both need it.
 */

enum gp_dimension {
	GP_DIMENSION_NONE,
	GP_DIMENSION_TIME,
	GP_DIMENSION_BYTES,
	GP_DIMENSION_BITS
};

struct gp_unit {
	enum gp_dimension dimension; /**< Of the part before the '/'. */
	double scale; /**< To ps, B, bit or one; whole numbers, so exact. */
	struct gp_span head; /**< Before the first '/', without "k", "M", … of
				  what is counted: "op" of "Mop/s". */
	struct gp_span per;  /**< Behind it; empty without one. */
	double per_scale;    /**< Of a `per` that is a time, to ps; else 0. */
};

/**
 * Never fails: a unit that is not known has no dimension. "rps", "Mbps" and the
 * like are read as what they stand for, "req/s" and "Mbit/s".
 */
struct gp_unit gp_unit_read(const char *text);

/** Whether it counts per stretch of time: "/s", "/ms", "/min", "Hz". */
bool gp_unit_is_rate(const struct gp_unit *unit);
/** Whether it is a time or a rate, which a slow machine changes. */
bool gp_unit_is_speed(const struct gp_unit *unit);

/** Whether it is "%" or one of its words. */
bool gp_unit_is_percent(const char *text);

/** Whether it says that a value lies between 0 and 1. */
bool gp_unit_is_ratio(const char *text);

#endif /* GP_MODEL_UNIT_H */
