/*
 * Applies the configuration to a set of series: limits, directions, and the
 * notice about an old baseline.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "settings.h"

static void apply_kind(const struct gp_config *config, struct gp_limits *limits)
{
	const struct gp_kind_limits *of = &config->kinds[limits->kind];

	if (of->has_note)
		limits->note = of->note;
	if (of->has_warn)
		limits->warn = of->warn;
	if (of->has_fail)
		limits->fail = of->fail;
	limits->early_fails = config->early_fails;
}

static void apply_rule(const struct gp_rule *rule, struct gp_series *series)
{
	struct gp_limits *limits = &series->limits;

	switch (rule->key) {
	case GP_RULE_NOTE:
		limits->note = rule->limit;
		break;
	case GP_RULE_WARN:
		limits->warn = rule->limit;
		break;
	case GP_RULE_FAIL:
		limits->fail = rule->limit;
		break;
	case GP_RULE_BUDGET_WARN:
		limits->budget_warn = rule->limit;
		break;
	case GP_RULE_BUDGET:
		limits->budget = rule->limit;
		break;
	case GP_RULE_BETTER:
		series->better = rule->better;
		break;
	case GP_RULE_GATE:
		limits->gate = rule->gate;
		break;
	}
}

/* `fail = 3%` alone must also lower a warning limit that is higher. */
static void order_limits(struct gp_limits *limits)
{
	if (limits->warn.how == GP_LIMIT_RELATIVE && !limits->warn.also &&
	    limits->fail.how == GP_LIMIT_RELATIVE && !limits->fail.also &&
	    limits->warn.value > limits->fail.value)
		limits->warn = limits->fail;
}

/* ---- which derived series are named ---- */

/* "budget = 500 MB/s" is about the metric that is in MB/s. */
static bool fits_alone(const struct gp_limit *limit, const char *unit,
		       const char *source_unit)
{
	double value;

	for (; limit; limit = limit->also)
		if (limit->how == GP_LIMIT_ABSOLUTE && *limit->unit &&
		    gp_limit_in_unit(limit, unit, &value) &&
		    !gp_limit_in_unit(limit, source_unit, &value))
			return true;
	return false;
}

static bool is_limit(const struct gp_rule *rule)
{
	return rule->key != GP_RULE_BETTER && rule->key != GP_RULE_GATE;
}

/* Such a limit of a whole benchmark is none of the source. */
static bool is_for_derived(const struct gp_rule *rule,
			   const struct gp_series_set *set,
			   const struct gp_series *s)
{
	const struct gp_series *end = set->items + set->n, *d = s;

	if (!is_limit(rule))
		return false;
	while (d > set->items && !strcmp(d[-1].benchmark, s->benchmark))
		d--;
	for (; d < end && !strcmp(d->benchmark, s->benchmark); d++)
		if (gp_series_source(set, d) == s &&
		    gp_rule_matches(rule, d->benchmark, d->metric) &&
		    fits_alone(&rule->limit, d->unit, s->unit))
			return true;
	return false;
}

static bool rule_names(const struct gp_rule *rule, const struct gp_series *s,
		       const struct gp_series *source)
{
	if (rule->pattern && gp_series_is_named(s, rule->pattern))
		return true;
	return is_limit(rule) &&
	       gp_rule_matches(rule, s->benchmark, s->metric) &&
	       fits_alone(&rule->limit, s->unit, source->unit);
}

/* failThroughput is about a rate, unless its source is a rate, too. */
static bool kind_is_named(const struct gp_config *config,
			  const struct gp_series *s,
			  const struct gp_series *source)
{
	enum gp_kind kind = gp_kind_of(s->benchmark, s->metric, s->unit);
	const struct gp_kind_limits *of = &config->kinds[kind];

	return kind != GP_KIND_OTHER &&
	       (of->has_note || of->has_warn || of->has_fail) &&
	       kind != gp_kind_of(source->benchmark, source->metric,
				  source->unit);
}

static bool is_derived_named(const struct gp_config *config,
			     const struct gp_series_set *set,
			     const struct gp_series *s)
{
	const struct gp_series *source = gp_series_source(set, s);

	if (!source)
		return false;
	for (size_t i = 0; i < config->rules.n; i++)
		if (!config->rules.items[i].proposed &&
		    rule_names(&config->rules.items[i], s, source))
			return true;
	return kind_is_named(config, s, source);
}

/* Results that cannot be compared, or seen, are results. */
static bool hides_results(const struct gp_first_results *first)
{
	return first->cut || first->unrelated || first->unasked ||
	       (first->measured && !first->same_testbed);
}

/*
 * A section of the judged branch counts before it is merged only if the base
 * branch has none of the results that it is about: it cannot weaken a gate.
 */
static bool is_for_new(const struct gp_rule *rule,
		       const struct gp_series_set *set)
{
	if (hides_results(&set->first))
		return false;
	for (size_t i = 0; i < set->n; i++) {
		const struct gp_series *s = &set->items[i];

		if (s->n_baseline &&
		    gp_rule_matches(rule, s->benchmark, s->metric))
			return false;
	}
	return true;
}

static void apply_rules(const struct gp_config *config, const bool *idle,
			const struct gp_series_set *set, struct gp_series *s)
{
	for (size_t r = 0; r < config->rules.n; r++) {
		const struct gp_rule *rule = &config->rules.items[r];

		if (!idle[r] &&
		    gp_rule_matches(rule, s->benchmark, s->metric) &&
		    !is_for_derived(rule, set, s))
			apply_rule(rule, s);
	}
}

enum gp_err gp_config_apply(const struct gp_config *config,
			    struct gp_series_set *set)
{
	bool *idle = gp_calloc(config->rules.n, sizeof(*idle));

	set->origin = &config->origin;
	for (size_t r = 0; r < config->rules.n; r++)
		idle[r] = config->rules.items[r].proposed &&
			  !is_for_new(&config->rules.items[r], set);
	for (size_t i = 0; i < set->n; i++) {
		struct gp_series *s = &set->items[i];

		s->limits = gp_limits_default(
			gp_kind_of(s->benchmark, s->metric, s->unit));
		apply_kind(config, &s->limits);
		apply_rules(config, idle, set, s);
		order_limits(&s->limits);
		s->named = s->named || is_derived_named(config, set, s);
	}
	free(idle);
	return GP_OK;
}

/* When the judged commit was made; results of a modified work tree are new. */
static int64_t judged_time(const struct gp_series_set *set, int64_t now_s)
{
	for (size_t i = 0; i < set->n && !set->dirty; i++)
		if (set->items[i].current.n_readings)
			return set->items[i].current.commit_time;
	return now_s;
}

void gp_config_warn_of_age(const struct gp_config *config,
			   struct gp_series_set *set, int64_t now_s)
{
	int64_t newest = INT64_MIN, judged = judged_time(set, now_s);

	for (size_t i = 0; i < set->n; i++) {
		const struct gp_series *s = &set->items[i];
		const struct gp_point *end = s->baseline + s->n_baseline;

		if (s->n_baseline && end[-1].commit_time > newest)
			newest = end[-1].commit_time;
	}
	/* A commit may have any time. */
	newest = newest < 0 && newest != INT64_MIN ? 0 : newest;
	if (newest == INT64_MIN || judged < newest ||
	    judged - newest <= config->max_age_s)
		return;
	gp_notices_add(&set->notices,
		       "the newest commit of the baseline is %" PRId64
		       " days older than what is judged: measure a newer one "
		       "(perf.maxAge)",
		       (judged - newest) / (24 * 60 * 60));
}
