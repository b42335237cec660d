#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "gp/buf.h"

#include "import/core/head.h"

static void finds_members_by_path(void **state)
{
	static const struct {
		const char *head;
		const char *path;
		bool found;
	} cases[] = {
		{ "{\"a\": 1}", "a", true },
		{ " {\n\"a\" :1", "a", true },
		{ "{\"b\": \"a\"}", "a", false },
		{ "{\"b\": {\"a\": 1}}", "a", false },
		{ "{\"b\": {\"a\": 1}}", "b.a", true },
		{ "{\"x\": {\"a\": 1}, \"b\": {\"a\": 1}}", "b.a", true },
		{ "{\"b\": [{\"a\": 1}]}", "b[].a", true },
		{ "{\"b\": [{\"a\": 1}]}", "b.a", false },
		{ "{\"b\": {\"a\": 1}}", "b[].a", false },
		{ "{\"b\": [{\"x\": 1}, {\"a\": 1}]}", "b[].a", true },
		{ "{\"b\": [[{\"a\": 1}]]}", "b[].a", false },
		{ "{\"b\": [[{\"a\": 1}]]}", "b[][].a", true },
		{ "[{\"a\": {\"b\": 2}}]", "[].a.b", true },
		{ "[{\"a\": {\"b\": 2}}]", "[].b", false },
		{ "{\"a\": {}, \"b\": 1}", "b", true },
		{ "{\"ab\": 1}", "a", false },
		{ "{\"a\": 1}", "ab", false },
		{ "{\"a\\\"b\": 1, \"c\": 1}", "c", true },
		{ "{\"c", "c", false },
		{ "{\"c\"", "c", false },
		{ "{\"c\": \"\\", "d", false },
		{ "]]}}{\"a\":1}", "a", false },
		{ "", "a", false },
		{ "{\"a.b\": 1}", "a.b", false },
		{ "{\"a\": \"{\\\"b\\\": 1}\"}", "a.b", false },
		{ "{\"a\": \"x\\\\\", \"b\": 1}", "b", true },
		{ "{\"x y\": {\"a\": 1}}", "*.a", true },
		{ "{\"x\": {\"y\": {\"a\": 1}}}", "*.a", false },
		{ "{\"a\": 1}", "*", true },
		{ "[{\"x\": {\"a\": 1}}]", "*.a", false },
		{ "text\n{\"a\": 1}\nmore", "a", true },
		{ "{\"x\": 1}\n{\"a\": 1}\n", "a", true },
		{ "{\"x\": 1}{\"a\": 1}", "a", true },
		{ "[info] begin\n{\"a\": 1}\n", "a", true },
		{ "[12:30:01] {\n{\"a\": 1}\n", "a", true },
		{ "[1, NaN, -Infinity, {\"a\": 1}]", "[].a", true },
		{ "{a: 1, \"b\": 1}", "b", false },
		{ "text {\"a\": 1}", "a", false },
		{ "[\"a\": 1]", "a", false },
		{ "[[[[[[[[[[[[[[[[[[[[{\"a\": 1", "[].a", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct gp_head head;
		bool found;

		gp_head_init(&head, gp_span_of(cases[i].head));
		found = gp_head_member(&head, cases[i].path);
		gp_head_clear(&head);
		if (found != cases[i].found)
			fail_msg("%s in %s: %d", cases[i].path, cases[i].head,
				 found);
	}
}

static void gives_values(void **state)
{
	static const struct {
		const char *head;
		const char *path;
		const char *value;
	} cases[] = {
		{ "{\"v\": 12 }", "v", "12" },
		{ "{\"v\":12}", "v", "12" },
		{ "{\"v\": \"1.2 x\"}", "v", "1.2 x" },
		{ "{\"v\": {\"w\": null}}", "v", "{" },
		{ "{\"v\": {\"w\": null}}", "v.w", "null" },
		{ "[{\"v\": 1}, {\"v\": 2}]", "[].v", "1" },
		{ "{\"v\": 1}", "w", "" },
		{ "{\"v\": \"cut", "v", "" },
		{ "{\"v\": 1", "v", "1" },
		{ "v: 1", "v", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct gp_head head;
		struct gp_span value;

		gp_head_init(&head, gp_span_of(cases[i].head));
		value = gp_head_value(&head, cases[i].path);
		gp_head_clear(&head);
		if (!gp_span_eq(value, cases[i].value))
			fail_msg("%s in %s: %.*s", cases[i].path, cases[i].head,
				 (int)value.len, value.data);
	}
}

/* Thousands of members, and depth without end. */
static void survives_much(void **state)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_head head;

	(void)state;
	gp_buf_puts(&text, "{\"first\": 1");
	for (int i = 0; i < 40000; i++)
		gp_buf_printf(&text, ", \"m%d\": %d", i, i);
	gp_buf_puts(&text, "}");
	gp_head_init_whole(&head, gp_buf_view(&text));
	assert_true(gp_head_member(&head, "first"));
	assert_true(gp_head_member(&head, "m5000"));
	gp_head_clear(&head);
	gp_buf_reset(&text);
	for (int i = 0; i < 40000; i++)
		gp_buf_puts(&text, i % 2 ? "[1,\n" : "{\"a\":\n");
	gp_head_init_whole(&head, gp_buf_view(&text));
	assert_true(gp_head_member(&head, "a"));
	gp_head_clear(&head);
	gp_buf_clear(&text);
}

static void check_columns(const char *text, const char *const *names,
			  bool expected)
{
	struct gp_head head;

	gp_head_init(&head, gp_span_of(text));
	if (gp_head_columns(&head, names) != expected)
		fail_msg("%s", text);
	gp_head_clear(&head);
}

static void finds_columns(void **state)
{
	static const char *const names[] = { "Type", "Name", NULL };
	static const struct {
		const char *head;
		bool found;
	} cases[] = {
		{ "Type,Name\n", true },
		{ "\n\"Name\";\"x\";\"Type\"", true },
		{ "Name\tType\r\nrest", true },
		{ "a,Name, Type ,b", true },
		{ "Type,Names", false },
		{ "Type\nName", false },
		{ "\"Type,Name\",x", false },
		{ "", false },
		{ "{Type,Name}", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		check_columns(cases[i].head, names, cases[i].found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_members_by_path),
		cmocka_unit_test(gives_values),
		cmocka_unit_test(survives_much),
		cmocka_unit_test(finds_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
