#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/parse.h"

/* RFC 4648, section 10, and the two characters beyond the alphanumeric. */
static const struct {
	const char *bytes, *text;
} vectors[] = {
	{ "", "" },
	{ "f", "Zg==" },
	{ "fo", "Zm8=" },
	{ "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" },
	{ "foobar", "Zm9vYmFy" },
	{ "\xfb\xff\xbf", "+/+/" },
};

static void encodes_and_decodes_the_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		struct gp_buf buf = GP_BUF_INIT;

		gp_base64_encode(&buf, gp_span_of(vectors[i].bytes));
		assert_string_equal(gp_buf_str(&buf), vectors[i].text);
		gp_buf_reset(&buf);
		assert_true(
			gp_base64_decode(&buf, gp_span_of(vectors[i].text)));
		assert_true(gp_span_eq(gp_buf_view(&buf), vectors[i].bytes));
		gp_buf_clear(&buf);
	}
}

static void refuses_what_is_not_canonical(void **state)
{
	static const char *const bad[] = {
		"Z",    "Zg",     "Zg=",        "Zg===", "Zh==",     "Zm9=",
		"Zm 9", "Zm9v\n", "=",          "====",  "Zg==Zg==", "Zm9-",
		"Z===", "Zm9v=",  "\xc3\xa4==", "Zm=v",  "Zm9vYmF=",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct gp_buf buf = GP_BUF_INIT;

		gp_buf_puts(&buf, "kept");
		assert_false(gp_base64_decode(&buf, gp_span_of(bad[i])));
		assert_string_equal(gp_buf_str(&buf), "kept");
		gp_buf_clear(&buf);
	}
}

static void keeps_every_byte(void **state)
{
	struct gp_buf bytes = GP_BUF_INIT, text = GP_BUF_INIT;
	struct gp_buf again = GP_BUF_INIT;

	(void)state;
	for (int i = 0; i < 256; i++)
		gp_buf_putc(&bytes, (char)i);
	gp_base64_encode(&text, gp_buf_view(&bytes));
	assert_true(gp_base64_decode(&again, gp_buf_view(&text)));
	assert_true(gp_span_same(gp_buf_view(&bytes), gp_buf_view(&again)));
	gp_buf_clear(&bytes);
	gp_buf_clear(&text);
	gp_buf_clear(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodes_and_decodes_the_vectors),
		cmocka_unit_test(refuses_what_is_not_canonical),
		cmocka_unit_test(keeps_every_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
