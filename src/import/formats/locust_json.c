/*
 * Locust's --json: an array of endpoints with a histogram of response times,
 * from which the metrics of its CSV are computed as Locust computes them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "gp/mem.h"
#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"
#include "locust.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (gp_head_member(head, "[].num_requests") &&
	    gp_head_member(head, "[].response_times"))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

/* ---- one endpoint ---- */

/* Responses that took `time`, which Locust has rounded to two digits. */
struct bucket {
	double time, count;
};

struct endpoint {
	struct gp_span benchmark;
	struct bucket *buckets; /* slowest first */
	size_t n_buckets;
	double requests, failures, none; /* none: without a response time */
};

static double number_or_zero(const struct gp_json *json, const char *key)
{
	struct gp_decimal value;

	if (!gp_json_get_value(json, key, &value))
		return 0;
	return gp_decimal_double(value);
}

static int slower_first(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	return (x->time < y->time) - (x->time > y->time);
}

/* False if it has a member that is not a time with a count. */
static bool read_histogram(struct endpoint *endpoint,
			   const struct gp_json *times)
{
	struct gp_json_iter it = { 0 };
	struct gp_decimal time, count;

	endpoint->buckets =
		gp_calloc(gp_json_len(times), sizeof(*endpoint->buckets));
	while (gp_json_next(times, &it)) {
		struct bucket *bucket = &endpoint->buckets[endpoint->n_buckets];

		if (!gp_decimal_parse(&time, gp_span_of(it.key)) ||
		    !gp_json_value(it.value, &count))
			return false;
		bucket->time = gp_decimal_double(time);
		bucket->count = gp_decimal_double(count);
		endpoint->n_buckets++;
	}
	qsort(endpoint->buckets, endpoint->n_buckets,
	      sizeof(*endpoint->buckets), slower_first);
	return true;
}

/*
 * The time within which the share `p` of the responses came. Locust counts
 * down from the slowest until no more than floor(n p) are left below.
 */
static double percentile_time(const struct endpoint *endpoint, double p)
{
	double n = endpoint->requests - endpoint->none, seen = 0;

	for (size_t i = 0; i < endpoint->n_buckets; i++) {
		seen += endpoint->buckets[i].count;
		if (n - seen <= floor(n * p))
			return endpoint->buckets[i].time;
	}
	return 0;
}

static void add_locust_number(struct gp_intake *out,
			      const struct endpoint *endpoint, const char *name,
			      double value)
{
	struct gp_locust_metric metric = gp_locust_known(name);
	struct gp_value_id id = gp_value_id_make(
		endpoint->benchmark, metric.name, metric.unit, metric.better);

	gp_intake_add_real(out, &id, value);
}

static void add_percentiles(struct gp_intake *out,
			    const struct endpoint *endpoint)
{
	/* Not a hundredth of whole numbers: Locust multiplies by these. */
	static const struct {
		const char *name;
		double p;
	} shares[] = {
		{ "50%", 0.50 },      { "66%", 0.66 }, { "75%", 0.75 },
		{ "80%", 0.80 },      { "90%", 0.90 }, { "95%", 0.95 },
		{ "98%", 0.98 },      { "99%", 0.99 }, { "99.9%", 0.999 },
		{ "99.99%", 0.9999 }, { "100%", 1.0 },
	};

	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		add_locust_number(out, endpoint, shares[i].name,
				  percentile_time(endpoint, shares[i].p));
}

/* Locust keeps a median of rounded times within the exact extremes. */
static double median_time(const struct endpoint *endpoint, double min,
			  double max)
{
	return fmax(fmin(percentile_time(endpoint, 0.50), max), min);
}

static void add_response_times(struct gp_intake *out,
			       const struct endpoint *endpoint,
			       const struct gp_json *json)
{
	double min = number_or_zero(json, "min_response_time");
	double max = number_or_zero(json, "max_response_time");

	add_locust_number(out, endpoint, "Median Response Time",
			  median_time(endpoint, min, max));
	add_locust_number(out, endpoint, "Average Response Time",
			  number_or_zero(json, "total_response_time") /
				  (endpoint->requests - endpoint->none));
	add_locust_number(out, endpoint, "Min Response Time", min);
	add_locust_number(out, endpoint, "Max Response Time", max);
	add_percentiles(out, endpoint);
}

static void add_endpoint(struct gp_intake *out, const struct endpoint *endpoint,
			 const struct gp_json *json, double seconds)
{
	bool failed = gp_locust_all_failed(out, endpoint->benchmark,
					   endpoint->requests,
					   endpoint->failures, true);

	add_locust_number(out, endpoint, "Request Count", endpoint->requests);
	add_locust_number(out, endpoint, "Failure Count", endpoint->failures);
	if (!failed && endpoint->n_buckets &&
	    endpoint->requests > endpoint->none)
		add_response_times(out, endpoint, json);
	if (!failed)
		add_locust_number(out, endpoint, "Average Content Size",
				  number_or_zero(json, "total_content_length") /
					  endpoint->requests);
	if (!failed && seconds > 0)
		add_locust_number(out, endpoint, "Requests/s",
				  endpoint->requests / seconds);
	if (seconds > 0)
		add_locust_number(out, endpoint, "Failures/s",
				  endpoint->failures / seconds);
	gp_locust_add_error_rate(out, endpoint->benchmark, endpoint->requests,
				 endpoint->failures);
}

static void read_endpoint(struct gp_intake *out, const struct gp_json *json,
			  size_t i, double seconds)
{
	const char *type = gp_json_get_text(json, "method");
	const char *name = gp_json_get_text(json, "name");
	const struct gp_json *times = gp_json_get(json, "response_times");
	struct gp_buf benchmark = GP_BUF_INIT;
	struct endpoint endpoint = {
		.requests = number_or_zero(json, "num_requests"),
		.failures = number_or_zero(json, "num_failures"),
		.none = number_or_zero(json, "num_none_requests")
	};

	if (!name || !gp_json_is(times, GP_JSON_OBJECT)) {
		gp_intake_refuse_element(out, "", i,
					 "no \"name\" and \"response_times\"");
		return;
	}
	endpoint.benchmark = gp_locust_benchmark(&benchmark, gp_span_of(type),
						 gp_span_of(name));
	if (!read_histogram(&endpoint, times))
		gp_intake_refuse(out, endpoint.benchmark,
				 "response_times: not times with counts");
	else if (endpoint.requests > 0)
		add_endpoint(out, &endpoint, json, seconds);
	else
		gp_intake_refuse(out, endpoint.benchmark,
				 "no request was made");
	free(endpoint.buckets);
	gp_buf_clear(&benchmark);
}

/*
 * The seconds from the first start to the last request of all endpoints:
 * Locust divides by these, also for an endpoint that began late.
 */
static double duration_of_test(const struct gp_json *root, double *start)
{
	double last = 0;

	*start = INFINITY;
	for (size_t i = 0; i < gp_json_len(root); i++) {
		const struct gp_json *endpoint = gp_json_at(root, i);

		if (number_or_zero(endpoint, "start_time") > 0)
			*start = fmin(*start,
				      number_or_zero(endpoint, "start_time"));
		last = fmax(last,
			    number_or_zero(endpoint, "last_request_timestamp"));
	}
	return last - *start;
}

static enum gp_err read_endpoints(struct gp_intake *out,
				  const struct gp_input *in,
				  const struct gp_json *root)
{
	double start, seconds = duration_of_test(root, &start);

	(void)in;
	if (!gp_json_is(root, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE, "expected an array of endpoints");
	if (start > 0 && start < 1e11)
		out->run->measured_ms = (int64_t)(start * 1000);
	for (size_t i = 0; i < gp_json_len(root); i++)
		read_endpoint(out, gp_json_at(root, i), i, seconds);
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_endpoints);
}

const struct gp_importer gp_importer_locust_json = {
	.name = "locust-json",
	.json = true,
	.summary = "Locust's --json: num_requests and response_times",
	.bid = bid,
	.read = read_file,
};
