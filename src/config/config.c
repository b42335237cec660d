/*
 * The configuration as a whole: its defaults, and its values for callers.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "settings.h"

struct gp_config *gp_config_new(void)
{
	struct gp_config *config = gp_calloc(1, sizeof(*config));

	config->commits = 30;
	config->depth = 1000;
	config->max_age_s = (int64_t)90 * 24 * 60 * 60;
	config->multiplicity = GP_MULTIPLICITY_FDR;
	config->durable = true;
	config->common_mode = true;
	config->origin.from = "default";
	config->origin.remark = config->origin.next = "";
	return config;
}

void gp_config_free(struct gp_config *config)
{
	if (!config)
		return;
	gp_config_items_clear(&config->items);
	gp_notices_clear(&config->notices);
	free(config->rules.items);
	free(config->parameters.items);
	free(config->fact_names.items);
	gp_buf_clear(&config->facts_text);
	free(config->base_branch);
	gp_base_clear(&config->base);
	free(config->origin.changes);
	free(config);
}

const struct gp_notices *gp_config_notices(const struct gp_config *config)
{
	return &config->notices;
}

const char *gp_config_get(const struct gp_config *config, const char *key)
{
	for (size_t i = config->items.n; i-- > 0;) {
		const struct gp_config_item *item = &config->items.items[i];

		if (!item->pattern && !strcasecmp(item->key, key))
			return item->value ? item->value : "true";
	}
	return NULL;
}

const char *gp_config_base_branch(const struct gp_config *config)
{
	return config->base_branch;
}

const struct gp_base *gp_config_base(const struct gp_config *config)
{
	return config->base.name ? &config->base : NULL;
}

const struct gp_limits_origin *gp_config_origin(const struct gp_config *config)
{
	return &config->origin;
}

size_t gp_config_commits(const struct gp_config *config)
{
	return config->commits;
}

size_t gp_config_depth(const struct gp_config *config)
{
	return config->depth;
}

bool gp_config_durable(const struct gp_config *config)
{
	return config->durable;
}

bool gp_config_accept_trailers(const struct gp_config *config)
{
	return config->accept_trailers;
}

int64_t gp_config_max_age_s(const struct gp_config *config)
{
	return config->max_age_s;
}

bool gp_config_common_mode(const struct gp_config *config)
{
	return config->common_mode;
}

enum gp_multiplicity gp_config_multiplicity(const struct gp_config *config)
{
	return config->multiplicity;
}

size_t gp_config_parameters(const struct gp_config *config,
			    const char *const **names)
{
	*names = config->parameters.items;
	return config->parameters.n;
}

const struct gp_fact_names *gp_config_facts(const struct gp_config *config)
{
	return config ? &config->facts : NULL;
}

bool gp_rule_matches(const struct gp_rule *rule, const char *benchmark,
		     const char *metric)
{
	return !rule->pattern || gp_key_match(rule->pattern, benchmark, metric);
}

bool gp_config_better(const struct gp_config *config, enum gp_better *better,
		      const char *benchmark, const char *metric)
{
	bool found = false;

	for (size_t i = 0; i < config->rules.n; i++) {
		const struct gp_rule *rule = &config->rules.items[i];

		if (rule->key != GP_RULE_BETTER ||
		    !gp_rule_matches(rule, benchmark, metric))
			continue;
		*better = rule->better;
		found = true;
	}
	return found;
}

void gp_config_direct_run(const struct gp_config *config, struct gp_entry *run)
{
	for (size_t i = 0; config->rules.n && i < run->n_results; i++) {
		struct gp_measurement *m = &run->results[i];

		gp_config_better(config, &m->better, m->benchmark, m->metric);
	}
}

void gp_config_mark_guesses(const struct gp_config *config,
			    struct gp_intake *intake)
{
	for (size_t i = 0; i < intake->n_guessed; i++) {
		struct gp_guess *guess = &intake->guessed[i];
		const char *name = guess->benchmark ? guess->benchmark : "";
		enum gp_better better;

		guess->configured =
			gp_config_better(config, &better, name, guess->metric);
	}
}

struct gp_testbed_settings gp_config_testbed(const struct gp_config *config,
					     const char *option)
{
	return (struct gp_testbed_settings){
		.option = option,
		.configured = config ? gp_config_get(config, "testbed") : NULL,
		.facts = config ? gp_buf_str(&config->facts_text) : NULL,
	};
}
