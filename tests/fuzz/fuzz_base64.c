#include <assert.h>
#include <stdint.h>

#include "gp/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Text that decodes is the only text of its bytes; any bytes have one. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span in = gp_span_make((const char *)data, size);
	struct gp_buf bytes = GP_BUF_INIT, text = GP_BUF_INIT;

	if (gp_base64_decode(&bytes, in)) {
		gp_base64_encode(&text, gp_buf_view(&bytes));
		assert(gp_span_same(gp_buf_view(&text), in));
	}
	gp_buf_reset(&bytes);
	gp_buf_reset(&text);
	gp_base64_encode(&text, in);
	assert(gp_base64_decode(&bytes, gp_buf_view(&text)));
	assert(gp_span_same(gp_buf_view(&bytes), in));
	gp_buf_clear(&bytes);
	gp_buf_clear(&text);
	return 0;
}
