/*
 * How a run of `go test` ended: a panic, a timeout, a build that failed. Only
 * if the package then does not end with "ok" did the run break off, because a
 * benchmark may print anything.
 */
#include <string.h>

#include "gp/buf.h"

#include "go.h"

/* Whether the line is "FAIL", or "FAIL" in a column of its own. */
static bool is_fail(struct gp_span line)
{
	return gp_span_eq(gp_span_trim(line), "FAIL") ||
	       gp_span_starts(line, "FAIL\t");
}

/* The words of go, in the order in which they are looked for. */
static const struct {
	const char *mark;
	const char *reason;
	bool anywhere; /* else at the start of the line */
} end_marks[] = {
	{ "panic: test timed out", "timeout", false },
	{ "panic: ", "panic", true },
	{ "fatal error: ", "fatal error", false },
	{ "*** Test killed", "test killed", true },
	{ "signal: ", "test ended by a signal", false },
	{ "[build failed]", "build failed", true },
	{ "[setup failed]", "set-up failed", true },
	{ "--- FAIL: ", "failure", true },
	{ "exit status ", "go test failed", false },
};

/* A mark is behind the name of a benchmark or package, and nowhere else. */
static bool is_after_name(struct gp_span line, size_t at)
{
	struct gp_span before = gp_span_trim(gp_span_sub(line, 0, at));

	return !before.len || gp_span_find(before, "Benchmark") < before.len ||
	       gp_span_starts(before, "FAIL\t");
}

static const char *find_end_mark(struct gp_span line, size_t *after)
{
	for (size_t i = 0; i < sizeof(end_marks) / sizeof(end_marks[0]); i++) {
		const char *mark = end_marks[i].mark;
		size_t at = gp_span_find(line, mark);

		if (at == line.len || (at && !end_marks[i].anywhere) ||
		    !is_after_name(line, at))
			continue;
		*after = at + strlen(mark);
		return end_marks[i].reason;
	}
	return NULL;
}

/* What failed: "--- FAIL: NAME", "FAIL\tPACKAGE [build failed]". */
static struct gp_span name_in(struct gp_span line, size_t after,
			      struct gp_span benchmark)
{
	struct gp_span rest = gp_span_sub(line, after, line.len);

	if (gp_span_starts(gp_span_trim(line), "--- FAIL: "))
		gp_span_word(&benchmark, &rest);
	if (!gp_span_starts(line, "FAIL\t"))
		return benchmark;
	rest = gp_span_sub(line, strlen("FAIL\t"), line.len);
	gp_span_word(&benchmark, &rest);
	return benchmark;
}

/* "example.org/pkg.BenchmarkX(0xc000128000)" in the trace of a panic. */
static bool find_in_trace(struct gp_span *name, struct gp_span line)
{
	size_t dot = gp_span_find(line, ".Benchmark"), end;

	if (dot == line.len)
		return false;
	*name = gp_span_sub(line, dot + 1, line.len);
	end = gp_span_find(*name, "(");
	if (end == name->len)
		return false;
	*name = gp_span_sub(*name, 0, end);
	return true;
}

void gp_go_end_read(struct gp_go_end *end, struct gp_intake *out,
		    struct gp_span line, struct gp_span benchmark,
		    size_t number)
{
	const char *reason = NULL;
	size_t after = 0;

	if (gp_span_starts(line, "ok  \t")) {
		end->reason = NULL;
		return;
	}
	if (!end->reason)
		reason = find_end_mark(line, &after);
	if (!end->reason && !reason && is_fail(line))
		reason = "go test failed";
	if (reason) {
		end->reason = reason;
		end->name = name_in(line, after, benchmark);
		end->line = number;
	} else if (end->reason && !end->name.len) {
		find_in_trace(&end->name, line);
	}
	if (is_fail(line))
		gp_go_end_finish(end, out);
}

void gp_go_end_finish(struct gp_go_end *end, struct gp_intake *out)
{
	struct gp_buf reason = GP_BUF_INIT;

	if (!end->reason || end->told)
		return;
	gp_buf_puts(&reason, end->reason);
	if (end->name.len) {
		gp_buf_puts(&reason, " in ");
		gp_buf_span(&reason, end->name);
	}
	if (end->line)
		gp_buf_printf(&reason, " (line %zu)", end->line);
	gp_intake_break_off(out, gp_buf_str(&reason));
	gp_buf_clear(&reason);
	end->told = true;
}
