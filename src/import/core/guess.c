/*
 * Guesses the unit and direction of a measurement from its unit and its name
 * if the tool does not give them. The most reliable rules come first.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "gp/import.h"
#include "gp/limits.h"

#include "guess.h"

/* ---- units that names end in ---- */

static const struct {
	const char *word;
	const char *unit;
} suffixes[] = {
	{ "ns", "ns" },           { "us", "us" },
	{ "ms", "ms" },           { "sec", "s" },
	{ "secs", "s" },          { "seconds", "s" },
	{ "pct", "%" },           { "percent", "%" },
	{ "percentage", "%" },    { "bytes", "B" },
	{ "kb", "kB" },           { "mb", "MB" },
	{ "gb", "GB" },           { "kib", "KiB" },
	{ "mib", "MiB" },         { "gib", "GiB" },
	{ "nanos", "ns" },        { "micros", "us" },
	{ "millis", "ms" },       { "nanoseconds", "ns" },
	{ "microseconds", "us" }, { "milliseconds", "ms" },
};

static bool is_break(const char *begin, const char *at)
{
	if (!isalnum((unsigned char)*at))
		return true;
	return isupper((unsigned char)*at) && at > begin &&
	       islower((unsigned char)at[-1]);
}

/* The last word of "elapsed_ms", "elapsedMs", "elapsed (ms)"; not the first. */
static struct gp_span last_word_of_name(const char *name)
{
	const char *end = name + strlen(name), *at;

	if (end > name && (end[-1] == ')' || end[-1] == ']'))
		end--;
	at = end;
	while (at > name && !is_break(name, at - 1))
		at--;
	if (at > name && isupper((unsigned char)at[-1]) &&
	    is_break(name, at - 1))
		at--;
	if (at == name)
		return gp_span_of("");
	return gp_span_make(at, (size_t)(end - at));
}

/* "items_per_second" is a rate, and no time in seconds. */
static bool is_rate_name(const char *name)
{
	return strcasestr(name, "per_") || strcasestr(name, "per second") ||
	       strcasestr(name, "PerSec") || strchr(name, '/');
}

static bool mentions_duration(const char *name)
{
	return strcasestr(name, "duration") || strcasestr(name, "elapsed") ||
	       strcasestr(name, "latenc") || strcasestr(name, "_time") ||
	       !strcasecmp(name, "time");
}

static const char *unit_of_word(struct gp_span word)
{
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (word.len == strlen(suffixes[i].word) &&
		    !strncasecmp(word.data, suffixes[i].word, word.len))
			return suffixes[i].unit;
	return "";
}

/* "read_mb_s" is a rate, and neither a size nor a time. */
static const char *rate_of_words(const char *name)
{
	static const struct {
		const char *end;
		const char *unit;
	} rates[] = {
		{ "kb_s", "kB/s" },   { "mb_s", "MB/s" },
		{ "gb_s", "GB/s" },   { "kib_s", "KiB/s" },
		{ "mib_s", "MiB/s" }, { "gib_s", "GiB/s" },
		{ "bytes_s", "B/s" },
	};
	size_t len = strlen(name), n;

	for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++) {
		n = strlen(rates[i].end);
		if (len >= n && !strcasecmp(name + len - n, rates[i].end) &&
		    (len == n || !isalnum((unsigned char)name[len - n - 1])))
			return rates[i].unit;
	}
	return "";
}

const char *gp_guess_unit(const char *name)
{
	struct gp_span word = last_word_of_name(name);

	if (is_rate_name(name))
		return "";
	/* "wall_time_s", but not "mb_s" */
	if (gp_span_eq(word, "s"))
		return mentions_duration(name) ? "s" : rate_of_words(name);
	return unit_of_word(word);
}

const char *gp_guess_key_unit(const char *key)
{
	static const char *const words[] = { "ns", "us", "\xc2\xb5s", "ms" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(key, words[i]))
			return words[i];
	return gp_guess_unit(key);
}

/* ---- directions ---- */

static bool mentions_failure(const char *name)
{
	return strcasestr(name, "error") || strcasestr(name, "fail") ||
	       strcasestr(name, "timeout") || strcasestr(name, "violation");
}

static bool mentions_success(const char *name)
{
	const char *at = strcasestr(name, "success");

	return at && !(at >= name + 2 && !strncasecmp(at - 2, "un", 2));
}

bool gp_guess_is_time(const char *unit)
{
	double factor;

	return gp_unit_factor(unit, "s", &factor);
}

static bool is_per_operation(const char *unit)
{
	static const char *const ends[] = { "/op", "/iter", "/iteration",
					    "/call" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (gp_span_ends(gp_span_of(unit), ends[i]))
			return true;
	return false;
}

static enum gp_better guess_direction(const char *name, const char *unit)
{
	if (mentions_failure(name))
		return GP_BETTER_LOWER;
	if (gp_guess_is_time(unit) || is_per_operation(unit))
		return GP_BETTER_LOWER;
	if (mentions_success(name))
		return GP_BETTER_HIGHER;
	switch (gp_kind_of(name, unit)) {
	case GP_KIND_THROUGHPUT:
		return GP_BETTER_HIGHER;
	case GP_KIND_LATENCY:
	case GP_KIND_MEMORY:
	case GP_KIND_ERROR:
		return GP_BETTER_LOWER;
	case GP_KIND_OTHER:
		break;
	}
	return mentions_duration(name) ? GP_BETTER_LOWER : GP_BETTER_NONE;
}

/* ---- a run ---- */

/* A guess, made once for all measurements with the same key. */
struct completion {
	const char *metric, *unit, *name; /* the key; interned strings */
	const char *guessed_unit;
	enum gp_better guessed_better;
};

struct completing {
	struct gp_intake *intake;
	struct gp_map known; /* of struct completion by its key */
};

/*
 * The metric is "value" if the tool gives no name: then the last part of the
 * benchmark's name may say what it is.
 */
static const char *telling_name(const struct gp_measurement *m)
{
	const char *slash;

	if (strcmp(m->metric, "value"))
		return m->metric;
	slash = strrchr(m->benchmark, '/');
	return slash ? slash + 1 : m->benchmark;
}

static void note_guess(struct gp_intake *intake, const struct completion *guess)
{
	struct gp_guess *item;

	for (size_t i = 0; i < intake->n_guessed; i++) {
		item = &intake->guessed[i];
		if (item->metric == guess->metric &&
		    item->better == guess->guessed_better &&
		    !strcmp(item->unit, guess->guessed_unit))
			return;
	}
	intake->guessed =
		gp_grow(intake->guessed, intake->n_guessed,
			&intake->cap_guessed, sizeof(*intake->guessed));
	intake->guessed[intake->n_guessed++] =
		(struct gp_guess){ .metric = guess->metric,
				   .unit = guess->guessed_unit,
				   .better = guess->guessed_better };
}

static void guess_unit_and_direction(struct completion *out,
				     struct gp_entry *run)
{
	const char *unit = out->unit;

	if (!*unit)
		unit = gp_guess_unit(out->name);
	out->guessed_unit = gp_entry_string(run, gp_span_of(unit));
	out->guessed_better = guess_direction(out->metric, unit);
	if (out->guessed_better == GP_BETTER_NONE)
		out->guessed_better = guess_direction(out->name, unit);
}

#define KEY_SIZE offsetof(struct completion, guessed_unit)

static void complete_measurement(struct completing *s, struct gp_measurement *m)
{
	struct completion fresh = { m->metric, m->unit, telling_name(m), NULL,
				    0 };
	struct gp_entry *run = s->intake->run;
	struct completion *kept;
	size_t at;

	if (gp_map_get(&s->known, &fresh, KEY_SIZE, &at)) {
		kept = (struct completion *)at;
	} else {
		kept = gp_arena_alloc(run->arena, sizeof(*kept));
		*kept = fresh;
		guess_unit_and_direction(kept, run);
		gp_map_put(&s->known, kept, KEY_SIZE, (size_t)kept);
		note_guess(s->intake, kept);
	}
	m->unit = kept->guessed_unit;
	m->better = kept->guessed_better;
}

void gp_intake_guess(struct gp_intake *intake)
{
	struct completing s = { .intake = intake };
	struct gp_map names = { 0 };

	for (size_t i = 0; i < intake->run->n_results; i++) {
		struct gp_measurement *m = &intake->run->results[i];

		gp_map_put(&names, &m->benchmark, sizeof(m->benchmark), 0);
		if (m->better == GP_BETTER_NONE)
			complete_measurement(&s, m);
	}
	intake->n_benchmarks = names.n;
	gp_map_clear(&names);
	gp_map_clear(&s.known);
}
