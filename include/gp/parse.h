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
 * Syntax without meaning. Every parser limits depth and size, accepts any
 * bytes without undefined behaviour, and names the line of an error.
 */

/* ---- text ---- */

/** Number of the line, from 1, that contains byte `offset` of `text`. */
size_t gp_text_line_at(struct gp_span text, size_t offset);

/**
 * Checks that `text` is UTF-8 without NUL and skips a leading UTF-8 byte order
 * mark. GP_EPARSE names the line and what the text seems to be (UTF-16,
 * binary, Latin-1); `text` is untouched then.
 */
GP_CHECK enum gp_err gp_text_check(struct gp_span *text);

/** Length of the valid UTF-8 sequence at the start of `s`, 0 if none. */
size_t gp_utf8_len(struct gp_span s);

/** Appends `line` without ANSI escape sequences (CSI and OSC). */
void gp_text_strip_ansi(struct gp_buf *out, struct gp_span line);

/**
 * Reads a time as tools print it: an ISO 8601 date with a time,
 * "2026-11-21T07:37:17+01:00", also with a blank instead of the T and with a
 * fraction; without a zone it is UTC. Milliseconds since 1970; returns false
 * for anything else.
 */
bool gp_time_parse(int64_t *ms, struct gp_span text);

/**
 * Reads a time as users type it: "2026-11-21" (the first second of that day in
 * UTC, or if `last` the last one), "2026-11-21T09:40:00Z", "30 days ago",
 * "30.days", "2w", "now", "today", "yesterday", "@1795243037". `now` and the
 * result are in seconds since 1970; returns false, with `*seconds` untouched,
 * for anything else. A month is 30 days, a year 365.
 */
bool gp_when_parse(int64_t *seconds, struct gp_span text, int64_t now,
		   bool last);

/* ---- base64 (RFC 4648, padded) ---- */

/** Appends `bytes` as base64 to `out`. */
void gp_base64_encode(struct gp_buf *out, struct gp_span bytes);

/**
 * Appends the decoded bytes. Returns false, with `out` untouched, unless all
 * of `text` is canonical base64.
 */
bool gp_base64_decode(struct gp_buf *out, struct gp_span text);

/* ---- CSV (RFC 4180, with any separator) ---- */

struct gp_csv {
	struct gp_span *cells; /**< Of the row, unquoted; borrowed until the
				  next row is read. */
	size_t n;
	size_t line; /**< On which the row begins, from 1. */

	/* private */
	struct gp_span rest;
	size_t cap, next_line;
	char sep;
	struct gp_arena scratch;
};

/** Begins to read `text`, which must outlive the reader. */
void gp_csv_init(struct gp_csv *csv, struct gp_span text, char sep);

/**
 * Reads the next row that is not blank into csv->cells; `*more` is false at
 * the end. GP_EPARSE if a quote is not closed or text follows a closing one;
 * GP_ELIMIT beyond 10,000 cells.
 */
GP_CHECK enum gp_err gp_csv_next(struct gp_csv *csv, bool *more);
/** Frees the reader's memory; the cells are invalid then. */
void gp_csv_clear(struct gp_csv *csv);

/** Index of the cell that equals `name`, or -1; for a header row. */
int gp_csv_find(const struct gp_csv *csv, const char *name);

/* ---- JSON ---- */

struct gp_json; /**< A value; only json.c knows what is in it. */

enum gp_json_type {
	GP_JSON_NULL,
	GP_JSON_BOOL,
	GP_JSON_NUMBER,
	GP_JSON_STRING,
	GP_JSON_ARRAY,
	GP_JSON_OBJECT
};

/**
 * Parses one whole value; free `*out` with gp_json_free(). Bare NaN and
 * Infinity are numbers that gp_json_number() rejects. GP_EPARSE names the
 * line; GP_ELIMIT beyond a depth of 100. An empty text is GP_EPARSE.
 */
GP_CHECK enum gp_err gp_json_parse(struct gp_json **out, struct gp_span text);

/** The same for a part of a text that begins on line `line` of it. */
GP_CHECK enum gp_err gp_json_parse_at(struct gp_json **out, struct gp_span text,
				      size_t line);
/** Frees a parsed value with all that was borrowed from it; takes NULL. */
void gp_json_free(struct gp_json *json);

/* All of these accept NULL, which means JSON's null or an absent member. */

/** The type of a value; GP_JSON_NULL for NULL. */
enum gp_json_type gp_json_type(const struct gp_json *json);
/** Whether a value has this type. */
bool gp_json_is(const struct gp_json *json, enum gp_json_type type);
/** Whether a value is `true`. */
bool gp_json_true(const struct gp_json *json);

/** A member of an object, borrowed; NULL if absent, null or not an object. */
const struct gp_json *gp_json_get(const struct gp_json *json, const char *key);

/** Elements of an array or members of an object; 0 for anything else. */
size_t gp_json_len(const struct gp_json *json);

/** An element of an array, borrowed; NULL outside it. */
const struct gp_json *gp_json_at(const struct gp_json *json, size_t i);

/** A string's text, borrowed; NULL for anything else, or if it has a NUL. */
const char *gp_json_text(const struct gp_json *json);

/** Shorthand for gp_json_text(gp_json_get(json, key)). */
const char *gp_json_get_text(const struct gp_json *json, const char *key);

/**
 * Reads a finite number with the digits of the text. Returns false for
 * anything else, also for NaN and Infinity.
 */
bool gp_json_number(const struct gp_json *json, struct gp_decimal *out);
/** Shorthand for gp_json_number(gp_json_get(json, key), out). */
bool gp_json_get_number(const struct gp_json *json, const char *key,
			struct gp_decimal *out);

/**
 * Reads a number that may be in a string and may have a unit there: 12.5,
 * "62034.4", "12.5 ms", "45%", "3 ops/s". `unit` (borrowed) is empty if there
 * is none; it has letters, '%', '/' and the micro sign only. Returns false for
 * anything else: "1,234", "1.2.3", "NaN", dates, and what looks like a hash
 * ("1234e56", "12ab34cd").
 */
bool gp_json_measure(const struct gp_json *json, struct gp_decimal *out,
		     struct gp_span *unit);

/**
 * Whether a value is a number that is not finite, or a string that says so:
 * "NaN", "inf", "Infinity", in any case and with a sign or not.
 */
bool gp_json_not_finite(const struct gp_json *json);

/**
 * Whether somebody asked for the number, text or truth of this value; what a
 * reader has no use for was not.
 */
bool gp_json_was_read(const struct gp_json *json);

/** A member of an object while its members are walked; borrowed. */
struct gp_json_iter {
	const char *key;
	const struct gp_json *value;
	size_t at; /**< Private; start from a zeroed struct. */
};
/** Moves to the next member, in the order of the text; false at the end. */
bool gp_json_next(const struct gp_json *object, struct gp_json_iter *it);

/* ---- series of numbers ---- */

/** Zero-initialised is empty. A missing value is NAN; none is infinite. */
struct gp_numbers {
	double *x;
	size_t n, cap;
};
/** Frees the values; `numbers` is empty then. */
void gp_numbers_clear(struct gp_numbers *numbers);

/**
 * Appends the values of a text, one on each line. Blank lines and those that
 * begin with # are ignored; "nan" and "null" in any case are missing values.
 * The message of GP_EPARSE begins with "<name>:<line>: "; `out` has the values
 * before that line.
 */
GP_CHECK enum gp_err gp_numbers_parse(struct gp_numbers *out,
				      struct gp_span text, const char *name);

/**
 * Appends an array of numbers and nulls, which are missing values. GP_EPARSE
 * names the index, from 0, of a wrong element.
 */
GP_CHECK enum gp_err gp_numbers_json(struct gp_numbers *out,
				     const struct gp_json *array);

#endif /* GP_PARSE_H */
