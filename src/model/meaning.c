/*
 * Decides from the words of a metric whether lower or higher is better. If they
 * do not agree, neither is: it is better not to judge than to judge wrongly.
 */
#include <string.h>

#include "meaning.h"

/* ---- directions by the dimension of the unit ---- */

/* Something that is saved or left over, or that somebody has set. */
static bool is_either(const struct gp_signs *s)
{
	unsigned words = s->own | s->path;

	/* mean_ms of the benchmark "saved_search": a name, and no amount */
	if (s->is_statistic && !s->part_known &&
	    s->unit.dimension == GP_DIMENSION_TIME)
		words = s->metric;
	return words & GP_WORD_EITHER || s->per_cost;
}

/* The benchmark "error_parsing" measures no errors. */
static bool is_better_fewer(const struct gp_signs *s)
{
	return s->own & (GP_WORD_FAILURE | GP_WORD_BAD);
}

static enum gp_better better_of_fewer(const struct gp_signs *s)
{
	bool by_benchmark = !(s->metric & (GP_WORD_FAILURE | GP_WORD_BAD));

	if (s->own & GP_WORD_SUCCESS)
		return GP_BETTER_NONE;
	if (by_benchmark && !s->part_known && gp_signs_is_rate(s))
		return GP_BETTER_NONE;
	return GP_BETTER_LOWER;
}

static enum gp_better better_of_rate(const struct gp_signs *s)
{
	if (s->own & (GP_WORD_ALLOCATION | GP_WORD_COST))
		return GP_BETTER_NONE;
	if (s->metric & GP_WORD_TIME && !s->per_time)
		return GP_BETTER_NONE;
	if (s->path & (GP_WORD_FAILURE | GP_WORD_BAD) && !s->given)
		return GP_BETTER_NONE;
	return GP_BETTER_HIGHER;
}

/* "throughput_ms" contradicts itself; the benchmark "ops_test" does not. */
static enum gp_better better_of_time(const struct gp_signs *s)
{
	bool contradicts =
		s->metric & GP_WORD_RATE && !(s->metric & GP_WORD_TIME);

	return contradicts ? GP_BETTER_NONE : GP_BETTER_LOWER;
}

static enum gp_better better_of_size(const struct gp_signs *s)
{
	if (s->own & (GP_WORD_AMOUNT | GP_WORD_MOVED | GP_WORD_SUCCESS))
		return GP_BETTER_NONE;
	if ((s->own | s->path) & GP_WORD_RATE)
		return GP_BETTER_HIGHER;
	return GP_BETTER_LOWER;
}

static enum gp_better better_of_share(const struct gp_signs *s)
{
	if (s->own & GP_WORD_AMOUNT)
		return GP_BETTER_NONE;
	if (s->own & (GP_WORD_SUCCESS | GP_WORD_RATE))
		return s->own & GP_WORD_COST ? GP_BETTER_NONE
					     : GP_BETTER_HIGHER;
	return GP_BETTER_NONE;
}

/* ---- directions by words alone ---- */

static bool is_amount(const struct gp_signs *s)
{
	return s->own & GP_WORD_AMOUNT ||
	       (s->own & GP_WORD_MOVED && s->own & GP_WORD_MEMORY);
}

static enum gp_better better_of_rate_word(const struct gp_signs *s)
{
	if (s->per_time)
		return better_of_rate(s);
	if (s->own & (GP_WORD_TIME | GP_WORD_ALLOCATION | GP_WORD_QUANTITY) ||
	    s->path & (GP_WORD_FAILURE | GP_WORD_BAD))
		return GP_BETTER_NONE;
	return GP_BETTER_HIGHER;
}

static bool is_rate_word(const struct gp_signs *s)
{
	return s->per_time || (s->own | s->path) & GP_WORD_RATE ||
	       (s->own & GP_WORD_RATE_OF &&
		(s->own | s->path) & GP_WORD_COUNTED &&
		!(s->own & (GP_WORD_COST | GP_WORD_SUCCESS)));
}

static enum gp_better better_of_words(const struct gp_signs *s)
{
	const unsigned lower =
		GP_WORD_MEMORY | GP_WORD_ALLOCATION | GP_WORD_COST;

	if (is_amount(s))
		return GP_BETTER_NONE;
	if (is_rate_word(s))
		return better_of_rate_word(s);
	if (s->own & GP_WORD_TIME)
		return s->own & GP_WORD_QUANTITY ? GP_BETTER_NONE
						 : GP_BETTER_LOWER;
	if (s->own & GP_WORD_SUCCESS)
		return s->own & lower ? GP_BETTER_NONE : GP_BETTER_HIGHER;
	if (s->own & lower)
		return GP_BETTER_LOWER;
	/* the p50 of "requests" may be a rate */
	if ((s->own | s->path) & GP_WORD_PLURAL || s->given)
		return GP_BETTER_NONE;
	return s->own & GP_WORD_PERCENTILE ? GP_BETTER_LOWER : GP_BETTER_NONE;
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

static enum gp_better better_of_signs(const struct gp_signs *s)
{
	if (is_either(s))
		return GP_BETTER_NONE;
	if (is_better_fewer(s))
		return better_of_fewer(s);
	if (gp_signs_is_rate(s))
		return better_of_rate(s);
	if (s->unit.dimension == GP_DIMENSION_TIME ||
	    is_per_operation(s->unit_text))
		return better_of_time(s);
	if (s->unit.dimension)
		return better_of_size(s);
	if (gp_unit_is_percent(s->unit_text) || gp_unit_is_ratio(s->unit_text))
		return better_of_share(s);
	return better_of_words(s);
}

/* ---- kinds ---- */

static bool is_latency(const struct gp_signs *s)
{
	if (s->own & GP_WORD_LATENCY)
		return true;
	return s->own & GP_WORD_PERCENTILE &&
	       (s->unit.dimension == GP_DIMENSION_TIME ||
		!((s->own | s->path) & GP_WORD_PLURAL));
}

static enum gp_kind kind_of_words(const struct gp_signs *s)
{
	bool failure = is_better_fewer(s);
	bool time = s->unit.dimension == GP_DIMENSION_TIME;

	if (s->own & GP_WORD_LATENCY)
		return GP_KIND_LATENCY;
	if (!failure && !time && !(s->own & GP_WORD_EITHER) && is_rate_word(s))
		return GP_KIND_THROUGHPUT;
	if (is_latency(s))
		return GP_KIND_LATENCY;
	if (!time && s->own & (GP_WORD_MEMORY | GP_WORD_ALLOCATION))
		return GP_KIND_MEMORY;
	return GP_KIND_OTHER;
}

static enum gp_kind kind_of_signs(const struct gp_signs *s)
{
	bool failure = is_better_fewer(s);

	if (s->own & GP_WORD_FAILURE && gp_signs_is_share(s))
		return GP_KIND_ERROR;
	if (!failure && gp_signs_is_rate(s) && !(s->own & GP_WORD_EITHER))
		return GP_KIND_THROUGHPUT;
	if (gp_unit_is_rate(&s->unit) || gp_unit_is_percent(s->unit_text))
		return GP_KIND_OTHER;
	if (s->unit.dimension == GP_DIMENSION_BYTES ||
	    s->unit.dimension == GP_DIMENSION_BITS)
		return better_of_size(s) == GP_BETTER_HIGHER
			       ? GP_KIND_THROUGHPUT
			       : GP_KIND_MEMORY;
	return kind_of_words(s);
}

void gp_meaning_read(struct gp_meaning *out, const char *benchmark,
		     const char *metric, const char *unit)
{
	struct gp_signs signs;

	gp_signs_read(&signs, benchmark, metric, unit);
	out->better = better_of_signs(&signs);
	out->kind = kind_of_signs(&signs);
	out->of_benchmark = signs.of_benchmark;
	strcpy(out->unit, signs.guessed_unit);
}

enum gp_kind gp_kind_of(const char *benchmark, const char *metric,
			const char *unit)
{
	struct gp_meaning meaning;

	gp_meaning_read(&meaning, benchmark, metric, unit);
	return meaning.kind;
}
