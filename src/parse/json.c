/*
 * JSON by yajl. Its events build a tree in one arena: numbers keep the digits
 * of the text and are converted only if somebody asks for them, and keys that
 * repeat are stored once, so that a file of results takes little more memory
 * than its text.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <yajl/yajl_parse.h>

#include "gp/parse.h"
#include "json_lenient.h"

#define DEPTH_MAX 100

struct json_member {
	const char *key;
	const struct gp_json *value; /* NULL: null */
};

struct gp_json {
	enum gp_json_type type;
	bool has_nul; /* a string: is not a C string */
	bool truth;
	bool was_read;
	size_t len; /* bytes, elements or members */
	union {
		const char *text; /* of a string or a number */
		const struct gp_json **items;
		const struct json_member *members;
	};
};

/* The root, with the memory of the whole tree. */
struct json_document {
	struct gp_json root; /* first, so that a root is its document */
	struct gp_arena arena;
};

/* ---- building ---- */

#define KEYS 256 /* remembered; a power of two */

struct json_builder {
	struct gp_arena *arena;
	struct json_member *stack; /* of all open containers */
	size_t n, cap;
	size_t begins[DEPTH_MAX]; /* where each open one begins */
	size_t depth;
	bool too_deep;
	const char *key; /* of the next value */
	const char *keys[KEYS];
};

static struct gp_json *new_json(struct json_builder *b, enum gp_json_type type)
{
	struct gp_json *json = gp_arena_alloc(b->arena, sizeof(*json));

	json->type = type;
	return json;
}

static int push_json(struct json_builder *b, const struct gp_json *value)
{
	b->stack = gp_grow(b->stack, b->n, &b->cap, sizeof(*b->stack));
	b->stack[b->n++] = (struct json_member){ b->key, value };
	b->key = NULL;
	return 1;
}

static int on_null(void *ctx)
{
	return push_json(ctx, NULL);
}

static int on_boolean(void *ctx, int truth)
{
	struct gp_json *json = new_json(ctx, GP_JSON_BOOL);

	json->truth = truth;
	return push_json(ctx, json);
}

static int push_text(struct json_builder *b, enum gp_json_type type,
		     const char *text, size_t len)
{
	struct gp_json *json =
		gp_arena_alloc(b->arena, sizeof(*json) + len + 1);
	char *copy = (char *)(json + 1);

	memcpy(copy, text, len);
	json->type = type;
	json->text = copy;
	json->len = len;
	json->has_nul = memchr(text, '\0', len) != NULL;
	return push_json(b, json);
}

static int on_number(void *ctx, const char *text, size_t len)
{
	return push_text(ctx, GP_JSON_NUMBER, text, len);
}

static int on_string(void *ctx, const unsigned char *text, size_t len)
{
	return push_text(ctx, GP_JSON_STRING, (const char *)text, len);
}

/* The objects of a list have the same keys: most are the one remembered. */
static int on_key(void *ctx, const unsigned char *text, size_t len)
{
	struct json_builder *b = ctx;
	struct gp_span key = gp_span_make((const char *)text, len);
	size_t hash = len * 31;
	const char **slot;

	for (size_t i = 0; i < len; i++)
		hash = hash * 33 + text[i];
	slot = &b->keys[hash % KEYS];
	if (!*slot || !gp_span_eq(key, *slot))
		*slot = gp_arena_strndup(b->arena, key.data, len);
	b->key = *slot;
	return 1;
}

static int open_json(struct json_builder *b, enum gp_json_type type)
{
	if (b->depth == DEPTH_MAX) {
		b->too_deep = true;
		return 0;
	}
	push_json(b, new_json(b, type));
	b->begins[b->depth++] = b->n;
	return 1;
}

static int on_open_object(void *ctx)
{
	return open_json(ctx, GP_JSON_OBJECT);
}

static int on_open_array(void *ctx)
{
	return open_json(ctx, GP_JSON_ARRAY);
}

/* The container itself lies before its contents on the stack. */
static struct gp_json *close_json(struct json_builder *b, size_t *begin)
{
	struct gp_json *json;

	*begin = b->begins[--b->depth];
	json = (struct gp_json *)b->stack[*begin - 1].value;
	json->len = b->n - *begin;
	b->n = *begin;
	return json;
}

static int on_close_object(void *ctx)
{
	struct json_builder *b = ctx;
	size_t begin;
	struct gp_json *json = close_json(b, &begin);
	struct json_member *members =
		gp_arena_array(b->arena, json->len, sizeof(*members));

	if (json->len)
		memcpy(members, b->stack + begin, json->len * sizeof(*members));
	json->members = members;
	return 1;
}

static int on_close_array(void *ctx)
{
	struct json_builder *b = ctx;
	size_t begin;
	struct gp_json *json = close_json(b, &begin);

	json->items =
		gp_arena_array(b->arena, json->len, sizeof(struct gp_json *));
	for (size_t i = 0; i < json->len; i++)
		json->items[i] = b->stack[begin + i].value;
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_open_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_close_object,
	.yajl_start_array = on_open_array,
	.yajl_end_array = on_close_array,
};

/* ---- parsing ---- */

/* A text and the number of its first line in the input. */
struct json_source {
	struct gp_span text;
	size_t line;
};

static size_t json_line_at(const struct json_source *source, size_t offset)
{
	return source->line + gp_text_line_at(source->text, offset) - 1;
}

/* yajl's "parse error: <why>\n", without what we say ourselves. */
static enum gp_err fail_json(yajl_handle parser,
			     const struct json_source *source, size_t line)
{
	unsigned char *text =
		yajl_get_error(parser, 0, (const unsigned char *)"", 0);
	struct gp_span why = gp_span_trim(gp_span_of((const char *)text));
	size_t colon = gp_span_find(why, ": ");
	enum gp_err err;

	if (colon < why.len)
		why = gp_span_sub(why, colon + 2, why.len);
	if (gp_span_eq(why, "premature EOF"))
		err = gp_fail(GP_EPARSE, "line %zu: the JSON ends too early",
			      json_line_at(source, source->text.len));
	else
		err = gp_fail(GP_EPARSE, "line %zu: not JSON: %.*s", line,
			      (int)why.len, why.data);
	yajl_free_error(parser, text);
	return err;
}

static yajl_handle new_parser(struct json_builder *builder)
{
	yajl_handle parser = yajl_alloc(&callbacks, NULL, builder);

	if (!parser)
		return NULL;
	yajl_config(parser, yajl_allow_comments, 1);
	yajl_config(parser, yajl_allow_trailing_garbage, 1);
	yajl_config(parser, yajl_dont_validate_strings, 1);
	return parser;
}

static enum gp_err check_tail(const struct json_source *source, size_t end)
{
	struct gp_span tail = gp_span_sub(source->text, end, source->text.len);
	struct gp_span rest = gp_span_trim(tail);

	if (!rest.len)
		return GP_OK;
	end += (size_t)(rest.data - tail.data);
	return gp_fail(GP_EPARSE, "line %zu: text after the JSON value",
		       json_line_at(source, end));
}

/* Feeds the text to yajl; the value is then the only one on the stack. */
static enum gp_err build_json(struct json_builder *builder,
			      const struct json_source *source)
{
	const struct gp_span text = source->text;
	yajl_handle parser = new_parser(builder);
	enum gp_err err = GP_OK;
	yajl_status status;
	size_t end;

	if (!parser)
		return gp_fail(GP_ELIMIT, "out of memory for JSON");
	status = yajl_parse(parser, (const unsigned char *)text.data, text.len);
	end = yajl_get_bytes_consumed(parser);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(parser);
	if (builder->too_deep)
		err = gp_fail(GP_ELIMIT,
			      "line %zu: nested deeper than %d levels",
			      json_line_at(source, end), DEPTH_MAX);
	else if (status != yajl_status_ok || builder->n != 1)
		err = fail_json(parser, source, json_line_at(source, end));
	else
		err = check_tail(source, end);
	yajl_free(parser);
	return err;
}

static enum gp_err parse_strictly(struct gp_json **out,
				  const struct json_source *source)
{
	struct json_document *document = gp_calloc(1, sizeof(*document));
	struct json_builder builder = { .arena = &document->arena };
	enum gp_err err = build_json(&builder, source);

	if (!err && builder.stack[0].value)
		document->root = *builder.stack[0].value;
	free(builder.stack);
	if (err)
		gp_json_free(&document->root);
	else
		*out = &document->root;
	return err;
}

enum gp_err gp_json_parse_at(struct gp_json **out, struct gp_span text,
			     size_t line)
{
	struct json_source source = { text, line };
	struct gp_buf copy = GP_BUF_INIT;
	enum gp_err err;

	if (!gp_span_trim(text).len)
		return gp_fail(GP_EPARSE, "line %zu: empty: expected JSON",
			       line);
	err = parse_strictly(out, &source);
	if (err == GP_EPARSE && gp_json_make_strict(&copy, text)) {
		gp_error_clear();
		source.text = gp_buf_view(&copy);
		err = parse_strictly(out, &source);
	}
	gp_buf_clear(&copy);
	return err;
}

enum gp_err gp_json_parse(struct gp_json **out, struct gp_span text)
{
	return gp_json_parse_at(out, text, 1);
}

void gp_json_free(struct gp_json *json)
{
	struct json_document *document = (struct json_document *)json;

	if (!document)
		return;
	gp_arena_clear(&document->arena);
	free(document);
}

/* ---- reading ---- */

enum gp_json_type gp_json_type(const struct gp_json *json)
{
	return json ? json->type : GP_JSON_NULL;
}

bool gp_json_is(const struct gp_json *json, enum gp_json_type type)
{
	return gp_json_type(json) == type;
}

/* The tree is constant but for this. */
static bool mark_read(const struct gp_json *json)
{
	((struct gp_json *)json)->was_read = true;
	return true;
}

bool gp_json_was_read(const struct gp_json *json)
{
	return json && json->was_read;
}

bool gp_json_true(const struct gp_json *json)
{
	return gp_json_is(json, GP_JSON_BOOL) && mark_read(json) && json->truth;
}

/* The last one counts if a key is there twice. */
const struct gp_json *gp_json_get(const struct gp_json *json, const char *key)
{
	if (!gp_json_is(json, GP_JSON_OBJECT))
		return NULL;
	for (size_t i = json->len; i > 0; i--) {
		const struct json_member *member = &json->members[i - 1];

		if (*member->key == *key && !strcmp(member->key, key))
			return member->value;
	}
	return NULL;
}

size_t gp_json_len(const struct gp_json *json)
{
	if (gp_json_is(json, GP_JSON_ARRAY) || gp_json_is(json, GP_JSON_OBJECT))
		return json->len;
	return 0;
}

const struct gp_json *gp_json_at(const struct gp_json *json, size_t i)
{
	if (!gp_json_is(json, GP_JSON_ARRAY) || i >= json->len)
		return NULL;
	return json->items[i];
}

const char *gp_json_text(const struct gp_json *json)
{
	if (!gp_json_is(json, GP_JSON_STRING) || json->has_nul)
		return NULL;
	mark_read(json);
	return json->text;
}

const char *gp_json_get_text(const struct gp_json *json, const char *key)
{
	return gp_json_text(gp_json_get(json, key));
}

bool gp_json_number(const struct gp_json *json, struct gp_decimal *out)
{
	return gp_json_is(json, GP_JSON_NUMBER) && mark_read(json) &&
	       gp_decimal_parse(out, gp_span_make(json->text, json->len));
}

bool gp_json_get_number(const struct gp_json *json, const char *key,
			struct gp_decimal *out)
{
	return gp_json_number(gp_json_get(json, key), out);
}

bool gp_json_next(const struct gp_json *object, struct gp_json_iter *it)
{
	if (!gp_json_is(object, GP_JSON_OBJECT) || it->at >= object->len)
		return false;
	it->key = object->members[it->at].key;
	it->value = object->members[it->at++].value;
	return true;
}
