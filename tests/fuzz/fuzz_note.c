/*
 * Bytes as a note: lines are a set, nothing is lost by writing it again, and
 * what tombstones hide does not depend on the order of the lines.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "gp/codec.h"

#include "store/note.h"
#include "store/visible.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

/* Every line of `text` that is not empty stands in `lines`. */
static void nothing_lost(const struct gp_lines *lines, struct gp_span text)
{
	struct gp_lines raw = { 0 };

	gp_lines_split(&raw, text);
	for (size_t i = 0; i < raw.n; i++)
		expect(gp_lines_have(lines, raw.items[i]));
	for (size_t i = 1; i < lines->n; i++)
		expect(gp_span_order(lines->items[i - 1], lines->items[i]) < 0);
	gp_lines_clear(&raw);
}

/* A sum over the ids that count: it knows no order. */
static uint64_t count(const struct gp_lines *lines, bool backwards)
{
	struct gp_buf scratch = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	uint64_t sum = 0;

	for (size_t i = 0; i < lines->n; i++)
		gp_entry_line_decode(
			&runs, lines->items[backwards ? lines->n - 1 - i : i],
			&scratch);
	gp_error_clear();
	gp_entries_forget(&runs, 0);
	for (size_t i = 0; i < runs.n; i++) {
		uint64_t part;

		memcpy(&part, runs.items[i]->id.raw, sizeof(part));
		sum += part | 1;
	}
	gp_entries_clear(&runs);
	gp_buf_clear(&scratch);
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span text = gp_span_make((const char *)data, size);
	struct gp_lines lines = { 0 }, again = { 0 };
	struct gp_buf once = GP_BUF_INIT, twice = GP_BUF_INIT;

	gp_lines_split(&lines, text);
	gp_lines_sort_unique(&lines);
	nothing_lost(&lines, text);
	gp_lines_write(&once, &lines);
	gp_lines_split(&again, gp_buf_view(&once));
	gp_lines_sort_unique(&again);
	gp_lines_write(&twice, &again);
	expect(gp_span_same(gp_buf_view(&once), gp_buf_view(&twice)));
	expect(count(&lines, false) == count(&lines, true));
	gp_lines_clear(&lines);
	gp_lines_clear(&again);
	gp_buf_clear(&once);
	gp_buf_clear(&twice);
	return 0;
}
