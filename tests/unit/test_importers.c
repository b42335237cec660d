/*
 * Every driver against outputs of its tool: tests/data/import/<driver>/ holds
 * files and folders, and beside each <input>.expect, what it is read as.
 * Called with --update, it writes these files; look at the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/import.h"

static bool update;

/* ---- what was read, as text ---- */

static void put_decimal(struct gp_buf *out, const char *name,
			struct gp_decimal value)
{
	if (value.kind == GP_DECIMAL_NONE)
		return;
	gp_buf_printf(out, " %s", name);
	gp_decimal_format(out, value);
}

static void put_summary(struct gp_buf *out, const struct gp_summary *summary)
{
	gp_buf_puts(out, "\tsummary");
	if (summary->n)
		gp_buf_printf(out, " n=%zu", (size_t)summary->n);
	put_decimal(out, "spread=", summary->spread);
	put_decimal(out, "low=", summary->low);
	put_decimal(out, "high=", summary->high);
	put_decimal(out, "mean=", summary->mean);
	put_decimal(out, "min=", summary->min);
	put_decimal(out, "max=", summary->max);
}

static void put_measurement(struct gp_buf *out, const struct gp_measurement *m)
{
	gp_buf_printf(out, "%s\t%s\t%s\t%s\t", m->benchmark, m->metric, m->unit,
		      gp_better_name(m->better));
	for (size_t i = 0; i < m->n_samples; i++) {
		gp_buf_puts(out, i ? " " : "");
		gp_decimal_format(out, m->samples[i]);
	}
	if (m->summary)
		put_summary(out, m->summary);
	if (*m->source)
		gp_buf_printf(out, "\tfrom %s", m->source);
	gp_buf_putc(out, '\n');
}

static void put_pairs(struct gp_buf *out, const char *what,
		      const struct gp_pairs *pairs)
{
	for (size_t i = 0; i < pairs->n; i++)
		gp_buf_printf(out, "# %s %s=%s\n", what, pairs->items[i].key,
			      pairs->items[i].value);
}

static void put_intake(struct gp_buf *out, const struct gp_intake *intake)
{
	const struct gp_entry *run = intake->run;

	gp_buf_printf(out, "# format %s\n", intake->format);
	if (*run->tool_version)
		gp_buf_printf(out, "# version %s\n", run->tool_version);
	if (run->measured_ms)
		gp_buf_printf(out, "# measured %lld\n",
			      (long long)run->measured_ms);
	put_pairs(out, "fact", &run->facts);
	put_pairs(out, "tag", &run->tags);
	if (*run->incomplete)
		gp_buf_printf(out, "# incomplete %s\n", run->incomplete);
	for (size_t i = 0; i < intake->n_left_out; i++)
		gp_buf_printf(out, "# %s %s: %s\n",
			      intake->left_out[i].detail ? "unused"
							 : "left out",
			      intake->left_out[i].benchmark,
			      intake->left_out[i].reason);
	for (size_t i = 0; i < intake->notices.n; i++)
		gp_buf_printf(out, "# notice %s\n", intake->notices.items[i]);
	for (size_t i = 0; i < run->n_results; i++)
		put_measurement(out, &run->results[i]);
	for (size_t i = 0; i < intake->n_refused; i++)
		gp_buf_printf(out, "# refused %s: %s\n",
			      intake->refused[i].benchmark,
			      intake->refused[i].reason);
	for (size_t i = 0; i < intake->n_guessed; i++)
		gp_buf_printf(out, "# guessed %s\t%s\t%s\n",
			      intake->guessed[i].metric,
			      intake->guessed[i].unit,
			      gp_better_name(intake->guessed[i].better));
}

/* ---- one input ---- */

/* These say what only the user knows: they are never guessed. */
static const char *from_of(const char *driver)
{
	return strncmp(driver, "custom-", 7) ? NULL : driver;
}

static void read_input(struct gp_buf *out, const char *path, const char *from)
{
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	struct gp_inputs inputs = { 0 };

	if (gp_inputs_add(&inputs, path) ||
	    gp_import_all(&intake, &inputs,
			  &(struct gp_import_options){ .from = from }))
		gp_buf_printf(out, "# error %s\n", gp_error_message());
	else
		put_intake(out, &intake);
	gp_inputs_clear(&inputs);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

static void read_expected(struct gp_buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file)
		fail_msg("%s is missing: run this test with --update", path);
	assert_int_equal(gp_buf_read(out, fileno(file), 64 << 20, path), GP_OK);
	fclose(file);
}

static void write_expected(const char *path, struct gp_buf *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(gp_buf_flush(text, file), GP_OK);
	fclose(file);
}

static void check_input(const char *path, const char *driver)
{
	struct gp_buf got = GP_BUF_INIT, want = GP_BUF_INIT;
	struct gp_buf name = GP_BUF_INIT, format = GP_BUF_INIT;

	gp_buf_printf(&name, "%s.expect", path);
	gp_buf_printf(&format, "# format %s\n", driver);
	read_input(&got, path, from_of(driver));
	if (!gp_span_starts(gp_buf_view(&got), "# error "))
		assert_true(
			gp_span_starts(gp_buf_view(&got), gp_buf_str(&format)));
	if (update) {
		write_expected(gp_buf_str(&name), &got);
	} else {
		read_expected(&want, gp_buf_str(&name));
		print_message("           %s\n", path);
		assert_string_equal(gp_buf_str(&got), gp_buf_str(&want));
	}
	gp_buf_clear(&got);
	gp_buf_clear(&want);
	gp_buf_clear(&name);
	gp_buf_clear(&format);
}

/* ---- all of them ---- */

static int is_input(const struct dirent *entry)
{
	struct gp_span name = gp_span_of(entry->d_name);

	return name.data[0] != '.' && !gp_span_ends(name, ".expect") &&
	       !gp_span_eq(name, "README.md");
}

/* A second name for a driver that has samples. */
static bool is_alias(const struct gp_importer *via)
{
	for (size_t i = 0; gp_importers()[i] != via; i++)
		if (gp_importers()[i]->read == via->read)
			return true;
	return false;
}

static void check_driver(const struct gp_importer *via)
{
	const char *driver = via->name;
	struct dirent **entries;
	struct gp_buf path = GP_BUF_INIT;
	int n = scandir(driver, &entries, is_input, alphasort);

	if (n <= 0 && is_alias(via))
		return;
	if (n <= 0)
		fail_msg("no sample in tests/data/import/%s", driver);
	for (int i = 0; i < n; i++) {
		gp_buf_reset(&path);
		gp_buf_printf(&path, "%s/%s", driver, entries[i]->d_name);
		check_input(gp_buf_str(&path), driver);
		free(entries[i]);
	}
	free(entries);
	gp_buf_clear(&path);
}

static void reads_every_sample(void **state)
{
	(void)state;
	for (size_t i = 0; gp_importers()[i]; i++)
		check_driver(gp_importers()[i]);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_sample),
	};

	update = argc > 1 && !strcmp(argv[1], "--update");
	if (chdir(GP_TEST_DATA "/import")) {
		perror(GP_TEST_DATA "/import");
		return 1;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
