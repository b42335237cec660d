/*
 * Lists what differs between two .gitperf: the one that counts, and the one of
 * the judged branch.
 */
#include <string.h>

#include "gp/mem.h"

#include "changed.h"

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool same_key(const struct gp_config_item *a,
		     const struct gp_config_item *b)
{
	return !strcmp(a->key, b->key) && same_text(a->pattern, b->pattern);
}

/* The value that counts: the last one of the key. NULL: it is not set. */
static const char *last_value(const struct gp_config_items *items,
			      const struct gp_config_item *key)
{
	for (size_t i = items->n; i-- > 0;)
		if (same_key(&items->items[i], key))
			return items->items[i].value ? items->items[i].value
						     : "true";
	return NULL;
}

static const char *kept_text(struct gp_config *config, const char *text)
{
	return text ? gp_arena_strdup(&config->items.arena, text) : NULL;
}

static void add_change(struct gp_config *config,
		       const struct gp_limit_change *change)
{
	struct gp_limits_origin *origin = &config->origin;

	origin->changes = gp_grow(origin->changes, origin->n, &origin->cap,
				  sizeof(*origin->changes));
	origin->changes[origin->n++] = (struct gp_limit_change){
		.pattern = kept_text(config, change->pattern),
		.key = kept_text(config, change->key),
		.base = kept_text(config, change->base),
		.head = kept_text(config, change->head),
	};
}

static bool is_in_list(const struct gp_limits_origin *origin,
		       const struct gp_limit_change *change)
{
	for (size_t i = 0; i < origin->n; i++)
		if (!strcmp(origin->changes[i].key, change->key) &&
		    same_text(origin->changes[i].pattern, change->pattern))
			return true;
	return false;
}

static void compare_keys_of(struct gp_config *config,
			    const struct gp_config_items *items,
			    const struct gp_config_items *base,
			    const struct gp_config_items *head)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct gp_config_item *item = &items->items[i];
		const struct gp_limit_change change = {
			.pattern = item->pattern,
			.key = gp_config_key_shown(item->key),
			.base = last_value(base, item),
			.head = last_value(head, item),
		};

		if (gp_config_key_counts(item) &&
		    !same_text(change.base, change.head) &&
		    !is_in_list(&config->origin, &change))
			add_change(config, &change);
	}
}

/* The next item from `*at` on that counts; NULL at the end. */
static const struct gp_config_item *next_counting(
	const struct gp_config_items *items, size_t *at)
{
	while (*at < items->n) {
		const struct gp_config_item *item = &items->items[(*at)++];

		if (gp_config_key_counts(item))
			return item;
	}
	return NULL;
}

static bool same_order(const struct gp_config_items *a,
		       const struct gp_config_items *b)
{
	const struct gp_config_item *x, *y;
	size_t at_a = 0, at_b = 0;

	do {
		x = next_counting(a, &at_a);
		y = next_counting(b, &at_b);
		if (x && y &&
		    (!same_key(x, y) || !same_text(x->value, y->value)))
			return false;
	} while (x && y);
	return x == y;
}

void gp_config_list_changes(struct gp_config *config,
			    const struct gp_config_items *base,
			    const struct gp_config_items *head)
{
	static const struct gp_limit_change order = { .key = "order",
						      .base = "as before",
						      .head = "changed" };

	compare_keys_of(config, base, base, head);
	compare_keys_of(config, head, base, head);
	if (!config->origin.n && !same_order(base, head))
		add_change(config, &order);
}
