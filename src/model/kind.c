/*
 * The kind of a metric, guessed from its name and unit: the default limits
 * depend on it.
 */
#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "gp/limits.h"
#include "unit.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

const char *gp_kind_name(enum gp_kind kind)
{
	static const char *const names[] = {
		[GP_KIND_OTHER] = "other",
		[GP_KIND_THROUGHPUT] = "throughput",
		[GP_KIND_LATENCY] = "latency",
		[GP_KIND_MEMORY] = "memory",
		[GP_KIND_ERROR] = "error",
	};

	assert((size_t)kind < LEN(names));
	return names[kind];
}

/* ---- words of a metric's name ---- */

static bool breaks(const char *at, const char *begin)
{
	if (*at == '.') /* p99.9 is one word */
		return at == begin || !isdigit((unsigned char)at[-1]) ||
		       !isdigit((unsigned char)at[1]);
	if (at > begin && isupper((unsigned char)*at) &&
	    islower((unsigned char)at[-1]))
		return true; /* peakRss is two */
	return !isalnum((unsigned char)*at) && *at != '%';
}

/* Cuts the next word off; false when none is left. */
static bool next_word(struct gp_span *word, const char **rest)
{
	const char *at = *rest, *begin;

	while (*at && breaks(at, at))
		at++;
	begin = at;
	while (*at && !breaks(at, begin))
		at++;
	*word = gp_span_make(begin, (size_t)(at - begin));
	*rest = at;
	return at > begin;
}

static bool word_is(struct gp_span word, const char *text)
{
	return word.len == strlen(text) &&
	       !strncasecmp(word.data, text, word.len);
}

/* Whether one of `words`, which ends in NULL, is a word of `name`. */
static bool has_kind_word(const char *name, const char *const *words)
{
	struct gp_span word;

	while (next_word(&word, &name))
		for (const char *const *w = words; *w; w++)
			if (word_is(word, *w))
				return true;
	return false;
}

/* p50, P99.9, p999, 95%, 99th; not p or p1. */
static bool is_percentile_metric(struct gp_span word)
{
	bool prefix = word.len && (*word.data == 'p' || *word.data == 'P');
	struct gp_span rest = gp_span_sub(word, prefix, word.len);
	size_t digits = 0;

	while (digits < rest.len &&
	       (isdigit((unsigned char)rest.data[digits]) ||
		rest.data[digits] == '.'))
		digits++;
	if (digits < 2)
		return false;
	rest = gp_span_sub(rest, digits, rest.len);
	return prefix ? !rest.len : word_is(rest, "th") || word_is(rest, "%");
}

static bool has_percentile(const char *name)
{
	struct gp_span word;

	while (next_word(&word, &name))
		if (is_percentile_metric(word))
			return true;
	return false;
}

/* ---- what the name and the unit say ---- */

static bool names_a_failure(const char *name)
{
	return strcasestr(name, "error") || strcasestr(name, "fail") ||
	       strcasestr(name, "timeout") || strcasestr(name, "violation");
}

/* A share of all, and not a count or a number per second. */
static bool is_share(const char *name, const char *unit)
{
	static const char *const words[] = { "rate", "ratio",      "percent",
					     "pct",  "percentage", "fraction",
					     "%",    NULL };

	if (*unit)
		return gp_unit_is_percent(unit) || gp_unit_is_ratio(unit);
	return has_kind_word(name, words) || strcasestr(name, "/total");
}

static bool unit_is_throughput(const struct gp_unit *unit)
{
	static const char *const words[] = { "ops",  "rps", "qps", "tps",
					     "iops", "fps", "hz",  NULL };
	char head[8];

	if (unit->dimension != GP_DIMENSION_TIME && gp_unit_is_rate(unit))
		return true;
	if (unit->head.len >= sizeof(head))
		return false;
	memcpy(head, unit->head.data, unit->head.len);
	head[unit->head.len] = '\0';
	return has_kind_word(head, words);
}

static bool names_throughput(const char *name)
{
	static const char *const words[] = { "throughput", "ops",  "rps", "qps",
					     "tps",        "iops", NULL };

	return has_kind_word(name, words) || strcasestr(name, "per_sec") ||
	       gp_span_ends(gp_span_of(name), "/s") ||
	       gp_span_ends(gp_span_of(name), "/sec");
}

static bool names_memory(const char *name)
{
	static const char *const words[] = {
		"peak",  "rss",    "maxrss",      "mem",   "memory", "heap",
		"alloc", "allocs", "allocations", "bytes", "kb",     "mb",
		"gb",    "kib",    "mib",         "gib",   NULL
	};

	return has_kind_word(name, words);
}

enum gp_kind gp_kind_of(const char *metric, const char *unit)
{
	struct gp_unit u = gp_unit_read(unit);
	bool failure = names_a_failure(metric);
	bool time = u.dimension == GP_DIMENSION_TIME;

	if (failure && is_share(metric, unit))
		return GP_KIND_ERROR;
	if (!failure && unit_is_throughput(&u))
		return GP_KIND_THROUGHPUT;
	if (u.dimension == GP_DIMENSION_BYTES && !gp_unit_is_rate(&u))
		return GP_KIND_MEMORY;
	if (gp_unit_is_rate(&u) || gp_unit_is_percent(unit))
		return GP_KIND_OTHER;
	if (strcasestr(metric, "latency"))
		return GP_KIND_LATENCY;
	if (!failure && !time && names_throughput(metric))
		return GP_KIND_THROUGHPUT;
	if (has_percentile(metric))
		return GP_KIND_LATENCY;
	if (!time && (names_memory(metric) || names_memory(unit)))
		return GP_KIND_MEMORY;
	return GP_KIND_OTHER;
}
