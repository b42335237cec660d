#include <stdint.h>

#include "gp/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Touches every value, so that whatever was parsed can be walked. */
static void walk(const struct gp_json *json)
{
	struct gp_json_iter it = { 0 };
	struct gp_decimal number;
	struct gp_buf buf = GP_BUF_INIT;

	if (gp_json_number(json, &number))
		gp_decimal_format(&buf, number);
	if (gp_json_text(json))
		gp_buf_puts(&buf, gp_json_text(json));
	gp_buf_clear(&buf);
	while (gp_json_next(json, &it))
		walk(it.value);
	for (size_t i = 0; i < gp_json_len(json); i++)
		walk(gp_json_at(json, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_json *json;

	if (gp_json_parse(&json, gp_span_make((const char *)data, size)))
		return 0;
	walk(json);
	gp_json_free(json);
	return 0;
}
