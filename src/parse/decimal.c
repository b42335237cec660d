/*
 * Decimal numbers: reading, converting to double and writing.
 *
 * The C library converts between decimal and binary, but never sees a decimal
 * point: strtod() reads "123e-2", and only the digits of printf's "%e" are
 * used. So the locale has no effect.
 */
#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/decimal.h"

#define EXP_MAX      400
#define EXP_SAFE_MAX 289

/* 768 digits, and whether other digits follow, determine any double. */
#define DIGITS_MAX 800

/* The parts of a number in the text. */
struct scanned_number {
	bool negative;
	struct gp_span whole;
	struct gp_span fraction;
	int exp; /* clamped to +-100,000 */
	size_t len;
};

static size_t count_digits(struct gp_span text, size_t from)
{
	size_t i = from;

	while (i < text.len && text.data[i] >= '0' && text.data[i] <= '9')
		i++;
	return i - from;
}

/* Reads an exponent at text[at]; returns its length, 0 if there is none. */
static size_t scan_exponent(int *exp, struct gp_span text, size_t at)
{
	size_t i = at, n;
	bool negative = false;
	int value = 0;

	if (i >= text.len || (text.data[i] != 'e' && text.data[i] != 'E'))
		return 0;
	i++;
	if (i < text.len && (text.data[i] == '+' || text.data[i] == '-'))
		negative = text.data[i++] == '-';
	n = count_digits(text, i);
	if (!n)
		return 0;
	for (size_t end = i + n; i < end; i++)
		if (value < 100000)
			value = value * 10 + (text.data[i] - '0');
	*exp = negative ? -value : value;
	return i - at;
}

static bool scan_number(struct scanned_number *out, struct gp_span text)
{
	size_t at = 0, n;

	memset(out, 0, sizeof(*out));
	if (text.len && (text.data[0] == '+' || text.data[0] == '-'))
		out->negative = text.data[at++] == '-';
	out->whole = gp_span_sub(text, at, count_digits(text, at));
	at += out->whole.len;
	if (at < text.len && text.data[at] == '.') {
		n = count_digits(text, at + 1);
		out->fraction = gp_span_sub(text, at + 1, n);
		at += n ? n + 1 : 0;
	}
	if (!out->whole.len && !out->fraction.len)
		return false;
	out->len = at + scan_exponent(&out->exp, text, at);
	return true;
}

/* Appends digits to `*value`; returns false if they do not fit. */
static bool add_digits(int64_t *value, struct gp_span digits)
{
	for (size_t i = 0; i < digits.len; i++)
		if (__builtin_mul_overflow(*value, 10, value) ||
		    __builtin_add_overflow(*value, digits.data[i] - '0', value))
			return false;
	return true;
}

static bool number_to_exact(struct gp_decimal *out,
			    const struct scanned_number *in)
{
	int64_t digits = 0;
	int exp;

	if (in->fraction.len > 2 * EXP_MAX)
		return false;
	exp = in->exp - (int)in->fraction.len;
	if (exp < -EXP_MAX || exp > EXP_MAX)
		return false;
	if (!add_digits(&digits, in->whole) ||
	    !add_digits(&digits, in->fraction))
		return false;
	*out = (struct gp_decimal){ .digits = in->negative ? -digits : digits,
				    .exp = (int16_t)exp,
				    .kind = GP_DECIMAL_EXACT };
	/* 19 digits at this power are finite. */
	return exp <= EXP_SAFE_MAX || isfinite(gp_decimal_double(*out));
}

/* The digits without leading zeros, at most DIGITS_MAX of them. */
struct mantissa {
	char text[DIGITS_MAX + 32];
	size_t len;
	long dropped; /* digits after the last one kept */
	bool inexact; /* one of them was not zero */
};

static void collect_digits(struct mantissa *out, struct gp_span digits)
{
	for (size_t i = 0; i < digits.len; i++) {
		if (!out->len && digits.data[i] == '0')
			continue;
		if (out->len < DIGITS_MAX) {
			out->text[out->len++] = digits.data[i];
			continue;
		}
		out->dropped++;
		out->inexact |= digits.data[i] != '0';
	}
}

static bool number_to_double(struct gp_decimal *out,
			     const struct scanned_number *in)
{
	struct mantissa m = { .len = 0 };
	double value;
	long exp;

	collect_digits(&m, in->whole);
	collect_digits(&m, in->fraction);
	if (m.inexact)
		m.text[m.len - 1] |= 1; /* a last 0 would look half-way */
	exp = in->exp - (long)in->fraction.len + m.dropped;
	snprintf(m.text + m.len, sizeof(m.text) - m.len, "%se%ld",
		 m.len ? "" : "0", exp);
	value = strtod(m.text, NULL);
	if (!isfinite(value))
		return false;
	*out = gp_decimal_real(in->negative ? -value : value);
	return true;
}

bool gp_decimal_take(struct gp_decimal *out, struct gp_span *rest)
{
	struct gp_decimal value;
	struct scanned_number parts;

	if (!scan_number(&parts, *rest))
		return false;
	if (!number_to_exact(&value, &parts) &&
	    !number_to_double(&value, &parts))
		return false;
	*out = value;
	*rest = gp_span_sub(*rest, parts.len, rest->len);
	return true;
}

bool gp_decimal_parse(struct gp_decimal *out, struct gp_span text)
{
	struct gp_decimal value;

	if (!gp_decimal_take(&value, &text) || text.len)
		return false;
	*out = value;
	return true;
}

struct gp_decimal gp_decimal_int(int64_t value)
{
	return (struct gp_decimal){ .digits = value, .kind = GP_DECIMAL_EXACT };
}

struct gp_decimal gp_decimal_real(double value)
{
	const double whole_max = 9007199254740992.0; /* 2^53 */

	assert(isfinite(value));
	if (fabs(value) < whole_max && value == floor(value))
		return gp_decimal_int((int64_t)value);
	return (struct gp_decimal){ .value = value, .kind = GP_DECIMAL_DOUBLE };
}

/* Powers that a double holds exactly: one rounding gives the nearest. */
static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
				 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
				 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

#if LDBL_MANT_DIG == 64
/*
 * With the 64 bits of x87, any digits are exact and so are powers up to 27: the
 * result is off by half a bit of 64. Rounding it to 53 bits is right unless the
 * 11 bits that go are that close to the middle.
 */
static bool extended_double(double *out, int64_t digits, int exp)
{
	static const long double tens[] = { 1e0L,  1e1L,  1e2L,  1e3L,  1e4L,
					    1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
					    1e10L, 1e11L, 1e12L, 1e13L, 1e14L,
					    1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
					    1e20L, 1e21L, 1e22L, 1e23L, 1e24L,
					    1e25L, 1e26L, 1e27L };
	long double value = digits;
	uint64_t mantissa;

	if (exp < -27 || exp > 27)
		return false;
	value = exp < 0 ? value / tens[-exp] : value * tens[exp];
	memcpy(&mantissa, &value, sizeof(mantissa));
	mantissa &= 0x7ff;
	*out = (double)value;
	return mantissa < 0x3fe || mantissa > 0x402;
}
#else
static bool extended_double(double *out, int64_t digits, int exp)
{
	(void)out, (void)digits, (void)exp;
	return false;
}
#endif

static double exact_double(int64_t digits, int exp)
{
	const int64_t whole_max = INT64_C(1) << 53;
	char text[48];
	double value;

	if (digits >= -whole_max && digits <= whole_max && exp >= -22 &&
	    exp <= 22)
		return exp < 0 ? (double)digits / powers[-exp]
			       : (double)digits * powers[exp];
	if (extended_double(&value, digits, exp))
		return value;
	snprintf(text, sizeof(text), "%" PRId64 "e%d", digits, exp);
	return strtod(text, NULL);
}

double gp_decimal_double(struct gp_decimal d)
{
	switch (d.kind) {
	case GP_DECIMAL_EXACT:
		return exact_double(d.digits, d.exp);
	case GP_DECIMAL_DOUBLE:
		return d.value;
	default:
		return NAN;
	}
}

bool gp_decimal_same(struct gp_decimal a, struct gp_decimal b)
{
	if (a.kind != b.kind || a.kind == GP_DECIMAL_NONE)
		return false;
	if (a.kind == GP_DECIMAL_DOUBLE)
		return a.value == b.value;
	return a.digits == b.digits && a.exp == b.exp;
}

/* ---- writing ---- */

#define ZEROS_MAX 20
static const char zeros[] = "00000000000000000000";

/* Appends `n` digits times 10^exp. */
static void put_digits(struct gp_buf *buf, const char *digits, int n, int exp)
{
	int before = n + exp; /* digits left of the point */

	if (exp > ZEROS_MAX || before < -ZEROS_MAX) {
		gp_buf_add(buf, digits, 1);
		if (n > 1)
			gp_buf_putc(buf, '.');
		gp_buf_add(buf, digits + 1, (size_t)n - 1);
		gp_buf_printf(buf, "e%+d", exp + n - 1);
	} else if (exp >= 0) {
		gp_buf_add(buf, digits, (size_t)n);
		gp_buf_add(buf, zeros, (size_t)exp);
	} else if (before > 0) {
		gp_buf_add(buf, digits, (size_t)before);
		gp_buf_putc(buf, '.');
		gp_buf_add(buf, digits + before, (size_t)(n - before));
	} else {
		gp_buf_puts(buf, "0.");
		gp_buf_add(buf, zeros, (size_t)-before);
		gp_buf_add(buf, digits, (size_t)n);
	}
}

/* Writes the digits of `value` so that they end before `end`. */
static char *digits_before(char *end, uint64_t value)
{
	do {
		*--end = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	return end;
}

/* For doubles, trailing zeros are part of the exponent. */
static void put_stripped(struct gp_buf *buf, const char *digits, int n, int exp)
{
	for (; n > 1 && digits[n - 1] == '0'; n--)
		exp++;
	put_digits(buf, digits, n, exp);
}

/*
 * Tries at most 15 digits, enough for nearly all numbers that tools print. Two
 * such decimals are never the same double, so one that reads back as the value
 * is the shortest; a division of two exact numbers reads it back.
 */
static bool put_few_digits(struct gp_buf *buf, double value)
{
	const double limit = 1e15;
	char text[20], *digits;
	double scaled;
	int places = 0;

	if (value < 1e-5 || value >= limit)
		return false;
	while (places < 20 && value * powers[places + 1] < limit)
		places++;
	scaled = round(value * powers[places]);
	if (scaled / powers[places] != value)
		return false;
	digits = digits_before(text + sizeof(text), (uint64_t)scaled);
	put_stripped(buf, digits, (int)(text + sizeof(text) - digits), -places);
	return true;
}

static void put_many_digits(struct gp_buf *buf, double value)
{
	/* Doubles keep fifteen digits; subnormals fewer. */
	int precision = value < 2.2250738585072014e-308 ? 1 : 15;
	char text[64], digits[32];
	int n = 0, exp;

	do {
		snprintf(text, sizeof(text), "%.*e", precision - 1, value);
	} while (precision++ < 17 && strtod(text, NULL) != value);
	for (const char *c = text; *c != 'e'; c++)
		if (*c >= '0' && *c <= '9')
			digits[n++] = *c;
	exp = atoi(strchr(text, 'e') + 1) - (n - 1);
	digits[n] = '\0';
	put_stripped(buf, digits, n, exp);
}

void gp_double_format(struct gp_buf *buf, double value)
{
	assert(isfinite(value));
	if (value == 0.0) {
		gp_buf_putc(buf, '0');
		return;
	}
	if (value < 0)
		gp_buf_putc(buf, '-');
	if (!put_few_digits(buf, fabs(value)))
		put_many_digits(buf, fabs(value));
}

static void format_exact(struct gp_buf *buf, struct gp_decimal d)
{
	char text[20], *digits;
	uint64_t magnitude =
		d.digits < 0 ? -(uint64_t)d.digits : (uint64_t)d.digits;

	digits = digits_before(text + sizeof(text), magnitude);
	if (d.digits < 0)
		gp_buf_putc(buf, '-');
	put_digits(buf, digits, (int)(text + sizeof(text) - digits), d.exp);
}

void gp_decimal_format(struct gp_buf *buf, struct gp_decimal d)
{
	if (d.kind == GP_DECIMAL_EXACT)
		format_exact(buf, d);
	else if (d.kind == GP_DECIMAL_DOUBLE)
		gp_double_format(buf, d.value);
}
