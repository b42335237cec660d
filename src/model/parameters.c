/*
 * The written form of parameters, and the names of results that were read from
 * a note: which of their tags and dimensions are part of the name depends on
 * the configuration of the reader.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/parameters.h"

/* ---- the written form ---- */

static bool needs_escape(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f || strchr("/=,[]%", c);
}

void gp_parameter_put(struct gp_buf *out, struct gp_span text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (needs_escape(c))
			gp_buf_printf(out, "%%%02X", (unsigned)c);
		else
			gp_buf_putc(out, c);
	}
}

static void put_parameter(struct gp_buf *out, const struct gp_pair *pair)
{
	gp_parameter_put(out, gp_span_of(pair->key));
	gp_buf_putc(out, '=');
	gp_parameter_put(out, gp_span_of(pair->value));
}

static void put_dimensions(struct gp_buf *out, const struct gp_pair *items,
			   size_t n)
{
	for (size_t i = 0; i < n; i++) {
		gp_buf_puts(out, i ? "," : " [");
		put_parameter(out, &items[i]);
	}
	if (n)
		gp_buf_putc(out, ']');
}

void gp_parameters_put(struct gp_buf *out, struct gp_span base,
		       const struct gp_parameters *parameters)
{
	size_t n_named = parameters ? parameters->n_named : 0;

	gp_buf_span(out, base);
	for (size_t i = 0; i < n_named; i++) {
		gp_buf_putc(out, '/');
		put_parameter(out, &parameters->items[i]);
	}
	if (parameters)
		put_dimensions(out, parameters->items + n_named,
			       parameters->n - n_named);
}

/* Where " [key=value,…]" begins at the end of a name; its length: nowhere. */
static size_t find_dimensions(struct gp_span name)
{
	size_t at = name.len;

	if (!gp_span_ends(name, "]"))
		return name.len;
	while (at && name.data[at - 1] != '[')
		at--;
	if (at < 3 || name.data[at - 2] != ' ' ||
	    !memchr(name.data + at, '=', name.len - at))
		return name.len;
	return at - 2;
}

/* Where "/key=value" begins at the end of a name. A query of a URL is none. */
static size_t find_named(struct gp_span name)
{
	size_t at = name.len;
	struct gp_span last;

	while (at && name.data[at - 1] != '/')
		at--;
	last = gp_span_sub(name, at, name.len);
	if (at < 2 || gp_span_find(last, "=") >= last.len ||
	    gp_span_starts(last, "=") || memchr(last.data, '?', last.len))
		return name.len;
	return at - 1;
}

struct gp_span gp_without_parameter(struct gp_span name)
{
	size_t len = find_dimensions(name);

	return gp_span_sub(name, 0, len < name.len ? len : find_named(name));
}

void gp_parameters_list(struct gp_buf *out,
			const struct gp_parameters *parameters)
{
	for (size_t i = 0; parameters && i < parameters->n; i++) {
		if (i)
			gp_buf_putc(out, ',');
		put_parameter(out, &parameters->items[i]);
	}
}

const struct gp_parameters *gp_parameters_copy(
	struct gp_arena *arena, const struct gp_parameters *parameters)
{
	struct gp_parameters *out;
	struct gp_pair *items;

	if (!parameters)
		return NULL;
	out = gp_arena_alloc(arena, sizeof(*out));
	items = gp_arena_array(arena, parameters->n, sizeof(*items));
	for (size_t i = 0; i < parameters->n; i++)
		items[i] = (struct gp_pair){
			gp_arena_strdup(arena, parameters->items[i].key),
			gp_arena_strdup(arena, parameters->items[i].value),
		};
	*out = (struct gp_parameters){ items, parameters->n,
				       parameters->n_named };
	return out;
}

bool gp_fact_names_have(const struct gp_fact_names *names, const char *key)
{
	for (size_t i = 0; names && i < names->n; i++)
		if (!strcmp(names->items[i], key))
			return true;
	return false;
}

/* ---- names of what was read ---- */

/* One run, while its results get their names. */
struct naming {
	struct gp_entry *run;
	const struct gp_fact_names *facts;
	struct gp_pair *tags; /* those that separate */
	size_t n_tags;
	/* what the last measurement became: most share it with the next one */
	const struct gp_parameters *last_old, *last_new;
	const char *last_benchmark, *last_name;
};

bool gp_tag_separates(const struct gp_entry *run, const char *key)
{
	return run->own_tags || (!strchr(key, '/') && !gp_is_fact_name(key));
}

static bool separates(const struct naming *naming, const char *key)
{
	return !gp_fact_names_have(naming->facts, key) &&
	       gp_tag_separates(naming->run, key);
}

static void find_separating_tags(struct naming *naming)
{
	const struct gp_pairs *tags = &naming->run->tags;

	if (!tags->n)
		return;
	naming->tags = gp_arena_array(naming->run->arena, tags->n,
				      sizeof(*naming->tags));
	for (size_t i = 0; i < tags->n; i++)
		if (separates(naming, tags->items[i].key))
			naming->tags[naming->n_tags++] = tags->items[i];
}

static int by_parameter_key(const void *a, const void *b)
{
	return strcmp(((const struct gp_pair *)a)->key,
		      ((const struct gp_pair *)b)->key);
}

static bool has_tag(const struct naming *naming, const char *key)
{
	for (size_t i = 0; i < naming->n_tags; i++)
		if (!strcmp(naming->tags[i].key, key))
			return true;
	return false;
}

/* The named parameters of `old`, its dimensions that count, and the tags. */
static const struct gp_parameters *with_tags(const struct naming *naming,
					     const struct gp_parameters *old)
{
	struct gp_arena *arena = naming->run->arena;
	struct gp_parameters *out = gp_arena_alloc(arena, sizeof(*out));
	size_t n_old = old ? old->n : 0;
	struct gp_pair *items;

	items = gp_arena_array(arena, n_old + naming->n_tags, sizeof(*items));
	out->items = items;
	out->n_named = out->n = old ? old->n_named : 0;
	if (out->n)
		memcpy(items, old->items, out->n * sizeof(*items));
	for (size_t i = out->n_named; i < n_old; i++)
		if (!gp_fact_names_have(naming->facts, old->items[i].key) &&
		    !has_tag(naming, old->items[i].key))
			items[out->n++] = old->items[i];
	if (naming->n_tags)
		memcpy(items + out->n, naming->tags,
		       naming->n_tags * sizeof(*items));
	out->n += naming->n_tags;
	qsort(items + out->n_named, out->n - out->n_named, sizeof(*items),
	      by_parameter_key);
	return out;
}

/* The name without the dimensions that a driver wrote behind it. */
static struct gp_span without_dimensions(const char *name,
					 const struct gp_parameters *old)
{
	struct gp_span all = gp_span_of(name);
	struct gp_buf tail = GP_BUF_INIT;

	if (old && old->n > old->n_named)
		put_dimensions(&tail, old->items + old->n_named,
			       old->n - old->n_named);
	if (tail.len && gp_span_ends(all, gp_buf_str(&tail)))
		all = gp_span_sub(all, 0, all.len - tail.len);
	gp_buf_clear(&tail);
	return all;
}

static void rename_measurement(struct naming *naming, struct gp_measurement *m)
{
	const struct gp_parameters *new;
	struct gp_buf name = GP_BUF_INIT;

	if (m->benchmark != naming->last_benchmark ||
	    m->parameters != naming->last_old || !naming->last_name) {
		new = with_tags(naming, m->parameters);
		gp_buf_span(&name,
			    without_dimensions(m->benchmark, m->parameters));
		put_dimensions(&name, new->items + new->n_named,
			       new->n - new->n_named);
		naming->last_benchmark = m->benchmark;
		naming->last_old = m->parameters;
		naming->last_new = new->n ? new : NULL;
		naming->last_name = gp_arena_strndup(
			naming->run->arena, gp_buf_str(&name), name.len);
		gp_buf_clear(&name);
	}
	m->benchmark = naming->last_name;
	m->parameters = naming->last_new;
}

void gp_entry_name_series(struct gp_entry *run,
			  const struct gp_fact_names *facts)
{
	struct naming naming = { .run = run, .facts = facts };

	find_separating_tags(&naming);
	for (size_t i = 0; i < run->n_results; i++) {
		struct gp_measurement *m = &run->results[i];
		bool dimensions = m->parameters &&
				  m->parameters->n > m->parameters->n_named;

		if (naming.n_tags || (dimensions && facts && facts->n))
			rename_measurement(&naming, m);
	}
}
