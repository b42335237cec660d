/*
 * Recognises the names of statistics: mean, std_dev, n and their synonyms.
 */
#include <ctype.h>
#include <string.h>

#include "guess.h"
#include "statistic.h"

#define LEN(array)    (sizeof(array) / sizeof((array)[0]))
#define STATISTIC_MAX 32

/* Names in lower case, without breaks between their words. */
static const struct {
	const char *name;
	enum gp_statistic what;
} known_statistics[] = {
	{ "median", GP_STATISTIC_MEDIAN },
	{ "med", GP_STATISTIC_MEDIAN },
	{ "mean", GP_STATISTIC_MEAN },
	{ "avg", GP_STATISTIC_MEAN },
	{ "average", GP_STATISTIC_MEAN },
	{ "value", GP_STATISTIC_PLAIN },
	{ "stddev", GP_STATISTIC_SPREAD },
	{ "std", GP_STATISTIC_SPREAD },
	{ "stdev", GP_STATISTIC_SPREAD },
	{ "sd", GP_STATISTIC_SPREAD },
	{ "sigma", GP_STATISTIC_SPREAD },
	{ "standarddeviation", GP_STATISTIC_SPREAD },
	{ "deviation", GP_STATISTIC_SPREAD },
	{ "1stdev", GP_STATISTIC_SPREAD },
	{ "2stdev", GP_STATISTIC_SPREAD_TWICE },
	{ "2stddev", GP_STATISTIC_SPREAD_TWICE },
	{ "2std", GP_STATISTIC_SPREAD_TWICE },
	{ "2sd", GP_STATISTIC_SPREAD_TWICE },
	{ "2sigma", GP_STATISTIC_SPREAD_TWICE },
	{ "n", GP_STATISTIC_COUNT },
	{ "count", GP_STATISTIC_COUNT },
	{ "samples", GP_STATISTIC_COUNT },
	{ "samplesize", GP_STATISTIC_COUNT },
	{ "samplecount", GP_STATISTIC_COUNT },
	{ "numsamples", GP_STATISTIC_COUNT },
	{ "nsamples", GP_STATISTIC_COUNT },
	{ "rounds", GP_STATISTIC_COUNT },
	{ "runs", GP_STATISTIC_COUNT },
	{ "numruns", GP_STATISTIC_COUNT },
	{ "nruns", GP_STATISTIC_COUNT },
	{ "iterations", GP_STATISTIC_COUNT },
	{ "iters", GP_STATISTIC_COUNT },
	{ "repetitions", GP_STATISTIC_COUNT },
	{ "min", GP_STATISTIC_MIN },
	{ "minimum", GP_STATISTIC_MIN },
	{ "max", GP_STATISTIC_MAX },
	{ "maximum", GP_STATISTIC_MAX },
	{ "low", GP_STATISTIC_LOW },
	{ "lower", GP_STATISTIC_LOW },
	{ "lowerbound", GP_STATISTIC_LOW },
	{ "lowerci", GP_STATISTIC_LOW },
	{ "cilow", GP_STATISTIC_LOW },
	{ "cilower", GP_STATISTIC_LOW },
	{ "cilo", GP_STATISTIC_LOW },
	{ "ci95low", GP_STATISTIC_LOW },
	{ "ci95lower", GP_STATISTIC_LOW },
	{ "cilowerbound", GP_STATISTIC_LOW },
	{ "high", GP_STATISTIC_HIGH },
	{ "upper", GP_STATISTIC_HIGH },
	{ "upperbound", GP_STATISTIC_HIGH },
	{ "upperci", GP_STATISTIC_HIGH },
	{ "cihigh", GP_STATISTIC_HIGH },
	{ "ciupper", GP_STATISTIC_HIGH },
	{ "cihi", GP_STATISTIC_HIGH },
	{ "ci95high", GP_STATISTIC_HIGH },
	{ "ci95upper", GP_STATISTIC_HIGH },
	{ "ciupperbound", GP_STATISTIC_HIGH },
};

/* Where the last word of "mean_ns" or "meanNs" begins. */
static size_t last_word_at(const char *name, size_t end)
{
	size_t at = end;

	while (at > 0 && isalnum((unsigned char)name[at - 1])) {
		at--;
		if (at && isupper((unsigned char)name[at]) &&
		    islower((unsigned char)name[at - 1]))
			break;
	}
	return at;
}

const char *gp_statistic_unit(const char *name)
{
	size_t at = last_word_at(name, strlen(name));

	if (at > 0 && !strcmp(name + at, "s"))
		return "s";
	return gp_guess_unit(name);
}

/* "std_dev_ns" and "Std Dev (ns)" are "stddev"; false if it is too long. */
static bool simplify_name(char out[STATISTIC_MAX], const char *name)
{
	size_t n = 0, end = strcspn(name, "([");

	if (!name[end] && *gp_statistic_unit(name))
		end = last_word_at(name, end);
	for (size_t i = 0; i < end; i++) {
		if (!isalnum((unsigned char)name[i]))
			continue;
		if (n == STATISTIC_MAX - 1)
			return false;
		out[n++] = (char)tolower((unsigned char)name[i]);
	}
	out[n] = '\0';
	return n;
}

enum gp_statistic gp_statistic_of(const char *name)
{
	char simple[STATISTIC_MAX];

	if (!simplify_name(simple, name))
		return GP_STATISTIC_NONE;
	for (size_t i = 0; i < LEN(known_statistics); i++)
		if (!strcmp(simple, known_statistics[i].name))
			return known_statistics[i].what;
	return GP_STATISTIC_NONE;
}

bool gp_statistic_is_samples(const char *name)
{
	static const char *const words[] = {
		"samples",   "values", "data", "times",   "timings",
		"durations", "raw",    "runs", "rawdata", "measurements"
	};
	char simple[STATISTIC_MAX];

	if (!simplify_name(simple, name))
		return false;
	for (size_t i = 0; i < LEN(words); i++)
		if (!strcmp(simple, words[i]))
			return true;
	return false;
}

bool gp_statistic_is_percentile(const char *name)
{
	name += *name == 'p' || *name == 'P';
	return *name >= '0' && *name <= '9';
}
