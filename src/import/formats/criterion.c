/*
 * The console output of Criterion.rs (tested: 0.2.11, 0.5.1, 0.8.2):
 *
 *	fib 20   time:   [26.029 us 26.251 us 26.505 us]
 *	         thrpt:  [37.729 Melem/s 38.094 Melem/s 38.419 Melem/s]
 *
 * that is low bound, estimate, high bound. A long name is on the line before.
 * Changes since the last run have the same form in percent; they are skipped.
 * The lines of libtest, which cargo bench prints as well, are read, too.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/values.h"
#include "libtest.h"

/* ---- one line: NAME LABEL: [LOW UNIT ESTIMATE UNIT HIGH UNIT] ---- */

struct criterion_line {
	struct gp_span name; /* empty if it is on the line before */
	struct gp_span label;
	struct gp_span values[3], units[3];
};

/* Cuts "label:" off the end of `text`. */
static bool cut_label(struct gp_span *label, struct gp_span *text)
{
	size_t begin;

	*text = gp_span_trim(*text);
	if (!gp_span_ends(*text, ":"))
		return false;
	begin = text->len - 1;
	while (begin && text->data[begin - 1] != ' ' &&
	       text->data[begin - 1] != '\t')
		begin--;
	*label = gp_span_sub(*text, begin, text->len - 1 - begin);
	*text = gp_span_trim(gp_span_sub(*text, 0, begin));
	return label->len;
}

/* False for anything but three numbers with their units. */
static bool parse_estimate(struct criterion_line *line, struct gp_span inside)
{
	struct gp_span word;

	for (int i = 0; i < 3; i++) {
		if (!gp_span_word(&line->values[i], &inside) ||
		    gp_span_ends(line->values[i], "%") ||
		    !gp_span_word(&line->units[i], &inside))
			return false;
	}
	return !gp_span_word(&word, &inside);
}

static bool parse_estimate_line(struct criterion_line *line,
				struct gp_span text)
{
	size_t open = text.len;

	text = gp_span_trim(text);
	if (!gp_span_ends(text, "]"))
		return false;
	open = text.len;
	while (open && text.data[open - 1] != '[')
		open--;
	if (!open ||
	    !parse_estimate(line, gp_span_sub(text, open, text.len - 1 - open)))
		return false;
	line->name = gp_span_sub(text, 0, open - 1);
	return cut_label(&line->label, &line->name);
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	enum gp_bid bid = GP_BID_NO;
	struct gp_span text, rest = head->text;
	struct criterion_line line;

	(void)in;
	while (!bid && !head->is_json && gp_span_line(&text, &rest))
		if (gp_span_find(text, "time:") < text.len &&
		    parse_estimate_line(&line, text) &&
		    gp_span_eq(line.label, "time"))
			bid = GP_BID_SIGNATURE;
	return bid;
}

/* ---- reading ---- */

struct criterion_reader {
	struct gp_intake *out;
	struct gp_buf benchmark; /* of the last "time:" */
	struct gp_buf running;   /* of the last "Benchmarking ..." */
	struct gp_buf previous;  /* the line before, maybe a long name */
	size_t line;
};

/* "Kelem/s" and its likes, which no other tool has; 0 for other units. */
static double elements(struct gp_span unit)
{
	static const struct {
		const char *unit;
		double scale;
	} known[] = { { "elem/s", 1 },
		      { "Kelem/s", 1e3 },
		      { "Melem/s", 1e6 },
		      { "Gelem/s", 1e9 } };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (gp_span_eq(unit, known[i].unit))
			return known[i].scale;
	return 0;
}

static bool factor_of(double *factor, struct gp_span from, struct gp_span to)
{
	char names[2][32];

	if (elements(from) && elements(to)) {
		*factor = elements(from) / elements(to);
		return true;
	}
	snprintf(names[0], sizeof(names[0]), "%.*s", (int)from.len, from.data);
	snprintf(names[1], sizeof(names[1]), "%.*s", (int)to.len, to.data);
	return gp_unit_factor(names[0], names[1], factor);
}

/* Times a factor; exact where that only moves the point. */
static bool scale_exactly(struct gp_decimal *value, double factor)
{
	double scaled = gp_decimal_double(*value) * factor, power = 1;

	for (int16_t i = 0; i < 16; i++, power *= 10) {
		if (value->kind != GP_DECIMAL_EXACT || abs(value->exp) > 300)
			break;
		if (factor != power && factor != 1 / power)
			continue;
		value->exp = (int16_t)(value->exp + (factor < 1 ? -i : i));
		return true;
	}
	if (isfinite(scaled))
		*value = gp_decimal_real(scaled);
	return isfinite(scaled);
}

/* A bound has a unit of its own: [761.77 ps 927.25 ps 1.1077 ns]. */
static bool read_bound(struct gp_decimal *out,
		       const struct criterion_line *line, int i)
{
	struct gp_decimal value;
	double factor;

	if (!gp_decimal_parse(&value, line->values[i]) ||
	    !factor_of(&factor, line->units[i], line->units[1]) ||
	    !scale_exactly(&value, factor))
		return false;
	*out = value;
	return true;
}

static void add_estimate(struct criterion_reader *reader,
			 const struct criterion_line *line)
{
	bool time = gp_span_eq(line->label, "time");
	struct gp_value_id id = {
		.benchmark = gp_buf_view(&reader->benchmark),
		.metric = line->label,
		.unit = line->units[1],
		.better = time ? GP_BETTER_LOWER : GP_BETTER_HIGHER,
		.source = time ? NULL : "time",
	};
	struct gp_summary summary = { 0 };
	struct gp_decimal estimate;

	if (!gp_decimal_parse(&estimate, line->values[1])) {
		gp_intake_refuse_value(reader->out, &id, "not a finite number");
		return;
	}
	if (!read_bound(&summary.low, line, 0) ||
	    !read_bound(&summary.high, line, 2))
		summary = (struct gp_summary){ 0 };
	gp_intake_add_summary(reader->out, &id, estimate, &summary);
}

/* "Benchmarking NAME: Warming up", which is on standard error. */
static bool read_progress(struct criterion_reader *reader, struct gp_span text)
{
	static const char begin[] = "Benchmarking ";
	size_t end;

	if (!gp_span_starts(text, begin))
		return false;
	text = gp_span_sub(text, strlen(begin), text.len);
	end = gp_span_find(text, ": ");
	gp_buf_reset(&reader->running);
	gp_buf_span(&reader->running, gp_span_sub(text, 0, end));
	return true;
}

/* "x   time:   [1.1 ms 1.5", where the text was cut. */
static void refuse_cut_line(struct criterion_reader *reader,
			    struct gp_span text)
{
	size_t at = gp_span_find(text, "time:   [");
	struct gp_buf reason = GP_BUF_INIT;
	struct gp_span name;

	if (at == text.len || gp_span_find(text, "%") < text.len)
		return;
	name = gp_span_trim(gp_span_sub(text, 0, at));
	if (!name.len)
		name = gp_span_trim(gp_buf_view(&reader->previous));
	gp_intake_refuse(reader->out, name, "its line is cut off");
	gp_buf_printf(&reason, "a line is cut off (line %zu)", reader->line);
	gp_intake_break_off(reader->out, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static void refuse_without_name(struct criterion_reader *reader)
{
	struct gp_buf what = GP_BUF_INIT;

	gp_buf_printf(&what, "line %zu", reader->line);
	gp_intake_refuse(reader->out, gp_buf_view(&what),
			 "a time without a name");
	gp_buf_clear(&what);
}

/* The name is on the line, or it is the line before. */
static bool find_name(struct criterion_reader *reader,
		      struct criterion_line *line)
{
	if (!line->name.len)
		line->name = gp_span_trim(gp_buf_view(&reader->previous));
	gp_buf_reset(&reader->benchmark);
	gp_buf_span(&reader->benchmark, line->name);
	return line->name.len;
}

static void read_other_line(struct criterion_reader *reader,
			    struct gp_span text)
{
	if (read_progress(reader, text) ||
	    gp_libtest_read_line(reader->out, text, reader->line))
		return;
	refuse_cut_line(reader, text);
	gp_cargo_read_end(reader->out, text, gp_buf_view(&reader->running),
			  reader->line);
}

static void read_criterion_line(struct criterion_reader *reader,
				struct gp_span text)
{
	struct criterion_line line;

	if (!parse_estimate_line(&line, text)) {
		read_other_line(reader, text);
		return;
	}
	if (gp_span_eq(line.label, "time")) {
		gp_buf_reset(&reader->running);
		if (find_name(reader, &line))
			add_estimate(reader, &line);
		else
			refuse_without_name(reader);
	} else if (gp_span_eq(line.label, "thrpt") && reader->benchmark.len) {
		add_estimate(reader, &line);
	}
}

static void read_criterion_lines(struct criterion_reader *reader,
				 struct gp_span text)
{
	struct gp_span line;

	while (gp_span_line(&line, &text)) {
		reader->line++;
		read_criterion_line(reader, line);
		gp_buf_reset(&reader->previous);
		gp_buf_span(&reader->previous, line);
	}
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct criterion_reader reader = { .out = out };

	read_criterion_lines(&reader, in->text);
	gp_buf_clear(&reader.benchmark);
	gp_buf_clear(&reader.running);
	gp_buf_clear(&reader.previous);
	return GP_OK;
}

const struct gp_importer gp_importer_criterion = {
	.name = "criterion",
	.summary = "what Criterion prints: \"time:   [low estimate high]\"",
	.bid = bid,
	.read = read_file,
};
