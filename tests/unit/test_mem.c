#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "gp/mem.h"

static void test_arena(void **state)
{
	struct gp_arena arena = { 0 };
	char *first = gp_arena_strdup(&arena, "first");

	(void)state;
	for (size_t i = 1; i < 3000; i++) {
		char *at = gp_arena_alloc(&arena, i);

		assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
		assert_int_equal(at[0], 0);
		memset(at, 'x', i);
	}
	assert_string_equal(first, "first");
	assert_string_equal(gp_arena_strndup(&arena, "abc", 2), "ab");
	memset(gp_arena_alloc(&arena, (size_t)1 << 20), 1, (size_t)1 << 20);
	gp_arena_clear(&arena);
	gp_arena_clear(&arena);
	assert_non_null(gp_arena_alloc(&arena, 0));
	gp_arena_clear(&arena);
}

static void test_adopt(void **state)
{
	struct gp_arena to = { 0 }, from = { 0 };
	char *old = gp_arena_strdup(&to, "old"), *given, *last;

	(void)state;
	for (int i = 0; i < 3; i++) {
		given = gp_arena_strdup(&from, "given");
		memset(gp_arena_alloc(&from, 10000), 'x', 10000);
		gp_arena_adopt(&to, &from);
		assert_null(from.head);
		assert_string_equal(given, "given");
	}
	last = gp_arena_strdup(&to, "last");
	gp_arena_adopt(&to, &from); /* empty */
	gp_arena_adopt(&from, &to);
	assert_null(to.head);
	assert_string_equal(old, "old");
	assert_string_equal(last, "last");
	gp_arena_clear(&from);
}

static void test_grow(void **state)
{
	size_t cap = 0, n = 0;
	int *items = NULL;

	(void)state;
	for (; n < 1000; n++) {
		items = gp_grow(items, n, &cap, sizeof(*items));
		items[n] = (int)n;
	}
	for (size_t i = 0; i < n; i++)
		assert_int_equal(items[i], i);
	free(items);
}

/* A product that overflows ends the program with 128 and one line. */
static void test_overflow(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (!pid) {
		close(2);
		gp_calloc(SIZE_MAX / 4, 8);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 128);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_adopt),
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
