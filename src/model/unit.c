/*
 * Units that can be converted into each other.
 */
#include <string.h>
#include <strings.h>

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
	{ "minute", GP_DIMENSION_TIME, 60e12 },
	{ "h", GP_DIMENSION_TIME, 3600e12 },
	{ "hour", GP_DIMENSION_TIME, 3600e12 },
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
	{ "bit", GP_DIMENSION_BITS, 1 },
	{ "bits", GP_DIMENSION_BITS, 1 },
	{ "kbit", GP_DIMENSION_BITS, 1e3 },
	{ "Kbit", GP_DIMENSION_BITS, 1e3 },
	{ "Mbit", GP_DIMENSION_BITS, 1e6 },
	{ "Gbit", GP_DIMENSION_BITS, 1e9 },
	{ "Tbit", GP_DIMENSION_BITS, 1e12 },
};

/* Units that stand for a number per second. */
static const struct {
	const char *name, *head;
	double scale;
} per_second[] = {
	{ "rps", "req", 1 },     { "RPS", "req", 1 },
	{ "krps", "req", 1e3 },  { "qps", "query", 1 },
	{ "QPS", "query", 1 },   { "kqps", "query", 1e3 },
	{ "fps", "frame", 1 },   { "FPS", "frame", 1 },
	{ "iops", "io", 1 },     { "IOPS", "io", 1 },
	{ "kIOPS", "io", 1e3 },  { "pps", "packet", 1 },
	{ "Hz", "1", 1 },        { "hz", "1", 1 },
	{ "kHz", "1", 1e3 },     { "bps", "bit", 1 },
	{ "kbps", "bit", 1e3 },  { "Kbps", "bit", 1e3 },
	{ "Mbps", "bit", 1e6 },  { "Gbps", "bit", 1e9 },
	{ "Tbps", "bit", 1e12 }, { "kBps", "B", 1e3 },
	{ "MBps", "B", 1e6 },    { "GBps", "B", 1e9 },
};

/* What is counted, in the singular, and how it is abbreviated. */
static const struct {
	const char *name, *in_full;
} nouns[] = {
	{ "op", "operation" },   { "req", "request" },
	{ "iter", "iteration" }, { "it", "iteration" },
	{ "tok", "token" },      { "txn", "transaction" },
	{ "tx", "transaction" }, { "trx", "transaction" },
	{ "msg", "message" },    { "elem", "element" },
	{ "pkt", "packet" },     { "rec", "record" },
	{ "row", "row" },        { "item", "item" },
	{ "event", "event" },    { "query", "query" },
	{ "frame", "frame" },    { "call", "call" },
	{ "sample", "sample" },  { "io", "io" },
};

/* The row of `name`, or LEN(known). */
static size_t find_unit(struct gp_span name)
{
	size_t i = 0;

	if (!name.len)
		return LEN(known);
	while (i < LEN(known) && (*name.data != *known[i].name ||
				  !gp_span_eq(name, known[i].name)))
		i++;
	return i;
}

static bool equals_noun(struct gp_span text, const char *noun)
{
	return text.len == strlen(noun) &&
	       !strncasecmp(text.data, noun, text.len);
}

/* "ops" is "op" */
static struct gp_span singular(struct gp_span noun)
{
	if (equals_noun(noun, "queries"))
		return gp_span_of("query");
	if (noun.len > 2 && noun.data[noun.len - 1] == 's')
		noun.len--;
	return noun;
}

/* NULL for a noun without an abbreviation. */
static const char *noun_in_full(struct gp_span noun)
{
	noun = singular(noun);
	for (size_t i = 0; i < LEN(nouns); i++)
		if (equals_noun(noun, nouns[i].name) ||
		    equals_noun(noun, nouns[i].in_full))
			return nouns[i].in_full;
	return NULL;
}

/* "Mops" is a million of "ops". */
static void read_counted(struct gp_unit *unit)
{
	static const struct {
		char letter;
		double scale;
	} prefixes[] = {
		{ 'k', 1e3 }, { 'K', 1e3 },  { 'M', 1e6 },
		{ 'G', 1e9 }, { 'T', 1e12 },
	};
	struct gp_span rest = gp_span_sub(unit->head, 1, unit->head.len);

	unit->scale = 1;
	if (noun_in_full(unit->head) || !noun_in_full(rest))
		return;
	for (size_t i = 0; i < LEN(prefixes); i++) {
		if (*unit->head.data != prefixes[i].letter)
			continue;
		unit->scale = prefixes[i].scale;
		unit->head = rest;
		return;
	}
}

static bool read_per_second(struct gp_unit *unit, struct gp_span text)
{
	for (size_t i = 0; i < LEN(per_second); i++) {
		if (!text.len || *text.data != *per_second[i].name ||
		    !gp_span_eq(text, per_second[i].name))
			continue;
		unit->head = gp_span_of(per_second[i].head);
		unit->per = gp_span_of("s");
		unit->scale = per_second[i].scale;
		return true;
	}
	unit->scale = 1;
	return false;
}

struct gp_unit gp_unit_read(const char *text)
{
	struct gp_span all = gp_span_of(text);
	size_t slash = gp_span_find(all, "/"), row;
	struct gp_unit unit = { .head = gp_span_sub(all, 0, slash),
				.per = gp_span_sub(all, slash + 1, all.len) };
	double scale = read_per_second(&unit, all) ? unit.scale : 1;

	row = find_unit(unit.head);
	if (row < LEN(known)) {
		unit.dimension = known[row].dimension;
		unit.scale = known[row].scale * scale;
	} else if (unit.per.len) {
		read_counted(&unit);
		unit.scale *= scale;
	}
	row = find_unit(unit.per);
	if (row < LEN(known) && known[row].dimension == GP_DIMENSION_TIME)
		unit.per_scale = known[row].scale;
	return unit;
}

bool gp_unit_is_rate(const struct gp_unit *unit)
{
	return unit->per_scale != 0;
}

bool gp_unit_is_speed(const struct gp_unit *unit)
{
	return unit->dimension == GP_DIMENSION_TIME || gp_unit_is_rate(unit);
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

/* "ns/byte" and "ns/B" are one, "ns/op" and "ns/iter" are not. */
static bool same_per(const struct gp_unit *a, const struct gp_unit *b)
{
	size_t row_a = find_unit(a->per), row_b = find_unit(b->per);

	if (a->per_scale && b->per_scale)
		return true;
	if (row_a == LEN(known) || row_b == LEN(known))
		return gp_span_same(a->per, b->per);
	return known[row_a].dimension == known[row_b].dimension &&
	       known[row_a].scale == known[row_b].scale;
}

/* Only a number per time is converted: "requests" is not "req". */
static bool same_counted(const struct gp_unit *a, const struct gp_unit *b)
{
	const char *x = noun_in_full(a->head), *y = noun_in_full(b->head);

	if (!a->per_scale || !b->per_scale || !a->head.len || !b->head.len)
		return false;
	if (x || y)
		return x && y && !strcmp(x, y);
	return gp_span_same(singular(a->head), singular(b->head));
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
	if (a.dimension != b.dimension || !same_per(&a, &b) ||
	    (!a.dimension && !same_counted(&a, &b)))
		return false;
	if (a.per_scale != b.per_scale)
		*factor = a.scale * b.per_scale / (b.scale * a.per_scale);
	else
		*factor = a.scale / b.scale;
	return true;
}
