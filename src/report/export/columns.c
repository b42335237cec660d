/*
 * The series of an export, collected run by run, with a hash of their keys.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/limits.h"
#include "gp/parameters.h"

#include "columns.h"

/* Index of a string that is kept once. */
static size_t intern_text(struct gp_columns *columns, struct gp_map *map,
			  const char ***items, size_t *n, size_t *cap)
{
	struct gp_span key = gp_buf_view(&columns->key);
	size_t found;

	if (gp_map_get(map, key.data, key.len, &found))
		return found;
	*items = gp_grow(*items, *n, cap, sizeof(**items));
	(*items)[*n] = gp_arena_strndup(&columns->arena, key.data, key.len);
	gp_map_put(map, (*items)[*n], key.len, *n);
	return (*n)++;
}

size_t gp_columns_unit(struct gp_columns *columns, const char *unit)
{
	gp_buf_reset(&columns->key);
	gp_buf_puts(&columns->key, unit);
	return intern_text(columns, &columns->by_unit, &columns->units,
			   &columns->n_units, &columns->cap_units);
}

static size_t testbed_of(struct gp_columns *columns, const char *testbed)
{
	gp_buf_reset(&columns->key);
	gp_buf_puts(&columns->key, testbed);
	return intern_text(columns, &columns->by_testbed, &columns->testbeds,
			   &columns->n_testbeds, &columns->cap_testbeds);
}

static size_t add_column(struct gp_columns *columns, const struct gp_entry *run,
			 const struct gp_measurement *m)
{
	struct gp_column *column;
	size_t unit = gp_columns_unit(columns, m->unit);
	size_t testbed = testbed_of(columns, run->testbed);

	columns->items = gp_grow(columns->items, columns->n, &columns->cap,
				 sizeof(*columns->items));
	column = &columns->items[columns->n];
	memset(column, 0, sizeof(*column));
	column->testbed = columns->testbeds[testbed];
	column->benchmark = gp_arena_strdup(&columns->arena, m->benchmark);
	column->metric = gp_arena_strdup(&columns->arena, m->metric);
	column->unit = columns->units[unit];
	column->parameters = gp_parameters_copy(&columns->arena, m->parameters);
	column->better = m->better;
	return columns->n++;
}

/* False if the unit has another dimension. */
static bool take_unit(struct gp_columns *columns, struct gp_column *column,
		      const char *unit)
{
	double factor;

	if (!strcmp(column->unit, unit))
		return true;
	if (!gp_unit_factor(column->unit, unit, &factor))
		return false;
	column->unit = columns->units[gp_columns_unit(columns, unit)];
	return true;
}

static void make_column_key(struct gp_buf *key, const struct gp_entry *run,
			    const struct gp_measurement *m)
{
	gp_buf_reset(key);
	gp_buf_add(key, run->testbed, strlen(run->testbed) + 1);
	gp_buf_add(key, m->benchmark, strlen(m->benchmark) + 1);
	gp_buf_puts(key, m->metric);
}

size_t gp_columns_find(struct gp_columns *columns, const struct gp_entry *run,
		       const struct gp_measurement *m)
{
	struct gp_span key;
	size_t found, added;
	char *kept;

	make_column_key(&columns->key, run, m);
	key = gp_buf_view(&columns->key);
	if (gp_map_get(&columns->by_key, key.data, key.len, &found) &&
	    take_unit(columns, &columns->items[found], m->unit)) {
		if (m->better != GP_BETTER_NONE)
			columns->items[found].better = m->better;
		return found;
	}
	make_column_key(&columns->key, run, m);
	key = gp_buf_view(&columns->key);
	kept = gp_arena_strndup(&columns->arena, key.data, key.len);
	added = add_column(columns, run, m);
	*gp_map_put(&columns->by_key, kept, key.len, added) = added;
	return added;
}

double gp_columns_factor(const struct gp_columns *columns,
			 const struct gp_column *column, size_t unit)
{
	const char *from = columns->units[unit];
	double factor = 1;

	if (from != column->unit &&
	    !gp_unit_factor(from, column->unit, &factor))
		return 1;
	return factor;
}

void gp_columns_clear(struct gp_columns *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		gp_buf_clear(&columns->items[i].points);
	free(columns->items);
	free(columns->runs);
	free(columns->units);
	free(columns->testbeds);
	gp_map_clear(&columns->by_key);
	gp_map_clear(&columns->by_unit);
	gp_map_clear(&columns->by_testbed);
	gp_buf_clear(&columns->key);
	gp_arena_clear(&columns->arena);
	memset(columns, 0, sizeof(*columns));
}
