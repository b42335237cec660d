#ifndef GP_DECIMAL_H
#define GP_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "gp/buf.h"
#include "gp/error.h"
#include "gp/span.h"

/**
 * @file
 * A number as a tool printed it: exact if a decimal fits.
 *
 * The locale and the platform have no effect on reading and writing.
 */

enum gp_decimal_kind {
	GP_DECIMAL_NONE,  /**< Absent; a zeroed struct. */
	GP_DECIMAL_EXACT, /**< digits * 10^exp, every printed digit kept. */
	GP_DECIMAL_DOUBLE /**< A double: too many digits, or computed. */
};

struct gp_decimal {
	union {
		int64_t digits;
		double value;
	};
	int16_t exp; /**< Power of ten, -400 to 400; EXACT only. */
	uint8_t kind;
};

/**
 * Reads a whole span as a finite number: [+-]digits[.digits][e[+-]digits]; the
 * digits before a point may be missing. Returns false for anything else (NaN,
 * infinities, hex, blanks, "1,5", "5.", "") and for numbers that overflow a
 * double. 45.20 is 4520e-2 and remains so.
 */
bool gp_decimal_parse(struct gp_decimal *out, struct gp_span text);

/**
 * Reads the longest number at the start of `rest`, like gp_decimal_parse(),
 * and removes it there: "12.5ms" leaves "ms".
 */
bool gp_decimal_take(struct gp_decimal *out, struct gp_span *rest);

/** An exact whole number. */
struct gp_decimal gp_decimal_int(int64_t value);

/** `value` must be finite. A whole number below 2^53 becomes exact. */
struct gp_decimal gp_decimal_real(double value);

/** The nearest double; NAN when absent. */
double gp_decimal_double(struct gp_decimal d);

/** Whether both are present with equal digits and power (45.2 != 45.20). */
bool gp_decimal_same(struct gp_decimal a, struct gp_decimal b);

/**
 * Appends the number: an exact one without an exponent if that adds at most 20
 * zeros, a double as the shortest text that reads back the same. Appends
 * nothing if the number is absent.
 */
void gp_decimal_format(struct gp_buf *buf, struct gp_decimal d);

/** Appends the shortest text that reads back as the finite `value`. */
void gp_double_format(struct gp_buf *buf, double value);

#endif /* GP_DECIMAL_H */
