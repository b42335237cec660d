/*
 * Bytes as a run: whatever can be read can be written, and from then on
 * writing and reading change nothing any more.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gp/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

/* Results may move, but no sample may change: a sum that knows no order. */
static uint64_t digest(const struct gp_entry *run)
{
	uint64_t sum = 0, bits;
	double value;

	for (size_t i = 0; i < run->n_results; i++) {
		const struct gp_measurement *m = &run->results[i];

		expect(m->n_samples > 0);
		expect(!strchr(m->metric, ':'));
		for (size_t k = 0; k < m->n_samples; k++) {
			value = gp_decimal_double(m->samples[k]);
			memcpy(&bits, &value, sizeof(bits));
			sum += bits * (2 * k + 1);
		}
	}
	return sum;
}

static void round_trip(struct gp_entries *runs, const struct gp_entry *first)
{
	struct gp_buf once = GP_BUF_INIT, twice = GP_BUF_INIT;
	struct gp_entry *second = gp_entries_add(runs);

	expect(gp_entry_encode(&once, first) == GP_OK);
	expect(gp_entry_decode(second, gp_buf_view(&once)) == GP_OK);
	expect(second->n_results == first->n_results);
	expect(digest(second) == digest(first));
	expect(gp_entry_encode(&twice, second) == GP_OK);
	expect(gp_span_same(gp_buf_view(&once), gp_buf_view(&twice)));
	gp_buf_clear(&twice);
	gp_buf_clear(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);

	if (!gp_entry_decode(run, gp_span_make((const char *)data, size)))
		round_trip(&runs, run);
	gp_entries_clear(&runs);
	return 0;
}
