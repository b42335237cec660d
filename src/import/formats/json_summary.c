/*
 * Recognises an object that is one measurement, by the names of its members:
 * mean, std_dev, n and their synonyms.
 */
#include <ctype.h>
#include <string.h>

#include "import/core/guess.h"
#include "json_summary.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Names in lower case, without breaks between their words. */
static const struct {
	const char *name;
	enum gp_json_role role;
} known[] = {
	{ "median", GP_JSON_MEDIAN },
	{ "med", GP_JSON_MEDIAN },
	{ "mean", GP_JSON_MEAN },
	{ "avg", GP_JSON_MEAN },
	{ "average", GP_JSON_MEAN },
	{ "value", GP_JSON_PLAIN },
	{ "stddev", GP_JSON_SPREAD },
	{ "std", GP_JSON_SPREAD },
	{ "stdev", GP_JSON_SPREAD },
	{ "sd", GP_JSON_SPREAD },
	{ "standarddeviation", GP_JSON_SPREAD },
	{ "deviation", GP_JSON_SPREAD },
	{ "n", GP_JSON_COUNT },
	{ "count", GP_JSON_COUNT },
	{ "samples", GP_JSON_COUNT },
	{ "samplesize", GP_JSON_COUNT },
	{ "samplecount", GP_JSON_COUNT },
	{ "numsamples", GP_JSON_COUNT },
	{ "nsamples", GP_JSON_COUNT },
	{ "rounds", GP_JSON_COUNT },
	{ "runs", GP_JSON_COUNT },
	{ "iterations", GP_JSON_COUNT },
	{ "min", GP_JSON_MIN },
	{ "minimum", GP_JSON_MIN },
	{ "max", GP_JSON_MAX },
	{ "maximum", GP_JSON_MAX },
	{ "low", GP_JSON_LOW },
	{ "lower", GP_JSON_LOW },
	{ "lowerbound", GP_JSON_LOW },
	{ "cilow", GP_JSON_LOW },
	{ "cilower", GP_JSON_LOW },
	{ "high", GP_JSON_HIGH },
	{ "upper", GP_JSON_HIGH },
	{ "upperbound", GP_JSON_HIGH },
	{ "cihigh", GP_JSON_HIGH },
	{ "ciupper", GP_JSON_HIGH },
	{ "unit", GP_JSON_UNIT },
	{ "units", GP_JSON_UNIT },
};

static const char *const sample_keys[] = { "samples", "values",       "data",
					   "times",   "measurements", "raw" };

/* Where the last word of "mean_ns" or "meanNs" begins. */
static size_t last_word_at(const char *key)
{
	size_t at = strlen(key);

	while (at > 0 && isalnum((unsigned char)key[at - 1])) {
		at--;
		if (at && isupper((unsigned char)key[at]) &&
		    islower((unsigned char)key[at - 1]))
			break;
	}
	return at;
}

/* Of a mean or a deviation, which may be in "_s", too; "" for none. */
static const char *key_unit(const char *key)
{
	size_t at = last_word_at(key);

	if (at > 0 && !strcmp(key + at, "s"))
		return "s";
	return gp_guess_unit(key);
}

/* "std_dev_ns" is "stddev"; false for what is too long to be known. */
static bool simplify(char out[32], const char *key)
{
	size_t n = 0, end = *key_unit(key) ? last_word_at(key) : strlen(key);

	for (size_t i = 0; i < end; i++) {
		if (!isalnum((unsigned char)key[i]))
			continue;
		if (n == 31)
			return false;
		out[n++] = (char)tolower((unsigned char)key[i]);
	}
	out[n] = '\0';
	return n;
}

bool gp_json_is_numbers(const struct gp_json *array)
{
	size_t numbers = 0;

	for (size_t i = 0; i < gp_json_len(array); i++) {
		const struct gp_json *item = gp_json_at(array, i);

		if (item && !gp_json_is(item, GP_JSON_NUMBER))
			return false;
		numbers += item != NULL;
	}
	return numbers;
}

static enum gp_json_role role_of_array(const char *name,
				       const struct gp_json *array)
{
	for (size_t i = 0; i < LEN(sample_keys); i++)
		if (!strcmp(name, sample_keys[i]) && gp_json_is_numbers(array))
			return GP_JSON_SAMPLES;
	return GP_JSON_OTHER;
}

enum gp_json_role gp_json_role_of(const char *key, const struct gp_json *value)
{
	bool text = gp_json_is(value, GP_JSON_STRING);
	char name[32];

	if (!simplify(name, key))
		return GP_JSON_OTHER;
	if (gp_json_is(value, GP_JSON_ARRAY))
		return role_of_array(name, value);
	if (!text && !gp_json_is(value, GP_JSON_NUMBER))
		return GP_JSON_OTHER;
	for (size_t i = 0; i < LEN(known); i++)
		if (!strcmp(name, known[i].name))
			return text == (known[i].role == GP_JSON_UNIT)
				       ? known[i].role
				       : GP_JSON_OTHER;
	return GP_JSON_OTHER;
}

/* ---- one object ---- */

struct summary_parts {
	struct gp_decimal median, mean, plain;
	const char *suffix; /* of the value that is taken */
	const char *unit;
	bool has_count;
	bool not_finite; /* the mean or the median */
};

static void store_statistic(struct gp_json_summary *out,
			    struct summary_parts *found, enum gp_json_role role,
			    struct gp_decimal value)
{
	struct gp_decimal *const slots[] = {
		[GP_JSON_MEDIAN] = &found->median,
		[GP_JSON_MEAN] = &found->mean,
		[GP_JSON_PLAIN] = &found->plain,
		[GP_JSON_SPREAD] = &out->summary.spread,
		[GP_JSON_MIN] = &out->summary.min,
		[GP_JSON_MAX] = &out->summary.max,
		[GP_JSON_LOW] = &out->summary.low,
		[GP_JSON_HIGH] = &out->summary.high,
	};
	double n;

	if (role != GP_JSON_COUNT) {
		*slots[role] = value;
		return;
	}
	n = gp_decimal_double(value);
	found->has_count = true;
	if (n >= 1 && n < 1e15)
		out->summary.n = (uint64_t)n;
}

static void read_summary_member(struct gp_json_summary *out,
				struct summary_parts *found,
				const struct gp_json_iter *it)
{
	enum gp_json_role role = gp_json_role_of(it->key, it->value);
	struct gp_decimal value;

	if (role == GP_JSON_OTHER)
		return;
	if (role == GP_JSON_SAMPLES)
		out->samples = it->value;
	else if (role == GP_JSON_UNIT)
		found->unit = gp_json_text(it->value);
	else if (gp_json_number(it->value, &value))
		store_statistic(out, found, role, value);
	else
		found->not_finite |= role <= GP_JSON_PLAIN;
	if (role <= GP_JSON_PLAIN && !*found->suffix)
		found->suffix = key_unit(it->key);
}

bool gp_json_summary_read(struct gp_json_summary *out,
			  const struct gp_json *object)
{
	struct summary_parts found = { .suffix = "" };
	struct gp_json_iter it = { 0 };
	bool repeated;

	memset(out, 0, sizeof(*out));
	while (gp_json_next(object, &it))
		read_summary_member(out, &found, &it);
	repeated = out->summary.spread.kind || found.has_count || out->samples;
	out->summary.mean = found.mean;
	out->value = found.median.kind ? found.median : found.mean;
	out->unit = found.unit ? found.unit : found.suffix;
	if (out->value.kind || found.not_finite)
		return repeated;
	out->value = found.plain;
	return found.plain.kind && (repeated || found.unit);
}
