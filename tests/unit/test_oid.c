#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gp/entry.h"

static const char sha1[] = "3fa91c2000102030405060708090a0b0c0d0e0ff";
static const char sha256[] = "00112233445566778899aabbccddeeff"
			     "00112233445566778899aabbccddeeff";

static void reads_what_it_writes(void **state)
{
	const char *const ids[] = { sha1, sha256 };
	char hex[GP_OID_HEX];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct gp_oid oid;

		assert_true(gp_oid_parse(&oid, gp_span_of(ids[i])));
		assert_int_equal(oid.size, i ? 32 : 20);
		assert_string_equal(gp_oid_hex(&oid, hex), ids[i]);
	}
}

static void shortens_to_seven(void **state)
{
	char hex[GP_OID_HEX];
	struct gp_oid oid, none = { 0 };

	(void)state;
	assert_true(gp_oid_parse(&oid, gp_span_of(sha1)));
	assert_string_equal(gp_oid_short(&oid, hex), "3fa91c2");
	assert_string_equal(gp_oid_short(&none, hex), "");
}

static void refuses_what_is_no_id(void **state)
{
	const char *const bad[] = {
		"",
		"3fa91c2",
		"3fa91c2000102030405060708090a0b0c0d0e0f",
		"3fa91c2000102030405060708090a0b0c0d0e0ff0",
		"3fa91c2000102030405060708090a0b0c0d0e0fg",
		" fa91c2000102030405060708090a0b0c0d0e0ff",
	};
	struct gp_oid oid = { .size = 7 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(gp_oid_parse(&oid, gp_span_of(bad[i])));
	assert_int_equal(oid.size, 7);
}

static void takes_capitals(void **state)
{
	struct gp_oid a, b;

	(void)state;
	assert_true(gp_oid_parse(&a, gp_span_of(sha1)));
	assert_true(gp_oid_parse(
		&b, gp_span_of("3FA91C2000102030405060708090A0B0C0D0E0FF")));
	assert_true(gp_oid_same(&a, &b));
	b.raw[19] ^= 1;
	assert_false(gp_oid_same(&a, &b));
	b.size = 0;
	assert_false(gp_oid_same(&a, &b));
}

static void run_ids_too(void **state)
{
	static const char text[] = "00112233445566778899aabbccddeeff";
	char hex[GP_ENTRY_ID_HEX];
	struct gp_entry_id id;

	(void)state;
	assert_true(gp_entry_id_parse(&id, gp_span_of(text)));
	assert_string_equal(gp_entry_id_hex(&id, hex), text);
	assert_false(gp_entry_id_parse(&id, gp_span_of("0011")));
	assert_false(gp_entry_id_parse(&id, gp_span_of(sha1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_it_writes),
		cmocka_unit_test(shortens_to_seven),
		cmocka_unit_test(refuses_what_is_no_id),
		cmocka_unit_test(takes_capitals),
		cmocka_unit_test(run_ids_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
