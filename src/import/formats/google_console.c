/*
 * Google Benchmark's console output, the default. Times are rounded and
 * counters shortened ("5.3G/s"), so JSON is the better source; but this is
 * what people have.
 *
 * The header tells where names end (they may hold blanks): behind a name
 * are a blank and thirteen columns that end in "Time".
 */
#include <math.h>
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "google_rows.h"
#include "import/core/cell.h"
#include "import/core/head.h"

#define TIME_WIDTH 14

struct google_console {
	struct gp_google google;
	bool noted;              /* the second pass */
	size_t name_len;         /* 0: no header yet */
	struct gp_span counters; /* names in the header, if a table */
};

/* Reads "Benchmark   Time   CPU   Iterations [counters]". */
static bool parse_console_header(struct google_console *c, struct gp_span line)
{
	static const char *const words[] = { "Benchmark", "Time", "CPU",
					     "Iterations" };
	struct gp_span rest = line, word;
	size_t time_end = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!gp_span_word(&word, &rest) || !gp_span_eq(word, words[i]))
			return false;
		if (i == 1)
			time_end = (size_t)(word.data + word.len - line.data);
	}
	if (time_end <= TIME_WIDTH)
		return false;
	c->name_len = time_end - TIME_WIDTH;
	c->counters = rest;
	if (gp_span_starts(gp_span_trim(rest), "UserCounters..."))
		c->counters = gp_span_of("");
	return true;
}

/* ---- a row ---- */

struct console_line {
	struct gp_google_row row;
	struct gp_span real, real_unit, cpu, cpu_unit;
	struct gp_span rest;  /* counters and label */
	struct gp_span error; /* of a row that failed */
};

/* "ERROR OCCURRED: 'why'" */
static bool parse_console_error(struct console_line *out, struct gp_span rest)
{
	static const char *const marks[] = { "ERROR OCCURRED:", "SKIPPED:" };

	rest = gp_span_trim(rest);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (!gp_span_starts(rest, marks[i]))
			continue;
		out->error = gp_span_trim(
			gp_span_sub(rest, strlen(marks[i]), rest.len));
		if (out->error.len >= 2 && gp_span_starts(out->error, "'"))
			out->error =
				gp_span_sub(out->error, 1, out->error.len - 2);
		return true;
	}
	return false;
}

static bool is_console_time_unit(struct gp_span unit)
{
	return gp_span_eq(unit, "ns") || gp_span_eq(unit, "us") ||
	       gp_span_eq(unit, "ms") || gp_span_eq(unit, "s");
}

static bool parse_console_line(struct console_line *out,
			       const struct google_console *c,
			       struct gp_span line)
{
	struct gp_span name = gp_span_trim(gp_span_sub(line, 0, c->name_len));
	struct gp_span rest = gp_span_sub(line, c->name_len, line.len);
	struct gp_span iterations;
	struct gp_decimal n;

	memset(out, 0, sizeof(*out));
	out->row = gp_google_row_of(name);
	if (!c->name_len || !name.len)
		return false;
	if (parse_console_error(out, rest))
		return true;
	if (!gp_span_word(&out->real, &rest) ||
	    !gp_span_word(&out->real_unit, &rest) ||
	    !gp_span_word(&out->cpu, &rest) ||
	    !gp_span_word(&out->cpu_unit, &rest) ||
	    !gp_span_word(&iterations, &rest) ||
	    !gp_decimal_parse(&n, iterations) ||
	    !is_console_time_unit(out->real_unit) ||
	    !is_console_time_unit(out->cpu_unit))
		return false;
	if (gp_decimal_double(n) >= 1 && gp_decimal_double(n) < 1e9)
		out->row.n = (uint64_t)gp_decimal_double(n);
	out->rest = rest;
	return true;
}

/* ---- values ---- */

static bool scale_by_prefix(struct gp_decimal *value, int power, bool binary)
{
	double real = gp_decimal_double(*value);

	if (binary) {
		for (; power > 0; power--)
			real *= 1024;
		*value = gp_decimal_real(real);
		return true;
	}
	if (value->kind != GP_DECIMAL_EXACT)
		return false;
	value->exp = (int16_t)(value->exp + 3 * power);
	return value->exp >= -400 && value->exp <= 400 &&
	       isfinite(gp_decimal_double(*value));
}

/* The power of a prefix: 2 of "M", -1 of "m"; 0 when it is none. */
static int power_of(char prefix)
{
	static const char large[] = "kMGTPEZY", small[] = "munpfazy";
	const char *at;

	at = strchr(large, prefix);
	if (at)
		return (int)(at - large) + 1;
	at = strchr(small, prefix);
	return at ? -(int)(at - small) - 1 : 0;
}

/*
 * "1.5k", "3M/s", "5.3Gi/s", "250m", "12s": a number, a prefix, and what it
 * is per. Before 1.8 the prefixes of bytes_per_second meant 1024 without
 * saying so.
 */
static bool parse_shortened(struct gp_decimal *out, struct gp_span text,
			    bool binary)
{
	int power;

	if (!gp_decimal_take(out, &text))
		return false;
	if (gp_span_ends(text, "/s"))
		text.len -= 2;
	else if (gp_span_ends(text, "s"))
		text.len -= 1;
	if (!text.len)
		return true;
	if (gp_span_ends(text, "i")) {
		binary = true;
		text.len -= 1;
	}
	power = text.len == 1 ? power_of(text.data[0]) : 0;
	return power && fabs(gp_decimal_double(*out)) < 1e100 &&
	       scale_by_prefix(out, power, binary && power > 0);
}

static void add_console_text(struct google_console *c,
			     const struct gp_google_row *row,
			     const struct gp_value_id *id, struct gp_span text)
{
	bool binary = gp_span_eq(id->metric, "bytes_per_second");
	struct gp_decimal value;

	if (parse_shortened(&value, text, binary))
		gp_google_add(&c->google, row, id, value);
	else if (gp_cell_parse(&value, text) == GP_CELL_NAN)
		gp_google_refuse(&c->google, row, id, "not a finite number");
	else
		gp_google_refuse(&c->google, row, id, "not a number");
}

static void add_console_counter(struct google_console *c,
				const struct gp_google_row *row,
				struct gp_span name, struct gp_span text)
{
	struct gp_buf key = GP_BUF_INIT;
	struct gp_value_id id;

	gp_buf_span(&key, name);
	id = gp_google_value_id(row, gp_buf_str(&key), "");
	add_console_text(c, row, &id, text);
	gp_buf_clear(&key);
}

/* "name=value ..." in any number, or values under the header's names. */
static void add_console_counters(struct google_console *c,
				 const struct gp_google_row *row,
				 struct gp_span rest)
{
	struct gp_span names = c->counters, name, word;
	size_t equal;

	while (gp_span_word(&name, &names))
		if (gp_span_word(&word, &rest))
			add_console_counter(c, row, name, word);
	if (c->counters.len)
		return;
	while (gp_span_word(&word, &rest)) {
		equal = gp_span_find(word, "=");
		if (equal && equal < word.len)
			add_console_counter(
				c, row, gp_span_sub(word, 0, equal),
				gp_span_sub(word, equal + 1, word.len));
	}
}

static void add_console_time(struct google_console *c,
			     const struct gp_google_row *row, const char *key,
			     const struct gp_span pair[2])
{
	struct gp_value_id id = gp_google_value_id(row, key, "");
	struct gp_decimal value;

	id.unit = pair[1];
	if (gp_decimal_parse(&value, pair[0]))
		gp_google_add(&c->google, row, &id, value);
	else
		gp_google_refuse(&c->google, row, &id, "not a finite number");
}

static void add_console_line(struct google_console *c,
			     struct console_line *line)
{
	struct gp_buf reason = GP_BUF_INIT;

	if (!gp_google_counts(&c->google, &line->row))
		return;
	if (line->error.len) {
		gp_buf_span(&reason, line->error);
		gp_intake_refuse(c->google.out, line->row.name,
				 gp_buf_str(&reason));
		gp_buf_clear(&reason);
		return;
	}
	add_console_time(c, &line->row, "real_time",
			 (struct gp_span[2]){ line->real, line->real_unit });
	add_console_time(c, &line->row, "cpu_time",
			 (struct gp_span[2]){ line->cpu, line->cpu_unit });
	add_console_counters(c, &line->row, line->rest);
}

static void read_console_lines(struct google_console *c, struct gp_span text)
{
	struct gp_span raw;
	struct console_line line;

	c->name_len = 0;
	while (gp_span_line(&raw, &text)) {
		if (parse_console_header(c, raw) ||
		    !parse_console_line(&line, c, raw))
			continue;
		if (c->noted)
			add_console_line(c, &line);
		else
			gp_google_note(&c->google, &line.row);
	}
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct google_console c = {
		.google = { .out = out, .first = out->run->n_results }
	};
	struct gp_buf plain = GP_BUF_INIT;

	gp_text_strip_ansi(&plain, in->text);
	read_console_lines(&c, gp_buf_view(&plain));
	c.noted = true;
	read_console_lines(&c, gp_buf_view(&plain));
	gp_google_clear(&c.google);
	gp_buf_clear(&plain);
	return GP_OK;
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct google_console unused = { .noted = false };
	struct gp_buf plain = GP_BUF_INIT;
	enum gp_bid bid = GP_BID_NO;
	struct gp_span line, rest;

	(void)in;
	if (head->is_json)
		return GP_BID_NO;
	gp_text_strip_ansi(&plain, head->text);
	rest = gp_buf_view(&plain);
	while (!bid && gp_span_line(&line, &rest))
		if (parse_console_header(&unused, line))
			bid = GP_BID_SIGNATURE;
	gp_buf_clear(&plain);
	return bid;
}

const struct gp_importer gp_importer_google_console = {
	.name = "google-benchmark-console",
	.summary = "what it prints by default: Benchmark Time CPU Iterations",
	.bid = bid,
	.read = read_file,
};
