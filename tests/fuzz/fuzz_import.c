#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "gp/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_run(const struct gp_entry *run)
{
	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		assert(*m->metric && !strchr(m->metric, ':'));
		assert(m->n_samples && m->unit);
		assert(!m->summary || m->n_samples == 1);
		for (size_t k = 0; k < m->n_samples; k++)
			assert(isfinite(gp_decimal_double(m->samples[k])));
	}
}

/*
 * The first line names the driver; an empty one, or one that names none,
 * leaves it to be guessed. The rest is the input.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span rest = gp_span_make((const char *)data, size), name;
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	struct gp_inputs inputs = { 0 };
	const char *from = NULL;

	if (!gp_span_line(&name, &rest))
		name = gp_span_of("");
	for (size_t i = 0; gp_importers()[i]; i++)
		if (gp_span_eq(name, gp_importers()[i]->name))
			from = gp_importers()[i]->name;
	if (!gp_inputs_add_text(&inputs, "input.txt", rest)) {
		if (!gp_import_all(&intake, &inputs,
				   &(struct gp_import_options){ .from = from }))
			assert(intake.run->n_results);
		else
			assert(!intake.run->n_results);
		check_run(intake.run);
	}
	gp_inputs_clear(&inputs);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
	return 0;
}
