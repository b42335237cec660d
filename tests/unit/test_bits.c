#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/bits.h"

/* Every width from every start, between ones that must stay. */
static void numbers_come_back(void **state)
{
	const uint64_t pattern = UINT64_C(0xa5c3f00f9e3779b9);

	(void)state;
	for (unsigned width = 1; width <= 64; width++) {
		for (size_t at = 0; at < 16; at++) {
			uint64_t value = pattern >> (64 - width);
			unsigned char bytes[16] = { 0 };

			gp_bits_put(bytes, at, width, value);
			assert_true(gp_bits_get(bytes, at, width) == value);
			assert_true(gp_bits_get(bytes, 0, 16) >> (16 - at) ==
				    0);
			assert_true(gp_bits_get(bytes, at + width, 48) == 0);
		}
	}
}

static void high_bits_come_first(void **state)
{
	const unsigned char expected[] = { 0x2d, 0xe9, 0x40 };
	unsigned char bytes[3] = { 0 };

	(void)state;
	gp_bits_put(bytes, 0, 3, 1);      /* 001 */
	gp_bits_put(bytes, 3, 10, 0x1bd); /* 0110111101 */
	gp_bits_put(bytes, 13, 5, 5);     /* 00101 */
	assert_memory_equal(bytes, expected, sizeof(bytes));
}

static void widths(void **state)
{
	(void)state;
	assert_int_equal(gp_bits_width(0), GP_BITS_MIN);
	assert_int_equal(gp_bits_width(15), 4);
	assert_int_equal(gp_bits_width(16), 5);
	assert_int_equal(gp_bits_width(255), 8);
	assert_int_equal(gp_bits_width(256), 9);
	assert_int_equal(gp_bits_width(UINT64_MAX), 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(high_bits_come_first),
		cmocka_unit_test(widths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
