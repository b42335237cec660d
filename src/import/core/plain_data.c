/*
 * Rows of plain data: keys, rows and fields, and which field of a row has its
 * name.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "guess.h"
#include "plain.h"

/* ---- keys ---- */

/* "p99 (ms)" is "p99" in ms. */
static void split_name(struct gp_plain_key *key, struct gp_entry *run)
{
	struct gp_span name = gp_span_of(key->name), unit;
	size_t open = name.len;

	key->metric = key->name;
	key->unit = gp_guess_key_unit(key->name);
	if (!*key->unit && key->statistic)
		key->unit = gp_statistic_unit(key->name);
	if (!gp_span_ends(name, ")") && !gp_span_ends(name, "]"))
		return;
	while (open && !strchr("([", name.data[open - 1]))
		open--;
	if (open < 2)
		return;
	unit = gp_span_trim(gp_span_sub(name, open, name.len - 1 - open));
	name = gp_span_trim(gp_span_sub(name, 0, open - 1));
	if (!name.len || !gp_cell_is_unit(unit))
		return;
	key->metric = gp_entry_string(run, name);
	key->unit = gp_entry_string(run, unit);
}

struct gp_plain_key *gp_plain_key(struct gp_plain *plain, struct gp_span name)
{
	struct gp_entry *run = plain->out->run;
	struct gp_plain_key *key;
	size_t at;

	if (gp_map_get(&plain->keys_by_name, name.data ? name.data : "",
		       name.len, &at))
		return plain->keys[at];
	key = gp_calloc(1, sizeof(*key));
	key->name = gp_entry_string(run, name);
	key->role = gp_role_of(key->name, plain->out->options);
	key->statistic = gp_statistic_of(key->name);
	key->rank = gp_role_name_rank(key->name);
	split_name(key, run);
	plain->keys = gp_grow(plain->keys, plain->n_keys, &plain->cap_keys,
			      sizeof(*plain->keys));
	gp_map_put(&plain->keys_by_name, key->name, name.len, plain->n_keys);
	plain->keys[plain->n_keys++] = key;
	return key;
}

/* ---- rows ---- */

void gp_plain_init(struct gp_plain *plain, struct gp_intake *out,
		   const struct gp_input *in)
{
	memset(plain, 0, sizeof(*plain));
	plain->out = out;
	plain->in = in;
	plain->noun = "key";
	plain->stem = gp_entry_string(out->run, gp_input_stem(in));
}

void gp_plain_clear(struct gp_plain *plain)
{
	for (size_t i = 0; i < plain->n; i++) {
		free(plain->rows[i]->fields);
		free(plain->rows[i]->params.items);
		free(plain->rows[i]);
	}
	for (size_t i = 0; i < plain->n_keys; i++) {
		gp_map_clear(&plain->keys[i]->distinct);
		free(plain->keys[i]);
	}
	free(plain->rows);
	free(plain->keys);
	gp_map_clear(&plain->keys_by_name);
	gp_map_clear(&plain->named_lists);
	gp_map_clear(&plain->units);
	memset(plain, 0, sizeof(*plain));
}

struct gp_plain_row *gp_plain_row(struct gp_plain *plain, const char *base)
{
	struct gp_plain_row *row = gp_calloc(1, sizeof(*row));

	plain->rows = gp_grow(plain->rows, plain->n, &plain->cap,
			      sizeof(struct gp_plain_row *));
	plain->rows[plain->n++] = row;
	row->base = gp_entry_string(plain->out->run, gp_span_of(base));
	row->path = "";
	row->time_s = INT64_MIN;
	return row;
}

struct gp_plain_field *gp_plain_field(struct gp_plain *plain,
				      struct gp_plain_row *row,
				      struct gp_plain_key *key,
				      const char *path)
{
	struct gp_plain_field *field;

	row->fields =
		gp_grow(row->fields, row->n, &row->cap, sizeof(*row->fields));
	field = &row->fields[row->n++];
	memset(field, 0, sizeof(*field));
	field->key = key;
	field->path = gp_entry_string(plain->out->run, gp_span_of(path));
	field->text = field->unit = "";
	return field;
}

void gp_plain_set_text(struct gp_plain *plain, struct gp_plain_field *field,
		       struct gp_span text)
{
	struct gp_entry *run = plain->out->run;
	struct gp_span unit;

	text = gp_span_trim(text);
	field->kind = gp_cell_measure(&field->number, &unit, text);
	if (field->key->is_text && field->kind != GP_CELL_BLANK)
		field->kind = GP_CELL_TEXT;
	field->text = gp_entry_string(run, text);
	field->unit = gp_entry_string(run, unit);
	if (!gp_plain_is_number(field))
		field->unit = "";
}

bool gp_plain_is_number(const struct gp_plain_field *field)
{
	return gp_cell_has_value(field->kind);
}

/* ---- the name of a row ---- */

static bool may_be_name(const struct gp_plain_field *field)
{
	return !*field->path && field->kind == GP_CELL_TEXT && !field->list;
}

/* By the words of the key; the best rank wins, then the first. */
static struct gp_plain_field *name_by_words(struct gp_plain_row *row)
{
	struct gp_plain_field *best = NULL;
	int best_rank = 0;

	for (size_t i = 0; i < row->n; i++) {
		struct gp_plain_field *field = &row->fields[i];
		int rank = field->key->rank;

		if (!may_be_name(field) || !rank ||
		    field->key->role == GP_ROLE_IGNORED ||
		    field->key->role == GP_ROLE_PARAM ||
		    field->key->role == GP_ROLE_SAMPLE)
			continue;
		if (!best || rank < best_rank) {
			best = field;
			best_rank = rank;
		}
	}
	return best;
}

/* The first text that could be a parameter. */
static struct gp_plain_field *first_text(struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (may_be_name(&row->fields[i]) && !row->fields[i].forced &&
		    row->fields[i].key->role == GP_ROLE_OPEN)
			return &row->fields[i];
	return NULL;
}

/* {"name": "x", "time_ms": 5}, but not the title of a report. */
static bool is_surely_named(const struct gp_plain_row *row,
			    const struct gp_plain_field *name)
{
	if (name->key->rank > GP_ROLE_SURE_NAMES)
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (row->fields[i].list || gp_plain_is_number(&row->fields[i]))
			return true;
	return false;
}

static struct gp_plain_field *find_row_name(const struct gp_plain *plain,
					    struct gp_plain_row *row)
{
	struct gp_plain_field *found;

	if (plain->is_table) {
		for (size_t i = 0; i < row->n; i++)
			if (row->fields[i].key == plain->name_key)
				return &row->fields[i];
		return NULL;
	}
	if (!row->in_list && (*row->base || *row->path))
		return NULL; /* the path is its name */
	found = name_by_words(row);
	if (!row->in_list)
		return found && is_surely_named(row, found) ? found : NULL;
	return found ? found : first_text(row);
}

const char *gp_plain_join(struct gp_plain *plain, const char *a, const char *b)
{
	struct gp_buf path = GP_BUF_INIT;
	const char *joined;

	gp_buf_puts(&path, a);
	if (*a && *b)
		gp_buf_putc(&path, '/');
	gp_buf_puts(&path, b);
	joined = gp_entry_string(plain->out->run, gp_buf_view(&path));
	gp_buf_clear(&path);
	return joined;
}

const char *gp_plain_row_path(struct gp_plain *plain, struct gp_plain_row *row)
{
	if (!row->named)
		row->named = find_row_name(plain, row);
	if (row->named && row->list)
		gp_map_put(&plain->named_lists, &row->list, sizeof(row->list),
			   1);
	return row->named ? gp_plain_join(plain, row->base, row->named->text)
			  : row->base;
}
