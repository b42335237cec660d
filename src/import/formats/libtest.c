/*
 * Rust's own harness, cargo bench with #[bench] (tested: rustc 1.95):
 *
 *	test sum_1000  ... bench:      18,643.77 ns/iter (+/- 7,183.63) = 21455
 *MB/s test broken    ... FAILED
 *
 * that is the median, and how far apart the samples are. Tests that were
 * ignored are not benchmarks.
 */
#include <string.h>

#include "gp/buf.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/values.h"
#include "libtest.h"

/* ---- one line ---- */

struct libtest_line {
	struct gp_span name;
	struct gp_span rest; /* behind "... " */
};

static bool parse_libtest_line(struct libtest_line *out, struct gp_span line)
{
	static const char begin[] = "test ", dots[] = " ... ";
	size_t at;

	if (!gp_span_starts(line, begin))
		return false;
	line = gp_span_sub(line, strlen(begin), line.len);
	at = gp_span_find(line, dots);
	if (at == line.len)
		return false;
	out->name = gp_span_trim(gp_span_sub(line, 0, at));
	out->rest =
		gp_span_trim(gp_span_sub(line, at + strlen(dots), line.len));
	return out->name.len;
}

/* "18,643.77": digits in groups of three, as libtest writes them. */
static bool parse_grouped(struct gp_decimal *out, struct gp_span text)
{
	struct gp_buf digits = GP_BUF_INIT;
	bool fits = text.len && text.data[0] != ',';
	size_t run = 0, commas = 0;
	bool fraction = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		bool ends_group = c == ',' || c == '.';

		if (ends_group && commas && run != 3 && !fraction)
			fits = false;
		if (c == ',')
			commas++;
		else
			gp_buf_putc(&digits, c);
		fraction |= c == '.';
		run = ends_group ? 0 : run + 1;
	}
	if (commas && !fraction && run != 3)
		fits = false;
	fits = fits && gp_decimal_parse(out, gp_buf_view(&digits));
	gp_buf_clear(&digits);
	return fits;
}

/* ---- values ---- */

/* "(+/- 7,183.63)" around the value; absent if it is another text. */
static struct gp_summary interval_of(struct gp_decimal value,
				     struct gp_span *rest)
{
	struct gp_summary summary = { 0 };
	struct gp_decimal half;
	struct gp_span word, after = *rest;
	double middle = gp_decimal_double(value);

	if (!gp_span_word(&word, &after) || !gp_span_eq(word, "(+/-") ||
	    !gp_span_word(&word, &after) || !gp_span_ends(word, ")") ||
	    !parse_grouped(&half, gp_span_sub(word, 0, word.len - 1)))
		return summary;
	*rest = after;
	summary.low = gp_decimal_real(middle - gp_decimal_double(half));
	summary.high = gp_decimal_real(middle + gp_decimal_double(half));
	return summary;
}

/* "= 21455 MB/s", which is b.bytes over the median. */
static void add_libtest_rate(struct gp_intake *out, struct gp_span name,
			     struct gp_span rest)
{
	struct gp_value_id id =
		gp_value_id_make(name, "thrpt", "MB/s", GP_BETTER_HIGHER);
	struct gp_span word, number;
	struct gp_decimal rate;

	if (!gp_span_word(&word, &rest) || !gp_span_eq(word, "=") ||
	    !gp_span_word(&number, &rest) || !gp_span_word(&word, &rest))
		return;
	id.unit = word;
	id.source = "time";
	if (parse_grouped(&rate, number))
		gp_intake_add(out, &id, rate);
	else
		gp_intake_refuse_value(out, &id, "not a number");
}

/* "18,643.77 ns/iter (+/- 7,183.63)"; false if it is cut off. */
static bool add_libtest_time(struct gp_intake *out, struct gp_span name,
			     struct gp_span rest)
{
	static const char per[] = "/iter";
	struct gp_value_id id =
		gp_value_id_make(name, "time", "", GP_BETTER_LOWER);
	struct gp_span number, unit;
	struct gp_summary summary;
	struct gp_decimal value;

	if (!gp_span_word(&number, &rest) || !gp_span_word(&unit, &rest) ||
	    !gp_span_ends(unit, per))
		return false;
	id.unit = gp_span_sub(unit, 0, unit.len - strlen(per));
	if (!parse_grouped(&value, number)) {
		gp_intake_refuse_value(out, &id, "not a number");
		return true;
	}
	summary = interval_of(value, &rest);
	gp_intake_add_summary(out, &id, value, &summary);
	add_libtest_rate(out, name, rest);
	return true;
}

static void break_off_at(struct gp_intake *out, const char *what,
			 struct gp_span name, size_t number)
{
	struct gp_buf reason = GP_BUF_INIT;

	if (!*out->run->incomplete) {
		gp_buf_puts(&reason, what);
		if (name.len) {
			gp_buf_puts(&reason, " in ");
			gp_buf_span(&reason, name);
		}
		gp_buf_printf(&reason, " (line %zu)", number);
		gp_intake_break_off(out, gp_buf_str(&reason));
	}
	gp_buf_clear(&reason);
}

bool gp_libtest_is_result(struct gp_span line)
{
	struct libtest_line parsed;

	return parse_libtest_line(&parsed, line) &&
	       gp_span_starts(parsed.rest, "bench:") &&
	       gp_span_find(parsed.rest, "/iter") < parsed.rest.len;
}

bool gp_libtest_read_line(struct gp_intake *out, struct gp_span line,
			  size_t number)
{
	static const char bench[] = "bench:";
	struct libtest_line parsed;
	struct gp_span rest;

	if (!parse_libtest_line(&parsed, line))
		return false;
	if (gp_span_starts(parsed.rest, "FAILED")) {
		gp_intake_refuse(out, parsed.name, "it failed");
		break_off_at(out, "failure", parsed.name, number);
		return true;
	}
	if (!gp_span_starts(parsed.rest, bench))
		return gp_span_starts(parsed.rest, "ignored");
	rest = gp_span_sub(parsed.rest, strlen(bench), parsed.rest.len);
	if (!add_libtest_time(out, parsed.name, rest)) {
		gp_intake_refuse(out, parsed.name, "its line is cut off");
		break_off_at(out, "a line that is cut off", parsed.name,
			     number);
	}
	return true;
}

void gp_cargo_read_end(struct gp_intake *out, struct gp_span line,
		       struct gp_span benchmark, size_t number)
{
	static const struct {
		const char *begin, *also, *what;
	} ends[] = {
		{ "thread '", "panicked at", "panic" },
		{ "test result: FAILED", "", "failure" },
		{ "error: bench failed", "", "cargo bench failed" },
		{ "error: could not compile", "", "the build failed" },
		{ "error: process didn't exit successfully", "",
		  "cargo bench failed" },
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (gp_span_starts(line, ends[i].begin) &&
		    gp_span_find(line, ends[i].also) <
			    line.len + !*ends[i].also)
			break_off_at(out, ends[i].what,
				     i ? gp_span_of("") : benchmark, number);
}

/* ---- a text with nothing else ---- */

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct gp_span rest = in->text, line;

	for (size_t n = 1; gp_span_line(&line, &rest); n++)
		if (!gp_libtest_read_line(out, line, n))
			gp_cargo_read_end(out, line, gp_span_of(""), n);
	return GP_OK;
}

/* Criterion's reader takes these lines, too. */
static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span line, rest = head->text;
	enum gp_bid bid = GP_BID_NO;

	(void)in;
	while (gp_span_line(&line, &rest)) {
		if (gp_span_find(line, " time:   [") < line.len)
			return GP_BID_NO;
		if (gp_libtest_is_result(line))
			bid = GP_BID_SIGNATURE;
	}
	return bid;
}

const struct gp_importer gp_importer_libtest = {
	.name = "libtest",
	.summary = "Rust's #[bench]: \"test x ... bench: 1,234 ns/iter\"",
	.bid = bid,
	.read = read_file,
};
