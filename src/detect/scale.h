#ifndef GP_DETECT_SCALE_H
#define GP_DETECT_SCALE_H

#include <stdbool.h>

/**
 * @file
 * The scale on which values are compared: y = ln(value) if all values are
 * positive, else value / unit; times -1 if higher is better. A larger y is
 * always worse.
 */

struct gp_scale {
	bool log;
	double sign; /**< 1, or -1 if higher is better. */
	double unit; /**< The largest magnitude, so that squares stay finite. */
};

/** A value, in the unit of the series, on the scale. */
double gp_scale_y(const struct gp_scale *scale, double value);

/**
 * The difference in the unit of the series that corresponds to a distance on
 * the scale from `center`, a value; exactly 0 for a distance of 0.
 */
double gp_scale_delta(const struct gp_scale *scale, double center,
		      double distance);

/**
 * The distance on the scale of a change for the worse (or the better) from
 * `center` by `fraction` of its magnitude; INFINITY if no value is so far.
 */
double gp_scale_fraction(const struct gp_scale *scale, double center,
			 double fraction, bool worse);

/** The same for a change by `amount`, in the unit of the series. */
double gp_scale_amount(const struct gp_scale *scale, double center,
		       double amount, bool worse);

/**
 * The change, as a fraction of the magnitude of `center`, that corresponds to
 * a distance on the scale; positive is worse. NAN if `center` is 0.
 */
double gp_scale_change(const struct gp_scale *scale, double center,
		       double distance);

/**
 * The change from `before` to `now` as a fraction of the magnitude of
 * `before`; NAN if that is 0 or the fraction is not finite.
 */
double gp_relative_change(double before, double now);

#endif /* GP_DETECT_SCALE_H */
