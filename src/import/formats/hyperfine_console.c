/*
 * What hyperfine prints (tested: 1.15, 2.0.0), rounded; its JSON is the better
 * source:
 *
 *	Benchmark 1: ./work.sh 500 (4 runs)
 *	                mean     ±       σ          min     …     max
 *	  Wall Time      2.9 ms  ±     0.6 ms       2.3 ms  …     3.6 ms
 *
 * and, up to 1.20:
 *
 *	Benchmark 1: ./work.sh 500
 *	  Time (mean ± σ):       2.9 ms ±   0.6 ms    [User: 1.1 ms, System: ...
 *	  Range (min … max):     2.3 ms …   3.6 ms    4 runs
 *
 * A command that failed is refused.
 */
#include <string.h>

#include "gp/buf.h"

#include "formats.h"
#include "hyperfine.h"
#include "import/core/head.h"

/* ---- the lines of one command ---- */

struct hyperfine_block {
	struct gp_span name;
	struct gp_span lines; /* below the name */
	uint64_t n;           /* runs; 0: not known */
};

/* "Benchmark 1: NAME"; the rest of the line into `*name`. */
static bool parse_hyperfine_title(struct gp_span *name, struct gp_span line)
{
	static const char begin[] = "Benchmark ";
	size_t at = strlen(begin);

	if (!gp_span_starts(line, begin))
		return false;
	while (at < line.len && line.data[at] >= '0' && line.data[at] <= '9')
		at++;
	if (at == strlen(begin))
		return false;
	line = gp_span_sub(line, at, line.len);
	if (gp_span_starts(line, " ")) /* before 1.12 "Benchmark #1: " */
		return false;
	if (!gp_span_starts(line, ": "))
		return false;
	*name = gp_span_trim(gp_span_sub(line, 2, line.len));
	return name->len;
}

/* "4 runs" at the end of `text`, from the offset on. */
static uint64_t runs_in(struct gp_span text)
{
	struct gp_decimal n;
	struct gp_span word, unit;

	if (!gp_span_word(&word, &text) || !gp_span_word(&unit, &text) ||
	    !gp_span_starts(unit, "run") || !gp_decimal_parse(&n, word) ||
	    gp_decimal_double(n) < 1 || gp_decimal_double(n) > 1e9)
		return 0;
	return (uint64_t)gp_decimal_double(n);
}

/* Cuts " (4 runs)" off the name, which 2.0 puts there. */
static void cut_runs(struct hyperfine_block *block)
{
	size_t open = block->name.len;

	while (open && block->name.data[open - 1] != '(')
		open--;
	if (!open || !gp_span_ends(block->name, ")"))
		return;
	block->n = runs_in(
		gp_span_sub(block->name, open, block->name.len - open - 1));
	if (block->n)
		block->name =
			gp_span_trim(gp_span_sub(block->name, 0, open - 1));
}

/* Cuts the next command off `rest`; false at the end. */
static bool next_block(struct hyperfine_block *block, struct gp_span *rest)
{
	struct gp_span line, after, unused;

	memset(block, 0, sizeof(*block));
	do {
		if (!gp_span_line(&line, rest))
			return false;
	} while (!parse_hyperfine_title(&block->name, line));
	cut_runs(block);
	block->lines = *rest;
	after = *rest;
	while (gp_span_line(&line, &after) &&
	       !parse_hyperfine_title(&unused, line))
		*rest = after;
	block->lines.len = (size_t)(rest->data - block->lines.data);
	if (!rest->len)
		block->lines.len = (size_t)(after.data - block->lines.data);
	return true;
}

static bool block_has(const struct hyperfine_block *block, const char *text)
{
	return gp_span_find(block->lines, text) < block->lines.len;
}

/* ---- numbers ---- */

/* Cuts "2.9 ms" off; false, and nothing cut, if there is none. */
static bool cut_quantity(struct gp_decimal *number, struct gp_span *unit,
			 struct gp_span *rest)
{
	struct gp_span word, after = *rest;

	if (!gp_span_word(&word, &after) || !gp_decimal_parse(number, word) ||
	    !gp_span_word(unit, &after))
		return false;
	while (unit->len && strchr(",]", unit->data[unit->len - 1]))
		unit->len--;
	*rest = after;
	return true;
}

static bool cut_sign(struct gp_span *rest, const char *sign)
{
	struct gp_span word, after = *rest;

	if (!gp_span_word(&word, &after) || !gp_span_eq(word, sign))
		return false;
	*rest = after;
	return true;
}

#define PLUS_MINUS "\xc2\xb1"
#define ELLIPSIS   "\xe2\x80\xa6"

/*
 * "2.9 ms ± 0.6 ms" into mean and deviation, "2.3 ms … 3.6 ms" into min and
 * max. A value in another unit than the mean's is not used: hyperfine prints
 * all of a command in one.
 */
static void read_quantities(struct gp_statistics *out, struct gp_span *unit,
			    struct gp_span *rest)
{
	struct gp_decimal first, second;
	struct gp_span unit2, unit3;

	while (cut_quantity(&first, &unit2, rest)) {
		if (!out->mean.kind) {
			out->mean = first;
			*unit = unit2;
			if (cut_sign(rest, PLUS_MINUS) &&
			    cut_quantity(&second, &unit3, rest) &&
			    gp_span_same(unit3, *unit))
				out->deviation = second;
		} else if (cut_sign(rest, ELLIPSIS) &&
			   cut_quantity(&second, &unit3, rest) &&
			   gp_span_same(unit2, *unit) &&
			   gp_span_same(unit3, *unit)) {
			out->min = first;
			out->max = second;
		}
	}
}

/* ---- both forms ---- */

static bool add_console_metric(struct gp_intake *out,
			       const struct hyperfine_block *block,
			       const char *metric, struct gp_span quantities)
{
	struct gp_statistics statistics = { .n = block->n };
	struct gp_value_id id = { .benchmark = block->name };
	struct gp_span unit = gp_span_of("");

	read_quantities(&statistics, &unit, &quantities);
	gp_hyperfine_metric(&id, gp_span_of(metric));
	id.unit = unit;
	return gp_intake_add_statistics(out, &id, &statistics);
}

/* "  Wall Time      2.9 ms  ± ...": the labels of 2.0. */
static bool read_row_of_2(struct gp_intake *out,
			  const struct hyperfine_block *block,
			  struct gp_span line)
{
	static const struct {
		const char *label, *metric;
	} rows[] = {
		{ "  Wall Time ", "time_wall_clock" },
		{ "  User Time ", "time_user" },
		{ "  System Time ", "time_system" },
		{ "  CPU Time ", "time_cpu" },
		{ "  Memory ", "memory_peak_resident" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (gp_span_starts(line, rows[i].label))
			return add_console_metric(
				out, block, rows[i].metric,
				gp_span_sub(line, strlen(rows[i].label),
					    line.len));
	return false;
}

/* The text behind `mark` in the lines of a command; empty if it is not there.
 */
static struct gp_span behind(const struct hyperfine_block *block,
			     const char *mark)
{
	size_t at = gp_span_find(block->lines, mark);
	struct gp_span rest, line = gp_span_of("");

	if (at == block->lines.len)
		return line;
	rest = gp_span_sub(block->lines, at + strlen(mark), block->lines.len);
	gp_span_line(&line, &rest);
	return line;
}

/* Up to 1.20, "Time (mean ± σ):", or "Time (abs ≡):" of one run. */
static bool read_block_of_1(struct gp_intake *out,
			    struct hyperfine_block *block)
{
	struct gp_span time = behind(block, "  Time ("), range, from = time;
	struct gp_buf both = GP_BUF_INIT;
	bool added;

	if (!time.len)
		return false;
	from = gp_span_sub(time, gp_span_find(time, "):") + 2, time.len);
	range = behind(block, "  Range (min " ELLIPSIS " max):");
	gp_buf_span(&both, gp_span_sub(from, 0, gp_span_find(from, "[")));
	gp_buf_putc(&both, ' ');
	gp_buf_span(&both, range);
	while (range.len && !(block->n = runs_in(range)))
		range = gp_span_sub(range, 1, range.len);
	added = add_console_metric(out, block, "time_wall_clock",
				   gp_buf_view(&both));
	block->n = 0;
	if (added) {
		add_console_metric(out, block, "time_user",
				   behind(block, "[User: "));
		add_console_metric(out, block, "time_system",
				   behind(block, "System: "));
	}
	gp_buf_clear(&both);
	return added;
}

static void read_block(struct gp_intake *out, struct hyperfine_block *block)
{
	struct gp_span rest = block->lines, line;
	bool added = false;

	if (block_has(block, "non-zero exit code")) {
		gp_intake_refuse(out, block->name,
				 "the command failed (non-zero exit code)");
		if (block_has(block, "\nError: "))
			gp_intake_break_off(out, "hyperfine stopped at a "
						 "command that failed");
		return;
	}
	while (gp_span_line(&line, &rest))
		added |= read_row_of_2(out, block, line);
	if (!added && !read_block_of_1(out, block))
		gp_intake_refuse(out, block->name, "no result");
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct gp_buf plain = GP_BUF_INIT;
	struct hyperfine_block block;
	struct gp_span rest;

	gp_text_strip_ansi(&plain, in->text);
	rest = gp_buf_view(&plain);
	while (next_block(&block, &rest))
		read_block(out, &block);
	gp_buf_clear(&plain);
	return GP_OK;
}

/* A title, and below it the row of a time. */
static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_buf plain = GP_BUF_INIT;
	struct hyperfine_block block;
	enum gp_bid bid = GP_BID_NO;
	struct gp_span rest;

	(void)in;
	gp_text_strip_ansi(&plain, head->text);
	rest = gp_buf_view(&plain);
	while (!bid && next_block(&block, &rest))
		if (block_has(&block, "\n  Wall Time  ") ||
		    gp_span_starts(block.lines, "  Time ("))
			bid = GP_BID_SIGNATURE;
	gp_buf_clear(&plain);
	return bid;
}

const struct gp_importer gp_importer_hyperfine_console = {
	.name = "hyperfine-console",
	.summary = "what hyperfine prints: \"Benchmark 1: ...\", Wall Time",
	.bid = bid,
	.read = read_file,
};
