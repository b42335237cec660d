/*
 * The metrics of Locust under the names of its CSV, and the names that other
 * versions and the console give them.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "import/core/cell.h"
#include "import/core/values.h"
#include "locust.h"

/* Other headers of the same metric: old versions, the console. */
static const struct {
	const char *name;
	const char *others[3];
	const char *unit;
	enum gp_better better;
	bool of_requests;
} known[] = {
	{ "Request Count", { "# requests", "reqs" }, "", GP_BETTER_NONE, 0 },
	{ "Failure Count", { "# failures", "fails" }, "", GP_BETTER_LOWER, 0 },
	{ "Median Response Time",
	  { "med", "median" },
	  "ms",
	  GP_BETTER_LOWER,
	  1 },
	{ "Average Response Time", { "avg" }, "ms", GP_BETTER_LOWER, 1 },
	{ "Min Response Time", { "min" }, "ms", GP_BETTER_LOWER, 1 },
	{ "Max Response Time", { "max" }, "ms", GP_BETTER_LOWER, 1 },
	{ "Average Content Size", { 0 }, "B", GP_BETTER_NONE, 1 },
	{ "Requests/s", { "req/s" }, "1/s", GP_BETTER_HIGHER, 0 },
	{ "Failures/s", { "Requests Failed/s" }, "1/s", GP_BETTER_LOWER, 0 },
	{ "User Count", { 0 }, "", GP_BETTER_NONE, 0 },
};

static bool names_metric(size_t row, struct gp_span header)
{
	const char *const *other = known[row].others;

	if (gp_span_eq_nocase(header, known[row].name))
		return true;
	for (int i = 0; i < 3 && other[i]; i++)
		if (gp_span_eq_nocase(header, other[i]))
			return true;
	return false;
}

static bool parse_percentile_header(struct gp_locust_metric *out,
				    struct gp_span header)
{
	struct gp_span number = gp_span_sub(header, 0, header.len - 1);
	struct gp_decimal ignored;

	if (!gp_span_ends(header, "%") || header.len > 16 ||
	    !gp_decimal_parse(&ignored, number))
		return false;
	out->unit = "ms";
	out->better = GP_BETTER_LOWER;
	out->of_requests = out->of_answers = true;
	snprintf(out->name, sizeof(out->name), "p%.*s", (int)number.len,
		 number.data);
	return true;
}

bool gp_locust_metric(struct gp_locust_metric *out, struct gp_span header)
{
	bool total = gp_span_starts(header, "Total ");
	struct gp_span bare = gp_span_sub(header, total ? 6 : 0, header.len);

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (!names_metric(i, bare))
			continue;
		out->unit = known[i].unit;
		out->better = known[i].better;
		out->of_requests = known[i].of_requests;
		out->of_answers = known[i].of_requests ||
				  !strcmp(known[i].name, "Requests/s");
		snprintf(out->name, sizeof(out->name), "%s%s",
			 total ? "Total " : "", known[i].name);
		return true;
	}
	return parse_percentile_header(out, header);
}

struct gp_locust_metric gp_locust_known(const char *name)
{
	struct gp_locust_metric metric = { .unit = "" };
	bool found = gp_locust_metric(&metric, gp_span_of(name));

	assert(found);
	(void)found;
	return metric;
}

struct gp_span gp_locust_benchmark(struct gp_buf *buf, struct gp_span type,
				   struct gp_span name)
{
	type = gp_span_trim(type);
	name = gp_span_trim(name);
	if (gp_span_eq(type, "None"))
		type.len = 0;
	if (!type.len && gp_span_eq(name, "Total"))
		name = gp_span_of("Aggregated");
	gp_buf_reset(buf);
	gp_buf_span(buf, type);
	if (type.len && name.len)
		gp_buf_putc(buf, ' ');
	gp_buf_span(buf, name);
	return gp_buf_view(buf);
}

bool gp_locust_all_failed(struct gp_intake *intake, struct gp_span benchmark,
			  double requests, double failures, bool say)
{
	if (requests <= 0 || failures < requests)
		return false;
	if (say)
		gp_intake_refuse(intake, benchmark,
				 "every request failed: its times and rate are "
				 "those of errors");
	return true;
}

void gp_locust_add_error_rate(struct gp_intake *intake,
			      struct gp_span benchmark, double requests,
			      double failures)
{
	struct gp_value_id id =
		gp_value_id_make(benchmark, "error_rate", "%", GP_BETTER_LOWER);

	if (requests > 0)
		gp_intake_add_real(intake, &id, 100 * failures / requests);
}
