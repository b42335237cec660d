/*
 * Keys of [perf] -> settings, limits of kinds, and rules of patterns.
 *
 * One table a section: a key more is a line more.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "settings.h"

#define COMMITS_MAX 100000
#define DEPTH_MAX   10000000
#define DAY_S       ((int64_t)24 * 60 * 60)

struct setting {
	const char *key;
	bool committed; /* .gitperf may say it */
	const char *want;
	bool (*set)(struct gp_config *config,
		    const struct gp_config_item *item);
};

/* ---- values; each says whether it is one ---- */

static bool read_count(size_t *out, const char *text, size_t max)
{
	size_t value = 0;

	if (!text || !*text)
		return false;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (size_t)(*text - '0');
		if (value > max)
			return false;
	}
	*out = value;
	return value > 0;
}

/* As git reads them: a key alone is true, an empty value false. */
static bool read_bool(bool *out, const char *text)
{
	static const struct {
		const char *name;
		bool value;
	} names[] = {
		{ "true", true }, { "yes", true },  { "on", true },
		{ "1", true },    { "", false },    { "false", false },
		{ "no", false },  { "off", false }, { "0", false },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (text && strcasecmp(text, names[i].name) != 0)
			continue;
		*out = names[i].value;
		return true;
	}
	return false;
}

/* "90d", "2w", "12h", "1y"; "never" is as long as it gets. */
static bool read_age(int64_t *out, const char *text)
{
	static const struct {
		char letter;
		int64_t s;
	} units[] = { { 'h', DAY_S / 24 },
		      { 'd', DAY_S },
		      { 'w', 7 * DAY_S },
		      { 'y', 365 * DAY_S } };
	char digits[8];
	size_t len = text ? strlen(text) : 0, n;

	if (len && !strcasecmp(text, "never")) {
		*out = INT64_MAX;
		return true;
	}
	if (len < 2 || len > sizeof(digits))
		return false;
	memcpy(digits, text, len - 1);
	digits[len - 1] = '\0';
	if (!read_count(&n, digits, 9999999))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (text[len - 1] == units[i].letter) {
			*out = (int64_t)n * units[i].s;
			return true;
		}
	return false;
}

/* "none" takes back what a lower file says. */
static bool read_limit(struct gp_limit *out, struct gp_arena *arena,
		       const char *text)
{
	if (!text)
		return false;
	if (!strcasecmp(text, "none")) {
		*out = (struct gp_limit){ .how = GP_LIMIT_NONE, .unit = "" };
		return true;
	}
	if (gp_limit_parse(out, arena, gp_span_of(text))) {
		gp_error_clear();
		return false;
	}
	return true;
}

static bool read_change(struct gp_limit *out, struct gp_arena *arena,
			const char *text)
{
	return read_limit(out, arena, text) && out->value >= 0;
}

/* A percentage as a budget can only mean the value itself: points. */
static bool read_budget(struct gp_limit *out, struct gp_arena *arena,
			const char *text)
{
	if (!read_limit(out, arena, text))
		return false;
	if (out->how == GP_LIMIT_RELATIVE) {
		out->how = GP_LIMIT_POINTS;
		out->value *= 100;
	}
	return true;
}

/* ---- [perf] ---- */

static bool set_text(struct gp_config *config,
		     const struct gp_config_item *item)
{
	(void)config;
	return item->value && *item->value;
}

static bool set_commits(struct gp_config *config,
			const struct gp_config_item *item)
{
	return read_count(&config->commits, item->value, COMMITS_MAX);
}

static bool set_depth(struct gp_config *config,
		      const struct gp_config_item *item)
{
	return read_count(&config->depth, item->value, DEPTH_MAX);
}

static bool set_max_age(struct gp_config *config,
			const struct gp_config_item *item)
{
	return read_age(&config->max_age_s, item->value);
}

static bool set_durable(struct gp_config *config,
			const struct gp_config_item *item)
{
	return read_bool(&config->durable, item->value);
}

static bool is(const struct gp_config_item *item, const char *value)
{
	return item->value && !strcasecmp(item->value, value);
}

static bool set_early(struct gp_config *config,
		      const struct gp_config_item *item)
{
	config->early_fails = is(item, "fail");
	return config->early_fails || is(item, "warn");
}

static bool set_multiplicity(struct gp_config *config,
			     const struct gp_config_item *item)
{
	bool fwer = is(item, "fwer");

	config->multiplicity =
		fwer ? GP_MULTIPLICITY_FWER : GP_MULTIPLICITY_FDR;
	return fwer || is(item, "fdr");
}

static bool set_facts(struct gp_config *config,
		      const struct gp_config_item *item)
{
	struct gp_span rest = gp_span_of(item->value), word;

	(void)config;
	while (gp_span_word(&word, &rest))
		if (!gp_span_eq(word, "host") && !gp_span_eq(word, "user"))
			return false;
	return item->value != NULL;
}

#define WANT_LIMIT  "a limit as 20%, 5ms, 1pp or none"
#define WANT_BUDGET "a value as 200ms, 0 or none"

static const struct setting settings[] = {
	{ "base", true, "a branch", set_text },
	{ "commits", true, "a whole number from 1 to 100000", set_commits },
	{ "depth", true, "a whole number from 1 to 10000000", set_depth },
	{ "maxage", true, "an age as 90d, 2w, 1y or never", set_max_age },
	{ "early", true, "warn or fail", set_early },
	{ "multiplicity", true, "fdr or fwer", set_multiplicity },
	{ "anchor", true, "a revision", set_text },
	{ "testbed", false, "a name", set_text },
	{ "durable", false, "true or false", set_durable },
	{ "facts", false, "host, user, both or nothing", set_facts },
	{ "rerun", false, "a command", set_text },
	{ "hookrun", false, "a command", set_text },
	{ "hookstrict", false, "true or false", set_text },
};

/* "fail", "failLatency" …; the plain word is for the kind "other". */
static bool kind_limit(struct gp_config *config,
		       const struct gp_config_item *item, bool *known)
{
	bool warn = !strncmp(item->key, "warn", 4);
	const char *name = item->key + 4;
	struct gp_limit limit;

	*known = false;
	if (!warn && strncmp(item->key, "fail", 4) != 0)
		return false;
	for (int kind = 0; kind < GP_KINDS; kind++) {
		struct gp_kind_limits *of = &config->kinds[kind];

		if (strcmp(name, *name ? gp_kind_name((enum gp_kind)kind) : ""))
			continue;
		*known = true;
		if (!read_change(&limit, &config->items.arena, item->value))
			return false;
		*(warn ? &of->warn : &of->fail) = limit;
		*(warn ? &of->has_warn : &of->has_fail) = true;
		return true;
	}
	return false;
}

/* ---- [perf "pattern"] ---- */

struct rule_key {
	const char *key;
	enum gp_rule_key id;
	const char *want;
};

static const struct rule_key rule_keys[] = {
	{ "warn", GP_RULE_WARN, WANT_LIMIT },
	{ "fail", GP_RULE_FAIL, WANT_LIMIT },
	{ "budgetwarn", GP_RULE_BUDGET_WARN, WANT_BUDGET },
	{ "budget", GP_RULE_BUDGET, WANT_BUDGET },
	{ "better", GP_RULE_BETTER, "lower, higher or none" },
	{ "gate", GP_RULE_GATE, "true or false" },
};

static bool read_rule(struct gp_rule *rule, struct gp_arena *arena,
		      const char *value)
{
	switch (rule->key) {
	case GP_RULE_WARN:
	case GP_RULE_FAIL:
		return read_change(&rule->limit, arena, value);
	case GP_RULE_BUDGET_WARN:
	case GP_RULE_BUDGET:
		return read_budget(&rule->limit, arena, value);
	case GP_RULE_BETTER:
		return value &&
		       gp_better_parse(&rule->better, gp_span_of(value));
	case GP_RULE_GATE:
		return read_bool(&rule->gate, value);
	}
	return false;
}

static void add_rule(struct gp_rules *rules, const struct gp_rule *rule)
{
	rules->items = gp_grow(rules->items, rules->n, &rules->cap,
			       sizeof(*rules->items));
	rules->items[rules->n++] = *rule;
}

/* ---- all of them ---- */

static enum gp_err bad_value(const struct gp_config_item *item,
			     const char *want)
{
	return gp_fail(GP_EPARSE, "%s: perf.%s%s%s wants %s, not '%.64s'",
		       item->origin, item->pattern ? item->pattern : "",
		       item->pattern ? "." : "", item->key, want,
		       item->value ? item->value : "");
}

/* Of the user's own files, keys of a newer version are no news. */
static void unknown(struct gp_config *config, const struct gp_config_item *item)
{
	if (item->committed)
		gp_notices_add(&config->notices, "%s: unknown key perf.%s%s%s",
			       item->origin, item->pattern ? item->pattern : "",
			       item->pattern ? "." : "", item->key);
}

static enum gp_err interpret_rule(struct gp_config *config,
				  const struct gp_config_item *item)
{
	struct gp_rule rule = { .pattern = item->pattern };

	for (size_t i = 0; i < sizeof(rule_keys) / sizeof(rule_keys[0]); i++) {
		if (strcmp(item->key, rule_keys[i].key) != 0)
			continue;
		rule.key = rule_keys[i].id;
		if (!read_rule(&rule, &config->items.arena, item->value))
			return bad_value(item, rule_keys[i].want);
		add_rule(&config->rules, &rule);
		return GP_OK;
	}
	unknown(config, item);
	return GP_OK;
}

static enum gp_err interpret_setting(struct gp_config *config,
				     struct gp_config_item *item)
{
	bool known;

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		const struct setting *s = &settings[i];

		if (strcmp(item->key, s->key) != 0)
			continue;
		if (item->committed && !s->committed) {
			gp_notices_add(&config->notices,
				       "%s: perf.%s counts only in your own "
				       "git configuration",
				       item->origin, item->key);
			item->key = ""; /* nobody may find it */
			return GP_OK;
		}
		return s->set(config, item) ? GP_OK : bad_value(item, s->want);
	}
	if (kind_limit(config, item, &known))
		return GP_OK;
	if (known)
		return bad_value(item, WANT_LIMIT);
	unknown(config, item);
	return GP_OK;
}

enum gp_err gp_config_interpret(struct gp_config *config)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < config->items.n && !err; i++) {
		struct gp_config_item *item = &config->items.items[i];

		err = item->pattern ? interpret_rule(config, item)
				    : interpret_setting(config, item);
	}
	return err;
}

/* ---- options ---- */

enum gp_err gp_config_option(struct gp_config *config, const char *key,
			     const char *text)
{
	const char *eq = strrchr(text, '=');
	struct gp_arena *arena = &config->items.arena;
	struct gp_rule rule = { .key = GP_RULE_FAIL };

	if (!strcmp(key, "warn"))
		rule.key = GP_RULE_WARN;
	if (eq)
		rule.pattern =
			gp_arena_strndup(arena, text, (size_t)(eq - text));
	if (!read_rule(&rule, arena, eq ? eq + 1 : text))
		return gp_fail(GP_EUSAGE,
			       "--%s wants [GLOB=]LIMIT, %s, not '%.64s'", key,
			       WANT_LIMIT, text);
	add_rule(&config->rules, &rule);
	return GP_OK;
}
