/*
 * Plain JSON, as a script writes it: numbers under names, nested to any depth.
 * The path to a number, without its last name, is the benchmark; the objects of
 * a list are rows. What their members are, core/plain.c decides.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats.h"
#include "import/core/head.h"
#include "import/core/plain.h"

#define PATH_LEN_MAX 4096

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	struct gp_span text = gp_span_trim(head->text), next;

	(void)in;
	next = gp_span_trim(gp_span_sub(text, 1, text.len));
	if (gp_span_starts(text, "{") && next.len && strchr("\"}", *next.data))
		return GP_BID_FALLBACK;
	if (gp_span_starts(text, "[") && next.len &&
	    strchr("{[]\"-0123456789", *next.data))
		return GP_BID_FALLBACK;
	return GP_BID_NO;
}

static bool key_is_one_of(const char *key, const char *const *words)
{
	for (; *words; words++)
		if (!strcasecmp(key, *words))
			return true;
	return false;
}

/* Encloses benchmarks and is not part of their names. */
static bool is_wrapper(const char *key)
{
	static const char *const words[] = { "benchmarks", "counters", NULL };

	return key_is_one_of(key, words);
}

/* The same for what holds a list of them. */
static bool is_list_wrapper(const char *key)
{
	static const char *const words[] = { "results",      "tests",   "cases",
					     "measurements", "data",    "items",
					     "services",     "metrics", "runs",
					     "endpoints",    NULL };

	return is_wrapper(key) || key_is_one_of(key, words);
}

/* An object of texts and numbers that tell about the run. */
static bool is_fact_object(const char *key)
{
	static const char *const words[] = {
		"metadata",    "meta",         "environment", "env",
		"machine",     "machine_info", "system_info", "host_info",
		"host",        "system",       "context",     "commit",
		"commit_info", "git",          "ci",          NULL
	};

	return key_is_one_of(key, words);
}

/* Of what was asked for: parameters of the results next to it. */
static bool is_parameter_object(const char *key)
{
	static const char *const words[] = { "parameters", "params", "args",
					     "arguments", NULL };

	return key_is_one_of(key, words);
}

/* In an element of a list as well; otherwise of the run. */
static bool is_setting_object(const char *key)
{
	static const char *const words[] = { "config", "configuration",
					     "options", "settings", NULL };

	return key_is_one_of(key, words);
}

/* An object under it is the error itself. */
static bool is_error_noun(const char *key)
{
	static const char *const words[] = { "error", "err", "exception",
					     "failure", NULL };

	return key_is_one_of(key, words);
}

/* ---- the members of one row ---- */

struct json_reader {
	struct gp_plain *plain;
	size_t n_lists;
};

/* Where a member is: below which path, and in which kind of object. */
struct member_place {
	const char *path;
	bool forced, about;
};

static const char *joined_path(struct json_reader *reader, const char *path,
			       const char *key)
{
	struct gp_buf buf = GP_BUF_INIT;
	const char *joined;

	gp_buf_puts(&buf, path);
	if (buf.len && *key)
		gp_buf_putc(&buf, '/');
	gp_buf_puts(&buf, key);
	joined = gp_entry_string(reader->plain->out->run, gp_buf_view(&buf));
	gp_buf_clear(&buf);
	return joined;
}

static void refuse_at(struct json_reader *reader, const char *path,
		      const char *reason)
{
	if (!*path)
		path = reader->plain->stem;
	gp_intake_refuse(reader->plain->out, gp_span_of(path), reason);
}

static struct gp_plain_field *put_member(struct json_reader *reader,
					 struct gp_plain_row *row,
					 const char *key,
					 const struct member_place *place)
{
	struct gp_plain_field *field = gp_plain_field(
		reader->plain, row,
		gp_plain_key(reader->plain, gp_span_of(key)), place->path);

	field->forced = place->forced;
	field->about = place->about;
	return field;
}

static void set_scalar(struct json_reader *reader, struct gp_plain_field *field,
		       const struct gp_json *value)
{
	const char *text = gp_json_text(value);

	if (text) {
		gp_plain_set_text(reader->plain, field, gp_span_of(text));
	} else if (gp_json_is(value, GP_JSON_BOOL)) {
		field->kind = GP_CELL_BOOL;
		field->number = gp_decimal_int(gp_json_true(value));
	} else if (gp_json_number(value, &field->number)) {
		field->kind = GP_CELL_NUMBER;
	} else {
		field->kind = gp_json_is(value, GP_JSON_NULL) ? GP_CELL_BLANK
							      : GP_CELL_NAN;
	}
	field->key->n_texts += field->kind == GP_CELL_TEXT;
	field->key->n_numbers += gp_plain_is_number(field);
}

/* ---- lists ---- */

enum list_kind { LIST_EMPTY, LIST_NUMBERS, LIST_ROWS, LIST_TEXTS, LIST_ODD };

static bool is_number_text(const struct gp_json *item)
{
	const char *text = gp_json_text(item);
	struct gp_decimal number;
	struct gp_span unit;
	enum gp_cell kind;

	if (!text)
		return false;
	kind = gp_cell_measure(&number, &unit, gp_span_of(text));
	return kind == GP_CELL_NUMBER || kind == GP_CELL_NAN;
}

/* By its first element that is not null. */
static enum list_kind kind_of_list(const struct gp_json *array)
{
	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);

		switch (gp_json_type(item)) {
		case GP_JSON_NULL:
			continue;
		case GP_JSON_NUMBER:
			return LIST_NUMBERS;
		case GP_JSON_OBJECT:
			return LIST_ROWS;
		case GP_JSON_STRING:
			return is_number_text(item) ? LIST_NUMBERS : LIST_TEXTS;
		default:
			return LIST_ODD;
		}
	}
	return LIST_EMPTY;
}

/* "errors": ["timed out"] says that it failed. */
static void add_texts(struct json_reader *reader, struct gp_plain_row *row,
		      const struct gp_json_iter *it,
		      const struct member_place *place)
{
	if (gp_role_of(it->key, reader->plain->out->options) == GP_ROLE_ERROR)
		set_scalar(reader, put_member(reader, row, it->key, place),
			   gp_json_at(it->value, 0));
	else
		gp_intake_leave_out(
			reader->plain->out,
			gp_span_of(joined_path(reader, place->path, it->key)),
			"a list of texts");
}

static void add_list_member(struct json_reader *reader,
			    struct gp_plain_row *row,
			    const struct gp_json_iter *it,
			    const struct member_place *place)
{
	const char *path = joined_path(reader, place->path, it->key);

	switch (kind_of_list(it->value)) {
	case LIST_NUMBERS:
		put_member(reader, row, it->key, place)->list = it->value;
		break;
	case LIST_TEXTS:
		add_texts(reader, row, it, place);
		break;
	case LIST_ODD:
		refuse_at(reader, path,
			  "a list of neither numbers nor objects");
		break;
	case LIST_ROWS: /* read when the row has all its fields */
	case LIST_EMPTY:
		break;
	}
}

/* ---- objects ---- */

static void add_members(struct json_reader *reader, struct gp_plain_row *row,
			const struct gp_json *object,
			const struct member_place *place);

static void read_object(struct json_reader *reader,
			const struct gp_json *object, const char *path);

/* "error": {"message": …} says that it failed; "error": {} does not. */
static bool add_error(struct json_reader *reader, struct gp_plain_row *row,
		      const struct gp_json_iter *it,
		      const struct member_place *place)
{
	const char *message = gp_json_get_text(it->value, "message");
	struct gp_plain_field *field;

	if (gp_role_of(it->key, reader->plain->out->options) != GP_ROLE_ERROR ||
	    !gp_json_len(it->value))
		return false;
	if (!message && !is_error_noun(it->key))
		return false;
	field = put_member(reader, row, it->key, place);
	gp_plain_set_text(reader->plain, field,
			  gp_span_of(message ? message : "an object"));
	field->kind = GP_CELL_TEXT;
	return true;
}

static void put_object(struct json_reader *reader, struct gp_plain_row *row,
		       const struct gp_json_iter *it,
		       const struct member_place *place)
{
	struct member_place below = *place;

	if (add_error(reader, row, it, place))
		return;
	below.about = place->about || is_fact_object(it->key);
	below.forced = place->forced || is_parameter_object(it->key) ||
		       (row->in_list && is_setting_object(it->key));
	if (!below.about && !below.forced && is_setting_object(it->key))
		below.about = true;
	if (below.about || below.forced) {
		add_members(reader, row, it->value, &below);
		return;
	}
	below.path = joined_path(reader, place->path,
				 is_wrapper(it->key) ? "" : it->key);
	if (strlen(below.path) > PATH_LEN_MAX)
		refuse_at(reader, "", "names nested too long");
	else if (row->in_list)
		add_members(reader, row, it->value, &below);
	/* otherwise it is a row of its own: read_objects_below() */
}

static void add_members(struct json_reader *reader, struct gp_plain_row *row,
			const struct gp_json *object,
			const struct member_place *place)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(object, &it))
		switch (gp_json_type(it.value)) {
		case GP_JSON_OBJECT:
			put_object(reader, row, &it, place);
			break;
		case GP_JSON_ARRAY:
			add_list_member(reader, row, &it, place);
			break;
		default:
			set_scalar(reader,
				   put_member(reader, row, it.key, place),
				   it.value);
		}
}

/* ---- lists of rows ---- */

static void read_rows_below(struct json_reader *reader,
			    struct gp_plain_row *row,
			    const struct gp_json *object, const char *path);

static void read_element(struct json_reader *reader,
			 const struct gp_json *object, const char *base,
			 struct gp_plain_row *parent)
{
	const struct member_place place = { .path = "" };
	struct gp_plain_row *row = gp_plain_row(reader->plain, base);

	row->in_list = true;
	row->list = reader->n_lists;
	row->parent = parent;
	add_members(reader, row, object, &place);
	read_rows_below(reader, row, object,
			gp_plain_row_path(reader->plain, row));
}

static void refuse_element(struct json_reader *reader, const char *base,
			   size_t i)
{
	char why[64];

	snprintf(why, sizeof(why), "element %zu of the list is not an object",
		 i + 1);
	refuse_at(reader, base, why);
}

static void read_json_rows(struct json_reader *reader,
			   const struct gp_json *array, const char *base,
			   struct gp_plain_row *parent)
{
	size_t list = ++reader->n_lists;

	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);
		size_t later = reader->n_lists;

		if (!gp_json_is(item, GP_JSON_OBJECT)) {
			refuse_element(reader, base, i);
			continue;
		}
		reader->n_lists = list;
		read_element(reader, item, base, parent);
		reader->n_lists =
			reader->n_lists > later ? reader->n_lists : later;
	}
}

/* The lists in the objects of a row, of which it is a part, too. */
static void read_rows_below(struct json_reader *reader,
			    struct gp_plain_row *row,
			    const struct gp_json *object, const char *path)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(object, &it)) {
		bool is_list = gp_json_is(it.value, GP_JSON_ARRAY);
		bool wrapper =
			is_list ? is_list_wrapper(it.key) : is_wrapper(it.key);
		const char *below =
			joined_path(reader, path, wrapper ? "" : it.key);

		if (is_list && kind_of_list(it.value) == LIST_ROWS) {
			row->has_rows = true;
			read_json_rows(reader, it.value, below, row);
		} else if (row->in_list && !is_list) {
			read_rows_below(reader, row, it.value, below);
		}
	}
}

/* ---- objects outside lists ---- */

static void read_objects_below(struct json_reader *reader,
			       const struct gp_json *object, const char *path)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(object, &it)) {
		const char *below = joined_path(
			reader, path, is_wrapper(it.key) ? "" : it.key);

		if (gp_json_is(it.value, GP_JSON_OBJECT) &&
		    !is_fact_object(it.key) && !is_parameter_object(it.key) &&
		    !is_setting_object(it.key) && !is_error_noun(it.key) &&
		    strlen(below) <= PATH_LEN_MAX)
			read_object(reader, it.value, below);
	}
}

static void read_object(struct json_reader *reader,
			const struct gp_json *object, const char *path)
{
	const struct member_place place = { .path = path };
	struct gp_plain_row *row = gp_plain_row(reader->plain, "");

	row->path = path;
	add_members(reader, row, object, &place);
	read_rows_below(reader, row, object, path);
	read_objects_below(reader, object, path);
}

static void read_root(struct json_reader *reader, const struct gp_json *root)
{
	const struct member_place place = { .path = "" };
	struct gp_plain_row *row;

	if (!gp_json_is(root, GP_JSON_ARRAY)) {
		read_object(reader, root, "");
		return;
	}
	switch (kind_of_list(root)) {
	case LIST_ROWS:
		read_json_rows(reader, root, "", NULL);
		break;
	case LIST_NUMBERS:
		row = gp_plain_row(reader->plain, "");
		put_member(reader, row, "value", &place)->list = root;
		break;
	case LIST_EMPTY:
		break;
	default:
		refuse_at(reader, "", "a list of neither numbers nor objects");
	}
}

static enum gp_err read_plain_json(struct gp_intake *out,
				   const struct gp_input *in,
				   const struct gp_json *root)
{
	struct gp_plain plain;
	struct json_reader reader = { .plain = &plain };
	enum gp_err err;

	gp_plain_init(&plain, out, in);
	read_root(&reader, root);
	err = gp_plain_finish(&plain);
	gp_plain_clear(&plain);
	return err;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_plain_json);
}

const struct gp_importer gp_importer_json = {
	.name = "json",
	.json = true,
	.summary = "plain JSON: numbers under names, nested to any depth",
	.bid = bid,
	.read = read_file,
};
