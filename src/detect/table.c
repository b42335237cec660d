/*
 * The table of a comparison: rows sorted and grouped for reading, and the
 * facts that differ between the two sides.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"

#include "table.h"

/* ---- order ---- */

/* The base unit: units with the same one have comparable values. */
static void put_dimension(struct gp_buf *out, const char *unit)
{
	static const char *const bases[] = { "s", "B" };
	double factor;

	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		gp_buf_reset(out);
		gp_buf_puts(out, bases[i]);
		gp_buf_puts(out, unit + strcspn(unit, "/"));
		if (gp_unit_factor(unit, gp_buf_str(out), &factor))
			return;
	}
	gp_buf_reset(out);
	gp_buf_puts(out, unit);
}

/* A row with a key that it is sorted by. */
struct table_row {
	struct gp_row row;
	const char *dimension; /* borrowed */
};

static int by_group(const struct table_row *a, const struct table_row *b)
{
	const struct gp_series *x = a->row.finding.series;
	const struct gp_series *y = b->row.finding.series;
	int order = strcmp(x->testbed, y->testbed);

	if (!order)
		order = (int)x->limits.kind - (int)y->limits.kind;
	if (!order)
		order = strcmp(x->metric, y->metric);
	if (!order)
		order = strcmp(a->dimension, b->dimension);
	if (!order)
		order = (int)x->better - (int)y->better;
	return order;
}

/* In a group, in the order in which the tool printed them. */
static int by_group_then_order(const void *a, const void *b)
{
	const struct table_row *x = a, *y = b;
	const struct gp_series *s = x->row.finding.series;
	const struct gp_series *t = y->row.finding.series;
	int order = by_group(x, y);

	if (order)
		return order;
	if (s->order != t->order)
		return s->order < t->order ? -1 : 1;
	return strcmp(s->benchmark, t->benchmark);
}

/* ---- groups ---- */

static void open_row_group(struct gp_row_group *group,
			   const struct gp_comparison *of, size_t from)
{
	const struct gp_series *s = of->rows[from].finding.series;

	*group = (struct gp_row_group){
		.testbed = s->testbed,
		.metric = s->metric,
		.unit = s->unit,
		.better = s->better,
		.from = from,
		.mean = NAN,
	};
}

static bool has_positive_ratio(const struct gp_finding *f)
{
	return f->baseline.center > 0 && f->current.center > 0 &&
	       isfinite(f->change) && f->change > -1;
}

static void find_group_mean(struct gp_row_group *group,
			    const struct gp_row *rows)
{
	double sum = 0;

	for (size_t i = group->from; i < group->from + group->n; i++) {
		if (!has_positive_ratio(&rows[i].finding))
			continue;
		sum += log1p(rows[i].finding.change);
		group->n_positive++;
	}
	if (group->n_positive)
		group->mean = expm1(sum / (double)group->n_positive);
}

static void make_row_groups(struct gp_comparison *out,
			    const struct table_row *rows)
{
	struct gp_row_group *group = NULL;

	out->groups = gp_arena_array(&out->arena, out->n, sizeof(*out->groups));
	for (size_t i = 0; i < out->n; i++) {
		if (!i || by_group(&rows[i - 1], &rows[i])) {
			group = &out->groups[out->n_groups++];
			open_row_group(group, out, i);
		}
		group->n++;
	}
	for (size_t i = 0; i < out->n_groups; i++)
		find_group_mean(&out->groups[i], out->rows);
}

void gp_table_group(struct gp_comparison *out)
{
	struct table_row *rows = gp_calloc(out->n, sizeof(*rows));
	struct gp_arena scratch = { 0 };
	struct gp_buf text = GP_BUF_INIT;

	for (size_t i = 0; i < out->n; i++) {
		put_dimension(&text, out->rows[i].finding.series->unit);
		rows[i].row = out->rows[i];
		rows[i].dimension =
			gp_arena_strdup(&scratch, gp_buf_str(&text));
	}
	if (out->n)
		qsort(rows, out->n, sizeof(*rows), by_group_then_order);
	for (size_t i = 0; i < out->n; i++)
		out->rows[i] = rows[i].row;
	make_row_groups(out, rows);
	gp_buf_clear(&text);
	gp_arena_clear(&scratch);
	free(rows);
}

/* ---- facts that differ ---- */

/* A limit, because the number of facts and tags is not under our control. */
#define MOST_FACTS 64

static bool has_fact_change(const struct gp_comparison *out,
			    const struct gp_fact_change *fact)
{
	for (size_t i = 0; i < out->n_facts; i++) {
		const struct gp_fact_change *known = &out->facts[i];

		if (!strcmp(known->testbed, fact->testbed) &&
		    !strcmp(known->name, fact->name) &&
		    !strcmp(known->old, fact->old) &&
		    !strcmp(known->new, fact->new))
			return true;
	}
	return false;
}

static void add_fact_change(struct gp_comparison *out,
			    const struct gp_fact_change *fact)
{
	/* The id of a CI job always differs. */
	if (!*fact->old || !*fact->new || !strcmp(fact->old, fact->new) ||
	    !strcmp(fact->name, "ci-id") || out->n_facts == MOST_FACTS ||
	    has_fact_change(out, fact))
		return;
	if (!out->facts)
		out->facts = gp_arena_array(&out->arena, MOST_FACTS,
					    sizeof(*out->facts));
	out->facts[out->n_facts++] = *fact;
}

static void compare_pairs(struct gp_comparison *out, const char *testbed,
			  const struct gp_pairs *old,
			  const struct gp_pairs *new)
{
	for (size_t i = 0; i < old->n; i++) {
		const char *value = gp_pairs_get(new, old->items[i].key);

		add_fact_change(out, &(struct gp_fact_change){
					     .testbed = testbed,
					     .name = old->items[i].key,
					     .old = old->items[i].value,
					     .new = value ? value : "",
				     });
	}
}

static void compare_texts(struct gp_comparison *out, const char *testbed,
			  const char *name, const char *const texts[2])
{
	add_fact_change(out, &(struct gp_fact_change){ testbed, name, texts[0],
						       texts[1] });
}

void gp_table_facts(struct gp_comparison *out, const struct gp_entry *old,
		    const struct gp_entry *new)
{
	const char *const tools[] = { old->tool, new->tool };
	const char *const versions[] = { old->tool_version, new->tool_version };

	compare_pairs(out, new->testbed, &old->facts, &new->facts);
	compare_pairs(out, new->testbed, &old->tags, &new->tags);
	compare_texts(out, new->testbed, "tool", tools);
	if (!strcmp(old->tool, new->tool))
		compare_texts(out, new->testbed, "version of the tool",
			      versions);
}
