/*
 * Which series a pattern means: -k, sections of the configuration, acceptances,
 * aliases.
 */
#include <fnmatch.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/limits.h"
#include "gp/parameters.h"

static bool is_key_pattern(const char *pattern, struct gp_span benchmark,
			   const char *metric)
{
	size_t len = benchmark.len;

	return !strncmp(pattern, benchmark.data, len) && pattern[len] == ':' &&
	       !strcmp(pattern + len + 1, metric);
}

/* Also globs the benchmark, which is the key without its metric. */
static bool globs_key(const char *pattern, struct gp_span benchmark,
		      const char *metric)
{
	struct gp_buf key = GP_BUF_INIT;
	bool match;

	gp_buf_span(&key, benchmark);
	match = !fnmatch(pattern, gp_buf_str(&key), 0);
	if (!match) {
		gp_buf_printf(&key, ":%s", metric);
		match = !fnmatch(pattern, gp_buf_str(&key), 0);
	}
	gp_buf_clear(&key);
	return match;
}

/* The name with its parameters; then without them, one after another. */
static bool matches_name(const char *pattern, struct gp_span name,
			 const char *metric, bool glob)
{
	size_t len;

	do {
		if (glob ? globs_key(pattern, name, metric)
			 : gp_span_eq(name, pattern) ||
				    is_key_pattern(pattern, name, metric))
			return true;
		len = name.len;
		name = gp_without_parameter(name);
	} while (name.len < len);
	return false;
}

/* Whether a '[' opens written dimensions, and not a set of characters. */
static bool opens_dimensions(const char *pattern, const char *at)
{
	size_t len = strcspn(at, "]");

	return at > pattern && at[-1] == ' ' && at[len] && memchr(at, '=', len);
}

/* In a pattern, too, " [python=3.*]" are dimensions. */
static bool matches_glob(const char *pattern, struct gp_span name,
			 const char *metric)
{
	struct gp_buf glob = GP_BUF_INIT;
	bool match;

	for (const char *at = pattern; *at; at++) {
		if (*at == '[' && opens_dimensions(pattern, at))
			gp_buf_putc(&glob, '\\');
		gp_buf_putc(&glob, *at);
	}
	match = matches_name(gp_buf_str(&glob), name, metric, true);
	gp_buf_clear(&glob);
	return match;
}

bool gp_key_match(const char *pattern, const char *benchmark,
		  const char *metric)
{
	struct gp_span name = gp_span_of(benchmark);

	if (!strcmp(pattern, metric) ||
	    matches_name(pattern, name, metric, false))
		return true;
	if (!strpbrk(pattern, "*?[\\"))
		return false;
	return !fnmatch(pattern, metric, 0) ||
	       matches_glob(pattern, name, metric);
}

bool gp_keys_match(const char *const *patterns, size_t n, const char *benchmark,
		   const char *metric)
{
	for (size_t i = 0; i < n; i++)
		if (gp_key_match(patterns[i], benchmark, metric))
			return true;
	return !n;
}

/* ---- aliases with a '*' on both sides ---- */

bool gp_has_star(const char *name)
{
	const char *star = strchr(name, '*');

	return star && !strchr(star + 1, '*');
}

bool gp_star_match(struct gp_span *matched, const char *pattern,
		   struct gp_span text)
{
	const char *star = strchr(pattern, '*');
	size_t before = (size_t)(star - pattern), after = strlen(star + 1);

	if (text.len < before + after ||
	    memcmp(text.data, pattern, before) != 0 ||
	    !gp_span_ends(text, star + 1))
		return false;
	*matched = gp_span_sub(text, before, text.len - before - after);
	return true;
}
