#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "gp/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read, written and read again must not change its value. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span rest = gp_span_make((const char *)data, size);
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_decimal value, again;

	if (!gp_decimal_take(&value, &rest))
		return 0;
	assert(rest.len < size);
	assert(isfinite(gp_decimal_double(value)));
	gp_decimal_format(&buf, value);
	assert(gp_decimal_parse(&again, gp_buf_view(&buf)));
	assert(gp_decimal_double(value) == gp_decimal_double(again));
	gp_buf_clear(&buf);
	return 0;
}
