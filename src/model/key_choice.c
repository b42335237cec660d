/*
 * What a pattern of -k means that no name matches: the names that have it as a
 * part, without regard to case, or else the name that is nearest.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "gp/key_choice.h"
#include "gp/limits.h"
#include "gp/near.h"
#include "gp/phrase.h"

/* Names in a notice. */
#define NAMED 3
/* Names in an error. */
#define CANDIDATES 5
/* More names are not compared with one that is misspelt. */
#define NEAR_MOST 1000

void gp_key_choice_init(struct gp_key_choice *choice,
			const char *const *patterns, size_t n)
{
	*choice = (struct gp_key_choice){ .n_keys = n };
	choice->keys = gp_arena_array(&choice->arena, n, sizeof(*choice->keys));
	choice->matched =
		gp_arena_array(&choice->arena, n, sizeof(*choice->matched));
	for (size_t i = 0; i < n; i++)
		choice->keys[i] = patterns[i];
}

bool gp_key_choice_done(const struct gp_key_choice *choice)
{
	return choice->n_matched == choice->n_keys;
}

static void match_patterns(struct gp_key_choice *choice, const char *benchmark,
			   const char *metric)
{
	for (size_t i = 0; i < choice->n_keys; i++) {
		if (choice->matched[i] ||
		    !gp_key_match(choice->keys[i], benchmark, metric))
			continue;
		choice->matched[i] = true;
		choice->n_matched++;
	}
}

void gp_key_choice_see(struct gp_key_choice *choice, const char *benchmark,
		       const char *metric)
{
	struct gp_buf *key = &choice->key;
	const char *name;

	gp_buf_reset(key);
	gp_buf_printf(key, "%s:%s", benchmark, metric);
	if (gp_map_get(&choice->seen, key->data, key->len, &(size_t){ 0 }))
		return;
	name = gp_arena_strndup(&choice->arena, key->data, key->len);
	gp_map_put(&choice->seen, name, key->len, choice->n);
	choice->names = gp_grow(choice->names, choice->n, &choice->cap,
				sizeof(*choice->names));
	choice->metrics =
		gp_grow(choice->metrics, choice->n, &choice->cap_metrics,
			sizeof(*choice->metrics));
	choice->metrics[choice->n] = strlen(benchmark) + 1;
	choice->names[choice->n++] = name;
	match_patterns(choice, benchmark, metric);
}

/* ---- parts of names ---- */

/*
 * "*[sS][uU][mM]64*": matches what has `pattern` as a part. If `globs`, its
 * own '*', '?' and '[' keep their meaning.
 */
static const char *loosened(struct gp_arena *arena, const char *pattern,
			    bool globs)
{
	struct gp_buf out = GP_BUF_INIT;
	const char *text;

	gp_buf_putc(&out, '*');
	for (; *pattern; pattern++) {
		unsigned char c = (unsigned char)*pattern;

		if (c < 0x80 && isalpha(c))
			gp_buf_printf(&out, "[%c%c]", tolower(c), toupper(c));
		else if (!globs && strchr("*?[]\\", c))
			gp_buf_printf(&out, "\\%c", c);
		else
			gp_buf_putc(&out, (char)c);
	}
	gp_buf_putc(&out, '*');
	text = gp_arena_strdup(arena, gp_buf_str(&out));
	gp_buf_clear(&out);
	return text;
}

static bool matches_seen(struct gp_key_choice *choice, const char *pattern,
			 size_t i)
{
	const char *name = choice->names[i];

	gp_buf_reset(&choice->key);
	gp_buf_add(&choice->key, name, choice->metrics[i] - 1);
	return gp_key_match(pattern, gp_buf_str(&choice->key),
			    name + choice->metrics[i]);
}

/* Appends the first of the names that match; returns how many do. */
static size_t put_matching(struct gp_key_choice *choice, struct gp_buf *out,
			   const char *pattern, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < choice->n; i++) {
		if (!matches_seen(choice, pattern, i) || n++ >= most)
			continue;
		gp_buf_printf(out, "%s%.100s", n > 1 ? ", " : "",
			      choice->names[i]);
	}
	return n;
}

/* The pattern for names that have `typed` as a part, with those in `out`; NULL
 * if there are none. */
static const char *find_parts(struct gp_key_choice *choice, struct gp_buf *out,
			      const char *typed, size_t *n, size_t most)
{
	const char *pattern = NULL;

	*n = 0;
	for (int globs = 0; globs < 2 && !*n && *typed; globs++) {
		pattern = loosened(&choice->arena, typed, globs);
		*n = put_matching(choice, out, pattern, most);
	}
	return *n ? pattern : NULL;
}

/* A benchmark alone, a metric alone, or the whole key; NULL: none is near. */
static const char *nearest_name(struct gp_key_choice *choice, const char *typed)
{
	size_t n = choice->n < NEAR_MOST ? choice->n : NEAR_MOST, at;
	const char **words = gp_calloc(3 * n, sizeof(*words));
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *name = choice->names[i];

		words[i] = name;
		words[n + i] = gp_arena_strndup(&choice->arena, name,
						choice->metrics[i] - 1);
		words[2 * n + i] = name + choice->metrics[i];
	}
	at = gp_near(typed, words, 3 * n);
	if (at < 3 * n)
		found = words[at];
	free(words);
	return found;
}

/* ---- both kinds of commands ---- */

static void loosen_pattern(struct gp_key_choice *choice, size_t i,
			   struct gp_notices *notices)
{
	struct gp_buf names = GP_BUF_INIT;
	const char *typed = choice->keys[i], *near;
	size_t n;
	const char *parts = find_parts(choice, &names, typed, &n, NAMED);

	if (parts) {
		choice->keys[i] = parts;
		if (n > NAMED)
			gp_buf_printf(&names, " and %zu more", n - NAMED);
		gp_notices_add(notices,
			       "no series is called '%.100s': taking %s that "
			       "%s it in the name: %s",
			       typed, gp_plural_of(n, "the one", "those"),
			       gp_plural_of(n, "has", "have"),
			       gp_buf_str(&names));
	} else if ((near = nearest_name(choice, typed))) {
		gp_notices_add(notices,
			       "no series is called '%.100s': did you mean "
			       "'%.100s'?",
			       typed, near);
	}
	gp_buf_clear(&names);
}

void gp_key_choice_loosen(struct gp_key_choice *choice,
			  struct gp_notices *notices)
{
	for (size_t i = 0; i < choice->n_keys; i++)
		if (!choice->matched[i])
			loosen_pattern(choice, i, notices);
}

size_t gp_key_choice_candidates(struct gp_key_choice *choice,
				struct gp_buf *out, const char *pattern)
{
	const char *near;
	size_t n;

	if (find_parts(choice, out, pattern, &n, CANDIDATES))
		return n;
	if (!(near = nearest_name(choice, pattern)))
		return 0;
	gp_buf_printf(out, "%.100s", near);
	return 1;
}

void gp_key_choice_clear(struct gp_key_choice *choice)
{
	gp_map_clear(&choice->seen);
	free(choice->names);
	free(choice->metrics);
	gp_buf_clear(&choice->key);
	gp_arena_clear(&choice->arena);
	memset(choice, 0, sizeof(*choice));
}
