/*
 * Series of numbers: one on each line of a text, or in a JSON array.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gp/parse.h"

#define QUOTED 40 /* bytes of a wrong line that a message quotes */

void gp_numbers_clear(struct gp_numbers *numbers)
{
	free(numbers->x);
	memset(numbers, 0, sizeof(*numbers));
}

static void add_number(struct gp_numbers *out, double x)
{
	out->x = gp_grow(out->x, out->n, &out->cap, sizeof(*out->x));
	out->x[out->n++] = x;
}

static bool is_number_word(struct gp_span text, const char *word)
{
	return text.len == strlen(word) &&
	       !strncasecmp(text.data, word, text.len);
}

static bool number_of_line(double *x, struct gp_span text)
{
	struct gp_decimal number;

	if (is_number_word(text, "nan") || is_number_word(text, "null"))
		*x = NAN;
	else if (gp_decimal_parse(&number, text))
		*x = gp_decimal_double(number);
	else
		return false;
	return true;
}

static enum gp_err fail_number(struct gp_span text, const char *name,
			       size_t line)
{
	struct gp_span head = gp_span_sub(text, 0, QUOTED);

	return gp_fail(GP_EPARSE,
		       "%s:%zu: expected one finite number, not '%.*s%s'", name,
		       line, (int)head.len, head.data,
		       head.len < text.len ? "..." : "");
}

enum gp_err gp_numbers_parse(struct gp_numbers *out, struct gp_span text,
			     const char *name)
{
	struct gp_span line;
	enum gp_err err;
	double x;

	if ((err = gp_text_check(&text)))
		return gp_fail_at(err, "%s", name);
	for (size_t number = 1; gp_span_line(&line, &text); number++) {
		line = gp_span_trim(line);
		if (!line.len || line.data[0] == '#')
			continue;
		if (!number_of_line(&x, line))
			return fail_number(line, name, number);
		add_number(out, x);
	}
	return GP_OK;
}

enum gp_err gp_numbers_json(struct gp_numbers *out, const struct gp_json *array)
{
	struct gp_decimal number;

	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);

		if (gp_json_is(item, GP_JSON_NULL))
			add_number(out, NAN);
		else if (gp_json_number(item, &number))
			add_number(out, gp_decimal_double(number));
		else
			return gp_fail(GP_EPARSE,
				       "value %zu is not a finite number: "
				       "write null for a missing value",
				       i);
	}
	return GP_OK;
}
