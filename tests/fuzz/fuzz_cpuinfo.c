#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "machine/cpu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever the text says, the name is one word that needs no quoting. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span text = gp_span_make((const char *)data, size);
	struct gp_buf name = GP_BUF_INIT;

	gp_cpu_slug(&name, text);
	assert(name.len);
	assert(strspn(gp_buf_str(&name),
		      "abcdefghijklmnopqrstuvwxyz0123456789._-") == name.len);
	gp_buf_clear(&name);
	return 0;
}
