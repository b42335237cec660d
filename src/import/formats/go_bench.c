/*
 * go test -bench, and the benchmark format of golang.org/design/14313:
 *
 *	BenchmarkName-8   100   123.4 ns/op   64 B/op   1 allocs/op
 *
 * Tested with Go 1.26. All other lines are skipped: logs, PASS, output of the
 * benchmark itself. A benchmark that fails is refused.
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
static bool is_not_finite(struct gp_span word)
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
	       (gp_decimal_parse(&number, *value) || is_not_finite(*value));
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
	struct gp_span pkg;
	struct gp_span pending; /* a name whose results may come later */
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

static enum gp_better better_of(const struct go_reader *r, struct gp_span token)
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

static void add_go_pairs(struct go_reader *r, struct gp_span name,
			 struct gp_span pairs)
{
	struct gp_span value, token;
	struct gp_decimal number;

	while (cut_value_and_unit(&value, &token, &pairs)) {
		struct gp_value_id id = { .benchmark = name,
					  .metric = token,
					  .unit = unit_of(token),
					  .better = better_of(r, token),
					  .source = source_of_go(token) };

		if (gp_decimal_parse(&number, value))
			gp_intake_add(r->out, &id, number);
		else
			gp_intake_refuse_value(r->out, &id,
					       "not a finite number");
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
				    gp_span_sub(word, 7, word.len))) {
			r->directions =
				gp_grow(r->directions, r->n_directions,
					&r->cap_directions, sizeof(direction));
			r->directions[r->n_directions++] = direction;
		}
}

/* "--- FAIL: BenchmarkX", with the reason on an indented line behind it. */
static bool read_failure(struct go_reader *r, struct gp_span line)
{
	struct gp_span name, rest, why;
	struct gp_buf reason = GP_BUF_INIT;

	line = gp_span_trim(line);
	if (!gp_span_starts(line, "--- FAIL: Benchmark"))
		return false;
	line = gp_span_sub(line, strlen("--- FAIL: "), line.len);
	if (!r->out || !gp_span_word(&name, &line))
		return true;
	rest = r->rest;
	gp_buf_puts(&reason, "it failed");
	if (gp_span_line(&why, &rest) && gp_span_starts(why, " ") &&
	    gp_span_trim(why).len) {
		gp_buf_puts(&reason, ": ");
		gp_buf_span(&reason, gp_span_trim(why));
	}
	gp_intake_refuse(r->out, name, gp_buf_str(&reason));
	gp_buf_clear(&reason);
	return true;
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

/*
 * A benchmark that prints tears its line in two: the name, what it printed,
 * the results. Only what begins with a count and ns/op is taken for them.
 */
static void read_torn(struct go_reader *r, struct gp_span line)
{
	struct go_row row = { .name = r->pending };
	struct gp_span unit;

	if (gp_span_starts(line, "Benchmark")) {
		gp_span_word(&r->pending, &line);
	} else if (r->pending.len &&
		   parse_go_results(&row.pairs, &unit, line) &&
		   gp_span_eq(unit, "ns/op")) {
		add_go_row(r, &row);
		r->pending.len = 0;
	}
}

static void read_go_lines(struct go_reader *r, struct gp_span text)
{
	struct gp_span line;
	struct go_row row;

	r->rest = text;
	r->pkg = r->pending = gp_span_of("");
	while (gp_span_line(&line, &r->rest)) {
		if (parse_go_row(&row, line)) {
			add_go_row(r, &row);
			r->pending.len = 0;
		} else if (!read_config(r, line) && !read_failure(r, line)) {
			if (!r->out)
				note_direction(r, line);
			read_torn(r, line);
		}
	}
}

void gp_go_read(struct gp_intake *out, struct gp_span text)
{
	struct go_reader r = { .out = NULL };

	read_go_lines(&r, text);
	r.out = out;
	read_go_lines(&r, text);
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
	gp_go_read(out, in->text);
	return GP_OK;
}

const struct gp_importer gp_importer_go_bench = {
	.name = "go-bench",
	.summary = "text of go test -bench: \"BenchmarkX-8 100 12.3 ns/op\"",
	.bid = bid,
	.read = read_file,
};
