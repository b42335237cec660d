/*
 * JSON by json-c. A gp_json is json-c's object under another name, so that
 * only this file depends on the library.
 *
 * json-c keeps the source text of a number with a point or an exponent, but
 * clamps whole numbers to 64 bits without an error. So an exponent is appended
 * to those that may not fit before json-c reads them.
 */
#include <limits.h>
#include <math.h>
#include <string.h>

#include <json-c/json.h>

#include "gp/parse.h"

#define DEPTH_MAX       100
#define SAFE_DIGITS_MAX 18

static json_object *unwrap_json(const struct gp_json *json)
{
	return (json_object *)json;
}

static const struct gp_json *wrap_json(const json_object *object)
{
	return (const struct gp_json *)object;
}

/*
 * Length of the string, or else of one character, at the start of `s`. json-c
 * accepts strings in single quotes, too.
 */
static size_t skip_string_or_char(struct gp_span s)
{
	const char quote = s.data[0];
	size_t i = 1;

	if (quote != '"' && quote != '\'')
		return 1;
	while (i < s.len && s.data[i] != quote)
		i += s.data[i] == '\\' ? 2 : 1;
	return i < s.len ? i + 1 : s.len;
}

static size_t digits_len(struct gp_span s)
{
	size_t i = 0;

	while (i < s.len && s.data[i] >= '0' && s.data[i] <= '9')
		i++;
	return i;
}

static bool has_char_of(struct gp_span s, size_t at, const char *set)
{
	return at < s.len && s.data[at] && strchr(set, s.data[at]);
}

/*
 * Moves `*at` to the end of the first whole number after it that may be too
 * large; returns false if there is none.
 */
static bool find_large_number(struct gp_span text, size_t *at)
{
	bool fraction = false;
	struct gp_span rest;
	size_t i = *at, n;

	while (i < text.len) {
		rest = gp_span_sub(text, i, text.len);
		n = digits_len(rest);
		if (!n) {
			if (text.data[i] != '-') /* of 1e-5 */
				fraction = has_char_of(text, i, ".eE+");
			i += skip_string_or_char(rest);
			continue;
		}
		i += n;
		if (n > SAFE_DIGITS_MAX && !fraction &&
		    !has_char_of(text, i, ".eE")) {
			*at = i;
			return true;
		}
	}
	return false;
}

/* Appends "e0" to large whole numbers in a copy; without any returns `text`. */
static struct gp_span mark_large_numbers(struct gp_buf *copy,
					 struct gp_span text)
{
	size_t done = 0, at = 0;

	while (find_large_number(text, &at)) {
		gp_buf_span(copy, gp_span_sub(text, done, at - done));
		gp_buf_puts(copy, "e0");
		done = at;
	}
	if (!done)
		return text;
	gp_buf_span(copy, gp_span_sub(text, done, text.len));
	return gp_buf_view(copy);
}

/* A text and the number of its first line in the input. */
struct json_source {
	struct gp_span text;
	size_t line;
};

static size_t json_line_at(const struct json_source *source, size_t offset)
{
	return source->line + gp_text_line_at(source->text, offset) - 1;
}

static enum gp_err fail_json(json_tokener *tok,
			     const struct json_source *source)
{
	enum json_tokener_error why = json_tokener_get_error(tok);
	size_t line = json_line_at(source, json_tokener_get_parse_end(tok));

	switch (why) {
	case json_tokener_error_depth:
		return gp_fail(GP_ELIMIT,
			       "line %zu: nested deeper than %d levels", line,
			       DEPTH_MAX);
	case json_tokener_continue:
		return gp_fail(GP_EPARSE, "line %zu: the JSON ends too early",
			       json_line_at(source, source->text.len));
	default:
		return gp_fail(GP_EPARSE, "line %zu: not JSON: %s", line,
			       json_tokener_error_desc(why));
	}
}

static enum gp_err parse_one_value(json_tokener *tok, json_object **out,
				   const struct json_source *source)
{
	struct gp_span text = source->text, tail;
	json_object *object = NULL;
	size_t end;

	if (!gp_span_trim(text).len)
		return gp_fail(GP_EPARSE, "line %zu: empty: expected JSON",
			       source->line);
	if (text.len > INT_MAX / 2)
		return gp_fail(GP_ELIMIT, "%zu bytes of JSON are too many",
			       text.len);
	object = json_tokener_parse_ex(tok, text.data, (int)text.len);
	end = json_tokener_get_parse_end(tok);
	/* Only a following character ends a number. */
	if (json_tokener_get_error(tok) == json_tokener_continue)
		object = json_tokener_parse_ex(tok, "\n", 1);
	if (json_tokener_get_error(tok) != json_tokener_success)
		return fail_json(tok, source);
	tail = gp_span_sub(text, end, text.len);
	if (gp_span_trim(tail).len) {
		json_object_put(object);
		end += (size_t)(gp_span_trim(tail).data - tail.data);
		return gp_fail(GP_EPARSE, "line %zu: text after the JSON value",
			       json_line_at(source, end));
	}
	*out = object;
	return GP_OK;
}

enum gp_err gp_json_parse_at(struct gp_json **out, struct gp_span text,
			     size_t line)
{
	/* json-c counts the scalars within the innermost level, too. */
	json_tokener *tok = json_tokener_new_ex(DEPTH_MAX + 1);
	struct gp_buf copy = GP_BUF_INIT;
	struct json_source source = { mark_large_numbers(&copy, text), line };
	json_object *object = NULL;
	enum gp_err err;

	if (!tok)
		return gp_fail(GP_ELIMIT, "out of memory for JSON");
	err = parse_one_value(tok, &object, &source);
	if (!err)
		*out = (struct gp_json *)object;
	gp_buf_clear(&copy);
	json_tokener_free(tok);
	return err;
}

enum gp_err gp_json_parse(struct gp_json **out, struct gp_span text)
{
	return gp_json_parse_at(out, text, 1);
}

void gp_json_free(struct gp_json *json)
{
	json_object_put(unwrap_json(json));
}

enum gp_json_type gp_json_type(const struct gp_json *json)
{
	switch (json_object_get_type(unwrap_json(json))) {
	case json_type_boolean:
		return GP_JSON_BOOL;
	case json_type_double:
	case json_type_int:
		return GP_JSON_NUMBER;
	case json_type_string:
		return GP_JSON_STRING;
	case json_type_array:
		return GP_JSON_ARRAY;
	case json_type_object:
		return GP_JSON_OBJECT;
	default:
		return GP_JSON_NULL;
	}
}

bool gp_json_is(const struct gp_json *json, enum gp_json_type type)
{
	return gp_json_type(json) == type;
}

bool gp_json_true(const struct gp_json *json)
{
	return gp_json_is(json, GP_JSON_BOOL) &&
	       json_object_get_boolean(unwrap_json(json));
}

const struct gp_json *gp_json_get(const struct gp_json *json, const char *key)
{
	json_object *value = NULL;

	if (!gp_json_is(json, GP_JSON_OBJECT))
		return NULL;
	json_object_object_get_ex(unwrap_json(json), key, &value);
	return wrap_json(value);
}

size_t gp_json_len(const struct gp_json *json)
{
	if (gp_json_is(json, GP_JSON_ARRAY))
		return json_object_array_length(unwrap_json(json));
	if (gp_json_is(json, GP_JSON_OBJECT))
		return (size_t)json_object_object_length(unwrap_json(json));
	return 0;
}

const struct gp_json *gp_json_at(const struct gp_json *json, size_t i)
{
	if (!gp_json_is(json, GP_JSON_ARRAY))
		return NULL;
	return wrap_json(json_object_array_get_idx(unwrap_json(json), i));
}

const char *gp_json_text(const struct gp_json *json)
{
	const char *text;

	if (!gp_json_is(json, GP_JSON_STRING))
		return NULL;
	text = json_object_get_string(unwrap_json(json));
	if (strlen(text) !=
	    (size_t)json_object_get_string_len(unwrap_json(json)))
		return NULL;
	return text;
}

const char *gp_json_get_text(const struct gp_json *json, const char *key)
{
	return gp_json_text(gp_json_get(json, key));
}

/* A parsed number with a point or exponent carries its source text. */
static bool number_of_double(json_object *object, struct gp_decimal *out)
{
	const char *source = json_object_get_userdata(object);
	double value = json_object_get_double(object);

	if (!isfinite(value))
		return false;
	if (!source || !gp_decimal_parse(out, gp_span_of(source)))
		*out = gp_decimal_real(value);
	return true;
}

bool gp_json_number(const struct gp_json *json, struct gp_decimal *out)
{
	json_object *object = unwrap_json(json);

	switch (json_object_get_type(object)) {
	case json_type_double:
		return number_of_double(object, out);
	case json_type_int:
		*out = gp_decimal_int(json_object_get_int64(object));
		return true;
	default:
		return false;
	}
}

bool gp_json_get_number(const struct gp_json *json, const char *key,
			struct gp_decimal *out)
{
	return gp_json_number(gp_json_get(json, key), out);
}

bool gp_json_next(const struct gp_json *object, struct gp_json_iter *it)
{
	struct lh_entry *entry;

	if (!gp_json_is(object, GP_JSON_OBJECT))
		return false;
	if (it->begun)
		entry = it->next;
	else
		entry = lh_table_head(
			json_object_get_object(unwrap_json(object)));
	if (!entry)
		return false;
	it->begun = true;
	it->key = lh_entry_k(entry);
	it->value = wrap_json(lh_entry_v(entry));
	it->next = lh_entry_next(entry);
	return true;
}
