/*
 * check as tests: JUnit's XML, in what GitLab, Jenkins and the actions of
 * GitHub have in common. A suite is a testbed, a test a series.
 *
 * GitLab shows the text of a failure and of what was skipped, not the
 * attribute; Jenkins shows the attribute first. So both have both.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "report/outputs.h"

#include "common.h"
#include "headline.h"
#include "limits_changed.h"
#include "next_steps.h"
#include "sentences.h"

/* ---- XML ---- */

static void put_attribute(struct gp_buf *out, const char *name,
			  const char *text)
{
	gp_buf_printf(out, " %s=\"", name);
	gp_escape_xml(out, text);
	gp_buf_putc(out, '"');
}

static void put_property(struct gp_buf *out, const char *name,
			 const char *value)
{
	gp_buf_puts(out, "\t\t\t<property");
	put_attribute(out, "name", name);
	put_attribute(out, "value", value);
	gp_buf_puts(out, "/>\n");
}

/* ---- counts ---- */

enum test_result { PASSED, FAILED, SKIPPED };

static enum test_result result_of(const struct gp_finding *f)
{
	if (f->severity == GP_SEVERITY_FAIL)
		return FAILED;
	return gp_status_judged(f->status) ? PASSED : SKIPPED;
}

/* Findings of one testbed, or all. */
struct test_list {
	const struct gp_finding **items;
	size_t n;
};

/* No test at all fails a build of Jenkins without a word; an error has one. */
static void put_test_counts(struct gp_buf *out, const struct test_list *list)
{
	size_t n[3] = { 0 };

	for (size_t i = 0; i < list->n; i++)
		n[result_of(list->items[i])]++;
	gp_buf_printf(out,
		      " tests=\"%zu\" failures=\"%zu\" errors=\"%d\" "
		      "skipped=\"%zu\" time=\"0\"",
		      list->n ? list->n : 1, n[FAILED], list->n == 0,
		      n[SKIPPED]);
}

/* ---- a test ---- */

static void put_text_line(const struct gp_writer *w, const char *before,
			  void (*say)(const struct gp_writer *w,
				      const struct gp_finding *f),
			  const struct gp_finding *f)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &text;
	if (gp_write_part(&writer, before, say, f)) {
		gp_escape_xml(w->out, gp_buf_str(&text));
		gp_buf_putc(w->out, '\n');
	}
	gp_buf_clear(&text);
}

static void put_test_text(const struct gp_writer *w, const struct gp_finding *f)
{
	bool warns = f->severity == GP_SEVERITY_WARN;

	put_text_line(w, warns ? "warning: " : "", gp_write_sentence, f);
	put_text_line(w, "", gp_write_baseline, f);
	if (f->severity != GP_SEVERITY_INFO)
		put_text_line(w, "next: ", gp_write_next_of, f);
}

/* "<tag message= type=>text</tag>" */
static void put_outcome(const struct gp_writer *w, const char *tag,
			const struct gp_finding *f)
{
	struct gp_buf message = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &message;
	gp_write_sentence(&writer, f);
	gp_buf_printf(w->out, "\t\t\t<%s", tag);
	put_attribute(w->out, "message", gp_buf_str(&message));
	put_attribute(w->out, "type", gp_status_name(f->status));
	gp_buf_putc(w->out, '>');
	put_test_text(w, f);
	gp_buf_printf(w->out, "</%s>\n", tag);
	gp_buf_clear(&message);
}

/* Whole names, by which a later report is compared with this one. */
static void put_identity(const struct gp_writer *w, const struct gp_finding *f)
{
	struct gp_buf key = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &key;
	writer.name = gp_escape_text;
	gp_write_key(&writer, f);
	put_attribute(w->out, "classname", f->series->benchmark);
	put_attribute(w->out, "name", gp_buf_str(&key));
	gp_buf_clear(&key);
}

static void put_test(const struct gp_writer *w, const struct gp_finding *f)
{
	gp_buf_puts(w->out, "\t\t<testcase");
	put_identity(w, f);
	gp_buf_puts(w->out, " time=\"0\">\n");
	switch (result_of(f)) {
	case FAILED:
		put_outcome(w, "failure", f);
		break;
	case SKIPPED:
		put_outcome(w, "skipped", f);
		break;
	case PASSED:
		/* Only here: of a failure, GitLab would follow what is
		 * [[ATTACHMENT|...]] in it. */
		gp_buf_puts(w->out, "\t\t\t<system-out>");
		put_test_text(w, f);
		gp_buf_puts(w->out, "</system-out>\n");
		break;
	}
	gp_buf_puts(w->out, "\t\t</testcase>\n");
}

static void put_error_of_none(const struct gp_writer *w)
{
	struct gp_buf why = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &why;
	gp_write_counts(&writer);
	gp_buf_puts(w->out, "\t\t<testcase classname=\"git perf\" "
			    "name=\"check\" time=\"0\">\n"
			    "\t\t\t<error");
	put_attribute(w->out, "message", gp_buf_str(&why));
	put_attribute(w->out, "type", gp_verdict_name(w->findings->verdict));
	gp_buf_putc(w->out, '>');
	gp_escape_xml(w->out, gp_buf_str(&why));
	gp_buf_puts(w->out, "</error>\n\t\t</testcase>\n");
	gp_buf_clear(&why);
}

/* ---- a suite ---- */

static void put_first_property(const struct gp_writer *w)
{
	struct gp_buf why = GP_BUF_INIT;

	if (gp_series_set_first(w->findings->set, &why))
		put_property(w->out, "first_results", gp_buf_str(&why));
	gp_buf_clear(&why);
}

/* The first line of the other reports, of all suites. */
static void put_summary_property(const struct gp_writer *w)
{
	struct gp_buf line = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &line;
	gp_write_counts(&writer);
	put_property(w->out, "summary", gp_buf_str(&line));
	gp_buf_clear(&line);
}

static void put_properties(const struct gp_writer *w)
{
	const struct gp_series_set *set = w->findings->set;
	char hex[GP_OID_HEX];

	gp_buf_puts(w->out, "\t\t<properties>\n");
	put_property(w->out, "commit", gp_oid_hex(&set->commit, hex));
	if (set->base.size)
		put_property(w->out, "base", gp_oid_hex(&set->base, hex));
	if (*set->base_name)
		put_property(w->out, "base_name", set->base_name);
	if (w->findings->set->origin && *w->findings->set->origin->remark)
		put_property(w->out, "limits",
			     w->findings->set->origin->remark);
	put_property(w->out, "verdict", gp_verdict_name(w->findings->verdict));
	put_summary_property(w);
	put_first_property(w);
	gp_buf_puts(w->out, "\t\t</properties>\n");
}

static void put_incomplete_lines(const struct gp_writer *w)
{
	struct gp_buf line = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &line;
	for (size_t i = 0; i < w->findings->set->n_incomplete; i++) {
		gp_buf_reset(&line);
		gp_write_incomplete(&writer, i);
		gp_buf_puts(w->out, "warning: ");
		gp_escape_xml(w->out, gp_buf_str(&line));
		gp_buf_putc(w->out, '\n');
	}
	gp_buf_clear(&line);
}

/* Texts have no character that XML would mind. */
static void put_move_lines(const struct gp_writer *w)
{
	const struct gp_findings *findings = w->findings;

	if (gp_write_common(w))
		gp_buf_putc(w->out, '\n');
	for (size_t i = 0; i < findings->n_moves; i++)
		if (gp_write_common_cause(w, findings->moves[i]))
			gp_buf_putc(w->out, '\n');
}

static void put_limits_lines(const struct gp_writer *w)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &text;
	gp_write_limits_sentence(&writer);
	if (text.len) {
		gp_buf_puts(w->out, "warning: ");
		gp_escape_xml(w->out, gp_buf_str(&text));
		gp_buf_putc(w->out, '\n');
	}
	gp_buf_clear(&text);
}

static void put_system_err(const struct gp_writer *w)
{
	const struct gp_notices *list = &w->findings->set->notices;

	if (!list->n && !w->findings->set->n_incomplete &&
	    !w->findings->n_moves && !gp_limits_changed(w))
		return;
	gp_buf_puts(w->out, "\t\t<system-err>");
	put_incomplete_lines(w);
	put_move_lines(w);
	put_limits_lines(w);
	for (size_t i = 0; i < list->n; i++) {
		gp_buf_puts(w->out, "warning: ");
		gp_escape_xml(w->out, list->items[i]);
		gp_buf_putc(w->out, '\n');
	}
	gp_buf_puts(w->out, "</system-err>\n");
}

static void put_suite(const struct gp_writer *w, const char *name,
		      const struct test_list *list)
{
	gp_buf_puts(w->out, "\t<testsuite");
	put_attribute(w->out, "name", name);
	put_attribute(w->out, "hostname", name);
	put_test_counts(w->out, list);
	gp_buf_puts(w->out, " timestamp=\"");
	gp_format_time(w->out, w->now);
	w->out->len -= strlen("Z"); /* the schemas know no zone */
	gp_buf_puts(w->out, "\">\n");
	put_properties(w);
	for (size_t i = 0; i < list->n; i++)
		put_test(w, list->items[i]);
	if (!list->n)
		put_error_of_none(w);
	put_system_err(w);
	gp_buf_puts(w->out, "\t</testsuite>\n");
}

/* ---- all of it ---- */

static int compare_testbeds(const void *a, const void *b)
{
	const struct gp_finding *x = *(const struct gp_finding *const *)a;
	const struct gp_finding *y = *(const struct gp_finding *const *)b;
	int by_name = strcmp(x->series->testbed, y->series->testbed);

	return by_name ? by_name : x < y ? -1 : x > y;
}

/* By testbed, worst first in each; the caller frees `items`. */
static void sort_by_testbed(struct test_list *out,
			    const struct gp_findings *findings)
{
	out->n = findings->n;
	out->items = gp_calloc(out->n ? out->n : 1, sizeof(*out->items));
	for (size_t i = 0; i < out->n; i++)
		out->items[i] = &findings->items[i];
	qsort(out->items, out->n, sizeof(*out->items), compare_testbeds);
}

static void put_suites(const struct gp_writer *w, const struct test_list *all)
{
	struct test_list one = { all->items, 0 };
	const char *testbed;

	if (!all->n)
		put_suite(w, "git perf", all);
	for (size_t i = 0; i < all->n; i += one.n) {
		testbed = all->items[i]->series->testbed;
		one.items = all->items + i;
		one.n = 0;
		while (i + one.n < all->n &&
		       !strcmp(one.items[one.n]->series->testbed, testbed))
			one.n++;
		put_suite(w, testbed, &one);
	}
}

static void write_junit(struct gp_buf *out, const struct gp_findings *findings,
			const struct gp_report_options *options)
{
	const struct gp_writer w = {
		out,          gp_escape_text, gp_escape_text, findings,
		options->now, true,           NULL,           0
	};
	struct test_list all;

	sort_by_testbed(&all, findings);
	gp_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<testsuites name=\"git perf\"");
	put_test_counts(out, &all);
	gp_buf_puts(out, ">\n");
	put_suites(&w, &all);
	gp_buf_puts(out, "</testsuites>\n");
	free(all.items);
}

const struct gp_reporter gp_reporter_junit = {
	.name = "junit",
	.suffix = "xml",
	.write = write_junit,
};
