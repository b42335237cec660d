/*
 * The console output of Locust with --headless (tested: 1.6, 2.47): tables of
 * the last seconds, then a table of the whole run (Name, # reqs, # fails, ...)
 * and one of percentiles. Only these two are read; a row without requests is
 * refused.
 */
#include <string.h>

#include "gp/map.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/values.h"
#include "locust.h"

#define COLUMNS_MAX 32

static bool line_has(struct gp_span line, const char *word)
{
	return gp_span_find(line, word) < line.len;
}

static bool is_locust_header(struct gp_span line)
{
	return line_has(line, "Name ") && line_has(line, "# reqs");
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span line, rest = head->text;

	(void)in;
	while (!head->is_json && gp_span_line(&line, &rest))
		if (is_locust_header(line) && line_has(line, "# fails"))
			return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* ---- one table ---- */

struct locust_console_table {
	struct gp_locust_metric columns[COLUMNS_MAX];
	bool known[COLUMNS_MAX];
	size_t n_columns;
	size_t type; /* The offset of the column with "GET". */
	bool has_type;
	bool counts; /* Both tables have "# reqs"; the first one counts. */
	struct gp_span rows; /* From the line below the header on. */
	size_t line;         /* Of the header. */
};

/* Cuts the last word off; bars between columns count as white space. */
static bool cut_last_word(struct gp_span *word, struct gp_span *rest)
{
	size_t end = rest->len, begin;

	while (end && strchr(" \t|", rest->data[end - 1]))
		end--;
	begin = end;
	while (begin && !strchr(" \t|", rest->data[begin - 1]))
		begin--;
	*word = gp_span_sub(*rest, begin, end - begin);
	*rest = gp_span_sub(*rest, 0, begin);
	return end > begin;
}

static enum gp_err read_locust_header(struct locust_console_table *table,
				      struct gp_span line)
{
	size_t name = gp_span_find(line, "Name ");
	struct gp_span rest = gp_span_sub(line, name + 5, line.len), word;

	table->n_columns = 0;
	table->type = gp_span_find(line, "Type ");
	table->has_type = table->type < name;
	while (gp_span_word(&word, &rest)) {
		if (gp_span_eq(word, "#") || gp_span_eq(word, "|"))
			continue;
		if (table->n_columns == COLUMNS_MAX)
			return gp_fail(GP_EPARSE,
				       "line %zu: more than %d columns",
				       table->line, COLUMNS_MAX);
		table->known[table->n_columns] = gp_locust_metric(
			&table->columns[table->n_columns], word);
		table->n_columns++;
	}
	return GP_OK;
}

/* Finds the last table whose header has `word`; false when there is none. */
static bool find_table(struct locust_console_table *table, struct gp_span text,
		       const char *word, struct gp_span *header)
{
	struct gp_span line;
	bool found = false;

	for (size_t n = 1; gp_span_line(&line, &text); n++) {
		if (!is_locust_header(line) || !line_has(line, word))
			continue;
		found = true;
		*header = line;
		table->rows = text;
		table->line = n;
	}
	return found;
}

/* Takes a row apart from its end, because names may hold anything. */
static bool split_row(const struct locust_console_table *table,
		      struct gp_span cells[], struct gp_span *name,
		      struct gp_span line)
{
	*name = line;
	for (size_t i = table->n_columns; i-- > 0;)
		if (!cut_last_word(&cells[i], name))
			return false;
	return true;
}

static struct gp_span benchmark_of(struct gp_buf *buf,
				   const struct locust_console_table *table,
				   struct gp_span name)
{
	struct gp_span type = gp_span_of("");

	if (table->has_type) {
		name = gp_span_sub(name, table->type, name.len);
		if (!gp_span_starts(name, " "))
			gp_span_word(&type, &name);
	}
	return gp_locust_benchmark(buf, type, name);
}

static bool is_rule(struct gp_span line)
{
	return gp_span_starts(gp_span_trim(line), "---");
}

/* The number at the start of a cell: "199(16.61%)" is 199 and its share. */
static bool cell_number(struct gp_decimal *out, struct gp_span cell)
{
	return gp_decimal_take(out, &cell) &&
	       (!cell.len || cell.data[0] == '(');
}

static double number_of(const struct locust_console_table *table,
			struct gp_span cells[], const char *metric)
{
	struct gp_decimal value;

	for (size_t i = 0; i < table->n_columns; i++)
		if (table->known[i] &&
		    !strcmp(table->columns[i].name, metric) &&
		    cell_number(&value, cells[i]))
			return gp_decimal_double(value);
	return 0;
}

static void add_locust_cells(struct gp_intake *out,
			     const struct locust_console_table *table,
			     struct gp_span benchmark, struct gp_span cells[],
			     bool failed)
{
	struct gp_decimal value;

	for (size_t i = 0; i < table->n_columns; i++) {
		const struct gp_locust_metric *metric = &table->columns[i];
		struct gp_value_id id = gp_value_id_make(
			benchmark, metric->name, metric->unit, metric->better);

		if (!table->known[i] || (failed && metric->of_answers) ||
		    (!table->counts && !strcmp(metric->name, "Request Count")))
			continue;
		if (cell_number(&value, cells[i]))
			gp_intake_add(out, &id, value);
		else
			gp_intake_refuse_value(out, &id, "not a number");
	}
}

static void refuse_line(struct gp_intake *out,
			const struct locust_console_table *table)
{
	struct gp_buf what = GP_BUF_INIT;

	gp_buf_printf(&what, "line %zu", table->line);
	gp_intake_refuse(out, gp_buf_view(&what), "a row with too few cells");
	gp_buf_clear(&what);
}

/* The names of those that failed throughout are in `failed`. */
static void read_locust_console_row(struct gp_intake *out,
				    struct locust_console_table *table,
				    struct gp_map *failed, struct gp_span line)
{
	struct gp_span cells[COLUMNS_MAX], name;
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_span benchmark;
	double requests, failures;
	size_t known = 0;

	if (!split_row(table, cells, &name, line)) {
		refuse_line(out, table);
		return;
	}
	benchmark = benchmark_of(&buf, table, name);
	requests = number_of(table, cells, "Request Count");
	failures = number_of(table, cells, "Failure Count");
	if (table->counts &&
	    gp_locust_all_failed(out, benchmark, requests, failures, true)) {
		const char *key = gp_entry_string(out->run, benchmark);

		gp_map_put(failed, key, benchmark.len, 1);
	}
	if (requests > 0)
		add_locust_cells(out, table, benchmark, cells,
				 gp_map_get(failed, benchmark.data,
					    benchmark.len, &known));
	else if (table->counts)
		gp_intake_refuse(out, benchmark, "no request was made");
	if (table->counts)
		gp_locust_add_error_rate(out, benchmark, requests, failures);
	gp_buf_clear(&buf);
}

static enum gp_err read_table(struct gp_intake *out,
			      struct locust_console_table *table,
			      struct gp_map *failed, struct gp_span header)
{
	struct gp_span line;
	enum gp_err err = read_locust_header(table, header);

	while (!err && gp_span_line(&line, &table->rows)) {
		table->line++;
		if (!gp_span_trim(line).len)
			break;
		if (!is_rule(line))
			read_locust_console_row(out, table, failed, line);
	}
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct locust_console_table table = { .counts = true };
	struct gp_map failed = { 0 };
	struct gp_span header;
	enum gp_err err;

	if (!find_table(&table, in->text, "# fails", &header))
		return gp_fail(GP_EPARSE,
			       "no table of Locust (Name, # reqs, # fails)");
	err = read_table(out, &table, &failed, header);
	table = (struct locust_console_table){ .counts = false };
	if (!err && find_table(&table, in->text, "%", &header))
		err = read_table(out, &table, &failed, header);
	gp_map_clear(&failed);
	return err;
}

const struct gp_importer gp_importer_locust_console = {
	.name = "locust-console",
	.summary = "what Locust prints: the last table of # reqs and # fails",
	.bid = bid,
	.read = read_file,
};
