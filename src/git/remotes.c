/*
 * The configured remotes.
 *
 * git_remote_list() is not used because it matches each configuration entry
 * with a regular expression, and pcre2 never frees some of its memory.
 */
#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "gp/libgit2.h"
#include "gp/mem.h"
#include "gp/remotes.h"
#include "gp/span.h"

static void add_remote(struct gp_remotes *out, struct gp_span name)
{
	for (size_t i = 0; i < out->n; i++)
		if (gp_span_eq(name, out->items[i]))
			return;
	out->items =
		gp_grow(out->items, out->n, &out->cap, sizeof(*out->items));
	out->items[out->n++] = gp_strndup(name.data, name.len);
}

/* Adds the name in "remote.<name>.url", which may contain dots. */
static void add_entry(struct gp_remotes *out, const char *key)
{
	struct gp_span span = gp_span_of(key);
	size_t head = strlen("remote."), tail = strlen(".url");

	if (gp_span_starts(span, "remote.") && gp_span_ends(span, ".url") &&
	    span.len > head + tail)
		add_remote(out,
			   gp_span_sub(span, head, span.len - head - tail));
}

void gp_remotes_load(struct gp_remotes *out, struct gp_repo *repo)
{
	git_config *config = NULL;
	git_config_iterator *it = NULL;
	git_config_entry *entry;

	if (!git_repository_config_snapshot(&config, repo->git) &&
	    !git_config_iterator_new(&it, config))
		while (!git_config_next(&entry, it))
			add_entry(out, entry->name);
	git_config_iterator_free(it);
	git_config_free(config);
}

void gp_remotes_clear(struct gp_remotes *remotes)
{
	for (size_t i = 0; i < remotes->n; i++)
		free(remotes->items[i]);
	free(remotes->items);
	memset(remotes, 0, sizeof(*remotes));
}
