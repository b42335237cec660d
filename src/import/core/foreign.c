/*
 * Recognises the output of tools that no driver reads yet, by two or more marks
 * of each.
 */
#include <string.h>

#include "foreign.h"
#include "head.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* A path is members joined by dots; "0" is the first of an array or object. */
static const struct {
	const char *tool;
	const char *paths[2];
} json_marks[] = {
	{ "asv (results)", { "commit_hash", "results" } },
	{ "asv (benchmarks.json)", { "0.param_names", "0.timeout" } },
	{ "asv (machine.json)", { "machine", "ram" } },
	{ "BenchmarkDotNet", { "HostEnvironmentInfo", "Benchmarks" } },
	{ "DHAT", { "dhatFileVersion", "pps" } },
	{ "fio", { "fio version", "jobs" } },
	{ "gobenchdata", { "0.Suites", "0.Date" } },
	{ "gungraun", { "module_path", "profiles" } },
	{ "iperf3", { "start.version", "end" } },
	{ "JMH", { "0.jmhVersion", "0.primaryMetric" } },
	{ "BenchmarkTools.jl", { "0.Julia", "0.BenchmarkTools" } },
	{ "k6", { "root_group", "metrics" } },
	{ "k6", { "metrics.iterations", "metrics.vus" } },
	{ "k6", { "metrics.http_reqs", "metrics.http_req_duration" } },
	{ "nanobench", { "results.0.median(elapsed)", "results.0.epochs" } },
	{ "nyrkio", { "0.metrics", "0.attributes" } },
	{ "perf stat", { "counter-value", "event" } },
	{ "pyperf", { "benchmarks.0.runs", "version" } },
	{ "tinybench", { "0.latency.rme", "0.throughput" } },
	{ "vegeta", { "latencies", "bytes_in" } },
	{ "vitest", { "files.0.groups", "files.0.filepath" } },
};

static const struct {
	const char *tool;
	const char *columns[4];
} csv_marks[] = {
	{ "ab -e", { "Percentage served", "Time in ms" } },
	{ "ab -g", { "starttime", "ctime", "ttime" } },
	{ "Celero", { "Group", "Experiment", "Problem Space" } },
	{ "Celero (archive)", { "GroupName", "RunName", "CurrentStatMean" } },
	{ "hey", { "response-time", "DNS+dialup" } },
	{ "JMeter", { "timeStamp", "elapsed", "label" } },
	{ "JMH", { "Benchmark", "Mode", "Score" } },
	{ "k6", { "metric_name", "timestamp", "metric_value" } },
	{ "nanobench", { "title", "name", "batch" } },
};

static const struct gp_json *member_at(const struct gp_json *json,
				       const char *key)
{
	struct gp_json_iter it = { 0 };

	if (strcmp(key, "0"))
		return gp_json_get(json, key);
	if (gp_json_is(json, GP_JSON_ARRAY))
		return gp_json_at(json, 0);
	return gp_json_next(json, &it) ? it.value : NULL;
}

static bool json_has_path(const struct gp_json *json, const char *path)
{
	char key[64];

	while (json && *path) {
		size_t len = strcspn(path, ".");

		memcpy(key, path, len);
		key[len] = '\0';
		json = member_at(json, key);
		path += len + (path[len] == '.');
	}
	return json;
}

const char *gp_foreign_json(const struct gp_json *root)
{
	for (size_t i = 0; i < LEN(json_marks); i++)
		if (json_has_path(root, json_marks[i].paths[0]) &&
		    json_has_path(root, json_marks[i].paths[1]))
			return json_marks[i].tool;
	return NULL;
}

const char *gp_foreign_csv(struct gp_span text)
{
	const char *tool = NULL;
	struct gp_head head;

	gp_head_init(&head, text);
	for (size_t i = 0; !tool && i < LEN(csv_marks); i++)
		if (gp_head_columns(&head, csv_marks[i].columns))
			tool = csv_marks[i].tool;
	gp_head_clear(&head);
	return tool;
}

enum gp_err gp_foreign_fail(const char *tool)
{
	return gp_fail(GP_EPARSE,
		       "this is output of %s, which cannot be read yet", tool);
}
