/*
 * Walks the JSON at the beginning of an input once and keeps the hash of each
 * member's path, so that a bid is a look-up. The bytes may end anywhere and may
 * be no JSON at all: this is not a parser.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "head.h"

#define DEPTH_MAX   64
#define MEMBERS_MAX ((size_t)1 << 14)

/* ---- the members ---- */

struct gp_head_slot {
	uint64_t path;     /* 0: free */
	const char *value; /* where the first one begins */
};

/*
 * FNV-1a. A '.' between keys and an array's "[]" are hashed as bytes that
 * no key can hold, so that the key "a.b" differs from the path a.b.
 */
#define HASH_EMPTY  UINT64_C(14695981039346656037)
#define HASH_PRIME  UINT64_C(1099511628211)
#define STEP_MEMBER '\x01'
#define STEP_ARRAY  '\x02'

static uint64_t hash_byte(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)c) * HASH_PRIME;
}

static uint64_t hash_key(uint64_t hash, struct gp_span key)
{
	hash = hash_byte(hash, STEP_MEMBER);
	for (size_t i = 0; i < key.len; i++)
		hash = hash_byte(hash, key.data[i]);
	return hash;
}

/* "a[].b" as the walk hashes it. */
static uint64_t hash_path(const char *path)
{
	uint64_t hash = HASH_EMPTY;

	while (*path) {
		if (!strncmp(path, "[]", 2)) {
			hash = hash_byte(hash, STEP_ARRAY);
			path += 2;
			continue;
		}
		path += *path == '.';
		hash = hash_key(hash, gp_span_make(path, strcspn(path, ".[")));
		path += strcspn(path, ".[");
	}
	return hash;
}

static struct gp_head_slot *find_member(const struct gp_head *head,
					uint64_t path)
{
	size_t mask = head->cap_slots - 1, at = (size_t)path & mask;

	while (head->slots[at].path && head->slots[at].path != path)
		at = (at + 1) & mask;
	return &head->slots[at];
}

static void grow_slots(struct gp_head *head)
{
	struct gp_head bigger = *head;

	bigger.cap_slots = head->cap_slots ? head->cap_slots * 2 : 256;
	bigger.slots = gp_calloc(bigger.cap_slots, sizeof(*bigger.slots));
	for (size_t i = 0; i < head->cap_slots; i++)
		if (head->slots[i].path)
			*find_member(&bigger, head->slots[i].path) =
				head->slots[i];
	free(head->slots);
	*head = bigger;
}

static void add_member(struct gp_head *head, uint64_t path, const char *value)
{
	struct gp_head_slot *slot;

	if (head->n_slots * 2 >= head->cap_slots)
		grow_slots(head);
	slot = find_member(head, path);
	if (slot->path || head->n_slots >= MEMBERS_MAX)
		return;
	*slot = (struct gp_head_slot){ path, value };
	head->n_slots++;
}

/* ---- the walk ---- */

/* The path of a container, and with "*" in place of the first key. */
struct json_path {
	uint64_t exact, star;
	bool array;
};

/* Containers below DEPTH_MAX are counted, but their members are not kept. */
struct json_walk {
	struct gp_head *head;
	struct gp_span rest;
	struct json_path open[DEPTH_MAX];
	size_t depth;
	struct json_path value; /* of the member whose key was read last */
	bool broken;            /* this is not JSON */
};

static bool is_blank_json(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* What ends a number or a word. */
static bool is_punctuation(char c)
{
	return c == ',' || c == ':' || c == '"' || c == '[' || c == ']' ||
	       c == '{' || c == '}';
}

static void skip_json_blanks(struct json_walk *walk)
{
	size_t at = 0;

	while (at < walk->rest.len && is_blank_json(walk->rest.data[at]))
		at++;
	walk->rest = gp_span_sub(walk->rest, at, walk->rest.len);
}

/* Cuts a string off; a string that is cut off ends the walk. */
static struct gp_span cut_json_string(struct json_walk *walk)
{
	struct gp_span rest = walk->rest, string;
	size_t at = 1;

	while (at < rest.len && rest.data[at] != '"')
		at += rest.data[at] == '\\' ? 2 : 1;
	string = gp_span_sub(rest, 1, at < rest.len ? at - 1 : 0);
	walk->rest = gp_span_sub(rest, at + 1, rest.len);
	return string;
}

static struct json_path *innermost(struct json_walk *walk)
{
	if (!walk->depth || walk->depth > DEPTH_MAX)
		return NULL;
	return &walk->open[walk->depth - 1];
}

static void enter_member(struct json_walk *walk, struct gp_span key)
{
	struct json_path *in = innermost(walk);

	if (!in || in->array)
		return;
	walk->value.exact = hash_key(in->exact, key);
	walk->value.star =
		hash_key(in->star, walk->depth == 1 ? gp_span_of("*") : key);
	add_member(walk->head, walk->value.exact, walk->rest.data);
	add_member(walk->head, walk->value.star, walk->rest.data);
}

static void read_json_string(struct json_walk *walk)
{
	struct gp_span string = cut_json_string(walk);

	skip_json_blanks(walk);
	if (!gp_span_starts(walk->rest, ":"))
		return;
	walk->rest = gp_span_sub(walk->rest, 1, walk->rest.len);
	skip_json_blanks(walk);
	if (walk->rest.len)
		enter_member(walk, string);
}

static void open_container(struct json_walk *walk, bool array)
{
	struct json_path path = { HASH_EMPTY, HASH_EMPTY, array };
	const struct json_path *in = innermost(walk);

	if (in)
		path = in->array ? *in : walk->value;
	if (array) {
		path.exact = hash_byte(path.exact, STEP_ARRAY);
		path.star = hash_byte(path.star, STEP_ARRAY);
	}
	path.array = array;
	if (walk->depth < DEPTH_MAX)
		walk->open[walk->depth] = path;
	walk->depth++;
}

/* A number, or a word that stands for a value. */
static bool is_bare_value(struct gp_span word)
{
	static const char digits[] = "0123456789+-.eE";
	static const char *const words[] = { "true", "false", "null",
					     "NaN",  "nan",   "Infinity",
					     "inf",  "Inf",   "-Infinity",
					     "-inf", "-Inf",  "-nan" };
	size_t at = 0;

	while (at < word.len && strchr(digits, word.data[at]))
		at++;
	for (size_t i = 0; at < word.len && i < sizeof(words) / sizeof(*words);
	     i++)
		if (gp_span_eq(word, words[i]))
			return true;
	return at == word.len;
}

static void skip_bare_value(struct json_walk *walk)
{
	struct gp_span rest = walk->rest;
	size_t at = 0;

	while (at < rest.len && !is_blank_json(rest.data[at]) &&
	       !is_punctuation(rest.data[at]))
		at++;
	walk->broken = at < rest.len &&
		       (!at || !is_bare_value(gp_span_sub(rest, 0, at)));
	walk->rest = gp_span_sub(rest, at, rest.len);
}

static void read_token(struct json_walk *walk)
{
	char c = walk->rest.data[0];

	if (c == '"') {
		read_json_string(walk);
		return;
	}
	if (!strchr("{}[],", c)) {
		skip_bare_value(walk);
		return;
	}
	if (c == '{' || c == '[')
		open_container(walk, c == '[');
	else if (c == '}' || c == ']')
		walk->depth--;
	walk->rest = gp_span_sub(walk->rest, 1, walk->rest.len);
}

/* To the next line that begins with { or [. */
static void find_next_json(struct json_walk *walk)
{
	struct gp_span line, begin;

	while (gp_span_line(&line, &walk->rest)) {
		begin = gp_span_trim(line);
		if (begin.len && strchr("{[", begin.data[0])) {
			walk->rest = gp_span_make(begin.data,
						  (size_t)(walk->rest.data +
							   walk->rest.len -
							   begin.data));
			return;
		}
	}
}

/* One JSON text; false at the end of all. Text is skipped to its line's end. */
static bool walk_value(struct json_walk *walk)
{
	struct gp_span text;

	find_next_json(walk);
	walk->broken = false;
	walk->depth = 0;
	while (walk->rest.len && !walk->broken) {
		read_token(walk);
		if (!walk->depth)
			return walk->rest.len;
		skip_json_blanks(walk);
	}
	gp_span_line(&text, &walk->rest);
	return walk->rest.len;
}

void gp_head_walk_json(struct gp_head *head)
{
	struct json_walk walk = { .head = head, .rest = head->json };
	bool more = walk_value(&walk);

	head->is_json = !walk.broken &&
			head->json.data == gp_span_trim(head->text).data;
	while (more)
		more = walk_value(&walk);
}

/* ---- questions ---- */

bool gp_head_member(const struct gp_head *head, const char *path)
{
	return head->n_slots && find_member(head, hash_path(path))->path;
}

bool gp_head_any_member(const struct gp_head *head)
{
	return head->n_slots;
}

static struct gp_span cut_scalar(struct gp_span text)
{
	size_t at = 0;

	if (strchr("{[", text.data[0]))
		return gp_span_sub(text, 0, 1);
	while (at < text.len && !is_blank_json(text.data[at]) &&
	       !is_punctuation(text.data[at]))
		at++;
	return gp_span_sub(text, 0, at);
}

struct gp_span gp_head_value(const struct gp_head *head, const char *path)
{
	const char *end = head->json.data + head->json.len;
	struct json_walk walk = { .broken = false };
	const char *value;

	if (!head->n_slots)
		return (struct gp_span){ NULL, 0 };
	value = find_member(head, hash_path(path))->value;
	if (!value)
		return (struct gp_span){ NULL, 0 };
	walk.rest = gp_span_make(value, (size_t)(end - value));
	return *value == '"' ? cut_json_string(&walk) : cut_scalar(walk.rest);
}
