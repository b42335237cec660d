/*
 * Patterns of limits that match no series: a typing error there would switch
 * the limit off, and the check would pass.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/mem.h"
#include "gp/near.h"

#include "settings.h"

#define SHOWN 3

/* The series that a pattern may be about. */
struct known_series {
	const struct gp_series_set *set; /* or NULL */
	const struct gp_entries *runs;
};

static bool matches_run(const char *pattern, const struct gp_entry *run)
{
	for (size_t k = 0; k < run->n_results; k++)
		if (gp_key_match(pattern, run->results[k].benchmark,
				 run->results[k].metric))
			return true;
	return false;
}

/* Those that -k leaves out are in the runs. */
static bool matches_known(const char *pattern, const struct known_series *known)
{
	const struct gp_series_set *set = known->set;

	for (size_t i = 0; set && i < set->n; i++)
		if (gp_key_match(pattern, set->items[i].benchmark,
				 set->items[i].metric))
			return true;
	for (size_t i = 0; i < known->runs->n; i++)
		if (matches_run(pattern, known->runs->items[i]))
			return true;
	return false;
}

static bool is_any_known(const struct known_series *known)
{
	for (size_t i = 0; i < known->runs->n; i++)
		if (known->runs->items[i]->n_results)
			return true;
	return false;
}

/* ---- names that are near ---- */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The nearest keys, without duplicates. */
struct near_keys {
	char *names[SHOWN];
	size_t distances[SHOWN];
	size_t n;
};

static void keep_near(struct near_keys *near, char *key, size_t far)
{
	size_t at = near->n;

	for (size_t i = 0; i < near->n; i++)
		if (!strcmp(near->names[i], key))
			at = SHOWN + 1;
	while (at && at <= near->n && near->distances[at - 1] > far)
		at--;
	if (at >= SHOWN) {
		free(key);
		return;
	}
	if (near->n == SHOWN)
		free(near->names[--near->n]);
	for (size_t i = near->n++; i > at; i--) {
		near->names[i] = near->names[i - 1];
		near->distances[i] = near->distances[i - 1];
	}
	near->names[at] = key;
	near->distances[at] = far;
}

static void compare_name(struct near_keys *near, const char *pattern,
			 const char *benchmark, const char *metric)
{
	struct gp_buf key = GP_BUF_INIT;
	size_t far;

	gp_buf_printf(&key, "%s:%s", benchmark, metric);
	far = least(gp_near_edits(pattern, gp_buf_str(&key)),
		    least(gp_near_edits(pattern, benchmark),
			  gp_near_edits(pattern, metric)));
	if (far <= strlen(pattern) / 3 + 1)
		keep_near(near, gp_strdup(gp_buf_str(&key)), far);
	gp_buf_clear(&key);
}

static void find_near(struct near_keys *near, const char *pattern,
		      const struct known_series *known)
{
	for (size_t i = 0; i < known->runs->n; i++) {
		const struct gp_entry *run = known->runs->items[i];

		for (size_t k = 0; k < run->n_results; k++)
			compare_name(near, pattern, run->results[k].benchmark,
				     run->results[k].metric);
	}
}

/* ---- options ---- */

static enum gp_err fail_option(const struct gp_rule *rule,
			       const struct known_series *known)
{
	struct gp_buf hint = GP_BUF_INIT;
	struct near_keys near = { .n = 0 };
	enum gp_err err;

	find_near(&near, rule->pattern, known);
	for (size_t i = 0; i < near.n; i++) {
		gp_buf_printf(&hint, "%s%s", i ? ", " : "; did you mean ",
			      near.names[i]);
		free(near.names[i]);
	}
	err = gp_fail(GP_EUSAGE, "option '--%s': no series matches '%.64s'%s%s",
		      rule->key == GP_RULE_WARN ? "warn" : "fail",
		      rule->pattern, gp_buf_str(&hint), near.n ? "?" : "");
	gp_buf_clear(&hint);
	return err;
}

enum gp_err gp_config_check_options(const struct gp_config *config,
				    const struct gp_series_set *set)
{
	const struct known_series known = { set, &set->runs };

	if (!is_any_known(&known))
		return GP_OK;
	for (size_t r = 0; r < config->rules.n; r++) {
		const struct gp_rule *rule = &config->rules.items[r];

		if (rule->option && rule->pattern &&
		    !matches_known(rule->pattern, &known))
			return fail_option(rule, &known);
	}
	return GP_OK;
}

/* ---- sections ---- */

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), len = strlen(end);

	return n >= len && !strcmp(text + n - len, end);
}

/* A user's own file may have sections for other repositories. */
static bool is_for_this_repo(const struct gp_rule *rule)
{
	return rule->origin && (strstr(rule->origin, ".gitperf:") ||
				ends_with(rule->origin, ".git/config") ||
				ends_with(rule->origin, "config.worktree"));
}

static bool came_before(const struct gp_rules *rules, size_t r)
{
	for (size_t i = 0; i < r; i++)
		if (rules->items[i].pattern &&
		    is_for_this_repo(&rules->items[i]) &&
		    !strcmp(rules->items[i].pattern, rules->items[r].pattern))
			return true;
	return false;
}

static void list_unmatched(const struct gp_config *config,
			   const struct known_series *known,
			   struct gp_notices *out)
{
	if (!is_any_known(known))
		return;
	for (size_t r = 0; r < config->rules.n; r++) {
		const struct gp_rule *rule = &config->rules.items[r];

		if (rule->pattern && is_for_this_repo(rule) &&
		    !came_before(&config->rules, r) &&
		    !matches_known(rule->pattern, known))
			gp_notices_add(out,
				       "%s: [perf \"%s\"] matches no series",
				       rule->origin, rule->pattern);
	}
}

void gp_config_warn_of_unmatched(const struct gp_config *config,
				 struct gp_series_set *set)
{
	const struct known_series known = { set, &set->runs };

	list_unmatched(config, &known, &set->notices);
}

void gp_config_list_unmatched(const struct gp_config *config,
			      const struct gp_entries *runs,
			      struct gp_notices *out)
{
	const struct known_series known = { NULL, runs };

	list_unmatched(config, &known, out);
}
