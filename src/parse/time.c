/*
 * Times as tools print them: ISO 8601 with a date and a time, in milliseconds.
 * See when.c for times as users type them.
 */
#include "gp/parse.h"

/* Reads exactly `n` digits; returns false if they are missing. */
static bool read_digits(int *out, struct gp_span *rest, size_t n)
{
	int value = 0;

	if (rest->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (rest->data[i] < '0' || rest->data[i] > '9')
			return false;
		value = value * 10 + (rest->data[i] - '0');
	}
	*out = value;
	*rest = gp_span_sub(*rest, n, rest->len);
	return true;
}

/* Reads one character of `set`; returns NUL if the next one is another. */
static char read_char_of(struct gp_span *rest, const char *set)
{
	char c = rest->len ? rest->data[0] : '\0';

	for (; *set; set++) {
		if (c != *set)
			continue;
		*rest = gp_span_sub(*rest, 1, rest->len);
		return c;
	}
	return '\0';
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* Days from 1970-01-01; 0001 <= year. */
static int64_t days_since_epoch(int year, int month, int day)
{
	int64_t before = year - 1;
	int64_t days = before * 365 + before / 4 - before / 100 + before / 400;

	for (int m = 1; m < month; m++)
		days += days_in_month(year, m);
	return days + day - 1 - 719162; /* days before 1970 */
}

static bool read_iso_date(int64_t *days, struct gp_span *rest)
{
	int year, month, day;

	if (!read_digits(&year, rest, 4) || !read_char_of(rest, "-") ||
	    !read_digits(&month, rest, 2) || !read_char_of(rest, "-") ||
	    !read_digits(&day, rest, 2))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return false;
	*days = days_since_epoch(year, month, day);
	return true;
}

static bool read_iso_clock(int64_t *ms, struct gp_span *rest)
{
	int hour, minute, second, digit, scale = 100;
	int64_t fraction = 0;

	if (!read_digits(&hour, rest, 2) || !read_char_of(rest, ":") ||
	    !read_digits(&minute, rest, 2) || !read_char_of(rest, ":") ||
	    !read_digits(&second, rest, 2))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (read_char_of(rest, ".,"))
		for (; read_digits(&digit, rest, 1); scale /= 10)
			fraction += digit * scale;
	*ms = ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + fraction;
	return true;
}

static bool read_iso_zone(int64_t *ms, struct gp_span *rest)
{
	int hours, minutes = 0;
	char sign;

	*ms = 0;
	if (!rest->len || read_char_of(rest, "Zz"))
		return true;
	sign = read_char_of(rest, "+-");
	if (!sign || !read_digits(&hours, rest, 2))
		return false;
	read_char_of(rest, ":");
	if (rest->len && !read_digits(&minutes, rest, 2))
		return false;
	*ms = (hours * 60 + minutes) * (sign == '-' ? -60000 : 60000);
	return true;
}

bool gp_time_parse(int64_t *ms, struct gp_span text)
{
	int64_t days, clock, zone;

	if (!read_iso_date(&days, &text) || !read_char_of(&text, "Tt ") ||
	    !read_iso_clock(&clock, &text) || !read_iso_zone(&zone, &text) ||
	    text.len)
		return false;
	*ms = days * 86400000 + clock - zone;
	return true;
}
