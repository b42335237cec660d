/*
 * Recognises what CI systems and docker put before each line of a log. Each
 * shape ends in a blank, or the line does.
 */
#include <ctype.h>
#include <string.h>

#include "log_prefix.h"

/* So many lines decide which prefix a text may have. */
#define SAMPLE_LINES 100

/* ---- shapes ---- */

/*
 * Whether `s` has the pattern at `at`: 'd' is a digit, 'a' a letter, the rest
 * stands for itself.
 */
static size_t match_shape(struct gp_span s, size_t at, const char *pattern)
{
	size_t i = 0;

	for (; pattern[i]; i++) {
		unsigned char c =
			at + i < s.len ? (unsigned char)s.data[at + i] : '\0';

		if (pattern[i] == 'd'   ? !isdigit(c)
		    : pattern[i] == 'a' ? !isalpha(c)
					: c != (unsigned char)pattern[i])
			return 0;
	}
	return i;
}

static size_t digits_at(struct gp_span s, size_t at)
{
	size_t i = at;

	while (i < s.len && isdigit((unsigned char)s.data[i]))
		i++;
	return i - at;
}

static bool has_one_of(struct gp_span s, size_t at, const char *set)
{
	return at < s.len && s.data[at] && strchr(set, s.data[at]);
}

/* ".1234567Z", ",123", "+01:00" behind a time. */
static size_t fraction_and_zone_len(struct gp_span s, size_t at)
{
	size_t i = at, n;

	if (has_one_of(s, i, ".,") && (n = digits_at(s, i + 1)))
		i += 1 + n;
	if (has_one_of(s, i, "Z"))
		i++;
	else if (has_one_of(s, i, "+-"))
		i += match_shape(s, i + 1, "dd:dd")  ? 6
		     : match_shape(s, i + 1, "dddd") ? 5
						     : 0;
	return i - at;
}

/* A date and time, or a time. */
static size_t stamp_len(struct gp_span s, size_t at)
{
	static const char *const shapes[] = {
		"dddd-dd-ddTdd:dd:dd",
		"dddd-dd-dd dd:dd:dd",
		"dddd/dd/dd dd:dd:dd",
		"dd:dd:dd",
	};
	size_t n;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if ((n = match_shape(s, at, shapes[i])))
			return n + fraction_and_zone_len(s, at + n);
	return 0;
}

/* The length up to `at` and with the blank there; 0 if something else is. */
static size_t end_prefix(struct gp_span s, size_t at)
{
	if (at >= s.len)
		return s.len;
	return s.data[at] == ' ' || s.data[at] == '\t' ? at + 1 : 0;
}

/* GitLab writes the stream behind the time: "00O ", "01E+". */
static size_t stamped_len(struct gp_span s, size_t at)
{
	size_t n = stamp_len(s, at), len;

	if (!n)
		return 0;
	len = end_prefix(s, at + n);
	if (len && (match_shape(s, len, "ddO") || match_shape(s, len, "ddE")) &&
	    (len + 3 >= s.len || has_one_of(s, len + 3, " +")))
		return len + 4 < s.len ? len + 4 : s.len;
	return len;
}

static size_t bracket_len(struct gp_span s)
{
	size_t at = 1, n;

	if (!has_one_of(s, 0, "["))
		return 0;
	n = stamp_len(s, at);
	if (!n) { /* seconds, as the kernel writes them: [    1.234567] */
		while (has_one_of(s, at, " "))
			at++;
		n = digits_at(s, at);
		if (!n || !has_one_of(s, at + n, ".") ||
		    !digits_at(s, at + n + 1))
			return 0;
		n += 1 + digits_at(s, at + n + 1);
	}
	return has_one_of(s, at + n, "]") ? end_prefix(s, at + n + 1) : 0;
}

static size_t step_len(struct gp_span s)
{
	size_t at = 0;
	const char *tab;

	for (int i = 0; i < 2; i++) {
		tab = at < s.len ? memchr(s.data + at, '\t', s.len - at) : NULL;
		if (!tab)
			return 0;
		at = (size_t)(tab - s.data) + 1;
	}
	if (gp_span_starts(gp_span_sub(s, at, s.len), "\xef\xbb\xbf"))
		at += 3;
	return stamped_len(s, at);
}

/* "#15 22.66 text", and "#15 DONE 22.7s" for what docker says itself. */
static size_t build_len(struct gp_span s)
{
	size_t n = has_one_of(s, 0, "#") ? digits_at(s, 1) : 0, len, whole;

	if (!n || !(len = end_prefix(s, 1 + n)))
		return 0;
	whole = digits_at(s, len);
	if (whole && has_one_of(s, len + whole, ".")) {
		n = digits_at(s, len + whole + 1);
		n = n ? end_prefix(s, len + whole + 1 + n) : 0;
		return n ? n : len;
	}
	return len;
}

static size_t syslog_len(struct gp_span s)
{
	size_t at;

	if (!match_shape(s, 0, "aaa dd dd:dd:dd ") &&
	    !match_shape(s, 0, "aaa  d dd:dd:dd "))
		return 0;
	at = gp_span_find(s, ": ");
	return at < s.len ? at + 2 : 0;
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("._-/", c));
}

static size_t name_len(struct gp_span s, size_t at)
{
	size_t i = at;

	while (i < s.len && is_name_char(s.data[i]))
		i++;
	return i - at;
}

static size_t service_len(struct gp_span s)
{
	size_t at = name_len(s, 0);

	if (!at)
		return 0;
	while (has_one_of(s, at, " "))
		at++;
	return has_one_of(s, at, "|") ? end_prefix(s, at + 1) : 0;
}

static size_t label_len(struct gp_span s)
{
	size_t n = has_one_of(s, 0, "[") ? name_len(s, 1) : 0;

	return n && has_one_of(s, 1 + n, "]") ? end_prefix(s, n + 2) : 0;
}

size_t gp_prefix_len(struct gp_span line, enum gp_prefix_kind kind)
{
	switch (kind) {
	case GP_PREFIX_STAMP:
		return stamped_len(line, 0);
	case GP_PREFIX_BRACKET:
		return bracket_len(line);
	case GP_PREFIX_STEP:
		return step_len(line);
	case GP_PREFIX_BUILD:
		return build_len(line);
	case GP_PREFIX_SYSLOG:
		return syslog_len(line);
	case GP_PREFIX_SERVICE:
		return service_len(line);
	case GP_PREFIX_LABEL:
		return label_len(line);
	default:
		return 0;
	}
}

/* ---- texts ---- */

static bool next_full_line(struct gp_span *line, struct gp_span *rest,
			   size_t *number)
{
	while (gp_span_line(line, rest)) {
		++*number;
		if (gp_span_trim(*line).len)
			return true;
	}
	return false;
}

/* The kind that most of the first lines have. */
static bool guess_kind(enum gp_prefix_kind *kind, struct gp_span text)
{
	size_t n[GP_PREFIX_KINDS] = { 0 }, best = 0, number = 0;
	struct gp_span line, rest = text;

	for (int i = 0;
	     i < SAMPLE_LINES && next_full_line(&line, &rest, &number); i++)
		for (int k = 0; k < GP_PREFIX_KINDS; k++)
			n[k] += gp_prefix_len(line, (enum gp_prefix_kind)k) > 0;
	for (int k = 0; k < GP_PREFIX_KINDS; k++)
		if (n[k] > best) {
			best = n[k];
			*kind = (enum gp_prefix_kind)k;
		}
	return best;
}

/* The name of a service or label, which tells one prefix from another. */
static struct gp_span name_of_prefix(struct gp_span prefix,
				     enum gp_prefix_kind kind)
{
	size_t at = kind == GP_PREFIX_LABEL;

	if (kind != GP_PREFIX_SERVICE && kind != GP_PREFIX_LABEL)
		return gp_span_of("");
	return gp_span_sub(prefix, at, name_len(prefix, at));
}

static void note_prefix(struct gp_prefix *out, struct gp_span prefix,
			size_t line)
{
	struct gp_span name = name_of_prefix(prefix, out->kind);

	if (!out->n_with++) {
		out->begin = line;
		out->first = prefix;
		out->name = name;
	} else if (!out->other.len && !gp_span_same(name, out->name)) {
		out->other = name;
	}
	out->end = line;
	out->last = prefix;
}

bool gp_prefix_find(struct gp_prefix *out, struct gp_span text)
{
	struct gp_span line, rest = text;
	size_t number = 0, len, first_without = 0;

	memset(out, 0, sizeof(*out));
	if (!guess_kind(&out->kind, text))
		return false;
	while (next_full_line(&line, &rest, &number)) {
		len = gp_prefix_len(line, out->kind);
		if (!len) {
			if (!out->n_without++)
				out->without = number;
			if (out->n_with && !first_without)
				first_without = number;
			continue;
		}
		if (first_without && !out->odd)
			out->odd = first_without;
		note_prefix(out, gp_span_trim(gp_span_sub(line, 0, len)),
			    number);
	}
	return true;
}

void gp_prefix_remove(struct gp_buf *out, struct gp_span text,
		      enum gp_prefix_kind kind)
{
	struct gp_span line;
	size_t len;

	while (gp_span_line(&line, &text)) {
		len = gp_prefix_len(line, kind);
		if (len)
			gp_buf_span(out, gp_span_sub(line, len, line.len));
		gp_buf_putc(out, '\n');
	}
}
