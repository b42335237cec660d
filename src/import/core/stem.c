/*
 * The name of a file without what differs from run to run. "results-3f9c2ab"
 * and "results-77d01be" are one benchmark.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "stem.h"

#define ID_LEN_MIN  7
#define ID_LEN_MAX  64
#define NAME_IF_CUT "results"

static bool is_separator(char c)
{
	return c && strchr("-_.+@ ", c);
}

static size_t token_len(struct gp_span s)
{
	size_t i = 0;

	while (i < s.len && !is_separator(s.data[i]))
		i++;
	return i;
}

/* Whether a token ends at `len`. */
static bool ends_token(struct gp_span s, size_t len)
{
	return len == s.len || (len < s.len && is_separator(s.data[len]));
}

/* 'd' is a digit, 'x' a hex digit, '-' a separator, others themselves. */
static size_t match_name(struct gp_span s, const char *pattern)
{
	size_t i = 0;

	for (; pattern[i]; i++) {
		unsigned char c = i < s.len ? (unsigned char)s.data[i] : '\0';
		bool same = pattern[i] == 'd'   ? isdigit(c)
			    : pattern[i] == 'x' ? isxdigit(c)
			    : pattern[i] == '-'
				    ? is_separator((char)c)
				    : c == (unsigned char)pattern[i];

		if (!same)
			return 0;
	}
	return i;
}

static int two_digits(const char *at)
{
	return (at[0] - '0') * 10 + at[1] - '0';
}

static bool is_day(const char *year, const char *month, const char *day)
{
	return (two_digits(year) == 19 || two_digits(year) == 20) &&
	       two_digits(month) >= 1 && two_digits(month) <= 12 &&
	       two_digits(day) >= 1 && two_digits(day) <= 31;
}

/* A time of day behind a day: "T12:30:05Z", "-123005", "_12-30". */
static size_t clock_len(struct gp_span s)
{
	static const char *const shapes[] = { "dd-dd-dd", "dd:dd:dd", "dddddd",
					      "dd-dd",    "dd:dd",    "dddd" };
	size_t n;

	if (!s.len || !(is_separator(s.data[0]) || strchr("Tt", s.data[0])))
		return 0;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		n = match_name(gp_span_sub(s, 1, s.len), shapes[i]);
		if (!n || two_digits(s.data + 1) > 23)
			continue;
		n++;
		if (n < s.len && strchr("Zz", s.data[n]))
			n++;
		if (ends_token(s, n))
			return n;
	}
	return 0;
}

static size_t day_len(struct gp_span s)
{
	size_t n = match_name(s, "dddd-dd-dd"), clock;

	if (n && !is_day(s.data, s.data + 5, s.data + 8))
		return 0;
	if (!n) {
		n = match_name(s, "dddddddd");
		if (!n || !is_day(s.data, s.data + 4, s.data + 6))
			return 0;
	}
	clock = clock_len(gp_span_sub(s, n, s.len));
	if (!clock && match_name(s, "dddddddddddddd")) /* 20261130123005 */
		clock = 6;
	return ends_token(s, n + clock) ? n + clock : 0;
}

/* Seconds or milliseconds since 1970, from 2001 to 2128. */
static size_t epoch_len(struct gp_span s)
{
	size_t n = match_name(s, "ddddddddddddd");

	if (!n)
		n = match_name(s, "dddddddddd");
	return n && s.data[0] >= '1' && s.data[0] <= '4' && ends_token(s, n)
		       ? n
		       : 0;
}

/* Hex digits, after the "g" of git describe; 0 if there are others. */
static size_t hex_token_len(struct gp_span s, size_t *letters, size_t *figures)
{
	size_t len = token_len(s), i = len && s.data[0] == 'g';

	*letters = *figures = 0;
	for (; i < len; i++) {
		if (isdigit((unsigned char)s.data[i]))
			++*figures;
		else if (isxdigit((unsigned char)s.data[i]))
			++*letters;
		else
			return 0;
	}
	return len;
}

static size_t id_len(struct gp_span s, const char *commit)
{
	size_t letters, figures, n = hex_token_len(s, &letters, &figures);
	size_t digits = letters + figures;

	if (match_name(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") &&
	    ends_token(s, 36))
		return 36;
	if (!n || digits < ID_LEN_MIN || digits > ID_LEN_MAX)
		return 0;
	if (letters && figures)
		return n;
	return commit && digits <= strlen(commit) &&
			       !strncasecmp(s.data + (n - digits), commit,
					    digits)
		       ? n
		       : 0;
}

static size_t passing_len(struct gp_span s, const char *commit)
{
	size_t n = day_len(s);

	if (!n)
		n = epoch_len(s);
	return n ? n : id_len(s, commit);
}

bool gp_stem_put(struct gp_buf *out, struct gp_span name, const char *commit)
{
	size_t before = out->len, at = 0, n;
	char separator = '\0';
	bool cut = false;

	while (at < name.len) {
		struct gp_span rest = gp_span_sub(name, at, name.len);

		n = passing_len(rest, commit);
		cut |= n > 0;
		if (!n) {
			n = token_len(rest);
			if (separator && (out->len > before || !cut))
				gp_buf_putc(out, separator);
			gp_buf_add(out, rest.data, n);
		}
		at += n;
		separator = at < name.len ? name.data[at++] : '\0';
	}
	if (separator && !cut)
		gp_buf_putc(out, separator);
	if (cut && out->len == before)
		gp_buf_puts(out, NAME_IF_CUT);
	return cut;
}
