/*
 * Splits the name of a metric into words that the table knows.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "name_words.h"

#define PIECES_MAX 4 /* of a word that the table has in one: "GFLOPs" */

/* ---- where a name breaks ---- */

static bool is_word_byte(struct gp_span name, size_t at)
{
	unsigned char c = (unsigned char)name.data[at];

	if (c == '.') /* p99.9 is one word */
		return at && at + 1 < name.len &&
		       isdigit((unsigned char)name.data[at - 1]) &&
		       isdigit((unsigned char)name.data[at + 1]);
	return isalnum(c) || c >= 0x80;
}

/* "95%" is one word, and "cpu%" is two. */
static bool is_percent_sign(struct gp_span name, size_t from, size_t at)
{
	return name.data[at] == '%' && at > from &&
	       isdigit((unsigned char)name.data[at - 1]);
}

/* Letters and digits without a break between them. */
static struct gp_span segment_at(struct gp_span name, size_t from)
{
	size_t to = from;

	if (name.data[from] == '%' || name.data[from] == '/')
		return gp_span_sub(name, from, 1);
	while (to < name.len &&
	       (is_word_byte(name, to) || is_percent_sign(name, from, to)))
		to++;
	return gp_span_sub(name, from, to - from);
}

/* "peakRss", "HTTPErrors", "p99Ms" */
static bool begins_capital_word(struct gp_span text, size_t at)
{
	unsigned char c = (unsigned char)text.data[at];
	unsigned char before = (unsigned char)text.data[at - 1];

	if (!isupper(c))
		return false;
	return islower(before) || isdigit(before) ||
	       (isupper(before) && at + 1 < text.len &&
		islower((unsigned char)text.data[at + 1]));
}

/* How long the first `pieces` of "stdDevMs" are; 0 if there are fewer. */
static size_t length_of_pieces(struct gp_span text, size_t pieces)
{
	for (size_t at = 1; at < text.len; at++)
		if (begins_capital_word(text, at) && !--pieces)
			return at;
	return pieces == 1 ? text.len : 0;
}

/* ---- percentiles ---- */

/* How long the p99 of "p99ms" is; 0 for anything else. */
static size_t length_of_percentile(struct gp_span word)
{
	bool prefix = word.len && tolower((unsigned char)*word.data) == 'p';
	size_t at = prefix;

	while (at < word.len &&
	       (isdigit((unsigned char)word.data[at]) || word.data[at] == '.'))
		at++;
	if (at < 2 + (size_t)prefix)
		return 0;
	if (prefix)
		return at;
	word = gp_span_sub(word, at, word.len);
	if (gp_span_eq(word, "%"))
		return at + 1;
	return word.len == 2 && !strncasecmp(word.data, "th", 2) ? at + 2 : 0;
}

/* ---- words ---- */

/* "std_dev", "speedIndex": two words that the table has as one. */
static bool is_one_word(struct gp_metric_word *out,
			const struct gp_name_word *first,
			const struct gp_name_word *second)
{
	size_t len = first->text.len, n = second->text.len;
	char both[32];

	if (!len || !n || len + 1 + n > sizeof(both))
		return false;
	memcpy(both, first->text.data, len);
	both[len] = ' ';
	memcpy(both + len + 1, second->text.data, n);
	return gp_metric_word_find(out, gp_span_make(both, len + 1 + n));
}

/* "p(95)", "p_99" */
static bool is_split_percentile(const struct gp_name_word *first,
				const struct gp_name_word *second)
{
	size_t digits = 0;

	while (digits < second->text.len &&
	       isdigit((unsigned char)second->text.data[digits]))
		digits++;
	return first->text.len == 1 &&
	       tolower((unsigned char)*first->text.data) == 'p' && digits >= 2;
}

static void join_words(struct gp_name_words *out)
{
	struct gp_name_word *last, *before;
	struct gp_metric_word word = { GP_WORD_PERCENTILE, NULL };

	if (out->n < 2)
		return;
	last = &out->items[out->n - 1];
	before = last - 1;
	if (!is_split_percentile(before, last) &&
	    !is_one_word(&word, before, last))
		return;
	before->text.len =
		(size_t)(last->text.data - before->text.data) + last->text.len;
	before->classes = word.classes;
	before->unit = word.unit;
	out->n--;
}

static void append_word(struct gp_name_words *out, struct gp_span text,
			const struct gp_metric_word *known)
{
	if (out->n == GP_NAME_WORDS_MAX)
		return;
	out->items[out->n++] =
		(struct gp_name_word){ text, known->classes, known->unit };
	join_words(out);
}

/* One letter too many would do: "minus" is not "min" and "us". */
static bool may_be_half(struct gp_span left, struct gp_span right,
			const struct gp_metric_word *second)
{
	return left.len >= 3 && right.len >= 2 &&
	       (right.len > 2 || (left.len > 3 && second->unit));
}

/* "walltime", "latencyms": two words that are written as one. */
static bool append_compound(struct gp_name_words *out, struct gp_span text)
{
	struct gp_metric_word first, second;

	for (size_t at = text.len; at-- > 1;) {
		struct gp_span left = gp_span_sub(text, 0, at);
		struct gp_span right = gp_span_sub(text, at, text.len);

		if (!gp_metric_word_find(&second, right) ||
		    !gp_metric_word_find(&first, left) ||
		    !may_be_half(left, right, &second))
			continue;
		append_word(out, left, &first);
		append_word(out, right, &second);
		return true;
	}
	return false;
}

/* "buildtime": whatever "build" is. */
static bool is_some_time(struct gp_span text)
{
	return text.len > 5 &&
	       !strncasecmp(text.data + text.len - 4, "time", 4);
}

/* "throughput2" */
static struct gp_span without_number(struct gp_span text)
{
	size_t len = text.len;

	while (len && isdigit((unsigned char)text.data[len - 1]))
		len--;
	return gp_span_sub(text, 0, len < 3 ? text.len : len);
}

static void append_piece(struct gp_name_words *out, struct gp_span text)
{
	size_t percentile = length_of_percentile(text);
	struct gp_metric_word word;

	if (percentile) {
		word = (struct gp_metric_word){ GP_WORD_PERCENTILE, NULL };
		append_word(out, gp_span_sub(text, 0, percentile), &word);
		text = gp_span_sub(text, percentile, text.len);
		if (!text.len)
			return;
	}
	if (!gp_metric_word_find(&word, text))
		text = without_number(text);
	if (gp_metric_word_find(&word, text) || !append_compound(out, text)) {
		if (!word.classes && is_some_time(text))
			word.classes = GP_WORD_TIME;
		append_word(out, text, &word);
	}
}

/* As few words as possible: "GFLOPs" is not "GFLO" and "Ps". */
static void append_segment(struct gp_name_words *out, struct gp_span text)
{
	struct gp_metric_word word;

	while (text.len) {
		size_t len = 0;

		for (size_t pieces = PIECES_MAX; pieces > 1; pieces--) {
			len = length_of_pieces(text, pieces);
			if (len && gp_metric_word_find(
					   &word, gp_span_sub(text, 0, len)))
				break;
			len = 0;
		}
		if (!len)
			len = length_of_pieces(text, 1);
		append_piece(out, gp_span_sub(text, 0, len));
		text = gp_span_sub(text, len, text.len);
	}
}

void gp_name_words_read(struct gp_name_words *out, struct gp_span name)
{
	const struct gp_metric_word per = { GP_WORD_PER, NULL };
	struct gp_span segment;

	out->n = 0;
	for (size_t at = 0; at < name.len;
	     at += segment.len ? segment.len : 1) {
		segment = segment_at(name, at);
		if (gp_span_eq(segment, "/"))
			append_word(out, gp_span_of(""), &per);
		else
			append_segment(out, segment);
	}
	out->all_known = out->n;
	for (size_t i = 0; i < out->n; i++)
		out->all_known &= out->items[i].classes != 0;
}
