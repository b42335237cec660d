/*
 * What a column or a key is by its name: tables of words. Identity depends on
 * them, so they look at one name and never at other rows.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "gp/parameters.h"

#include "cell.h"
#include "roles.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))
#define KEY_MAX    48

/* ---- words of names ---- */

/* The words of "numThreads" and "num_threads": lower case, joined, with the
 * places where they begin. */
struct name_words {
	char text[KEY_MAX];
	size_t begin[KEY_MAX];
	size_t n, len;
};

static bool is_word_start(const char *name, size_t at)
{
	char c = name[at], before = at ? name[at - 1] : ' ';

	if (!isalnum((unsigned char)before))
		return true;
	if (!isupper((unsigned char)c))
		return false;
	return islower((unsigned char)before) ||
	       islower((unsigned char)name[at + 1]);
}

/* False if the name is too long to be known. */
static bool read_words(struct name_words *out, const char *name)
{
	out->n = out->len = 0;
	for (size_t i = 0; name[i] && name[i] != '(' && name[i] != '['; i++) {
		if (!isalnum((unsigned char)name[i]) &&
		    !((unsigned char)name[i] & 0x80))
			continue;
		if (out->len == KEY_MAX - 1)
			return false;
		if (!out->n || is_word_start(name, i))
			out->begin[out->n++] = out->len;
		out->text[out->len++] = (char)tolower((unsigned char)name[i]);
	}
	out->text[out->len] = '\0';
	return out->n;
}

static bool is_listed(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(text, words[i]))
			return true;
	return false;
}

static const char *last_word(const struct name_words *words)
{
	return words->text + words->begin[words->n - 1];
}

bool gp_role_same_name(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a && strchr("_-. ", *a))
			a++;
		while (*b && strchr("_-. ", *b))
			b++;
		if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return false;
		if (!*a)
			return true;
	}
}

/* ---- names of benchmarks ---- */

int gp_role_name_rank(const char *name)
{
	static const char *const names[] = {
		"name",     "benchmark",     "test",      "endpoint",
		"fullname", "benchmarkname", "testname",  "benchname",
		"bench",    "title",         "testcase",  "case",
		"scenario", "operation",     "query",     "service",
		"function", "command",       "algorithm", "workload",
		"url",      "path",          "route",     "file",
		"filename", "label",         "id",
	};
	struct name_words words;

	if (!read_words(&words, name))
		return 0;
	for (size_t i = 0; i < LEN(names); i++)
		if (!strcmp(words.text, names[i]))
			return (int)i + 1;
	return 0;
}

/* ---- parameters ---- */

/* In the singular; what is never the name of a measure. */
static const char *const parameter_words[] = {
	"size",
	"n",
	"nthread",
	"nproc",
	"ncpu",
	"nnode",
	"nclient",
	"nworker",
	"len",
	"length",
	"width",
	"height",
	"depth",
	"dim",
	"dimension",
	"scale",
	"scalefactor",
	"stride",
	"inputsize",
	"inputlength",
	"inputlen",
	"inputn",
	"problemsize",
	"datasize",
	"datasetsize",
	"arraysize",
	"arraylength",
	"arraylen",
	"listsize",
	"listlength",
	"vectorsize",
	"matrixsize",
	"setsize",
	"mapsize",
	"tablesize",
	"graphsize",
	"gridsize",
	"blocksize",
	"chunksize",
	"buffersize",
	"bufsize",
	"pagesize",
	"payloadsize",
	"messagesize",
	"msgsize",
	"packetsize",
	"recordsize",
	"keysize",
	"valuesize",
	"objectsize",
	"bodysize",
	"documentsize",
	"batchsize",
	"batch",
	"poolsize",
	"windowsize",
	"stepsize",
	"tilesize",
	"stringlength",
	"keylength",
	"messagelength",
	"seqlen",
	"sequencelength",
	"contextlength",
	"contextsize",
	"hiddensize",
	"thread",
	"worker",
	"client",
	"connection",
	"conn",
	"concurrency",
	"concurrentuser",
	"parallelism",
	"parallel",
	"node",
	"shard",
	"replica",
	"partition",
	"producer",
	"consumer",
	"publisher",
	"subscriber",
	"goroutine",
	"coroutine",
	"fiber",
	"vu",
	"virtualuser",
	"iodepth",
	"queuedepth",
	"qd",
	"queuesize",
	"fanout",
	"nesting",
	"element",
	"qpstarget",
	"targetqps",
	"rpstarget",
	"targetrps",
	"targetrate",
	"targetthroughput",
	"ratelimit",
	"compressionlevel",
	"inputcount",
	"layer",
	"processor",
};

/* The singular of these is measured, or is a text: "user", "cpu". */
static const char *const plural_parameter_words[] = {
	"user",   "process", "proc",    "core",  "cpu",    "gpu",
	"device", "session", "job",     "actor", "writer", "reader",
	"server", "broker",  "channel", "dim",
};

static bool is_parameter_noun(const char *word, bool counted)
{
	char singular[KEY_MAX];
	size_t len = strlen(word);

	strcpy(singular, word);
	if (is_listed(word, parameter_words, LEN(parameter_words)) ||
	    (counted && is_listed(word, plural_parameter_words,
				  LEN(plural_parameter_words))))
		return true;
	if (len < 3 || word[len - 1] != 's')
		return false;
	singular[len - 1] = '\0';
	if (len > 4 && !strcmp(word + len - 4, "sses"))
		singular[len - 2] = '\0';
	return is_listed(singular, parameter_words, LEN(parameter_words)) ||
	       is_listed(singular, plural_parameter_words,
			 LEN(plural_parameter_words));
}

/* "num_threads", "n_threads", "thread_count" and "threads" are one. */
static bool is_parameter_name(const struct name_words *all)
{
	static const char *const heads[] = { "num", "nb", "n", "nr" };
	static const char *const tails[] = { "count", "num" };
	struct name_words words = *all;
	const char *from = words.text;
	char head[KEY_MAX];
	bool counted = false;

	if (words.n > 1 && !strcmp(last_word(&words), "s"))
		return false; /* "cpu_s" is in seconds */
	if (is_parameter_noun(from, false))
		return true;
	if (words.n < 2)
		return false;
	memcpy(head, from, words.begin[1]);
	head[words.begin[1]] = '\0';
	if (is_listed(head, heads, LEN(heads))) {
		from += words.begin[1];
		counted = true;
	} else if (is_listed(last_word(&words), tails, LEN(tails))) {
		words.text[words.begin[words.n - 1]] = '\0';
		counted = true;
	}
	return counted && is_parameter_noun(from, true);
}

/* ---- facts ---- */

/* Facts as texts; as numbers they are measured, or may be. */
static const char *const measured_facts[] = {
	"time",     "duration", "cpu",   "user",     "kernel",   "message",
	"messages", "os",       "link",  "machine",  "platform", "gpu",
	"device",   "memory",   "notes", "comments", "output",   "info",
};

/* Numbers that are set and not measured, whatever is before or behind. */
static const char *const setting_words[] = {
	"port",      "pid",   "seed",      "year",      "schema",
	"threshold", "epoch", "tolerance", "timestamp",
};

static bool is_setting(const struct name_words *words)
{
	static const char *const whole[] = {
		"month",
		"day",
		"week",
		"weekday",
		"warmup",
		"warmups",
		"warmupruns",
		"warmupiterations",
		"randomseed",
		"confidence",
		"confidencelevel",
		"processid",
		"threadid",
		"userid",
	};
	char word[KEY_MAX];

	if (is_listed(words->text, whole, LEN(whole)))
		return true;
	for (size_t i = 0; i < words->n; i++) {
		size_t end =
			i + 1 < words->n ? words->begin[i + 1] : words->len;
		size_t len = end - words->begin[i];

		memcpy(word, words->text + words->begin[i], len);
		word[len] = '\0';
		/* "threshold_pct", "listen_port", but not "port_scan_ms" */
		if (is_listed(word, setting_words, LEN(setting_words)) &&
		    (i + 1 == words->n || !strcmp(word, "threshold")))
			return true;
	}
	return false;
}

static bool is_time_name(const struct name_words *words)
{
	static const char *const names[] = {
		"timestamp",   "date",        "datetime",     "ts",
		"epoch",       "starttime",   "endtime",      "createdat",
		"startedat",   "finishedat",  "measuredat",   "recordedat",
		"generatedat", "updatedat",   "completedat",  "unixtime",
		"timestampms", "timestampus", "timestampns",  "epochms",
		"starttimems", "endtimems",   "startepoch",   "endepoch",
		"begintime",   "stoptime",    "finishtime",   "startdate",
		"enddate",     "rundate",     "runtimestamp",
	};

	return is_listed(words->text, names, LEN(names));
}

/* ---- one name ---- */

static const struct {
	const char *name;
	enum gp_role role;
} known_names[] = {
	{ "commit", GP_ROLE_COMMIT },
	{ "commithash", GP_ROLE_COMMIT },
	{ "commitid", GP_ROLE_COMMIT },
	{ "commitsha", GP_ROLE_COMMIT },
	{ "sha", GP_ROLE_COMMIT },
	{ "gitcommit", GP_ROLE_COMMIT },
	{ "gitsha", GP_ROLE_COMMIT },
	{ "githash", GP_ROLE_COMMIT },
	{ "hash", GP_ROLE_COMMIT },
	{ "rev", GP_ROLE_COMMIT },
	{ "revision", GP_ROLE_COMMIT },
	{ "gitrevision", GP_ROLE_COMMIT },
	{ "time", GP_ROLE_MAYBE_TIME },
	{ "second", GP_ROLE_MAYBE_TIME },
	{ "seconds", GP_ROLE_MAYBE_TIME },
	{ "elapsed", GP_ROLE_MAYBE_TIME },
	{ "t", GP_ROLE_MAYBE_TIME },
	{ "start", GP_ROLE_MAYBE_TIME },
	{ "end", GP_ROLE_MAYBE_TIME },
	{ "startms", GP_ROLE_MAYBE_TIME },
	{ "endms", GP_ROLE_MAYBE_TIME },
	{ "timems", GP_ROLE_MAYBE_TIME },
	{ "no", GP_ROLE_INDEX },
	{ "id", GP_ROLE_INDEX },
	{ "index", GP_ROLE_INDEX },
	{ "idx", GP_ROLE_INDEX },
	{ "run", GP_ROLE_INDEX },
	{ "runindex", GP_ROLE_INDEX },
	{ "round", GP_ROLE_INDEX },
	{ "iteration", GP_ROLE_INDEX },
	{ "iter", GP_ROLE_INDEX },
	{ "repeat", GP_ROLE_INDEX },
	{ "rep", GP_ROLE_INDEX },
	{ "trial", GP_ROLE_INDEX },
	{ "sample", GP_ROLE_INDEX },
	{ "attempt", GP_ROLE_INDEX },
	{ "repetition", GP_ROLE_INDEX },
	{ "row", GP_ROLE_INDEX },
	{ "metric", GP_ROLE_METRIC },
	{ "measure", GP_ROLE_METRIC },
	{ "measurement", GP_ROLE_METRIC },
	{ "metricname", GP_ROLE_METRIC },
	{ "unit", GP_ROLE_UNIT },
	{ "units", GP_ROLE_UNIT },
	{ "error", GP_ROLE_ERROR },
	{ "err", GP_ROLE_ERROR },
	{ "errors", GP_ROLE_ERROR },
	{ "failure", GP_ROLE_ERROR },
	{ "failures", GP_ROLE_ERROR },
	{ "exception", GP_ROLE_ERROR },
	{ "errormessage", GP_ROLE_ERROR },
	{ "errormsg", GP_ROLE_ERROR },
	{ "failuremessage", GP_ROLE_ERROR },
	{ "failurereason", GP_ROLE_ERROR },
	{ "failed", GP_ROLE_ERROR },
	{ "crashed", GP_ROLE_ERROR },
	{ "timedout", GP_ROLE_ERROR },
	{ "aborted", GP_ROLE_ERROR },
	{ "skipped", GP_ROLE_ERROR },
	{ "cancelled", GP_ROLE_ERROR },
	{ "canceled", GP_ROLE_ERROR },
	{ "erroroccurred", GP_ROLE_ERROR },
	{ "haserror", GP_ROLE_ERROR },
	{ "iserror", GP_ROLE_ERROR },
	{ "status", GP_ROLE_STATUS },
	{ "state", GP_ROLE_STATUS },
	{ "result", GP_ROLE_STATUS },
	{ "outcome", GP_ROLE_STATUS },
	{ "verdict", GP_ROLE_STATUS },
	{ "conclusion", GP_ROLE_STATUS },
	{ "success", GP_ROLE_SUCCESS },
	{ "succeeded", GP_ROLE_SUCCESS },
	{ "successful", GP_ROLE_SUCCESS },
	{ "ok", GP_ROLE_SUCCESS },
	{ "passed", GP_ROLE_SUCCESS },
	{ "pass", GP_ROLE_SUCCESS },
	{ "exitcode", GP_ROLE_EXIT },
	{ "exitstatus", GP_ROLE_EXIT },
	{ "returncode", GP_ROLE_EXIT },
	{ "rc", GP_ROLE_EXIT },
};

static bool names_have(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (gp_role_same_name(names[i], name))
			return true;
	return false;
}

static bool role_of_options(enum gp_role *out, const char *name,
			    const struct gp_import_options *o)
{
	if (!o)
		return false;
	if (names_have(o->ignored, o->n_ignored, name))
		*out = GP_ROLE_IGNORED;
	else if (names_have(o->samples, o->n_samples, name))
		*out = GP_ROLE_SAMPLE;
	else if (names_have(o->params, o->n_params, name))
		*out = GP_ROLE_PARAM;
	else
		return false;
	return true;
}

static enum gp_role role_of_words(const struct name_words *words)
{
	static const char *const numbering[] = { "version", "id", "uuid",
						 "guid" };

	if (is_time_name(words))
		return GP_ROLE_TIME;
	if (is_parameter_name(words))
		return GP_ROLE_PARAM_WORD;
	if (gp_is_fact_name(words->text))
		return is_listed(words->text, measured_facts,
				 LEN(measured_facts))
			       ? GP_ROLE_FACT_TEXT
			       : GP_ROLE_FACT;
	if (is_setting(words))
		return GP_ROLE_FACT;
	return is_listed(last_word(words), numbering, LEN(numbering))
		       ? GP_ROLE_VERSION
		       : GP_ROLE_OPEN;
}

enum gp_role gp_role_of(const char *name,
			const struct gp_import_options *options)
{
	enum gp_role role = GP_ROLE_OPEN;
	struct name_words words;

	if (role_of_options(&role, name, options))
		return role;
	if (!*name || !strcmp(name, "#"))
		return GP_ROLE_INDEX;
	if (!read_words(&words, name))
		return GP_ROLE_OPEN;
	for (size_t i = 0; i < LEN(known_names); i++)
		if (!strcmp(words.text, known_names[i].name))
			return known_names[i].role;
	return role_of_words(&words);
}

/* ---- texts ---- */

bool gp_role_says_failed(struct gp_span text)
{
	static const char *const words[] = {
		"failed",  "fail",      "failure",   "error",     "errored",
		"err",     "timeout",   "timed out", "timed_out", "timedout",
		"skipped", "skip",      "aborted",   "abort",     "crashed",
		"crash",   "cancelled", "canceled",  "killed",    "oom",
		"panic",   "exception", "invalid",   "not run",   "not_run",
	};

	text = gp_span_trim(text);
	for (size_t i = 0; i < LEN(words); i++)
		if (gp_span_eq_nocase(text, words[i]))
			return true;
	return false;
}

bool gp_role_says_nothing(struct gp_span text)
{
	static const char *const words[] = { "",     "none",   "no",      "ok",
					     "null", "nil",    "n/a",     "na",
					     "-",    "--",     "false",   "0",
					     "pass", "passed", "success", "nan",
					     "[]",   "{}" };

	text = gp_span_trim(text);
	for (size_t i = 0; i < LEN(words); i++)
		if (gp_span_eq_nocase(text, words[i]))
			return true;
	return false;
}

/* Hex digits with a letter and a digit; '-' only as in a UUID. */
static bool is_hex_id(struct gp_span text)
{
	size_t digits = 0, letters = 0, dashes = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		digits += isdigit(c) != 0;
		letters += isxdigit(c) && !isdigit(c);
		dashes += c == '-';
		if (!isxdigit(c) && c != '-')
			return false;
	}
	if (dashes)
		return dashes == 4 && text.len == 36;
	return text.len >= 8 && digits && letters;
}

bool gp_role_is_id(struct gp_span text, bool with_prefix)
{
	size_t digits = text.len;

	if (is_hex_id(text))
		return true;
	while (digits && isdigit((unsigned char)text.data[digits - 1]))
		digits--;
	return with_prefix && digits && digits < text.len &&
	       strchr("-_:#/ ", text.data[digits - 1]);
}
