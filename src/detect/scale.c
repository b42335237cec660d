/*
 * Values and distances between the unit of a series and the scale on which
 * its values are compared.
 */
#include <math.h>

#include "scale.h"

double gp_scale_y(const struct gp_scale *scale, double value)
{
	return scale->sign * (scale->log ? log(value) : value / scale->unit);
}

double gp_scale_delta(const struct gp_scale *scale, double center,
		      double distance)
{
	if (!scale->log)
		return scale->sign * distance * scale->unit;
	return center * expm1(scale->sign * distance);
}

/*
 * Up by a fraction f is ln(1 + f), down is -ln(1 - f): no fall on
 * this scale reaches 0.
 */
double gp_scale_fraction(const struct gp_scale *scale, double center,
			 double fraction, bool worse)
{
	bool up = worse == (scale->sign > 0);

	if (!scale->log)
		return fraction * (fabs(center) / scale->unit);
	if (up)
		return log1p(fraction);
	return fraction < 1 ? -log1p(-fraction) : INFINITY;
}

double gp_scale_amount(const struct gp_scale *scale, double center,
		       double amount, bool worse)
{
	if (!scale->log)
		return amount / scale->unit;
	return gp_scale_fraction(scale, center, amount / center, worse);
}

double gp_scale_change(const struct gp_scale *scale, double center,
		       double distance)
{
	if (center == 0)
		return NAN;
	if (!scale->log)
		return distance * (scale->unit / fabs(center));
	return scale->sign > 0 ? expm1(distance) : -expm1(-distance);
}

double gp_relative_change(double before, double now)
{
	double fraction = before != 0 ? (now - before) / fabs(before) : NAN;

	return isfinite(fraction) ? fraction : NAN;
}
