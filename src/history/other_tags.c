/*
 * Says why a series has a short baseline although its benchmark was measured:
 * the earlier results have other tags. The series of one benchmark are put
 * into classes by the keys of their dimensions, of which there are few.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/phrase.h"

#include "other_tags.h"

/* As many commits as a statistical test needs. */
#define ENOUGH 5
/* Nobody uses so many sets of keys for one benchmark. */
#define CLASSES_MAX 64
#define NO_CLASS    SIZE_MAX

/* ---- dimensions ---- */

static size_t n_dimensions(const struct gp_parameters *p)
{
	return p ? p->n - p->n_named : 0;
}

static const struct gp_pair *dimension(const struct gp_parameters *p, size_t i)
{
	return &p->items[p->n_named + i];
}

static const struct gp_pair *find_dimension(const struct gp_parameters *p,
					    const char *key)
{
	for (size_t i = 0; i < n_dimensions(p); i++)
		if (!strcmp(dimension(p, i)->key, key))
			return dimension(p, i);
	return NULL;
}

/* Dimensions are sorted by key. */
static bool has_same_keys(const struct gp_parameters *a,
			  const struct gp_parameters *b)
{
	if (n_dimensions(a) != n_dimensions(b))
		return false;
	for (size_t i = 0; i < n_dimensions(a); i++)
		if (strcmp(dimension(a, i)->key, dimension(b, i)->key) != 0)
			return false;
	return true;
}

/* The first key of `a` that `b` lacks, or NULL. */
static const char *lacking_key(const struct gp_parameters *a,
			       const struct gp_parameters *b)
{
	for (size_t i = 0; i < n_dimensions(a); i++)
		if (!find_dimension(b, dimension(a, i)->key))
			return dimension(a, i)->key;
	return NULL;
}

/* ---- classes ---- */

static struct gp_span plain_name(const struct gp_series *s)
{
	struct gp_span name = gp_span_of(s->benchmark);

	return n_dimensions(s->parameters) ? gp_without_parameter(name) : name;
}

static struct gp_span put_class_name(struct gp_buf *out,
				     const struct gp_series *s)
{
	gp_buf_reset(out);
	gp_buf_add(out, s->testbed, strlen(s->testbed) + 1);
	gp_buf_span(out, plain_name(s));
	gp_buf_putc(out, '\0');
	gp_buf_puts(out, s->metric);
	return gp_buf_view(out);
}

/* The index of the class of a series, which is made if it is new. */
static size_t find_class(struct gp_tag_classes *classes,
			 const struct gp_series *s)
{
	struct gp_span name = put_class_name(&classes->name, s);
	size_t first = NO_CLASS, left = CLASSES_MAX, i;

	gp_map_get(&classes->first, name.data, name.len, &first);
	for (i = first; i != NO_CLASS && left; left--) {
		if (has_same_keys(classes->items[i].of, s->parameters))
			return i;
		i = classes->items[i].next;
	}
	if (!left)
		return first;
	classes->items = gp_grow(classes->items, classes->n, &classes->cap,
				 sizeof(*classes->items));
	classes->items[classes->n] =
		(struct gp_tag_class){ .of = s->parameters, .next = first };
	name.data = gp_arena_strndup(&classes->arena, name.data, name.len);
	*gp_map_put(&classes->first, name.data, name.len, 0) = classes->n;
	return classes->n++;
}

void gp_tag_classes_init(struct gp_tag_classes *out,
			 const struct gp_series_builder *b)
{
	bool any = false;

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < b->n; i++)
		any = any || n_dimensions(b->drafts[i].series.parameters);
	for (size_t i = 0; any && i < b->n; i++) {
		size_t at = find_class(out, &b->drafts[i].series);

		out->items[at].n += b->drafts[i].n_results;
	}
}

void gp_tag_classes_clear(struct gp_tag_classes *classes)
{
	gp_map_clear(&classes->first);
	free(classes->items);
	gp_arena_clear(&classes->arena);
	gp_buf_clear(&classes->name);
}

/* ---- explaining ---- */

/* What the class that is looked at says of a series. */
struct tag_difference {
	const struct gp_tag_class *other; /* with results; NULL: none */
	const char *key;
	bool lacks; /* `other` lacks the key, or else the series does */
	size_t n;   /* results of all classes with this difference */
};

static bool differs_so(const struct tag_difference *d,
		       const struct gp_tag_class *other)
{
	return !find_dimension(other->of, d->key) == d->lacks;
}

/* Each new class is put first, and drafts begin with the newest results: so the
   last class that differs has the newest of them. */
static struct tag_difference find_difference(
	const struct gp_tag_classes *classes, size_t first,
	const struct gp_series *s)
{
	struct tag_difference d = { .other = NULL };

	for (size_t i = first; i != NO_CLASS; i = classes->items[i].next) {
		const struct gp_tag_class *other = &classes->items[i];

		if (!other->n || has_same_keys(other->of, s->parameters))
			continue;
		d.other = other;
		d.key = lacking_key(s->parameters, other->of);
		d.lacks = d.key != NULL;
		if (!d.key)
			d.key = lacking_key(other->of, s->parameters);
	}
	for (size_t i = first; d.other && i != NO_CLASS;
	     i = classes->items[i].next)
		if (differs_so(&d, &classes->items[i]))
			d.n += classes->items[i].n;
	return d;
}

static const char *tag_word(const struct gp_entry *run, const char *key)
{
	return gp_pairs_get(&run->tags, key) ? "tag" : "dimension";
}

/* "the tag workload=2 is new here" */
static void put_new_tag(struct gp_buf *out, const struct gp_series *s,
			const struct tag_difference *d)
{
	const struct gp_pair *pair = find_dimension(s->parameters, d->key);

	if (s->n_baseline || !d->lacks)
		return;
	gp_buf_printf(out, "the %s %.80s=%.80s is new here; ",
		      tag_word(s->current.readings[0].run, d->key), pair->key,
		      pair->value);
}

/* "10 results of 't' " */
static void put_results(struct gp_buf *out, size_t n, struct gp_span name)
{
	gp_buf_printf(out, "%zu result%s of '%.*s' ", n, gp_plural(n),
		      (int)(name.len < 120 ? name.len : 120), name.data);
}

static void put_not_here(struct gp_buf *out, size_t n)
{
	gp_buf_printf(out, " %s not in this baseline",
		      gp_plural_of(n, "is", "are"));
}

static void put_difference(struct gp_buf *out, const struct gp_series *s,
			   const struct tag_difference *d)
{
	const struct gp_entry *run = s->current.readings[0].run;

	put_new_tag(out, s, d);
	put_results(out, d->n, plain_name(s));
	gp_buf_printf(out, "%s the %s %.80s", d->lacks ? "without" : "with",
		      d->lacks ? tag_word(run, d->key) : "tag", d->key);
	put_not_here(out, d->n);
}

/* All results in the window have the same keys, and none the same values. */
static size_t count_other_values(const struct gp_tag_classes *classes,
				 size_t first, const struct gp_series *s)
{
	for (size_t i = first; !s->n_baseline && i != NO_CLASS;
	     i = classes->items[i].next)
		if (has_same_keys(classes->items[i].of, s->parameters))
			return classes->items[i].n;
	return 0;
}

static void put_other_values(struct gp_buf *out, const struct gp_series *s,
			     size_t n)
{
	const struct gp_entry *run = s->current.readings[0].run;
	const char *key = dimension(s->parameters, 0)->key;

	put_results(out, n, plain_name(s));
	if (n_dimensions(s->parameters) == 1)
		gp_buf_printf(out, "with another value of the %s %.80s",
			      tag_word(run, key), key);
	else
		gp_buf_puts(out, "with other values of the tags");
	put_not_here(out, n);
}

/* Whether the series has few results, and the index of its first class. */
static bool is_short(struct gp_tag_classes *classes,
		     const struct gp_series *series, size_t *first)
{
	struct gp_span name;

	if (!classes->n || !series->current.n_readings ||
	    series->n_baseline >= ENOUGH)
		return false;
	name = put_class_name(&classes->name, series);
	return gp_map_get(&classes->first, name.data, name.len, first);
}

void gp_tag_classes_explain(struct gp_tag_classes *classes,
			    struct gp_series *series, struct gp_arena *arena)
{
	struct gp_buf text = GP_BUF_INIT;
	struct tag_difference d;
	size_t first;

	series->other_tags = "";
	if (!is_short(classes, series, &first))
		return;
	d = find_difference(classes, first, series);
	if (d.other) {
		put_difference(&text, series, &d);
		series->other_tag = d.key;
	} else if (n_dimensions(series->parameters)) {
		d.n = count_other_values(classes, first, series);
		if (d.n)
			put_other_values(&text, series, d.n);
		if (d.n && n_dimensions(series->parameters) == 1)
			series->other_tag =
				dimension(series->parameters, 0)->key;
	}
	series->n_other_tags = d.n;
	series->other_tags = gp_arena_strdup(arena, gp_buf_str(&text));
	gp_buf_clear(&text);
}
