/*
 * Collects what the words of a metric, of its benchmark and of its unit say.
 */
#include <string.h>

#include "gp/parameters.h"

#include "meaning.h"

/* ---- words around "per" ---- */

/* Without the word behind "per": "cycles_per_byte" does not count bytes. */
static unsigned classes_of_words(const struct gp_name_words *words)
{
	unsigned classes = 0;

	for (size_t i = 0; i < words->n; i++)
		if (!i || !(words->items[i - 1].classes & GP_WORD_PER))
			classes |= words->items[i].classes;
	return classes;
}

static void read_pers(struct gp_signs *out, const struct gp_name_words *words)
{
	for (size_t i = 0; i + 1 < words->n; i++) {
		const struct gp_name_word *of = &words->items[i + 1];
		bool time = of->unit && gp_unit_read(of->unit).dimension ==
						GP_DIMENSION_TIME;

		if (!(words->items[i].classes & GP_WORD_PER))
			continue;
		out->per_time |= time;
		out->per_other |= !time;
		out->per_cost |= of->classes & GP_WORD_COST;
	}
}

/* ---- the benchmark ---- */

/* "p50", "mean_ms", "value": the name does not say what was measured. */
static bool names_no_subject(const struct gp_name_words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		unsigned classes = words->items[i].classes;

		if (classes & GP_WORD_RATE ||
		    !(classes &
		      (GP_WORD_STATISTIC | GP_WORD_PERCENTILE | GP_WORD_UNIT |
		       GP_WORD_PER | GP_WORD_RATE_OF | GP_WORD_QUANTITY)))
			return false;
	}
	return words->n;
}

/* What a part of a path in front of the last one can say. */
static unsigned classes_of_part(const struct gp_name_words *part)
{
	unsigned relevant = GP_WORD_RATE | GP_WORD_PLURAL;

	if (part->all_known)
		relevant |= GP_WORD_EITHER | GP_WORD_FAILURE | GP_WORD_BAD;
	return classes_of_words(part) & relevant;
}

static void read_last_part(struct gp_signs *out,
			   const struct gp_name_words *part)
{
	unsigned relevant = ~0U;

	out->part_known = part->all_known;
	if (out->metric & GP_WORD_QUANTITY) /* of latencies: not a latency */
		relevant = GP_WORD_FAILURE | GP_WORD_BAD | GP_WORD_SUCCESS |
			   GP_WORD_COST | GP_WORD_ALLOCATION | GP_WORD_EITHER |
			   GP_WORD_AMOUNT | GP_WORD_PLURAL;
	else if (out->is_statistic && !part->all_known)
		relevant &= ~(unsigned)GP_WORD_SUCCESS;
	out->own |= classes_of_words(part) & relevant;
	read_pers(out, part);
}

/* "sort" of "sort/size=1000 [python=3.12]" */
static struct gp_span without_parameters(struct gp_span name)
{
	struct gp_span less = gp_without_parameter(name);

	while (less.len < name.len) {
		name = less;
		less = gp_without_parameter(name);
	}
	return name;
}

/* Sets `last` to the words of its last part. */
static void read_benchmark_path(struct gp_signs *out,
				struct gp_name_words *last,
				const char *benchmark)
{
	struct gp_span rest = without_parameters(gp_span_of(benchmark));
	size_t slash;

	while ((slash = gp_span_find(rest, "/")) < rest.len) {
		gp_name_words_read(last, gp_span_sub(rest, 0, slash));
		out->path |= classes_of_part(last);
		rest = gp_span_sub(rest, slash + 1, rest.len);
	}
	gp_name_words_read(last, rest);
	read_last_part(out, last);
}

/* ---- the unit ---- */

static void append_words(struct gp_name_words *out,
			 const struct gp_name_words *more)
{
	for (size_t i = 0; i < more->n && out->n < GP_NAME_WORDS_MAX; i++)
		out->items[out->n++] = more->items[i];
}

/* {"latency_ms": {"p50": 5}}, {"requests": {"per_second": 5}} */
static void guess_unit(struct gp_signs *out, const struct gp_name_words *metric,
		       struct gp_name_words *path)
{
	bool has_unit = out->metric & GP_WORD_UNIT;

	if (gp_words_unit(out->guessed_unit, metric) || has_unit || !path->n)
		return;
	append_words(path, metric);
	gp_words_unit(out->guessed_unit, path);
}

static void read_unit_words(struct gp_signs *out)
{
	struct gp_name_words words;

	if (out->unit.dimension || gp_unit_is_percent(out->unit_text) ||
	    gp_unit_is_ratio(out->unit_text))
		return;
	gp_name_words_read(&words, gp_span_of(out->unit_text));
	out->own |= classes_of_words(&words) &
		    ~(unsigned)(GP_WORD_PER | GP_WORD_UNIT | GP_WORD_SHARE);
}

void gp_signs_read(struct gp_signs *out, const char *benchmark,
		   const char *metric, const char *unit)
{
	struct gp_name_words words, path;

	memset(out, 0, sizeof(*out));
	path.n = 0;
	gp_name_words_read(&words, gp_span_of(metric));
	read_pers(out, &words);
	out->metric = out->own = classes_of_words(&words);
	out->part_known = true;
	out->of_benchmark = names_no_subject(&words);
	if (out->of_benchmark) {
		out->is_statistic = strcmp(metric, "value") != 0;
		read_benchmark_path(out, &path, benchmark);
	}
	out->given = *unit;
	if (!*unit)
		guess_unit(out, &words, &path);
	out->unit_text = *unit ? unit : out->guessed_unit;
	out->unit = gp_unit_read(out->unit_text);
	read_unit_words(out);
}

bool gp_signs_is_rate(const struct gp_signs *signs)
{
	struct gp_metric_word word;

	if (signs->unit.dimension == GP_DIMENSION_TIME)
		return false;
	return gp_unit_is_rate(&signs->unit) ||
	       (gp_metric_word_find(&word, signs->unit.head) &&
		word.classes & GP_WORD_RATE);
}

bool gp_signs_is_share(const struct gp_signs *signs)
{
	if (*signs->unit_text)
		return gp_unit_is_percent(signs->unit_text) ||
		       gp_unit_is_ratio(signs->unit_text);
	return signs->own & GP_WORD_SHARE || signs->per_other;
}
