#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "gp/map.h"

#define N 20000

static void test_many(void **state)
{
	static char keys[N][8];
	struct gp_map map = { 0 };
	size_t value;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		int len = snprintf(keys[i], sizeof(keys[i]), "k%zu", i);

		assert_int_equal(*gp_map_put(&map, keys[i], (size_t)len, i), i);
	}
	assert_int_equal(map.n, N);
	for (size_t i = 0; i < N; i++) {
		char key[8];
		int len = snprintf(key, sizeof(key), "k%zu", i);

		assert_true(gp_map_get(&map, key, (size_t)len, &value));
		assert_int_equal(value, i);
	}
	assert_false(gp_map_get(&map, "k", 1, &value));
	assert_false(gp_map_get(&map, "k20000", 6, &value));
	gp_map_clear(&map);
}

static void test_first_put_wins(void **state)
{
	struct gp_map map = { 0 };
	size_t value = 99;

	(void)state;
	assert_false(gp_map_get(&map, "a", 1, &value));
	assert_int_equal(value, 99);
	gp_map_put(&map, "a", 1, 1);
	*gp_map_put(&map, "a", 1, 2) += 10;
	assert_true(gp_map_get(&map, "a", 1, &value));
	assert_int_equal(value, 11);
	gp_map_put(&map, "", 0, 5);
	assert_true(gp_map_get(&map, "", 0, &value));
	assert_int_equal(value, 5);
	gp_map_put(&map, "a\0b", 3, 7);
	assert_true(gp_map_get(&map, "a\0b", 3, &value));
	assert_int_equal(value, 7);
	gp_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_first_put_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
