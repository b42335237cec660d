/*
 * Loads the few settings of commands that judge nothing, so that a mistake in
 * any other setting does not stop them.
 */
#include <string.h>

#include "gitperf.h"
#include "settings.h"

/* Facts count only in the user's own files; check names a bad direction. */
static bool is_one_of_few(const struct gp_config_item *item)
{
	enum gp_better better;

	if (!item->pattern)
		return !item->committed && !strcmp(item->key, "facts");
	return !strcmp(item->key, "better") && item->value &&
	       gp_better_parse(&better, gp_span_of(item->value));
}

/* Drops all other items, so that none of their values is checked. */
static void keep_few(struct gp_config_items *items)
{
	size_t kept = 0;

	for (size_t i = 0; i < items->n; i++)
		if (is_one_of_few(&items->items[i]))
			items->items[kept++] = items->items[i];
	items->n = kept;
}

/* That of the work tree, or of HEAD if there is none. */
static enum gp_err read_local_file(struct gp_gitperf *file,
				   struct gp_repo *repo)
{
	struct gp_commit head;
	enum gp_err err;

	if (repo->work_tree)
		return gp_gitperf_of_work_tree(file, repo->work_tree);
	if ((err = gp_repo_resolve(repo, &head, "HEAD")))
		return err;
	return gp_gitperf_of_commit(file, repo, &head);
}

/* Leaves `items` empty if the file cannot be read. */
static void add_local_file(struct gp_config *config, struct gp_repo *repo)
{
	struct gp_gitperf file = { .exists = false };

	if (read_local_file(&file, repo) ||
	    gp_config_items_read(&config->items, gp_buf_view(&file.text),
				 file.origin, &config->notices)) {
		gp_error_clear();
		gp_config_items_clear(&config->items);
	}
	gp_gitperf_clear(&file);
}

enum gp_err gp_config_load_few(struct gp_config **out, struct gp_repo *repo)
{
	struct gp_config *config = gp_config_new();
	enum gp_err err;

	add_local_file(config, repo);
	if (!(err = gp_config_items_of_git(&config->items, repo))) {
		keep_few(&config->items);
		err = gp_config_interpret(config);
	}
	if (err)
		gp_config_free(config);
	else
		*out = config;
	return err;
}
