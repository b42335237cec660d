/*
 * Rows of plain data: when all is read, turns it into benchmarks in the order
 * of the input.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/parameters.h"

#include "plain_rows.h"

#define PARAMS_MAX  32
#define MANY_VALUES 1000

/* ---- parameters ---- */

static void add_param(struct gp_plain_row *row, const char *key,
		      const char *value)
{
	struct gp_pairs *pairs = &row->params;

	for (size_t i = 0; i < pairs->n; i++)
		if (!strcmp(pairs->items[i].key, key))
			return;
	pairs->items = gp_grow(pairs->items, pairs->n, &pairs->cap,
			       sizeof(*pairs->items));
	pairs->items[pairs->n++] = (struct gp_pair){ key, value };
}

/* 1000.0, as tables with gaps have it, is 1000. */
static const char *param_text(struct gp_plain *plain,
			      const struct gp_plain_field *field)
{
	double number = gp_decimal_double(field->number);
	struct gp_buf text = GP_BUF_INIT;
	const char *kept;

	if (!gp_plain_is_number(field) || *field->unit ||
	    (field->text[0] == '0' && isdigit((unsigned char)field->text[1])))
		return field->text; /* 0012345 is an id */
	if (field->kind == GP_CELL_BOOL)
		return number != 0 ? "true" : "false";
	if (number == floor(number) && fabs(number) < 9e15)
		gp_decimal_format(&text, gp_decimal_int((int64_t)number));
	else
		gp_decimal_format(&text, field->number);
	kept = gp_entry_string(plain->out->run, gp_buf_view(&text));
	gp_buf_clear(&text);
	return kept;
}

static int by_param_key(const void *a, const void *b)
{
	return strcmp(((const struct gp_pair *)a)->key,
		      ((const struct gp_pair *)b)->key);
}

static void count_param(struct gp_plain_key *key, const char *text)
{
	gp_map_put(&key->distinct, text, strlen(text), 0);
	key->n_params++;
	key->n_ids += gp_role_is_id(gp_span_of(text), !key->rank);
}

/* "latency.mode" for a text in an object of a list's element. */
static const char *param_key(struct gp_plain *plain,
			     const struct gp_plain_row *row,
			     const struct gp_plain_field *field)
{
	struct gp_buf key = GP_BUF_INIT;
	const char *kept = field->key->metric;

	if (!row->in_list || !*field->path)
		return kept;
	for (const char *c = field->path; *c; c++)
		gp_buf_putc(&key, *c == '/' ? '.' : *c);
	gp_buf_printf(&key, ".%s", kept);
	kept = gp_entry_string(plain->out->run, gp_buf_view(&key));
	gp_buf_clear(&key);
	return kept;
}

/* Sorted, so that the order of columns and members does not matter. */
static void find_params(struct gp_plain *plain, struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct gp_plain_field *field = &row->fields[i];
		const char *text;

		if (field->use != GP_PLAIN_PARAM)
			continue;
		text = param_text(plain, field);
		count_param(field->key, text);
		add_param(row, param_key(plain, row, field), text);
	}
	if (row->parent)
		for (size_t i = 0; i < row->parent->params.n; i++)
			add_param(row, row->parent->params.items[i].key,
				  row->parent->params.items[i].value);
	if (row->params.n)
		qsort(row->params.items, row->params.n,
		      sizeof(*row->params.items), by_param_key);
}

static void name_row(struct gp_plain *plain, struct gp_plain_row *row)
{
	const char *path = gp_plain_row_path(plain, row);
	struct gp_value_id id = { .better = GP_BETTER_NONE };

	path = gp_plain_join(plain, path, row->path);
	row->written = *path || (row->failed && row->line) ? path : plain->stem;
	if (row->params.n > PARAMS_MAX) {
		row->failed = "it has more than 32 parameters: leave some out "
			      "with --ignore";
		return;
	}
	if (gp_intake_name(plain->out, &id, gp_span_of(row->written),
			   &row->params, NULL)) {
		struct gp_buf why = GP_BUF_INIT;

		gp_buf_printf(&why, "%s: leave it out with --ignore",
			      gp_error_message());
		row->failed =
			gp_entry_string(plain->out->run, gp_buf_view(&why));
		gp_buf_clear(&why);
		gp_error_clear();
		return;
	}
	row->written = id.benchmark.data;
	row->id = id;
}

static void check_name(struct gp_plain *plain, struct gp_plain_row *row)
{
	size_t unused;

	gp_plain_row_path(plain, row);
	if (row->named && !*row->named->text)
		row->failed = "a row without a name";
	if (!row->named && row->list &&
	    gp_map_get(&plain->named_lists, &row->list, sizeof(row->list),
		       &unused))
		row->failed = "an element of a list without a name";
}

static void judge_row(struct gp_plain *plain, struct gp_plain_row *row)
{
	check_name(plain, row);
	gp_plain_judge(plain, row);
	if (!row->failed && row->parent)
		row->failed = row->parent->failed;
	find_params(plain, row);
	name_row(plain, row);
	for (size_t i = 0; i < row->n; i++)
		if (row->fields[i].use == GP_PLAIN_TIME &&
		    row->time_s == INT64_MIN)
			row->time_s = gp_plain_time(&row->fields[i]);
}

/* ---- facts, and what is left out ---- */

static void leave_key_out(struct gp_plain *plain, struct gp_plain_key *key,
			  const char *why)
{
	struct gp_buf what = GP_BUF_INIT;

	if (key->said)
		return;
	key->said = true;
	gp_buf_printf(&what, "%s \"%s\"", plain->noun, key->name);
	gp_intake_leave_out(plain->out, gp_buf_view(&what), why);
	gp_buf_clear(&what);
}

static const char *why_left_out(const struct gp_plain_field *field)
{
	if (field->key->role == GP_ROLE_IGNORED)
		return "left out because of --ignore";
	if (field->key->role == GP_ROLE_SAMPLE)
		return "left out because of --sample";
	if (field->key->role == GP_ROLE_INDEX)
		return field->kind == GP_CELL_TEXT ? "it has no name"
						   : "it numbers the rows";
	return "it is not recorded";
}

static void keep_row_fact(struct gp_plain *plain,
			  const struct gp_plain_row *row,
			  const struct gp_plain_field *field)
{
	struct gp_plain_key *key = field->key;
	const char *text = param_text(plain, field);

	if (field->list || !*text)
		return;
	if (!row->in_list)
		gp_intake_add_fact(
			plain->out,
			gp_span_of(gp_plain_join(
				plain,
				gp_plain_join(plain, row->base, field->path),
				key->name)),
			gp_span_of(text));
	else if (!key->fact)
		key->fact = text;
	else
		key->varies |= strcmp(key->fact, text) != 0;
}

static void keep_row_facts(struct gp_plain *plain,
			   const struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct gp_plain_field *field = &row->fields[i];

		if (field->use == GP_PLAIN_FACT || field->use == GP_PLAIN_TIME)
			keep_row_fact(plain, row, field);
		if (field->use == GP_PLAIN_LEFT_OUT)
			leave_key_out(plain, field->key, why_left_out(field));
	}
}

static void add_row_facts(struct gp_plain *plain)
{
	for (size_t i = 0; i < plain->n_keys; i++) {
		struct gp_plain_key *key = plain->keys[i];

		if (key->varies)
			leave_key_out(plain, key,
				      "it differs between rows, and a run has "
				      "one of it");
		else if (key->fact)
			gp_intake_add_fact(plain->out, gp_span_of(key->name),
					   gp_span_of(key->fact));
	}
}

static void note_many_values(struct gp_plain *plain)
{
	for (size_t i = 0; i < plain->n_keys; i++)
		if (plain->keys[i]->distinct.n >= MANY_VALUES)
			gp_notices_add(&plain->out->notices,
				       "%s \"%s\" has %zu values, and each is "
				       "a series of its own: leave it out with "
				       "--ignore if they are not meant to be "
				       "compared",
				       plain->noun, plain->keys[i]->name,
				       plain->keys[i]->distinct.n);
}

/* ---- all rows ---- */

void gp_plain_refuse_row(struct gp_plain *plain, const struct gp_plain_row *row,
			 const char *why)
{
	struct gp_buf reason = GP_BUF_INIT, what = GP_BUF_INIT;

	gp_buf_puts(&what, row->written);
	if (!what.len && row->line)
		gp_buf_printf(&what, "line %zu", row->line);
	else if (row->line)
		gp_buf_printf(&reason, "line %zu: ", row->line);
	if (!what.len)
		gp_buf_puts(&what, plain->stem);
	gp_buf_puts(&reason, why);
	gp_intake_refuse(plain->out, gp_buf_view(&what), gp_buf_str(&reason));
	gp_buf_clear(&reason);
	gp_buf_clear(&what);
}

/* Links rows of one name, in their order. */
static void group_rows(struct gp_plain *plain)
{
	struct gp_map first = { 0 };

	for (size_t i = plain->n; i-- > 0;) {
		struct gp_plain_row *row = plain->rows[i];
		size_t *slot;

		if (row->failed || !row->in_list)
			continue;
		slot = gp_map_put(&first, row->written, strlen(row->written),
				  (size_t)NULL);
		row->next_same = (struct gp_plain_row *)*slot;
		if (row->next_same)
			row->next_same->is_later = true;
		*slot = (size_t)row;
	}
	gp_map_clear(&first);
}

static bool holds_anything(const struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->fields[i].use == GP_PLAIN_VALUE ||
		    row->fields[i].use == GP_PLAIN_REFUSED)
			return true;
	return false;
}

enum gp_err gp_plain_finish(struct gp_plain *plain)
{
	enum gp_err err;

	for (size_t i = 0; i < plain->n; i++)
		judge_row(plain, plain->rows[i]);
	group_rows(plain);
	if ((err = gp_plain_check_history(plain)) ||
	    (err = gp_plain_check_ids(plain)))
		return err;
	gp_plain_check_pools(plain);
	for (size_t i = 0; i < plain->n; i++) {
		struct gp_plain_row *row = plain->rows[i];

		if (!row->failed || !row->in_list)
			keep_row_facts(plain, row);
		if (!row->failed)
			gp_plain_add_values(plain, row);
		else if (!row->parent || row->failed != row->parent->failed ||
			 holds_anything(row))
			gp_plain_refuse_row(plain, row, row->failed);
	}
	add_row_facts(plain);
	note_many_values(plain);
	return GP_OK;
}
