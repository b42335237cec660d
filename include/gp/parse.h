#ifndef GP_PARSE_H
#define GP_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gp/buf.h"
#include "gp/decimal.h"
#include "gp/error.h"
#include "gp/mem.h"
#include "gp/span.h"

/**
 * @file
 * Syntax without meaning. Every parser is bounded in depth and size, takes
 * hostile bytes, and says the line of what it refuses.
 */

/* ---- text ---- */

/** 1-based number of the line that byte `offset` of `text` stands on. */
size_t gp_text_line_at(struct gp_span text, size_t offset);

/**
 * Checks that `text` is UTF-8 without NUL and drops a leading UTF-8 byte
 * order mark. GP_EPARSE names the line and what it seems to be (UTF-16,
 * binary, Latin-1).
 */
GP_CHECK enum gp_err gp_text_check(struct gp_span *text);

/** Length of the valid UTF-8 sequence at the start of `s`, 0 if none. */
size_t gp_utf8_len(struct gp_span s);

/** Appends `line` without ANSI escape sequences (CSI and OSC). */
void gp_text_strip_ansi(struct gp_buf *out, struct gp_span line);

/**
 * Reads an ISO 8601 date with a time, "2026-11-21T07:37:17+01:00", also with
 * a blank for the T and with a fraction; UTC without a zone. Milliseconds
 * since 1970; false for anything else.
 */
bool gp_time_parse(int64_t *ms, struct gp_span text);

/**
 * Reads a point in time as people give it: "2026-11-21" (its first second in
 * UTC, or where `last` its last), "2026-11-21T09:40:00Z", "30 days ago",
 * "30.days", "2w", "now", "today", "yesterday", "@1795243037". Seconds since
 * 1970; false, `*seconds` untouched, for anything else. A month is 30 days,
 * a year 365.
 */
bool gp_when_parse(int64_t *seconds, struct gp_span text, int64_t now,
		   bool last);

/* ---- base64 (RFC 4648, padded) ---- */

void gp_base64_encode(struct gp_buf *out, struct gp_span bytes);

/** False unless all of `text` is canonical base64; then `out` is untouched. */
bool gp_base64_decode(struct gp_buf *out, struct gp_span text);

/* ---- CSV (RFC 4180; separator of choice) ---- */

struct gp_csv {
	struct gp_span *cells; /**< The row, unquoted; valid until the next. */
	size_t n;
	size_t line; /**< Where the row begins, from 1. */

	/* private */
	struct gp_span rest;
	size_t cap, next_line;
	char sep;
	struct gp_arena scratch;
};

/** `text` must outlive the reader. */
void gp_csv_init(struct gp_csv *csv, struct gp_span text, char sep);

/**
 * Reads the next row that is not blank into csv->cells; `*more` is false at
 * the end. GP_EPARSE for an open quote or text after a closing one; GP_ELIMIT
 * beyond 10,000 cells.
 */
GP_CHECK enum gp_err gp_csv_next(struct gp_csv *csv, bool *more);
void gp_csv_clear(struct gp_csv *csv);

/** Index of the cell that equals `name`, or -1; for a header row. */
int gp_csv_find(const struct gp_csv *csv, const char *name);

/* ---- JSON ---- */

struct gp_json; /**< A value; json-c's, which only json.c knows. */

enum gp_json_type {
	GP_JSON_NULL,
	GP_JSON_BOOL,
	GP_JSON_NUMBER,
	GP_JSON_STRING,
	GP_JSON_ARRAY,
	GP_JSON_OBJECT
};

/**
 * Parses one whole value; `*out` is the caller's, to gp_json_free(). Bare
 * NaN and Infinity are numbers that gp_json_number() refuses. GP_EPARSE names
 * the line; GP_ELIMIT beyond a depth of 100. An empty text is GP_EPARSE.
 */
GP_CHECK enum gp_err gp_json_parse(struct gp_json **out, struct gp_span text);

/** As gp_json_parse for a part of a text that begins at its line `line`. */
GP_CHECK enum gp_err gp_json_parse_at(struct gp_json **out, struct gp_span text,
				      size_t line);
void gp_json_free(struct gp_json *json);

/* All of these take NULL, which is JSON's null and an absent member. */

enum gp_json_type gp_json_type(const struct gp_json *json);
bool gp_json_is(const struct gp_json *json, enum gp_json_type type);
bool gp_json_true(const struct gp_json *json);

/** Lends a member of an object; NULL when absent, null or no object. */
const struct gp_json *gp_json_get(const struct gp_json *json, const char *key);

/** Elements of an array or members of an object; 0 for anything else. */
size_t gp_json_len(const struct gp_json *json);

/** Lends an element of an array; NULL outside it. */
const struct gp_json *gp_json_at(const struct gp_json *json, size_t i);

/** Lends a string's text; NULL for anything else, or if it holds a NUL. */
const char *gp_json_text(const struct gp_json *json);

/** Shorthand for gp_json_text(gp_json_get(json, key)). */
const char *gp_json_get_text(const struct gp_json *json, const char *key);

/**
 * A finite number, with the digits that stand in the text. False for
 * anything else, and for NaN and Infinity.
 */
bool gp_json_number(const struct gp_json *json, struct gp_decimal *out);
bool gp_json_get_number(const struct gp_json *json, const char *key,
			struct gp_decimal *out);

/** Walks an object's members in the order of the text. */
struct gp_json_iter {
	const char *key;
	const struct gp_json *value;
	void *next; /**< Private; start from a zeroed struct. */
	bool begun;
};
bool gp_json_next(const struct gp_json *object, struct gp_json_iter *it);

/* ---- numbers, one a line or in an array ---- */

/** Zero-initialised is empty. A missing value is NAN; none is infinite. */
struct gp_numbers {
	double *x;
	size_t n, cap;
};
void gp_numbers_clear(struct gp_numbers *numbers);

/**
 * Appends the values of a text, one a line. Blank lines and those that begin
 * with # count as nothing, "nan" and "null" in any case as missing. GP_EPARSE
 * begins with "<name>:<line>: "; what came before that is in `out`.
 */
GP_CHECK enum gp_err gp_numbers_parse(struct gp_numbers *out,
				      struct gp_span text, const char *name);

/** Appends an array of numbers and nulls. GP_EPARSE counts from 0, too. */
GP_CHECK enum gp_err gp_numbers_json(struct gp_numbers *out,
				     const struct gp_json *array);

#endif /* GP_PARSE_H */
