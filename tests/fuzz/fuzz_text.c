#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "gp/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A text that passes is UTF-8 from its first byte to its last. */
static void walk(struct gp_span text)
{
	size_t len;

	while (text.len) {
		len = gp_utf8_len(text);
		assert(len && text.data[0]);
		text = gp_span_sub(text, len, text.len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span text = gp_span_make((const char *)data, size);
	struct gp_buf plain = GP_BUF_INIT;
	int64_t ms;

	gp_time_parse(&ms, text);
	gp_text_strip_ansi(&plain, text);
	assert(plain.len <= size);
	assert(!plain.len || !memchr(plain.data, 0x1b, plain.len));
	gp_buf_clear(&plain);
	if (!gp_text_check(&text))
		walk(text);
	return 0;
}
