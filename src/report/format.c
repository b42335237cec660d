/*
 * Numbers and times for people. No printf of a double: it asks the locale.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "gp/decimal.h"
#include "gp/limits.h"
#include "gp/report.h"

/* ---- time ---- */

#define DAY 86400

static void put_two(struct gp_buf *out, unsigned value)
{
	const char digits[2] = { (char)('0' + value / 10),
				 (char)('0' + value % 10) };

	gp_buf_add(out, digits, 2);
}

/* Years are counted from March, so that a leap day is the last of its year. */
static void put_date(struct gp_buf *out, int64_t days)
{
	unsigned era, day, y, d, m, year;

	days += 719468; /* since 0000-03-01 */
	era = (unsigned)(days / 146097);
	day = (unsigned)(days % 146097);
	y = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	d = day - (365 * y + y / 4 - y / 100);
	m = (5 * d + 2) / 153;
	d = d - (153 * m + 2) / 5 + 1;
	year = era * 400 + y + (m >= 10);
	m = m < 10 ? m + 3 : m - 9;
	put_two(out, year / 100);
	put_two(out, year % 100);
	gp_buf_putc(out, '-');
	put_two(out, m);
	gp_buf_putc(out, '-');
	put_two(out, d);
}

int64_t gp_seconds_of_ms(int64_t ms)
{
	return ms / 1000 - (ms % 1000 < 0);
}

void gp_format_time(struct gp_buf *out, int64_t seconds)
{
	const int64_t first = INT64_C(-62162035200); /* 0000-03-01 */
	const int64_t last = INT64_C(253402300799);  /* 9999-12-31 */
	unsigned of_day;

	seconds = seconds < first ? first : seconds > last ? last : seconds;
	of_day = (unsigned)((seconds % DAY + DAY) % DAY);
	put_date(out, (seconds - of_day) / DAY);
	gp_buf_putc(out, 'T');
	put_two(out, of_day / 3600);
	gp_buf_putc(out, ':');
	put_two(out, of_day / 60 % 60);
	gp_buf_putc(out, ':');
	put_two(out, of_day % 60);
	gp_buf_putc(out, 'Z');
}

/* ---- numbers ---- */

/* `value` with `places` digits after the point; below 1e15. */
static void put_fixed(struct gp_buf *out, double value, int places)
{
	static const int64_t tens[] = { 1,       10,       100,
					1000,    10000,    100000,
					1000000, 10000000, 100000000 };
	int64_t scaled = llround(fabs(value) * (double)tens[places]);

	if (value < 0 && scaled)
		gp_buf_putc(out, '-');
	gp_buf_printf(out, "%" PRId64, scaled / tens[places]);
	if (places)
		gp_buf_printf(out, ".%0*" PRId64, places,
			      scaled % tens[places]);
}

/* Three digits that count, of a value from 0.001 to 1e6. */
static void put_three(struct gp_buf *out, double value)
{
	double size = fabs(value);
	int places = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;

	for (double limit = 0.9995; size < limit && places < 6; limit /= 10)
		places++;
	put_fixed(out, value, places);
}

static void put_unit_power(struct gp_buf *out, double value)
{
	int exp = (int)floor(log10(fabs(value)));
	double mantissa = value / pow(10, exp);

	if (!isfinite(mantissa)) /* below the smallest power of ten */
		mantissa = value * 1e100 / pow(10, exp + 100);
	if (fabs(mantissa) >= 9.995) {
		mantissa /= 10;
		exp++;
	}
	put_fixed(out, mantissa, 2);
	gp_buf_printf(out, "e%d", exp);
}

void gp_format_number(struct gp_buf *out, double value)
{
	double size = fabs(value);

	if (!isfinite(value))
		gp_buf_putc(out, '?');
	else if (size < 1e6 && value == floor(value))
		put_fixed(out, value, 0);
	else if (size < 0.001 || size >= 1e15)
		put_unit_power(out, value);
	else if (size >= 999.5e9)
		put_three(out, value / 1e12), gp_buf_puts(out, "T");
	else if (size >= 999.5e6)
		put_three(out, value / 1e9), gp_buf_puts(out, "G");
	else if (size >= 999.5e3)
		put_three(out, value / 1e6), gp_buf_puts(out, "M");
	else
		put_three(out, value);
}

/* ---- units ---- */

struct unit_step {
	const char *unit;
	double size;
	double from; /* the smallest value, in the family's unit, shown in it */
};

static const struct unit_step times[] = {
	{ "h", 3600, 7200 },      { "min", 60, 120 },
	{ "s", 1, .9995 },        { "ms", 1e-3, .9995e-3 },
	{ "µs", 1e-6, .9995e-6 }, { "ns", 1e-9, .9995e-9 },
	{ "ps", 1e-12, 0 },
};
static const struct unit_step decimal_bytes[] = {
	{ "TB", 1e12, .9995e12 },
	{ "GB", 1e9, .9995e9 },
	{ "MB", 1e6, .9995e6 },
	{ "kB", 1e3, .9995e3 },
	{ "B", 1, 0 },
};
static const struct unit_step binary_bytes[] = {
	{ "TiB", 0x1p40, 0x1p40 },
	{ "GiB", 0x1p30, 0x1p30 },
	{ "MiB", 0x1p20, 0x1p20 },
	{ "KiB", 0x1p10, 0x1p10 },
	{ "B", 1, 0 },
};

static const struct unit_step *step_for(double *value, const char *unit)
{
	const struct unit_step *step;
	double factor;

	if (gp_unit_factor(unit, "s", &factor))
		step = times;
	else if (!gp_unit_factor(unit, "B", &factor))
		return NULL;
	else
		step = strstr(unit, "iB") ? binary_bytes : decimal_bytes;
	while (fabs(*value * factor) < step->from)
		step++;
	*value = *value * factor / step->size;
	return step;
}

void gp_format_value(struct gp_buf *out, double value, const char *unit)
{
	size_t base_len = strcspn(unit, "/");
	struct gp_buf base = GP_BUF_INIT;
	const struct unit_step *step = NULL;

	gp_buf_add(&base, unit, base_len);
	if (isfinite(value) && value != 0)
		step = step_for(&value, gp_buf_str(&base));
	gp_format_number(out, value);
	if (*unit)
		gp_buf_putc(out, ' ');
	if (step)
		gp_buf_puts(out, step->unit);
	else
		gp_escape_short(out, gp_buf_str(&base), 24);
	gp_escape_short(out, unit + base_len, 24);
	gp_buf_clear(&base);
}

void gp_format_share(struct gp_buf *out, double fraction)
{
	double percent = fraction * 100, size = fabs(percent);

	if (!isfinite(percent))
		gp_buf_putc(out, '?');
	else if (size >= 1e6)
		gp_format_number(out, percent);
	else
		put_fixed(out, percent, size < .995 ? 2 : size < 99.95 ? 1 : 0);
	if (isfinite(percent))
		gp_buf_puts(out, " %");
}

void gp_format_change(struct gp_buf *out, double fraction)
{
	if (isfinite(fraction * 100) && fraction > -.00005)
		gp_buf_putc(out, '+');
	gp_format_share(out, fraction);
}
