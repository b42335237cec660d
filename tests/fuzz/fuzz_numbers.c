#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "gp/changes.h"
#include "gp/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No series of numbers, however wild, may be without an answer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span text = gp_span_make((const char *)data, size);
	struct gp_numbers numbers = { 0 };
	struct gp_changes changes;

	if (!gp_numbers_parse(&numbers, text, "fuzz")) {
		gp_changes_find(&changes, numbers.x, numbers.n);
		for (size_t i = 0; i < changes.n; i++) {
			assert(changes.changes[i].index < numbers.n);
			assert(isfinite(changes.changes[i].delta));
		}
		gp_changes_clear(&changes);
	}
	gp_numbers_clear(&numbers);
	return 0;
}
