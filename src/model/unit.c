/*
 * Units that can be converted into each other.
 */
#include <string.h>

#include "gp/limits.h"
#include "unit.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *name;
	enum gp_dimension dimension;
	double scale;
} known[] = {
	{ "ps", GP_DIMENSION_TIME, 1 },
	{ "ns", GP_DIMENSION_TIME, 1e3 },
	{ "nsec", GP_DIMENSION_TIME, 1e3 },
	{ "us", GP_DIMENSION_TIME, 1e6 },
	{ "\xc2\xb5s", GP_DIMENSION_TIME, 1e6 }, /* micro sign */
	{ "\xce\xbcs", GP_DIMENSION_TIME, 1e6 }, /* Greek mu */
	{ "usec", GP_DIMENSION_TIME, 1e6 },
	{ "ms", GP_DIMENSION_TIME, 1e9 },
	{ "msec", GP_DIMENSION_TIME, 1e9 },
	{ "s", GP_DIMENSION_TIME, 1e12 },
	{ "sec", GP_DIMENSION_TIME, 1e12 },
	{ "second", GP_DIMENSION_TIME, 1e12 },
	{ "seconds", GP_DIMENSION_TIME, 1e12 },
	{ "m", GP_DIMENSION_TIME, 60e12 },
	{ "min", GP_DIMENSION_TIME, 60e12 },
	{ "h", GP_DIMENSION_TIME, 3600e12 },
	{ "B", GP_DIMENSION_BYTES, 1 },
	{ "byte", GP_DIMENSION_BYTES, 1 },
	{ "bytes", GP_DIMENSION_BYTES, 1 },
	{ "Bytes", GP_DIMENSION_BYTES, 1 },
	{ "kB", GP_DIMENSION_BYTES, 1e3 },
	{ "KB", GP_DIMENSION_BYTES, 1e3 },
	{ "MB", GP_DIMENSION_BYTES, 1e6 },
	{ "GB", GP_DIMENSION_BYTES, 1e9 },
	{ "TB", GP_DIMENSION_BYTES, 1e12 },
	{ "PB", GP_DIMENSION_BYTES, 1e15 },
	{ "KiB", GP_DIMENSION_BYTES, 0x1p10 },
	{ "MiB", GP_DIMENSION_BYTES, 0x1p20 },
	{ "GiB", GP_DIMENSION_BYTES, 0x1p30 },
	{ "TiB", GP_DIMENSION_BYTES, 0x1p40 },
	{ "PiB", GP_DIMENSION_BYTES, 0x1p50 },
};

/* The row of `name`, or LEN(known). */
static size_t find_unit(struct gp_span name)
{
	size_t i = 0;

	while (i < LEN(known) && !gp_span_eq(name, known[i].name))
		i++;
	return i;
}

struct gp_unit gp_unit_read(const char *text)
{
	struct gp_span all = gp_span_of(text);
	size_t slash = gp_span_find(all, "/"), row;
	struct gp_unit unit = { .head = gp_span_sub(all, 0, slash),
				.per = gp_span_sub(all, slash + 1, all.len) };

	row = find_unit(unit.head);
	if (row < LEN(known)) {
		unit.dimension = known[row].dimension;
		unit.scale = known[row].scale;
	}
	return unit;
}

bool gp_unit_is_rate(const struct gp_unit *unit)
{
	size_t row = find_unit(unit->per);

	return row < LEN(known) && known[row].dimension == GP_DIMENSION_TIME;
}

static bool is_one_of_names(const char *text, const char *const *words,
			    size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(text, words[i]))
			return true;
	return false;
}

bool gp_unit_is_percent(const char *text)
{
	static const char *const words[] = { "%", "percent", "pct" };

	return is_one_of_names(text, words, LEN(words));
}

bool gp_unit_is_ratio(const char *text)
{
	static const char *const words[] = { "1", "ratio", "fraction" };

	return is_one_of_names(text, words, LEN(words));
}

/* "/s" and "/sec" are one, "/op" and "/iter" are not. */
static bool same_per(struct gp_span a, struct gp_span b)
{
	size_t row_a = find_unit(a), row_b = find_unit(b);

	if (row_a == LEN(known) || row_b == LEN(known))
		return gp_span_same(a, b);
	return known[row_a].dimension == known[row_b].dimension &&
	       known[row_a].scale == known[row_b].scale;
}

bool gp_unit_factor(const char *from, const char *to, double *factor)
{
	struct gp_unit a, b;

	if (!strcmp(from, to)) {
		*factor = 1;
		return true;
	}
	a = gp_unit_read(from);
	b = gp_unit_read(to);
	if (!a.dimension || a.dimension != b.dimension ||
	    !same_per(a.per, b.per))
		return false;
	*factor = a.scale / b.scale;
	return true;
}
