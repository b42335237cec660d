#include <assert.h>
#include <stdint.h>

#include "gp/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the separator. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = { ',', ';', '\t' };
	size_t line = 0, cells = 0;
	struct gp_csv csv;
	bool more = true;

	if (!size)
		return 0;
	gp_csv_init(&csv, gp_span_make((const char *)data + 1, size - 1),
		    separators[data[0] % sizeof(separators)]);
	while (!gp_csv_next(&csv, &more) && more) {
		assert(csv.n && csv.line > line);
		line = csv.line;
		for (size_t i = 0; i < csv.n; i++)
			cells += csv.cells[i].len;
	}
	assert(cells <= size);
	gp_csv_clear(&csv);
	return 0;
}
