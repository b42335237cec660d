/*
 * go test -bench, and the benchmark format of golang.org/design/14313:
 *
 *	BenchmarkName-8   100   123.4 ns/op   64 B/op   1 allocs/op
 *
 * Tested with Go 1.26. All other lines are skipped: logs, PASS, output of the
 * benchmark itself, which may be in the middle of its result. A benchmark that
 * fails is refused.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/limits.h"
#include "gp/parse.h"

#include "formats.h"
#include "go.h"
#include "import/core/head.h"
#include "import/core/values.h"

/* ---- one line ---- */

struct go_row {
	struct gp_span name;
	struct gp_span pairs; /* value unit value unit ... */
};

static bool is_count(struct gp_span word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.data[i] < '0' || word.data[i] > '9')
			return false;
	return word.len;
}

/* How Go's %v prints a float64 that is not finite. */
static bool prints_not_finite(struct gp_span word)
{
	return gp_span_eq(word, "NaN") || gp_span_eq(word, "+Inf") ||
	       gp_span_eq(word, "-Inf") || gp_span_eq(word, "Inf");
}

/* Cuts the next value and its unit off; false when there is none. */
static bool cut_value_and_unit(struct gp_span *value, struct gp_span *unit,
			       struct gp_span *rest)
{
	struct gp_decimal number;

	return gp_span_word(value, rest) && gp_span_word(unit, rest) &&
	       (gp_decimal_parse(&number, *value) || prints_not_finite(*value));
}

/* Reads "N value unit ..."; the unit of the first pair into `*unit`. */
static bool parse_go_results(struct gp_span *pairs, struct gp_span *unit,
			     struct gp_span rest)
{
	struct gp_span count, value;

	if (!gp_span_word(&count, &rest) || !is_count(count))
		return false;
	*pairs = rest;
	return cut_value_and_unit(&value, unit, &rest);
}

static bool parse_go_row(struct go_row *row, struct gp_span line)
{
	struct gp_span unit;

	return gp_span_starts(line, "Benchmark") &&
	       gp_span_word(&row->name, &line) &&
	       parse_go_results(&row->pairs, &unit, line);
}

/* ---- a result with output of the benchmark in it ---- */

/* Go's names: "Benchmark", then anything but a small letter. */
static bool is_go_name(struct gp_span word)
{
	static const char begin[] = "Benchmark";
	size_t len = strlen(begin);

	return gp_span_starts(word, begin) &&
	       (word.len == len || word.data[len] < 'a' ||
		word.data[len] > 'z');
}

/*
 * "loaded 12 rowsBenchmarkX-8  \t": go writes the name, blanks and a tab; the
 * benchmark may have printed before. Returns the name, and what is behind it.
 */
static bool find_go_name(struct gp_span *name, struct gp_span *rest,
			 struct gp_span line)
{
	struct gp_span from = line, word, tail;
	size_t at;

	while ((at = gp_span_find(from, "Benchmark")) < from.len) {
		from = gp_span_sub(from, at, from.len);
		tail = from;
		gp_span_word(&word, &tail);
		tail = gp_span_sub(from, word.len, from.len);
		while (gp_span_starts(tail, " "))
			tail = gp_span_sub(tail, 1, tail.len);
		if (is_go_name(word) && gp_span_starts(tail, "\t")) {
			*name = word;
			*rest = gp_span_sub(tail, 1, tail.len);
			return true;
		}
		from = gp_span_sub(from, 1, from.len);
	}
	return false;
}

/* "loaded 12 rows     300\t  187.6 ns/op": a count, a tab, then ns/op. */
static bool find_go_results(struct gp_span *pairs, struct gp_span line)
{
	for (size_t tab = 0; tab < line.len; tab++) {
		struct gp_span unit, from;
		size_t begin = tab;

		if (line.data[tab] != '\t')
			continue;
		while (begin && line.data[begin - 1] >= '0' &&
		       line.data[begin - 1] <= '9')
			begin--;
		from = gp_span_sub(line, begin, line.len);
		if ((!begin || strchr(" \t", line.data[begin - 1])) &&
		    parse_go_results(pairs, &unit, from) &&
		    gp_span_eq(unit, "ns/op"))
			return true;
	}
	return false;
}

/* Cuts "key: " off a line of the preamble; false when it is another. */
static bool parse_go_config(struct gp_span *value, struct gp_span line,
			    const char *key)
{
	size_t len = strlen(key);

	if (!gp_span_starts(line, key) || line.len <= len ||
	    line.data[len] != ':')
		return false;
	*value = gp_span_trim(gp_span_sub(line, len + 1, line.len));
	return value->len;
}

/* ---- reading ---- */

/* The package of a name is a number from 1; this stands for several. */
#define SEVERAL SIZE_MAX

struct go_reader {
	struct gp_intake *out; /* NULL while names are gathered */
	struct gp_span rest;
	size_t line;
	bool numbered; /* the lines are those of the file */
	bool cut;      /* the line at hand has no end */
	struct gp_go_end end;
	struct gp_span pkg;
	struct gp_span pending; /* a name whose results may come later */
	bool started;           /* it is the name of a benchmark for sure */
	struct gp_map packages; /* their numbers */
	struct gp_map names;    /* package number, or SEVERAL */
	struct go_direction {
		struct gp_span unit;
		enum gp_better better;
	} * directions; /* that "Unit" lines give */
	size_t n_directions, cap_directions;
};

static void note_go_name(struct go_reader *r, struct gp_span name)
{
	size_t pkg = *gp_map_put(&r->packages, r->pkg.data, r->pkg.len,
				 r->packages.n + 1);
	size_t *known = gp_map_put(&r->names, name.data, name.len, pkg);

	if (*known != pkg)
		*known = SEVERAL;
}

static bool in_several(const struct go_reader *r, struct gp_span name)
{
	size_t pkg;

	return gp_map_get(&r->names, name.data, name.len, &pkg) &&
	       pkg == SEVERAL;
}

/* "p99-ns" is in ns and "build-ns/op" in ns/op; "1st-place" is a unit. */
static struct gp_span unit_of(struct gp_span token)
{
	static const char *const known[] = { "s", "B", "s/op", "B/op", "B/s" };
	struct gp_buf text = GP_BUF_INIT;
	size_t at = token.len;
	bool found = false;
	double factor;

	while (at && token.data[at - 1] != '-')
		at--;
	if (!at)
		return token;
	gp_buf_span(&text, gp_span_sub(token, at, token.len));
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		found |= gp_unit_factor(gp_buf_str(&text), known[i], &factor);
	gp_buf_clear(&text);
	return found ? gp_span_sub(token, at, token.len) : token;
}

static enum gp_better better_of_go(const struct go_reader *r,
				   struct gp_span token)
{
	for (size_t i = 0; i < r->n_directions; i++)
		if (gp_span_same(r->directions[i].unit, token))
			return r->directions[i].better;
	if (gp_span_eq(token, "ns/op") || gp_span_eq(token, "B/op") ||
	    gp_span_eq(token, "allocs/op"))
		return GP_BETTER_LOWER;
	return gp_span_eq(token, "MB/s") ? GP_BETTER_HIGHER : GP_BETTER_NONE;
}

/* MB/s is the bytes of b.SetBytes() over the time of an operation. */
static const char *source_of_go(struct gp_span token)
{
	return gp_span_eq(token, "MB/s") ? "ns/op" : NULL;
}

/* A unit that go writes itself, or that an earlier result has. */
static bool is_unit_of_go(const struct go_reader *r, struct gp_span token)
{
	static const char *const own[] = { "ns/op", "B/op", "allocs/op",
					   "MB/s" };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (gp_span_eq(token, own[i]))
			return true;
	for (size_t i = 0; i < r->out->run->n_results; i++)
		if (gp_span_eq(token, r->out->run->results[i].metric))
			return true;
	return false;
}

/* The last line of a text may have been cut in the middle of a result. */
static void note_cut_line(struct go_reader *r, struct gp_span name)
{
	struct gp_buf reason = GP_BUF_INIT;

	gp_intake_refuse(r->out, name, "its line is cut off");
	gp_buf_puts(&reason, "the last line is cut off");
	if (r->numbered)
		gp_buf_printf(&reason, " (line %zu)", r->line);
	gp_intake_break_off(r->out, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

/* "1,234.5" and "9,5" begin like a number: is it 9.5 or 95? */
static bool looks_like_number(struct gp_span word)
{
	return prints_not_finite(word) ||
	       (word.len && strchr("0123456789+-.", word.data[0]));
}

static void refuse_go_value(struct go_reader *r, struct gp_span name,
			    struct gp_span value, struct gp_span unit)
{
	struct gp_buf reason = GP_BUF_INIT;

	gp_buf_span(&reason, unit);
	gp_buf_puts(&reason, ": \"");
	gp_buf_span(&reason, gp_span_sub(value, 0, 40));
	gp_buf_puts(&reason, "\" is not a number as go test prints it");
	if (r->numbered)
		gp_buf_printf(&reason, " (line %zu)", r->line);
	gp_intake_refuse(r->out, name, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static void add_go_value(struct go_reader *r, struct gp_span name,
			 struct gp_span value, struct gp_span token)
{
	struct gp_value_id id = { .benchmark = name,
				  .metric = token,
				  .unit = unit_of(token),
				  .better = better_of_go(r, token),
				  .source = source_of_go(token) };
	struct gp_decimal number;

	if (gp_decimal_parse(&number, value))
		gp_intake_add(r->out, &id, number);
	else if (prints_not_finite(value))
		gp_intake_refuse_value(r->out, &id, "not a finite number");
	else
		refuse_go_value(r, name, value, token);
}

static void add_go_pairs(struct go_reader *r, struct gp_span name,
			 struct gp_span rest)
{
	struct gp_span value, token;

	while (gp_span_word(&value, &rest) && looks_like_number(value)) {
		bool whole = gp_span_word(&token, &rest);

		if (r->cut && !gp_span_trim(rest).len &&
		    (!whole || !is_unit_of_go(r, token))) {
			note_cut_line(r, name);
			break;
		}
		if (!whole)
			token = gp_span_of("value");
		add_go_value(r, name, value, token);
	}
}

/* A name that several packages have bears its package. */
static void add_go_row(struct go_reader *r, const struct go_row *row)
{
	struct gp_buf name = GP_BUF_INIT;

	if (!r->out) {
		note_go_name(r, row->name);
		return;
	}
	if (r->pkg.len && in_several(r, row->name)) {
		gp_buf_span(&name, r->pkg);
		gp_buf_putc(&name, '.');
	}
	gp_buf_span(&name, row->name);
	add_go_pairs(r, gp_buf_view(&name), row->pairs);
	gp_buf_clear(&name);
}

static void note_direction(struct go_reader *r, struct gp_span line)
{
	struct go_direction direction = { .better = GP_BETTER_NONE };
	struct gp_span word;

	if (!gp_span_word(&word, &line) || !gp_span_eq(word, "Unit") ||
	    !gp_span_word(&direction.unit, &line))
		return;
	while (gp_span_word(&word, &line))
		if (gp_span_starts(word, "better=") &&
		    gp_better_parse(&direction.better,
				    gp_span_sub(word, 7, word.len)) &&
		    direction.better != GP_BETTER_SAME) {
			r->directions =
				gp_grow(r->directions, r->n_directions,
					&r->cap_directions, sizeof(direction));
			r->directions[r->n_directions++] = direction;
		}
}

/* "--- FAIL: BenchmarkX", with the reason on an indented line behind it. */
static void read_failure(struct go_reader *r, struct gp_span line)
{
	struct gp_span name, rest, why;
	struct gp_buf reason = GP_BUF_INIT;

	line = gp_span_trim(line);
	if (!gp_span_starts(line, "--- FAIL: Benchmark"))
		return;
	line = gp_span_sub(line, strlen("--- FAIL: "), line.len);
	if (!r->out || !gp_span_word(&name, &line))
		return;
	rest = r->rest;
	gp_buf_puts(&reason, "it failed");
	if (gp_span_line(&why, &rest) && gp_span_starts(why, " ") &&
	    gp_span_trim(why).len) {
		gp_buf_puts(&reason, ": ");
		gp_buf_span(&reason, gp_span_trim(why));
	}
	gp_intake_refuse(r->out, name, gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

static bool read_config(struct go_reader *r, struct gp_span line)
{
	static const char *const facts[] = { "goos", "goarch", "cpu" };
	struct gp_span value;

	if (parse_go_config(&value, line, "pkg")) {
		r->pkg = value;
		return true;
	}
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		if (!parse_go_config(&value, line, facts[i]))
			continue;
		if (r->out)
			gp_entry_set(r->out->run, &r->out->run->facts,
				     gp_span_of(facts[i]), value);
		return true;
	}
	return false;
}

/* "300 1,234.5 ns/op", or "300 12" at the end of a text that was cut. */
static bool parse_odd_results(struct gp_span *pairs, const struct go_reader *r,
			      struct gp_span rest)
{
	struct gp_span count, value, unit;

	if (!gp_span_word(&count, &rest) || !is_count(count))
		return false;
	*pairs = rest;
	if (!gp_span_word(&value, &rest) || !looks_like_number(value))
		return false;
	return gp_span_word(&unit, &rest) ? gp_span_eq(unit, "ns/op") : r->cut;
}

/*
 * A benchmark that prints tears its line in two: the name, what it printed,
 * the results. Only what begins with a count and ns/op is taken for them.
 */
static void read_torn(struct go_reader *r, struct gp_span line)
{
	struct go_row row = { .pairs = line };
	struct gp_span name, rest = line;

	if (find_go_name(&name, &rest, line)) {
		r->pending = name;
		r->started = true;
	} else if (gp_span_starts(line, "Benchmark")) {
		gp_span_word(&r->pending, &rest);
		r->started = is_go_name(r->pending) && !gp_span_trim(rest).len;
	}
	row.name = r->pending;
	if (row.name.len && (find_go_results(&row.pairs, rest) ||
			     parse_odd_results(&row.pairs, r, rest))) {
		add_go_row(r, &row);
		r->pending.len = 0;
	} else if (r->out) {
		gp_go_end_read(&r->end, r->out, line, r->pending,
			       r->numbered ? r->line : 0);
	}
}

/* A skip, a log, or the end of the package ends the benchmark that runs. */
static void read_end_of_benchmark(struct go_reader *r, struct gp_span line)
{
	struct gp_span trimmed = gp_span_trim(line), name, rest;

	if (r->out && gp_span_starts(trimmed, "--- SKIP: Benchmark")) {
		rest = gp_span_sub(trimmed, strlen("--- SKIP: "), trimmed.len);
		gp_span_word(&name, &rest);
		gp_intake_leave_out(r->out, name, "the benchmark was skipped");
	}
	if (gp_span_starts(trimmed, "--- ") || gp_span_eq(trimmed, "PASS") ||
	    gp_span_starts(line, "ok  \t"))
		r->pending.len = 0;
}

/* A result in a line of its own, maybe behind what was printed before. */
static bool parse_whole_row(struct go_row *row, struct gp_span line)
{
	struct gp_span name, rest;
	size_t at;

	if (parse_go_row(row, line))
		return true;
	if (!find_go_name(&name, &rest, line))
		return false;
	at = (size_t)(name.data - line.data);
	return parse_go_row(row, gp_span_sub(line, at, line.len));
}

static void read_go_line(struct go_reader *r, struct gp_span line)
{
	struct go_row row;

	if (parse_whole_row(&row, line)) {
		add_go_row(r, &row);
		r->pending.len = 0;
	} else if (!read_config(r, line)) {
		read_failure(r, line);
		read_end_of_benchmark(r, line);
		if (!r->out)
			note_direction(r, line);
		read_torn(r, line);
	}
}

static void read_go_lines(struct go_reader *r, struct gp_span text)
{
	struct gp_span line;

	r->rest = text;
	r->pkg = r->pending = gp_span_of("");
	r->line = 0;
	while (gp_span_line(&line, &r->rest)) {
		r->line++;
		r->cut = !r->rest.len && !gp_span_ends(text, "\n");
		read_go_line(r, line);
	}
}

/* The text may end while a benchmark runs: its name, and no result. */
static void finish_go(struct go_reader *r)
{
	struct gp_buf reason = GP_BUF_INIT;

	gp_go_end_finish(&r->end, r->out);
	if (r->pending.len && r->started && !*r->out->run->incomplete) {
		gp_buf_puts(&reason, "the text ends in ");
		gp_buf_span(&reason, r->pending);
		gp_intake_refuse(r->out, r->pending, "no result");
		gp_intake_break_off(r->out, gp_buf_str(&reason));
	}
	gp_buf_clear(&reason);
}

void gp_go_read(struct gp_intake *out, struct gp_span text, bool numbered)
{
	struct go_reader r = { .numbered = numbered };

	read_go_lines(&r, text);
	r.out = out;
	read_go_lines(&r, text);
	finish_go(&r);
	if (r.packages.n <= 1 && r.pkg.len)
		gp_intake_add_fact(out, gp_span_of("pkg"), r.pkg);
	gp_map_clear(&r.packages);
	gp_map_clear(&r.names);
	free(r.directions);
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span line, value, rest = head->text;
	struct go_row row;

	(void)in;
	while (gp_span_line(&line, &rest))
		if (parse_go_row(&row, line) ||
		    parse_go_config(&value, line, "goos") ||
		    parse_go_config(&value, line, "goarch"))
			return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	gp_go_read(out, in->text, true);
	return GP_OK;
}

const struct gp_importer gp_importer_go_bench = {
	.name = "go-bench",
	.summary = "text of go test -bench: \"BenchmarkX-8 100 12.3 ns/op\"",
	.bid = bid,
	.read = read_file,
};
