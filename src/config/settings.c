/*
 * The table of all keys of [perf] and [perf "pattern"], and what each sets: a
 * setting, a limit of a kind of metric, or a rule.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "settings.h"

#define COMMITS_MAX 100000
#define DEPTH_MAX   10000000
#define DAY_S       ((int64_t)24 * 60 * 60)

/* Where a key may be. */
enum key_place {
	OWN,       /* [perf] of the user's own configuration only */
	COMMITTED, /* [perf], also in .gitperf */
	PATTERN    /* [perf "pattern"], also in .gitperf */
};

/* A row of the table of keys. */
struct config_key {
	const char *name; /* in lower case */
	enum key_place where;
	const char *expected; /* for messages: "must be <expected>" */
	/* False if the value is invalid. */
	bool (*set)(struct gp_config *config, const struct gp_config_item *item,
		    const struct config_key *key);
	enum gp_rule_key rule; /* of set_rule() */
};

/* ---- values: false if the text is invalid ---- */

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

/* "90d", "2w", "12h", "1y"; "never" is the greatest number. */
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

/* "none" cancels the limit of a file with lower precedence. */
static bool read_config_limit(struct gp_limit *out, struct gp_arena *arena,
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
	return read_config_limit(out, arena, text) && out->value >= 0;
}

/* A budget in percent means percentage points of the value itself. */
static bool read_budget(struct gp_limit *out, struct gp_arena *arena,
			const char *text)
{
	if (!read_config_limit(out, arena, text) || out->also)
		return false;
	if (out->how == GP_LIMIT_RELATIVE) {
		out->how = GP_LIMIT_POINTS;
		out->value *= 100;
	}
	return true;
}

/* ---- [perf] ---- */

static bool set_text(struct gp_config *config,
		     const struct gp_config_item *item,
		     const struct config_key *key)
{
	(void)config;
	(void)key;
	return item->value && *item->value;
}

static bool set_commits(struct gp_config *config,
			const struct gp_config_item *item,
			const struct config_key *key)
{
	(void)key;
	return read_count(&config->commits, item->value, COMMITS_MAX);
}

static bool set_depth(struct gp_config *config,
		      const struct gp_config_item *item,
		      const struct config_key *key)
{
	(void)key;
	return read_count(&config->depth, item->value, DEPTH_MAX);
}

static bool set_max_age(struct gp_config *config,
			const struct gp_config_item *item,
			const struct config_key *key)
{
	(void)key;
	return read_age(&config->max_age_s, item->value);
}

static bool set_config_durable(struct gp_config *config,
			       const struct gp_config_item *item,
			       const struct config_key *key)
{
	(void)key;
	return read_bool(&config->durable, item->value);
}

static bool set_common_mode(struct gp_config *config,
			    const struct gp_config_item *item,
			    const struct config_key *key)
{
	(void)key;
	return read_bool(&config->common_mode, item->value);
}

static bool set_accept_trailers(struct gp_config *config,
				const struct gp_config_item *item,
				const struct config_key *key)
{
	(void)key;
	return read_bool(&config->accept_trailers, item->value);
}

static bool has_value(const struct gp_config_item *item, const char *value)
{
	return item->value && !strcasecmp(item->value, value);
}

static bool set_early(struct gp_config *config,
		      const struct gp_config_item *item,
		      const struct config_key *key)
{
	(void)key;
	config->early_fails = has_value(item, "fail");
	return config->early_fails || has_value(item, "warn");
}

static bool set_multiplicity(struct gp_config *config,
			     const struct gp_config_item *item,
			     const struct config_key *key)
{
	bool fwer = has_value(item, "fwer");

	(void)key;
	config->multiplicity =
		fwer ? GP_MULTIPLICITY_FWER : GP_MULTIPLICITY_FDR;
	return fwer || has_value(item, "fdr");
}

/* Each value adds names, with commas or blanks between them; an empty one
   removes those of files with lower precedence, as git does with lists. */
static bool add_names(struct gp_config *config, struct name_list *list,
		      const char *at)
{
	static const char between[] = ", \t\r\n";
	size_t len;

	if (!at)
		return false;
	if (!*at)
		list->n = 0;
	for (; *(at += strspn(at, between)); at += len) {
		len = strcspn(at, between);
		list->items = gp_grow(list->items, list->n, &list->cap,
				      sizeof(*list->items));
		list->items[list->n++] =
			gp_arena_strndup(&config->items.arena, at, len);
	}
	return true;
}

static bool set_facts(struct gp_config *config,
		      const struct gp_config_item *item,
		      const struct config_key *key)
{
	bool valid = add_names(config, &config->fact_names, item->value);

	(void)key;
	config->facts.items = config->fact_names.items;
	config->facts.n = config->fact_names.n;
	gp_buf_reset(&config->facts_text);
	for (size_t i = 0; i < config->facts.n; i++)
		gp_buf_printf(&config->facts_text, "%s ",
			      config->facts.items[i]);
	return valid;
}

static bool set_parameters(struct gp_config *config,
			   const struct gp_config_item *item,
			   const struct config_key *key)
{
	(void)key;
	return add_names(config, &config->parameters, item->value);
}

/* What "note", "warn" or "fail" of a kind sets; NULL for other keys. */
static struct gp_limit *kind_limit(struct gp_kind_limits *of, const char *key,
				   bool **has)
{
	struct gp_limit *limit = !strncmp(key, "note", 4)   ? &of->note
				 : !strncmp(key, "warn", 4) ? &of->warn
				 : !strncmp(key, "fail", 4) ? &of->fail
							    : NULL;

	*has = limit == &of->note   ? &of->has_note
	       : limit == &of->warn ? &of->has_warn
				    : &of->has_fail;
	return limit;
}

/* "fail", "failLatency" …; without a kind it is for the kind "other". */
static bool set_kind_limit(struct gp_config *config,
			   const struct gp_config_item *item, bool *known)
{
	struct gp_limit *limit, value;
	bool *has;

	*known = false;
	if (!kind_limit(config->kinds, item->key, &has))
		return false;
	for (int kind = 0; kind < GP_KINDS; kind++) {
		struct gp_kind_limits *of = &config->kinds[kind];
		const char *name = item->key + 4;

		if (strcmp(name, *name ? gp_kind_name((enum gp_kind)kind) : ""))
			continue;
		*known = true;
		if (!read_change(&value, &config->items.arena, item->value))
			return false;
		limit = kind_limit(of, item->key, &has);
		*limit = value;
		*has = true;
		return true;
	}
	return false;
}

/* ---- [perf "pattern"] ---- */

static bool read_rule(struct gp_rule *rule, struct gp_arena *arena,
		      const char *value)
{
	switch (rule->key) {
	case GP_RULE_NOTE:
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

static bool set_rule(struct gp_config *config,
		     const struct gp_config_item *item,
		     const struct config_key *key)
{
	struct gp_rule rule = { .pattern = item->pattern,
				.key = key->rule,
				.proposed = item->proposed,
				.origin = item->origin };

	if (!read_rule(&rule, &config->items.arena, item->value))
		return false;
	add_rule(&config->rules, &rule);
	return true;
}

/* ---- the table of keys ---- */

#define LIMIT  "a limit such as 20%, 5ms, 1pp, '10% and 5ms' or none"
#define BUDGET "a value such as 200ms, 0 or none"

static const struct config_key keys[] = {
	{ "base", COMMITTED, "a branch", set_text, 0 },
	{ "commits", COMMITTED, "a whole number from 1 to 100000", set_commits,
	  0 },
	{ "depth", COMMITTED, "a whole number from 1 to 10000000", set_depth,
	  0 },
	{ "maxage", COMMITTED, "an age such as 90d, 2w, 1y or never",
	  set_max_age, 0 },
	{ "early", COMMITTED, "warn or fail", set_early, 0 },
	{ "multiplicity", COMMITTED, "fdr or fwer", set_multiplicity, 0 },
	{ "commonmode", COMMITTED, "true or false", set_common_mode, 0 },
	{ "parameters", COMMITTED, "names of columns", set_parameters, 0 },
	{ "anchor", COMMITTED, "a revision", set_text, 0 },
	{ "accepttrailers", COMMITTED, "true or false", set_accept_trailers,
	  0 },
	{ "testbed", OWN, "a name", set_text, 0 },
	{ "durable", OWN, "true or false", set_config_durable, 0 },
	{ "facts", OWN, "a list of names of tags", set_facts, 0 },
	{ "rerun", OWN, "a command", set_text, 0 },
	{ "hookrun", OWN, "a command", set_text, 0 },
	{ "hookstrict", OWN, "true or false", set_text, 0 },

	{ "note", PATTERN, LIMIT, set_rule, GP_RULE_NOTE },
	{ "warn", PATTERN, LIMIT, set_rule, GP_RULE_WARN },
	{ "fail", PATTERN, LIMIT, set_rule, GP_RULE_FAIL },
	{ "budgetwarn", PATTERN, BUDGET, set_rule, GP_RULE_BUDGET_WARN },
	{ "budget", PATTERN, BUDGET, set_rule, GP_RULE_BUDGET },
	{ "better", PATTERN, "lower, higher, same or none", set_rule,
	  GP_RULE_BETTER },
	{ "gate", PATTERN, "true or false", set_rule, GP_RULE_GATE },
};

static const struct config_key *find_key(const struct gp_config_item *item)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!strcmp(item->key, keys[i].name) &&
		    !item->pattern == (keys[i].where != PATTERN))
			return &keys[i];
	return NULL;
}

bool gp_config_key_counts(const struct gp_config_item *item)
{
	const struct config_key *key = find_key(item);
	const char *kind = item->key + 4;

	if (key)
		return key->where != OWN;
	if (item->pattern || (strncmp(item->key, "warn", 4) != 0 &&
			      strncmp(item->key, "fail", 4) != 0))
		return false;
	for (int i = 0; i < GP_KINDS; i++)
		if (!strcmp(kind, *kind ? gp_kind_name((enum gp_kind)i) : ""))
			return true;
	return false;
}

const char *gp_config_key_shown(const char *key)
{
	static const char *const camels[] = { "maxAge", "budgetWarn",
					      "acceptTrailers" };

	for (size_t i = 0; i < sizeof(camels) / sizeof(camels[0]); i++)
		if (!strcasecmp(camels[i], key))
			return camels[i];
	return key;
}

static enum gp_err fail_value(const struct gp_config_item *item,
			      const char *expected)
{
	return gp_fail(GP_EPARSE, "%s: perf.%s%s%s must be %s, not '%.64s'",
		       item->origin, item->pattern ? item->pattern : "",
		       item->pattern ? "." : "", item->key, expected,
		       item->value ? item->value : "");
}

/* The user's own files may have keys of a newer version: no notice. */
static void report_unknown(struct gp_config *config,
			   const struct gp_config_item *item)
{
	if (item->committed)
		gp_notices_add(&config->notices, "%s: unknown key perf.%s%s%s",
			       item->origin, item->pattern ? item->pattern : "",
			       item->pattern ? "." : "", item->key);
}

/* A key that the table lacks: a limit of a kind, or nothing that we know. */
static enum gp_err interpret_other(struct gp_config *config,
				   const struct gp_config_item *item)
{
	bool known = false;

	if (!item->pattern && set_kind_limit(config, item, &known))
		return GP_OK;
	if (known)
		return fail_value(item, LIMIT);
	report_unknown(config, item);
	return GP_OK;
}

static enum gp_err interpret_item(struct gp_config *config,
				  struct gp_config_item *item)
{
	const struct config_key *key = find_key(item);

	if (!key)
		return interpret_other(config, item);
	if (item->committed && key->where == OWN) {
		gp_notices_add(&config->notices,
			       "%s: perf.%s counts only in your own git "
			       "configuration",
			       item->origin, item->key);
		item->key = ""; /* so that gp_config_get() does not find it */
		return GP_OK;
	}
	return key->set(config, item, key) ? GP_OK
					   : fail_value(item, key->expected);
}

enum gp_err gp_config_interpret(struct gp_config *config)
{
	enum gp_err err = GP_OK;

	for (size_t i = 0; i < config->items.n && !err; i++)
		err = interpret_item(config, &config->items.items[i]);
	return err;
}

/* ---- options ---- */

enum gp_err gp_config_option(struct gp_config *config, const char *key,
			     const char *text)
{
	const char *eq = strrchr(text, '=');
	struct gp_arena *arena = &config->items.arena;
	struct gp_rule rule = { .key = GP_RULE_FAIL, .option = true };

	if (!strcmp(key, "note"))
		rule.key = GP_RULE_NOTE;
	if (!strcmp(key, "warn"))
		rule.key = GP_RULE_WARN;
	if (eq)
		rule.pattern =
			gp_arena_strndup(arena, text, (size_t)(eq - text));
	if (!read_rule(&rule, arena, eq ? eq + 1 : text))
		return gp_fail(GP_EUSAGE,
			       "option '--%s' requires [GLOB=]LIMIT, %s, not "
			       "'%.64s'",
			       key, LIMIT, text);
	add_rule(&config->rules, &rule);
	return GP_OK;
}
