/*
 * Which parameters all names of a text share, and names without them.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/parameters.h"
#include "gp/report.h"

#include "shared.h"

static bool is_same_pair(const struct gp_pair *a, const struct gp_pair *b)
{
	return a == b ||
	       (!strcmp(a->key, b->key) && !strcmp(a->value, b->value));
}

static bool has_pair(const struct gp_parameters *parameters,
		     const struct gp_pair *pair)
{
	for (size_t i = 0; parameters && i < parameters->n; i++)
		if (is_same_pair(&parameters->items[i], pair))
			return true;
	return false;
}

/* Keeps those that the name has, too. */
static void keep_common(struct gp_shared *shared,
			const struct gp_parameters *parameters)
{
	size_t kept = 0;

	for (size_t i = 0; i < shared->n; i++)
		if (has_pair(parameters, shared->items[i]))
			shared->items[kept++] = shared->items[i];
	shared->n = kept;
}

/* The name before its parameters; false if it does not end with them. */
static bool base_of(struct gp_span *base, const char *benchmark,
		    const struct gp_parameters *parameters)
{
	struct gp_span all = gp_span_of(benchmark);
	struct gp_buf tail = GP_BUF_INIT;
	bool found;

	gp_parameters_put(&tail, gp_span_of(""), parameters);
	found = gp_span_ends(all, gp_buf_str(&tail));
	*base = gp_span_sub(all, 0, found ? all.len - tail.len : all.len);
	gp_buf_clear(&tail);
	return found;
}

static bool is_left_out(const struct gp_shared *shared,
			const struct gp_pair *pair)
{
	for (size_t i = 0; i < shared->n; i++)
		if (is_same_pair(shared->items[i], pair))
			return true;
	return false;
}

bool gp_shared_is_any(const struct gp_shared *shared)
{
	return shared->n || shared->prefix;
}

static void put_with_prefix(struct gp_buf *out, const struct gp_shared *shared,
			    const char *benchmark,
			    const struct gp_parameters *parameters)
{
	struct gp_parameters rest = { .n = 0 };
	struct gp_pair *items;
	struct gp_span base;

	if (!shared || !shared->n || !base_of(&base, benchmark, parameters)) {
		gp_buf_puts(out, benchmark);
		return;
	}
	items = gp_calloc(parameters->n, sizeof(*items));
	for (size_t i = 0; i < parameters->n; i++) {
		if (is_left_out(shared, &parameters->items[i]))
			continue;
		rest.n_named += i < parameters->n_named;
		items[rest.n++] = parameters->items[i];
	}
	rest.items = items;
	gp_parameters_put(out, base, &rest);
	free(items);
}

void gp_shared_put_name(struct gp_buf *out, const struct gp_shared *shared,
			const char *benchmark,
			const struct gp_parameters *parameters)
{
	struct gp_buf name = GP_BUF_INIT;
	const char *text;

	put_with_prefix(&name, shared, benchmark, parameters);
	text = gp_buf_str(&name);
	if (shared && shared->prefix &&
	    gp_span_starts(gp_buf_view(&name), shared->prefix))
		text += strlen(shared->prefix);
	gp_buf_puts(out, text);
	gp_buf_clear(&name);
}

/* Two orders of the same parameters are two names, and an alias may hold
 * anything. */
static bool are_names_distinct(const struct gp_shared *shared,
			       const struct gp_shown_name *names, size_t n)
{
	struct gp_arena arena = { 0 };
	struct gp_map seen = { .n = 0 };
	struct gp_buf key = GP_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		const struct gp_shown_name *name = &names[i];

		gp_buf_reset(&key);
		gp_buf_add(&key, name->testbed, strlen(name->testbed) + 1);
		gp_buf_add(&key, name->metric, strlen(name->metric) + 1);
		gp_shared_put_name(&key, shared, name->benchmark,
				   name->parameters);
		gp_map_put(&seen, gp_arena_strndup(&arena, key.data, key.len),
			   key.len, i);
		if (seen.n <= i)
			break;
	}
	gp_buf_clear(&key);
	gp_arena_clear(&arena);
	n = n == seen.n;
	gp_map_clear(&seen);
	return n;
}

void gp_shared_find(struct gp_shared *out, const struct gp_shown_name *names,
		    size_t n)
{
	const struct gp_parameters *first = n > 1 ? names[0].parameters : NULL;
	struct gp_span base;
	bool all = true;

	*out = (struct gp_shared){ .n = 0 };
	if (!first)
		return;
	out->items = gp_calloc(first->n, sizeof(struct gp_pair *));
	for (size_t i = 0; i < first->n; i++)
		out->items[out->n++] = &first->items[i];
	for (size_t i = 0; i < n && out->n; i++)
		if (names[i].parameters != first)
			keep_common(out, names[i].parameters);
	for (size_t i = 0; i < n && out->n && all; i++)
		all = base_of(&base, names[i].benchmark, names[i].parameters);
	if (!all || (out->n && !are_names_distinct(out, names, n)))
		out->n = 0;
}

/* ---- the beginning of the names ---- */

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z');
}

/* Whether a word ends before text[at]: "Sum/|4B", "Benchmark|Sum". */
static bool ends_word(const char *text, size_t at)
{
	return at && text[at] &&
	       (strchr("/.:_-; ", text[at - 1]) ||
		(is_upper(text[at]) && is_letter(text[at - 1]) &&
		 !is_upper(text[at - 1])));
}

static size_t common_length(const char *a, const char *b, size_t most)
{
	size_t n = 0;

	while (n < most && a[n] && a[n] == b[n])
		n++;
	return n;
}

static bool all_end_word(char *const *names, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		if (!ends_word(names[i], at))
			return false;
	return true;
}

/* In how many bytes all names agree that leave something of each. */
static size_t common_words(char *const *names, size_t n)
{
	size_t most = strlen(names[0]);

	for (size_t i = 1; i < n; i++)
		most = common_length(names[0], names[i], most);
	while (most && !all_end_word(names, n, most))
		most--;
	return most;
}

void gp_shared_find_prefix(struct gp_shared *shared,
			   const struct gp_shown_name *names, size_t n)
{
	struct gp_arena arena = { 0 };
	struct gp_buf name = GP_BUF_INIT;
	char **texts = gp_calloc(n, sizeof(*texts));
	size_t common;

	for (size_t i = 0; i < n; i++) {
		gp_buf_reset(&name);
		gp_shared_put_name(&name, shared, names[i].benchmark,
				   names[i].parameters);
		texts[i] = gp_arena_strdup(&arena, gp_buf_str(&name));
	}
	common = n > 1 ? common_words(texts, n) : 0;
	if (common) {
		gp_buf_reset(&name);
		gp_buf_add(&name, texts[0], common);
		shared->prefix = gp_strdup(gp_buf_str(&name));
	}
	free(texts);
	gp_buf_clear(&name);
	gp_arena_clear(&arena);
}

/* ---- what is left out ---- */

void gp_shared_say(struct gp_buf *out, const struct gp_shared *shared)
{
	struct gp_buf text = GP_BUF_INIT;

	for (size_t i = 0; i < shared->n; i++) {
		gp_buf_puts(&text, i ? ", " : "all with ");
		gp_parameter_put(&text, gp_span_of(shared->items[i]->key));
		gp_buf_putc(&text, '=');
		gp_parameter_put(&text, gp_span_of(shared->items[i]->value));
	}
	if (shared->prefix)
		gp_buf_printf(&text, "%snames without %s", text.len ? ", " : "",
			      shared->prefix);
	if (text.len)
		gp_escape_text(out, gp_buf_str(&text));
	gp_buf_clear(&text);
}

void gp_shared_clear(struct gp_shared *shared)
{
	free(shared->prefix);
	free(shared->items);
	*shared = (struct gp_shared){ .n = 0 };
}
