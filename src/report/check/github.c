/*
 * check for a step of GitHub Actions: annotations, and the verdict last.
 */
#include <string.h>

#include "gp/phrase.h"

#include "report/notices.h"
#include "report/outputs.h"

#include "common.h"
#include "headline.h"
#include "limits_changed.h"
#include "next_steps.h"
#include "sentences.h"

#define MOST 10 /* of a level; GitHub drops the rest of a step's */

enum annotation_level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTICE, LEVEL_N };

static const struct {
	const char *command;
	const char
		*more; /* what the findings have in common that are not shown */
} levels[] = {
	[LEVEL_ERROR] = { "error", "fail" },
	[LEVEL_WARNING] = { "warning", "warn" },
	[LEVEL_NOTICE] = { "notice", "are improvements" },
};

/* LEVEL_N: the summary alone counts it. */
static enum annotation_level level_of(const struct gp_finding *f)
{
	if (f->severity == GP_SEVERITY_FAIL)
		return LEVEL_ERROR;
	if (f->severity == GP_SEVERITY_WARN)
		return LEVEL_WARNING;
	return gp_status_info(f->status)->good || gp_finding_is_noted(f)
		       ? LEVEL_NOTICE
		       : LEVEL_N;
}

static enum annotation_level level_of_verdict(enum gp_verdict verdict)
{
	switch (verdict) {
	case GP_VERDICT_FAIL:
		return LEVEL_ERROR;
	case GP_VERDICT_PASS:
		return LEVEL_NOTICE;
	default:
		return LEVEL_WARNING;
	}
}

/* An annotation; both texts are emptied. */
static void put_annotation(struct gp_buf *out, enum annotation_level level,
			   struct gp_buf *title, struct gp_buf *message)
{
	gp_buf_printf(out, "::%s title=", levels[level].command);
	gp_escape_github_property(out, gp_buf_str(title));
	gp_buf_puts(out, "::");
	gp_escape_github(out, gp_buf_str(message));
	gp_buf_putc(out, '\n');
	gp_buf_clear(title);
	gp_buf_clear(message);
}

static void annotate_finding(const struct gp_writer *w,
			     enum annotation_level level,
			     const struct gp_finding *f)
{
	struct gp_buf title = GP_BUF_INIT, message = GP_BUF_INIT;
	struct gp_writer writer = *w;

	writer.out = &title;
	gp_buf_printf(&title, "%s: ", gp_finding_label(f));
	gp_write_key(&writer, f);
	writer.out = &message;
	gp_write_sentence(&writer, f);
	gp_write_part(&writer, "; ", gp_write_next_of, f);
	put_annotation(w->out, level, &title, &message);
}

/* One annotation for all of them; returns how many it is. */
static size_t annotate_incomplete(const struct gp_writer *w)
{
	size_t n = w->findings->set->n_incomplete;
	struct gp_buf title = GP_BUF_INIT, message = GP_BUF_INIT;
	struct gp_writer writer = *w;

	if (!n)
		return 0;
	writer.out = &message;
	gp_buf_puts(&title, "git perf: the benchmarks broke off");
	for (size_t i = 0; i < n; i++) {
		gp_buf_puts(&message, i ? "; " : "");
		gp_write_incomplete(&writer, i);
	}
	put_annotation(w->out, LEVEL_WARNING, &title, &message);
	return 1;
}

/* Likewise for the notices. */
static size_t annotate_notices(const struct gp_writer *w)
{
	const struct gp_notices *notices = &w->findings->set->notices;
	struct gp_buf title = GP_BUF_INIT, message = GP_BUF_INIT;
	struct gp_writer writer = *w;

	if (!notices->n)
		return 0;
	writer.out = &message;
	gp_buf_printf(&title, "git perf: %zu warning%s", notices->n,
		      gp_plural(notices->n));
	gp_write_notices(&writer, notices, true, "", "; ");
	message.data[message.len -= strlen("; ")] = '\0';
	put_annotation(w->out, LEVEL_WARNING, &title, &message);
	return 1;
}

/* What is noted got worse: "changed" is true of both. */
static const char *words_for_rest(const struct gp_writer *w,
				  enum annotation_level level)
{
	for (size_t i = 0; level == LEVEL_NOTICE && i < w->findings->n; i++)
		if (gp_finding_is_noted(&w->findings->items[i]))
			return "changed";
	return levels[level].more;
}

/* One annotation for all of them; returns how many it is. */
static size_t annotate_limits_changed(const struct gp_writer *w)
{
	struct gp_buf title = GP_BUF_INIT, message = GP_BUF_INIT;
	struct gp_writer writer = *w;

	if (!gp_limits_changed(w))
		return 0;
	writer.out = &message;
	gp_buf_puts(&title, "git perf: .gitperf differs");
	gp_write_limits_sentence(&writer);
	put_annotation(w->out, LEVEL_WARNING, &title, &message);
	return 1;
}

static void annotate_rest(const struct gp_writer *w,
			  enum annotation_level level, size_t n)
{
	struct gp_buf title = GP_BUF_INIT, message = GP_BUF_INIT;

	gp_buf_printf(&title, "git perf: %zu more", n);
	gp_buf_printf(&message,
		      "%zu more series %s and %s not annotated: git perf check "
		      "-v shows all",
		      n, words_for_rest(w, level),
		      gp_plural_of(n, "is", "are"));
	put_annotation(w->out, level, &title, &message);
}

/* The findings of a level, worst first, in `room` annotations at most. */
static void annotate_level(const struct gp_writer *w,
			   enum annotation_level level, size_t room)
{
	const struct gp_findings *findings = w->findings;
	size_t n = 0, shown, done = 0;

	for (size_t i = 0; i < findings->n; i++)
		n += level_of(&findings->items[i]) == level;
	shown = n <= room ? n : room - 1;
	for (size_t i = 0; i < findings->n && done < shown; i++) {
		if (level_of(&findings->items[i]) != level)
			continue;
		annotate_finding(w, level, &findings->items[i]);
		done++;
	}
	if (n > shown)
		annotate_rest(w, level, n - shown);
}

/* If there is no verdict, what to do follows the reason. */
static void put_next_of_none(const struct gp_writer *w)
{
	size_t before = w->out->len, start;

	gp_buf_puts(w->out, "; ");
	start = w->out->len;
	gp_write_next(w, "; ");
	if (w->out->len == start)
		w->out->data[w->out->len = before] = '\0';
}

static void annotate_verdict(const struct gp_writer *w,
			     enum annotation_level level)
{
	struct gp_buf title = GP_BUF_INIT, message = GP_BUF_INIT;
	const struct gp_findings *findings = w->findings;
	struct gp_writer writer = *w;

	gp_buf_printf(&title, "git perf: %s",
		      gp_verdict_title(findings->verdict));
	writer.out = &message;
	gp_write_subject(&writer);
	gp_buf_puts(&message, ": ");
	gp_write_counts(&writer);
	if (findings->set->n_testbeds)
		gp_buf_puts(&message, "; ");
	gp_write_where(&writer);
	for (size_t i = 0; i < findings->n_moves; i++) {
		if (findings->moves[i]->cause != GP_COMMON_OPEN)
			gp_buf_puts(&message, "; ");
		gp_write_common_cause(&writer, findings->moves[i]);
	}
	if (findings->verdict == GP_VERDICT_NONE)
		put_next_of_none(&writer);
	put_annotation(w->out, level, &title, &message);
}

static void write_github(struct gp_buf *out, const struct gp_findings *findings,
			 const struct gp_report_options *options)
{
	const struct gp_writer w = {
		out,          gp_escape_text, gp_escape_text, findings,
		options->now, false,          NULL,           0
	};
	enum annotation_level last = level_of_verdict(findings->verdict);

	for (int level = 0; level < LEVEL_N; level++) {
		size_t room =
			(enum annotation_level)level == last ? MOST - 1 : MOST;

		if (level == LEVEL_WARNING)
			room -= annotate_incomplete(&w) + annotate_notices(&w) +
				annotate_limits_changed(&w);
		annotate_level(&w, (enum annotation_level)level, room);
	}
	annotate_verdict(&w, last);
}

const struct gp_reporter gp_reporter_github = {
	.name = "github",
	.suffix = "txt",
	.write = write_github,
};
