/*
 * The table of the words that names of metrics are made of. Each list is
 * sorted.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "metric_words.h"

#define WORD_LEN_MAX 24
#define LEN(array)   (sizeof(array) / sizeof((array)[0]))

/* ---- words ---- */

static const char *const rates[] = {
	"bandwidth", "bw",         "framerate", "goodput", "ipm",  "ops", "rpm",
	"speed",     "throughput", "thrpt",     "thruput", "tput", "xput"
};

static const char *const times[] = { "delay",   "downtime",    "duration",
				     "elapsed", "fcp",         "fid",
				     "fmp",     "inp",         "lcp",
				     "mttr",    "round trip",  "roundtrip",
				     "runtime", "speed index", "tbt",
				     "time",    "timing",      "tti",
				     "wall",    "wallclock",   "walltime" };

static const char *const latencies[] = { "clat",    "itl", "lat",  "latencies",
					 "latency", "rtt", "slat", "tpot",
					 "ttfb",    "ttft" };

/* "cpu_s" is a time in seconds; "cpu" alone may be anything. */
static const char *const in_seconds[] = {
	"blocked",        "boot",       "build",      "compilation",
	"compile",        "connect",    "connecting", "cpu",
	"exec",           "execution",  "inference",  "init",
	"initialization", "link",       "load",       "loading",
	"pause",          "processing", "real",       "render",
	"rendering",      "response",   "startup",    "sys",
	"system",         "training",   "wait",       "waiting"
};

static const char *const memory[] = {
	"artifact size", "binary size",  "bundle size",
	"code size",     "codesize",     "executable size",
	"file size",     "filesize",     "footprint",
	"gzip size",     "heap",         "image size",
	"maxrss",        "mem",          "memory",
	"output size",   "package size", "pss",
	"ram",           "resident",     "rss",
	"swap",          "text size",    "uss",
	"vms",           "vss",          "vsz",
	"wheel size",    "wss"
};

static const char *const allocations[] = { "alloc", "allocated", "allocation",
					   "malloc" };

static const char *const costs[] = {
	"cls",         "collections", "compactions", "cost",
	"ctxsw",       "cycle",       "deopts",      "energy",
	"flushes",     "fsyncs",      "insn",        "instr",
	"instruction", "interrupts",  "joule",       "migrations",
	"pauses",      "power",       "price",       "recompilations",
	"roundtrips",  "switches",    "syscall",     "usd",
	"wakeups",     "watt"
};

static const char *const costs_in_seconds[] = { "gc" };

/* Fewer are better, and a share of them has the kind error. */
static const char *const failures[] = { "err",      "error",    "errored",
					"fail",     "failed",   "failing",
					"failure",  "time out", "timed out",
					"timedout", "timeout",  "violation" };

/* Fewer are better. */
static const char *const bad[] = {
	"4xx",         "5xx",          "abort",         "aborted",
	"backlog",     "bug",          "cer",           "collision",
	"conflict",    "contention",   "corrupt",       "corrupted",
	"corruption",  "crash",        "crashed",       "deadlock",
	"degraded",    "disconnected", "disconnects",   "drift",
	"drop",        "dropped",      "evicted",       "eviction",
	"exception",   "fault",        "fragmentation", "imbalance",
	"invalid",     "leak",         "leaked",        "loss",
	"lost",        "mae",          "miss",          "missed",
	"missing",     "mse",          "non2xx",        "outage",
	"panic",       "penalty",      "perplexity",    "refused",
	"regressions", "reject",       "rejected",      "retransmissions",
	"retransmit",  "retried",      "retries",       "retry",
	"rmse",        "rollback",     "spilled",       "spills",
	"staleness",   "stall",        "stalled",       "throttle",
	"throttled",   "throttling",   "unhealthy",     "unsuccessful",
	"warning",     "waste",        "wasted",        "wer"
};

static const char *const bad_in_seconds[] = { "jitter", "lag", "overhead" };

/* More are better, but a time is still better if it is shorter. */
static const char *const good[] = {
	"accuracy",  "auc",        "availability", "completeness", "correct",
	"coverage",  "efficiency", "f1",           "hit",          "ipc",
	"mfu",       "ok",         "pass",         "passed",       "passing",
	"precision", "psnr",       "recall",       "reliability",  "speedup",
	"ssim",      "succeeded",  "success",      "successful",   "vmaf"
};

/*
 * More may be good or bad: savings and remainders, settings, deviations and the
 * bounds of intervals.
 */
static const char *const either[] = {
	"allowance",  "allowed",     "avail",
	"available",  "avoided",     "baseline",
	"bound",      "budget",      "budget left",
	"buffered",   "bytes left",  "capacity",
	"change",     "ci",          "confidence",
	"configured", "cv",          "delta",
	"deviation",  "diff",        "difference",
	"eliminated", "end time",    "expected",
	"finished",   "free time",   "gain",
	"goal",       "grace",       "headroom",
	"idle",       "improved",    "improvement",
	"interval",   "iqr",         "lifetime",
	"limit",      "lower ci",    "mad",
	"margin",     "memory left", "moe",
	"mtbf",       "outliers",    "period",
	"permitted",  "q1",          "q3",
	"quota",      "reference",   "remaining",
	"remains",    "requested",   "rme",
	"rsd",        "saved",       "saving",
	"sd",         "seed",        "slack",
	"sleep",      "space left",  "spare",
	"start time", "started",     "std",
	"std dev",    "stddev",      "stdev",
	"surplus",    "target",      "think",
	"threshold",  "time left",   "time reduction",
	"time stamp", "timestamp",   "tolerance",
	"ttl",        "unused",      "up time",
	"upper ci",   "uptime",      "variance",
	"version"
};

/* The same, but they say nothing about a time: "free_ns". */
static const char *const amounts[] = {
	"cached",    "completed", "delivered",   "downloaded", "free",
	"freed",     "handled",   "ingested",    "processed",  "received",
	"reclaimed", "recv",      "reduced",     "reduction",  "released",
	"sent",      "served",    "transferred", "uploaded"
};

/* Work or traffic: no direction if measured in bytes. */
static const char *const moved[] = { "download", "io",    "read",    "transfer",
				     "upload",   "write", "written", "xfer" };

/* Plurals, and abbreviations that are used as plurals. */
static const char *const counted_many[] = {
	"batches", "blocks",    "chunks",  "conns",   "docs", "elem",
	"hashes",  "imgs",      "it",      "loops",   "msg",  "op",
	"orders",  "pkts",      "prompts", "queries", "req",  "rounds",
	"runs",    "sequences", "tok",     "tuples",  "txn",  "users",
	"vectors", "vus"
};

static const char *const counted[] = {
	"call",     "client",    "connection",  "delete",  "depth",
	"document", "edge",      "element",     "event",   "file",
	"frame",    "height",    "image",       "insert",  "item",
	"iter",     "iteration", "job",         "key",     "len",
	"length",   "line",      "lookup",      "message", "node",
	"object",   "operation", "packet",      "page",    "pixel",
	"point",    "query",     "record",      "request", "row",
	"sample",   "session",   "size",        "step",    "task",
	"thread",   "token",     "transaction", "tx",      "update",
	"width",    "word",      "worker"
};

static const char *const quantities[] = { "count", "num", "number" };

/* How a value was computed, and not of what. */
static const char *const statistics[] = {
	"actual",  "aggregate", "aggregated",  "average", "avg",
	"best",    "current",   "estimate",    "fastest", "final",
	"first",   "geomean",   "last",        "max",     "maximum",
	"mean",    "measure",   "measurement", "med",     "median",
	"metric",  "mid",       "min",         "minimum", "observed",
	"overall", "peak",      "result",      "slowest", "sum",
	"total",   "typical",   "value",       "worst"
};

static const char *const scores[] = { "score" };

static const char *const user[] = { "user" };

static const char *const shares[] = { "fraction", "ratio", "share" };

static const char *const rate[] = { "rate" };

static const char *const per[] = { "per" };

static const struct gp_word_group groups[] = {
	{ GP_WORD_RATE, rates, LEN(rates) },
	{ GP_WORD_TIME, times, LEN(times) },
	{ GP_WORD_TIME | GP_WORD_LATENCY, latencies, LEN(latencies) },
	{ GP_WORD_SECONDS, in_seconds, LEN(in_seconds) },
	{ GP_WORD_MEMORY, memory, LEN(memory) },
	{ GP_WORD_MEMORY | GP_WORD_ALLOCATION, allocations, LEN(allocations) },
	{ GP_WORD_COST, costs, LEN(costs) },
	{ GP_WORD_COST | GP_WORD_SECONDS, costs_in_seconds,
	  LEN(costs_in_seconds) },
	{ GP_WORD_FAILURE, failures, LEN(failures) },
	{ GP_WORD_BAD, bad, LEN(bad) },
	{ GP_WORD_BAD | GP_WORD_SECONDS, bad_in_seconds, LEN(bad_in_seconds) },
	{ GP_WORD_SUCCESS, good, LEN(good) },
	{ GP_WORD_EITHER, either, LEN(either) },
	{ GP_WORD_AMOUNT, amounts, LEN(amounts) },
	{ GP_WORD_MOVED, moved, LEN(moved) },
	{ GP_WORD_COUNTED | GP_WORD_PLURAL, counted_many, LEN(counted_many) },
	{ GP_WORD_COUNTED, counted, LEN(counted) },
	{ GP_WORD_COUNTED | GP_WORD_QUANTITY, quantities, LEN(quantities) },
	{ GP_WORD_STATISTIC, statistics, LEN(statistics) },
	{ GP_WORD_STATISTIC | GP_WORD_COUNTED, scores, LEN(scores) },
	{ GP_WORD_SECONDS | GP_WORD_COUNTED, user, LEN(user) },
	{ GP_WORD_SHARE, shares, LEN(shares) },
	{ GP_WORD_SHARE | GP_WORD_RATE_OF, rate, LEN(rate) },
	{ GP_WORD_PER, per, LEN(per) },
};

/* ---- units ---- */

static const struct gp_unit_word unit_words[] = {
	{ "bit", "bit" },      { "gbit", "Gbit" },
	{ "hour", "h" },       { "hrs", "h" },
	{ "kbit", "kbit" },    { "mbit", "Mbit" },
	{ "micros", "us" },    { "microsecond", "us" },
	{ "millis", "ms" },    { "millisecond", "ms" },
	{ "mins", "min" },     { "minute", "min" },
	{ "ms", "ms" },        { "msec", "ms" },
	{ "nanos", "ns" },     { "nanosecond", "ns" },
	{ "ns", "ns" },        { "nsec", "ns" },
	{ "s", "s" },          { "sec", "s" },
	{ "second", "s" },     { "us", "us" },
	{ "usec", "us" },      { "\xc2\xb5s", "us" },
	{ "\xce\xbcs", "us" },
};

static const struct gp_unit_word size_units[] = {
	{ "byte", "B" },   { "gb", "GB" },       { "gbyte", "GB" },
	{ "gib", "GiB" },  { "gigabyte", "GB" }, { "kb", "kB" },
	{ "kbyte", "kB" }, { "kib", "KiB" },     { "kilobyte", "kB" },
	{ "mb", "MB" },    { "mbyte", "MB" },    { "megabyte", "MB" },
	{ "mib", "MiB" },  { "tb", "TB" },       { "tib", "TiB" },
};

static const struct gp_unit_word rate_units[] = {
	{ "bps", "bit/s" },     { "fps", "fps" },       { "gbps", "Gbit/s" },
	{ "gflops", "GFLOPS" }, { "hz", "Hz" },         { "iops", "iops" },
	{ "ips", "ips" },       { "kbps", "kbit/s" },   { "kflops", "kFLOPS" },
	{ "khz", "kHz" },       { "kops", "kops/s" },   { "krps", "kreq/s" },
	{ "mbps", "Mbit/s" },   { "mflops", "MFLOPS" }, { "mips", "MIPS" },
	{ "mops", "Mops/s" },   { "pflops", "PFLOPS" }, { "pps", "packets/s" },
	{ "qps", "queries/s" }, { "rps", "req/s" },     { "tbps", "Tbit/s" },
	{ "tflops", "TFLOPS" }, { "tps", "tps" },
};

static const struct gp_unit_word percent_units[] = {
	{ "%", "%" },
	{ "pct", "%" },
	{ "percent", "%" },
	{ "percentage", "%" },
};

static const struct gp_unit_word clock_units[] = {
	{ "ghz", "GHz" },
	{ "mhz", "MHz" },
};

/* "MBps" is not "Mbps": only here does the case of a letter matter. */
static const struct gp_unit_word byte_rates[] = {
	{ "GBps", "GB/s" }, { "KBps", "kB/s" }, { "MBps", "MB/s" },
	{ "TBps", "TB/s" }, { "kBps", "kB/s" },
};

static const struct gp_unit_group unit_groups[] = {
	{ GP_WORD_UNIT, unit_words, LEN(unit_words) },
	{ GP_WORD_UNIT | GP_WORD_MEMORY, size_units, LEN(size_units) },
	{ GP_WORD_RATE | GP_WORD_UNIT, rate_units, LEN(rate_units) },
	{ GP_WORD_UNIT | GP_WORD_SHARE, percent_units, LEN(percent_units) },
	{ GP_WORD_EITHER | GP_WORD_UNIT, clock_units, LEN(clock_units) },
};

const struct gp_word_group *gp_word_groups(size_t *n)
{
	*n = LEN(groups);
	return groups;
}

const struct gp_unit_group *gp_unit_groups(size_t *n)
{
	*n = LEN(unit_groups);
	return unit_groups;
}

/* ---- finding a word ---- */

/* As strcmp(); most words differ in the first letter. */
static int compare_words(const char *a, const char *b)
{
	return *a != *b ? (unsigned char)*a - (unsigned char)*b : strcmp(a, b);
}

static int by_word(const void *text, const void *word)
{
	return compare_words(text, *(const char *const *)word);
}

static int by_unit_word(const void *text, const void *word)
{
	return compare_words(text, ((const struct gp_unit_word *)word)->text);
}

static bool find_listed(struct gp_metric_word *out, const char *text)
{
	const struct gp_unit_word *unit;

	for (size_t i = 0; i < LEN(groups); i++) {
		if (!bsearch(text, groups[i].words, groups[i].n,
			     sizeof(*groups[i].words), by_word))
			continue;
		out->classes = groups[i].classes;
		return true;
	}
	for (size_t i = 0; i < LEN(unit_groups); i++) {
		unit = bsearch(text, unit_groups[i].words, unit_groups[i].n,
			       sizeof(*unit), by_unit_word);
		if (!unit)
			continue;
		out->classes = unit_groups[i].classes;
		out->unit = unit->unit;
		return true;
	}
	return false;
}

static bool find_singular(struct gp_metric_word *out, char *text, size_t len)
{
	text[len] = '\0';
	if (!find_listed(out, text))
		return false;
	if (out->classes & GP_WORD_COUNTED)
		out->classes |= GP_WORD_PLURAL;
	return true;
}

/* "requests", "misses"; but "ns" is not a plural. */
static bool find_plural(struct gp_metric_word *out, char *text, size_t len)
{
	if (len < 3 || text[len - 1] != 's')
		return false;
	return find_singular(out, text, len - 1) ||
	       (len > 3 && text[len - 2] == 'e' &&
		find_singular(out, text, len - 2));
}

bool gp_metric_word_find(struct gp_metric_word *out, struct gp_span text)
{
	char lower[WORD_LEN_MAX + 1];

	*out = (struct gp_metric_word){ .classes = 0 };
	if (!text.len || text.len > WORD_LEN_MAX)
		return false;
	for (size_t i = 0; i < LEN(byte_rates); i++)
		if (gp_span_eq(text, byte_rates[i].text)) {
			out->classes = GP_WORD_RATE | GP_WORD_UNIT;
			out->unit = byte_rates[i].unit;
			return true;
		}
	for (size_t i = 0; i < text.len; i++)
		lower[i] = (char)tolower((unsigned char)text.data[i]);
	lower[text.len] = '\0';
	return find_listed(out, lower) || find_plural(out, lower, text.len);
}
