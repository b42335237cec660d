/*
 * What record did, for programs: git-perf/record/1, docs/schema/record-1.json.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/map.h"
#include "gp/report.h"

#include "keys.h"
#include "report/json_writer.h"

static void put_refusals_of(struct gp_buf *out, const char *key,
			    const struct gp_refusal *items, size_t n)
{
	gp_put_key_open(out, key, '[');
	for (size_t i = 0; i < n; i++) {
		gp_put_open(out, '{');
		gp_put_key_string(out, "benchmark", items[i].benchmark);
		gp_put_key_string(out, "reason", items[i].reason);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

static void guessed(struct gp_buf *out, const struct gp_intake *intake)
{
	gp_put_key_open(out, "guessed", '[');
	for (size_t i = 0; i < intake->n_guessed; i++) {
		const struct gp_guess *g = &intake->guessed[i];

		gp_put_open(out, '{');
		gp_put_key_string(out, "metric", g->metric);
		gp_put_key_string(out, "unit", g->unit);
		gp_put_key_string(out, "better", gp_better_name(g->better));
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

/* Each value of a key once, in the order of the results. */
static void put_values_of(struct gp_buf *out, const struct gp_entry *run,
			  const char *key)
{
	struct gp_map seen = { .n = 0 };

	gp_put_string(out, key);
	gp_buf_puts(out, ": ");
	gp_put_open(out, '[');
	for (size_t i = 0; i < run->n_results; i++) {
		const char *value = gp_parameter_value(&run->results[i], key);
		size_t before = seen.n;

		if (!value)
			continue;
		gp_map_put(&seen, value, strlen(value), 0);
		if (seen.n > before)
			gp_put_string(out, value);
	}
	gp_put_close(out, ']');
	gp_map_clear(&seen);
}

static void put_run_parameters(struct gp_buf *out, const struct gp_entry *run)
{
	struct gp_parameter_keys keys;

	gp_parameter_keys_of(&keys, run);
	gp_put_key_open(out, "parameters", '{');
	for (size_t i = 0; i < keys.n; i++)
		put_values_of(out, run, keys.items[i]);
	gp_put_close(out, '}');
	free(keys.items);
}

void gp_report_record_json(struct gp_buf *out, const struct gp_intake *intake)
{
	const struct gp_entry *run = intake->run;

	gp_put_document(out, "git-perf/record/1");
	gp_put_key_oid(out, "commit", &run->commit);
	gp_put_key(out, "run");
	gp_put_entry_id(out, &run->id);
	gp_put_key_string(out, "format", intake->format);
	gp_put_key_count(out, "benchmarks", intake->n_benchmarks);
	gp_put_key_count(out, "measurements", run->n_results);
	put_refusals_of(out, "refused", intake->refused, intake->n_refused);
	put_refusals_of(out, "left_out", intake->left_out, intake->n_left_out);
	gp_put_key_open(out, "notices", '[');
	for (size_t i = 0; i < intake->notices.n; i++)
		gp_put_string(out, intake->notices.items[i]);
	gp_put_close(out, ']');
	gp_put_key(out, "incomplete");
	if (*run->incomplete)
		gp_put_string(out, run->incomplete);
	else
		gp_put_null(out);
	guessed(out, intake);
	put_run_parameters(out, run);
	gp_put_document_end(out);
}
