/*
 * Times as users type them on the command line: also relative ones ("2w",
 * "yesterday"), whole days and Unix seconds. time.c reads what tools print.
 * Everything is UTC, like all times that are printed.
 */
#include <string.h>

#include "gp/parse.h"

#define DAY INT64_C(86400)

struct when_reader {
	struct gp_span rest;
	int64_t now;
	bool last; /* a whole day means its last second, not its first */
};

static int64_t start_of_day(int64_t seconds)
{
	int64_t of_day = seconds % DAY;

	return seconds - (of_day < 0 ? of_day + DAY : of_day);
}

static int64_t end_of_day_if_last(const struct when_reader *r, int64_t start)
{
	return r->last ? start + DAY - 1 : start;
}

/* Reads up to nine digits; returns how many there were. */
static size_t read_nine_digits(int64_t *out, struct gp_span *rest)
{
	int64_t value = 0;
	size_t n = 0;

	while (n < rest->len && n < 9 && rest->data[n] >= '0' &&
	       rest->data[n] <= '9')
		value = value * 10 + (rest->data[n++] - '0');
	*out = value;
	*rest = gp_span_sub(*rest, n, rest->len);
	return n;
}

/* Skips separators of words: blanks, and points as git allows them. */
static void skip_blanks_and_points(struct gp_span *rest)
{
	while (rest->len && strchr(" .", *rest->data) && *rest->data)
		*rest = gp_span_sub(*rest, 1, rest->len);
}

static struct gp_span read_letters(struct gp_span *rest)
{
	struct gp_span word = *rest;
	size_t n = 0;

	while (n < rest->len && rest->data[n] >= 'a' && rest->data[n] <= 'z')
		n++;
	*rest = gp_span_sub(*rest, n, rest->len);
	word.len = n;
	return word;
}

/* ---- "30 days ago", "30.days", "2w" ---- */

static bool find_time_unit(int64_t *seconds, struct gp_span word)
{
	static const struct {
		const char *letter, *name;
		int64_t seconds;
	} units[] = {
		{ "s", "second", 1 },       { "min", "minute", 60 },
		{ "h", "hour", 3600 },      { "d", "day", DAY },
		{ "w", "week", 7 * DAY },   { "mon", "month", 30 * DAY },
		{ "y", "year", 365 * DAY },
	};
	struct gp_span one = word;

	if (one.len > 3 && one.data[one.len - 1] == 's')
		one.len--;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!gp_span_eq(word, units[i].letter) &&
		    !gp_span_eq(one, units[i].name))
			continue;
		*seconds = units[i].seconds;
		return true;
	}
	return false;
}

static bool read_time_ago(int64_t *out, struct when_reader r)
{
	int64_t number, unit;

	if (!read_nine_digits(&number, &r.rest))
		return false;
	skip_blanks_and_points(&r.rest);
	if (!find_time_unit(&unit, read_letters(&r.rest)))
		return false;
	skip_blanks_and_points(&r.rest);
	if (r.rest.len && !gp_span_eq(r.rest, "ago"))
		return false;
	*out = r.now - number * unit;
	return true;
}

/* ---- words, dates, seconds ---- */

static bool read_day_word(int64_t *out, const struct when_reader *r)
{
	if (gp_span_eq(r->rest, "now"))
		*out = r->now;
	else if (gp_span_eq(r->rest, "today"))
		*out = end_of_day_if_last(r, start_of_day(r->now));
	else if (gp_span_eq(r->rest, "yesterday"))
		*out = end_of_day_if_last(r, start_of_day(r->now) - DAY);
	else
		return false;
	return true;
}

/* "2026-11-21", also with "T09:40" or "T09:40:00+01:00". */
static bool read_date_or_time(int64_t *out, const struct when_reader *r)
{
	static const struct {
		size_t len;
		const char *rest;
	} shapes[] = { { 10, "T00:00:00Z" }, { 16, ":00Z" } };
	struct gp_buf text = GP_BUF_INIT;
	int64_t ms;
	bool ok;

	gp_buf_span(&text, r->rest);
	for (size_t i = 0; i < 2; i++)
		if (r->rest.len == shapes[i].len)
			gp_buf_puts(&text, shapes[i].rest);
	ok = gp_time_parse(&ms, gp_buf_view(&text));
	gp_buf_clear(&text);
	if (!ok)
		return false;
	*out = ms / 1000 - (ms % 1000 < 0);
	if (r->rest.len == shapes[0].len)
		*out = end_of_day_if_last(r, *out);
	return true;
}

/* "@1795243037"; without the @ if it has nine digits or more, as in git. */
static bool read_unix_seconds(int64_t *out, struct gp_span rest)
{
	bool sign = rest.len && rest.data[0] == '@';
	int64_t high, low = 0;
	size_t n;

	if (sign)
		rest = gp_span_sub(rest, 1, rest.len);
	n = read_nine_digits(&high, &rest);
	if (!n || (!sign && n < 9))
		return false;
	n = rest.len;
	if (n > 3 || read_nine_digits(&low, &rest) != n)
		return false;
	for (; n; n--)
		high *= 10;
	*out = high + low;
	return true;
}

bool gp_when_parse(int64_t *seconds, struct gp_span text, int64_t now,
		   bool last)
{
	const struct when_reader r = { gp_span_trim(text), now, last };

	return read_day_word(seconds, &r) || read_time_ago(seconds, r) ||
	       read_date_or_time(seconds, &r) ||
	       read_unix_seconds(seconds, r.rest);
}
