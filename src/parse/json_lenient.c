/*
 * Makes JSON strict that some tools print in their own way: C's spellings of
 * NaN and infinity, numbers as printf writes them, trailing commas. It runs
 * only if the text is not JSON as it is.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "json_lenient.h"

/* Length of the string at the start of `s`, which begins with a quote. */
static size_t string_len(struct gp_span s)
{
	size_t i = 1;

	while (i < s.len && s.data[i] != '"')
		i += s.data[i] == '\\' ? 2 : 1;
	return i < s.len ? i + 1 : s.len;
}

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("+-._", c));
}

static size_t word_len(struct gp_span s)
{
	size_t i = 0;

	while (i < s.len && is_word_char(s.data[i]))
		i++;
	return i;
}

static bool is_not_finite(struct gp_span word)
{
	static const char *const words[] = { "nan", "inf", "infinity" };

	if (strchr("+-", word.data[0]))
		word = gp_span_sub(word, 1, word.len);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (word.len == strlen(words[i]) &&
		    !strncasecmp(word.data, words[i], word.len))
			return true;
	return false;
}

/* "+.5e3" is "0.5e3", and "1." is "1". */
static void put_number(struct gp_buf *out, struct gp_span word)
{
	if (word.data[0] == '+')
		word = gp_span_sub(word, 1, word.len);
	for (size_t i = 0; i < word.len; i++) {
		bool before = i && isdigit((unsigned char)word.data[i - 1]);
		bool behind = i + 1 < word.len &&
			      isdigit((unsigned char)word.data[i + 1]);

		if (word.data[i] == '.' && !before)
			gp_buf_putc(out, '0');
		if (word.data[i] != '.' || behind)
			gp_buf_putc(out, word.data[i]);
	}
}

/* A word outside strings: true, 12.5, NaN. */
static void put_word(struct gp_buf *out, struct gp_span word)
{
	if (is_not_finite(word))
		gp_buf_puts(out, "1e999");
	else if (strchr("+-.0123456789", word.data[0]))
		put_number(out, word);
	else
		gp_buf_span(out, word);
}

static bool closes_next(struct gp_span behind)
{
	behind = gp_span_trim(behind);
	return behind.len && strchr("]}", behind.data[0]);
}

bool gp_json_make_strict(struct gp_buf *out, struct gp_span text)
{
	size_t at = 0, n;

	while (at < text.len) {
		struct gp_span rest = gp_span_sub(text, at, text.len);

		n = 1;
		if (rest.data[0] == '"')
			gp_buf_add(out, rest.data, n = string_len(rest));
		else if ((n = word_len(rest)))
			put_word(out, gp_span_sub(rest, 0, n));
		else if (rest.data[0] != ',' ||
			 !closes_next(gp_span_sub(rest, 1, rest.len)))
			gp_buf_putc(out, rest.data[0]);
		at += n ? n : 1;
	}
	return out->len != text.len || memcmp(out->data, text.data, text.len);
}
