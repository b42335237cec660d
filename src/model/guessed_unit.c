/*
 * The unit that the name of a metric contains.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "meaning.h"

static bool is_any_of(const struct gp_name_word *word, unsigned classes)
{
	return word->classes & classes;
}

static bool has_text(const struct gp_name_word *word, const char *text)
{
	return word->text.len == strlen(text) &&
	       !strncasecmp(word->text.data, text, word->text.len);
}

static bool names_time(const char *unit)
{
	return gp_unit_read(unit).dimension == GP_DIMENSION_TIME;
}

/* "rows" of "RowsPerSec"; false if it is too long. */
static bool put_noun(char out[GP_GUESSED_UNIT_MAX],
		     const struct gp_name_word *word, const char *ending)
{
	size_t n = word->text.len;

	if (!n || n + strlen(ending) >= GP_GUESSED_UNIT_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		out[i] = (char)tolower((unsigned char)word->text.data[i]);
	strcpy(out + n, ending);
	return true;
}

/* The unit of so many `word` per `time`; false for a word that says nothing. */
static bool put_rate_unit(char out[GP_GUESSED_UNIT_MAX],
			  const struct gp_name_word *word, const char *time)
{
	char ending[8];

	snprintf(ending, sizeof(ending), "/%.6s", time);
	if (!word->unit)
		return is_any_of(word, GP_WORD_COUNTED | GP_WORD_RATE |
					       GP_WORD_FAILURE | GP_WORD_BAD |
					       GP_WORD_ALLOCATION) &&
		       put_noun(out, word, ending);
	if (is_any_of(word, GP_WORD_SHARE))
		return false;
	/* "gflops_per_sec" */
	if (is_any_of(word, GP_WORD_RATE))
		*ending = '\0';
	snprintf(out, GP_GUESSED_UNIT_MAX, "%.16s%s", word->unit, ending);
	return true;
}

/* "ns/op", "B/request", "allocs/op" */
static bool put_unit_per(char out[GP_GUESSED_UNIT_MAX],
			 const struct gp_name_word *word,
			 const struct gp_name_word *of)
{
	char ending[20], noun[GP_GUESSED_UNIT_MAX];

	if (of->text.len > 16 || !put_noun(noun, of, ""))
		return false;
	snprintf(ending, sizeof(ending), "/%.18s", noun);
	if (is_any_of(word, GP_WORD_ALLOCATION))
		return put_noun(out, word, ending);
	if (!word->unit || is_any_of(word, GP_WORD_SHARE | GP_WORD_RATE))
		return false;
	snprintf(out, GP_GUESSED_UNIT_MAX, "%.8s%s", word->unit, ending);
	return true;
}

/* "requests_per_second", "ns/op" */
static bool unit_around_per(char out[GP_GUESSED_UNIT_MAX],
			    const struct gp_name_words *words)
{
	for (size_t i = words->n; i-- > 1;) {
		const struct gp_name_word *of = &words->items[i + 1];

		if (!is_any_of(&words->items[i], GP_WORD_PER) ||
		    i + 1 == words->n)
			continue;
		if (of->unit && names_time(of->unit))
			return put_rate_unit(out, &words->items[i - 1],
					     of->unit);
		return put_unit_per(out, &words->items[i - 1], of);
	}
	return false;
}

/* "cpu_s" is in seconds, "mb_s" and "req_sec" are rates, "parse_s" is open. */
static bool unit_of_seconds(char out[GP_GUESSED_UNIT_MAX],
			    const struct gp_name_words *words, size_t at)
{
	const struct gp_name_word *word = &words->items[at];
	bool letter = has_text(word, "s"), takes_time = false;

	if (at &&
	    (letter || has_text(word, "sec") || has_text(word, "second"))) {
		const struct gp_name_word *before = word - 1;
		bool is_size = before->unit && !names_time(before->unit) &&
			       !is_any_of(before, GP_WORD_SHARE | GP_WORD_RATE);

		if (is_size || is_any_of(before, GP_WORD_PLURAL))
			return put_rate_unit(out, before, "s");
	}
	for (size_t i = 0; i < at; i++)
		takes_time |= is_any_of(
			&words->items[i],
			GP_WORD_TIME | GP_WORD_SECONDS | GP_WORD_STATISTIC |
				GP_WORD_PERCENTILE | GP_WORD_EITHER);
	if (letter && !takes_time)
		return false;
	strcpy(out, "s");
	return true;
}

/* "latency_ms", "rss_mb_max" */
static bool unit_at_end(char out[GP_GUESSED_UNIT_MAX],
			const struct gp_name_words *words)
{
	const struct gp_name_word *word;
	size_t n = words->n;

	while (n && is_any_of(&words->items[n - 1],
			      GP_WORD_STATISTIC | GP_WORD_PERCENTILE))
		n--;
	if (!n || words->n == 1)
		return false;
	word = &words->items[n - 1];
	if (!word->unit || is_any_of(word, GP_WORD_RATE) ||
	    (n > 1 && is_any_of(word - 1, GP_WORD_PER)))
		return false;
	if (!strcmp(word->unit, "s"))
		return unit_of_seconds(out, words, n - 1);
	strcpy(out, word->unit);
	return true;
}

/* "rps_p99", "max_gflops" */
static bool unit_of_rate_word(char out[GP_GUESSED_UNIT_MAX],
			      const struct gp_name_words *words)
{
	for (size_t i = words->n; i-- > 0;)
		if (is_any_of(&words->items[i], GP_WORD_RATE) &&
		    words->items[i].unit) {
			strcpy(out, words->items[i].unit);
			return true;
		}
	return false;
}

bool gp_words_unit(char out[GP_GUESSED_UNIT_MAX],
		   const struct gp_name_words *words)
{
	*out = '\0';
	return unit_around_per(out, words) || unit_at_end(out, words) ||
	       unit_of_rate_word(out, words);
}
