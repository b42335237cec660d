/*
 * What one cell of a table holds: a number, a percentage, a truth value,
 * nothing, or text.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "gp/limits.h"

#include "cell.h"

bool gp_span_eq_nocase(struct gp_span span, const char *text)
{
	return span.len == strlen(text) &&
	       !strncasecmp(span.data, text, span.len);
}

static bool cell_is_one_of(struct gp_span cell, const char *const *words)
{
	for (; *words; words++)
		if (gp_span_eq_nocase(cell, *words))
			return true;
	return false;
}

static bool is_blank(struct gp_span cell)
{
	static const char *const words[] = { "n/a",       "na", "null", "none",
					     "undefined", "-",  "--",   "nil",
					     "n.a.",      NULL };

	return !cell.len || cell_is_one_of(cell, words);
}

static bool is_nan(struct gp_span cell)
{
	static const char *const words[] = {
		"nan",      "inf",    "infinity",     "#div/0!", "#n/a",
		"nan(ind)", "1.#inf", "1.#ind",       "1.#qnan", "1.#snan",
		"infinite", "#num!",  "\xe2\x88\x9e", NULL
	};

	if (cell.len && strchr("+-", cell.data[0]))
		cell = gp_span_sub(cell, 1, cell.len);
	return cell_is_one_of(cell, words);
}

/*
 * Digits and commas, and what else a number has: "-1,234.5", also with a unit
 * behind it.
 */
static bool is_grouped(struct gp_span cell)
{
	size_t digits = 0, commas = 0, i = 0;

	for (; i < cell.len && strchr("0123456789,.+-", cell.data[i]); i++) {
		digits += isdigit((unsigned char)cell.data[i]) != 0;
		commas += cell.data[i] == ',';
	}
	cell = gp_span_trim(gp_span_sub(cell, i, cell.len));
	return digits && commas && (!cell.len || gp_cell_is_unit(cell));
}

enum gp_cell gp_cell_parse(struct gp_decimal *out, struct gp_span cell)
{
	struct gp_span number;

	cell = gp_span_trim(cell);
	if (gp_decimal_parse(out, cell))
		return GP_CELL_NUMBER;
	if (gp_span_ends(cell, "%")) {
		number = gp_span_trim(gp_span_sub(cell, 0, cell.len - 1));
		if (gp_decimal_parse(out, number))
			return GP_CELL_PERCENT;
	}
	if (gp_span_eq_nocase(cell, "true") ||
	    gp_span_eq_nocase(cell, "false")) {
		*out = gp_decimal_int(gp_span_eq_nocase(cell, "true"));
		return GP_CELL_BOOL;
	}
	if (is_blank(cell))
		return GP_CELL_BLANK;
	if (is_nan(cell))
		return GP_CELL_NAN;
	return is_grouped(cell) ? GP_CELL_GROUPED : GP_CELL_TEXT;
}

/* ---- numbers with units ---- */

bool gp_cell_is_unit(struct gp_span text)
{
	static const char *const rates[] = { "fps", "rps", "qps", "tps", "hz",
					     "khz", "mhz", "ghz", NULL };
	char unit[24];
	double factor;

	if (!text.len || text.len >= sizeof(unit))
		return false;
	memcpy(unit, text.data, text.len);
	unit[text.len] = '\0';
	return gp_unit_factor(unit, "s", &factor) ||
	       gp_unit_factor(unit, "B", &factor) || !strcmp(unit, "%") ||
	       gp_span_ends(text, "/s") || gp_span_ends(text, "/sec") ||
	       gp_span_ends(text, "/op") || cell_is_one_of(text, rates);
}

/* 1234e56: nobody prints 1.234e59 like this. */
static bool is_hex_word(struct gp_span cell)
{
	size_t e = gp_span_find(cell, "e");

	if (cell.len < 7 || e == cell.len || !e)
		return false;
	for (size_t i = 0; i < cell.len; i++)
		if (i != e && !isdigit((unsigned char)cell.data[i]))
			return false;
	return true;
}

enum gp_cell gp_cell_measure(struct gp_decimal *out, struct gp_span *unit,
			     struct gp_span cell)
{
	enum gp_cell kind = gp_cell_parse(out, cell);
	struct gp_span rest = gp_span_trim(cell);
	struct gp_decimal number;

	*unit = gp_span_of("");
	if (kind == GP_CELL_NUMBER && is_hex_word(rest))
		return GP_CELL_TEXT;
	if (kind == GP_CELL_PERCENT)
		*unit = gp_span_of("%");
	if (kind != GP_CELL_TEXT || !gp_decimal_take(&number, &rest))
		return kind;
	rest = gp_span_trim(rest);
	if (!gp_cell_is_unit(rest))
		return kind;
	*unit = rest;
	*out = number;
	return GP_CELL_NUMBER;
}

bool gp_cell_has_value(enum gp_cell kind)
{
	return kind == GP_CELL_NUMBER || kind == GP_CELL_PERCENT ||
	       kind == GP_CELL_BOOL;
}
