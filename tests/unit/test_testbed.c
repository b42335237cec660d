/*
 * The derived names of testbeds are frozen: tests/data/testbeds/table.txt
 * has "uname -s, uname -m, file with /proc/cpuinfo, name". A change to a
 * line that has been released forks histories.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gp/config.h"

#include "machine/cpu.h"

#define DATA GP_TEST_DATA "/testbeds/"

static void slurp(struct gp_buf *out, const char *path)
{
	int fd = open(path, O_RDONLY);

	assert_true(fd >= 0);
	assert_int_equal(gp_buf_read(out, fd, 1 << 20, path), GP_OK);
	close(fd);
}

struct vector {
	char os[16], arch[16], file[64], name[64];
};

static void copy_word(char *to, size_t size, struct gp_span *rest)
{
	struct gp_span word;

	assert_true(gp_span_word(&word, rest));
	assert_true(word.len < size);
	memcpy(to, word.data, word.len);
	to[word.len] = '\0';
}

static bool next_vector(struct vector *v, struct gp_span *rest)
{
	struct gp_span line;

	if (!gp_span_line(&line, rest))
		return false;
	copy_word(v->os, sizeof(v->os), &line);
	copy_word(v->arch, sizeof(v->arch), &line);
	copy_word(v->file, sizeof(v->file), &line);
	copy_word(v->name, sizeof(v->name), &line);
	return true;
}

static void names_are_frozen(void **state)
{
	struct gp_buf table = GP_BUF_INIT;
	struct gp_span rest;
	struct vector v;
	size_t n = 0;

	(void)state;
	slurp(&table, DATA "table.txt");
	rest = gp_buf_view(&table);
	while (next_vector(&v, &rest)) {
		struct gp_buf path = GP_BUF_INIT, cpuinfo = GP_BUF_INIT;
		struct gp_buf name = GP_BUF_INIT;
		struct gp_host host = { .os = v.os, .arch = v.arch };

		gp_buf_printf(&path, DATA "%s", v.file);
		slurp(&cpuinfo, gp_buf_str(&path));
		host.cpuinfo = gp_buf_view(&cpuinfo);
		gp_testbed_derive(&name, &host);
		assert_string_equal(gp_buf_str(&name), v.name);
		gp_buf_clear(&name);
		gp_buf_clear(&cpuinfo);
		gp_buf_clear(&path);
		n++;
	}
	assert_true(n > 50);
	gp_buf_clear(&table);
}

static void every_file_has_a_line(void **state)
{
	struct gp_buf table = GP_BUF_INIT;
	struct dirent *entry;
	DIR *dir = opendir(DATA);

	(void)state;
	assert_non_null(dir);
	slurp(&table, DATA "table.txt");
	while ((entry = readdir(dir)))
		if (strstr(entry->d_name, ".cpuinfo"))
			assert_non_null(
				strstr(gp_buf_str(&table), entry->d_name));
	closedir(dir);
	gp_buf_clear(&table);
}

static void names_do_not_depend_on_cores(void **state)
{
	const char *one = "processor\t: 0\nmodel name\t: AMD EPYC 7763\n";
	const char *two = "processor\t: 0\nmodel name\t: AMD EPYC 7763\n\n"
			  "processor\t: 1\nmodel name\t: AMD EPYC 7763\n";
	struct gp_host host = { .os = "Linux", .arch = "x86_64" };
	struct gp_buf a = GP_BUF_INIT, b = GP_BUF_INIT;

	(void)state;
	host.cores = 1;
	host.cpuinfo = gp_span_of(one);
	host.release = "6.1.0";
	gp_testbed_derive(&a, &host);
	host.cores = 2;
	host.cpuinfo = gp_span_of(two);
	host.release = "6.12.0";
	gp_testbed_derive(&b, &host);
	assert_string_equal(gp_buf_str(&a), gp_buf_str(&b));
	gp_buf_clear(&a);
	gp_buf_clear(&b);
}

static void models_are_whole(void **state)
{
	static const struct {
		const char *file, *model;
	} cases[] = {
		{ "amd-epyc-7763", "AMD EPYC 7763 64-Core Processor" },
		{ "intel-core2-e8400",
		  "Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz" },
		{ "neoverse-n1", "Neoverse-N1" },
		{ "rk3588-big-little", "Cortex-A55 + Cortex-A76" },
		{ "arm-unknown-maker", "0x99 0x123" },
		{ "none", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct gp_buf path = GP_BUF_INIT, text = GP_BUF_INIT;
		struct gp_buf model = GP_BUF_INIT;

		gp_buf_printf(&path, DATA "%s.cpuinfo", cases[i].file);
		slurp(&text, gp_buf_str(&path));
		gp_cpu_model(&model, gp_buf_view(&text));
		assert_string_equal(gp_buf_str(&model), cases[i].model);
		gp_buf_clear(&model);
		gp_buf_clear(&text);
		gp_buf_clear(&path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_frozen),
		cmocka_unit_test(every_file_has_a_line),
		cmocka_unit_test(names_do_not_depend_on_cores),
		cmocka_unit_test(models_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
