/*
 * Which branch is the base branch. A branch that is judged must not choose the
 * one that it is compared with, so its own .gitperf is not asked.
 */
#include <string.h>

#include "gp/base.h"
#include "gp/mem.h"

#include "base_branch.h"
#include "gitperf.h"
#include "source.h"

static bool is_branch(struct gp_repo *repo, const char *name)
{
	struct gp_commit tip;
	bool found = false;

	if (name && *name)
		gp_base_tip(&tip, &found, repo, name);
	return found;
}

static const char *base_in_items(const struct gp_config_items *items)
{
	for (size_t i = items->n; i-- > 0;)
		if (!items->items[i].pattern &&
		    !strcmp(items->items[i].key, "base"))
			return items->items[i].value;
	return NULL;
}

/* `base` in the file at `tip`; a file that cannot be read names none. */
static char *base_in_file(struct gp_repo *repo, const struct gp_commit *tip)
{
	struct gp_config_items items = { 0 };
	struct gp_notices notices = { 0 };
	struct gp_gitperf file = { .exists = false };
	char *branch = NULL;

	if (gp_gitperf_of_commit(&file, repo, tip) ||
	    gp_config_items_read(&items, gp_buf_view(&file.text), file.origin,
				 &notices))
		gp_error_clear();
	else if (is_branch(repo, base_in_items(&items)))
		branch = gp_strdup(base_in_items(&items));
	gp_notices_clear(&notices);
	gp_config_items_clear(&items);
	gp_gitperf_clear(&file);
	return branch;
}

char *gp_config_find_base_branch(struct gp_repo *repo, const char *own)
{
	struct gp_commit tip;
	const char *target;
	bool found;

	if (own)
		return gp_strdup(own);
	if ((target = gp_base_ci_target(repo)))
		return gp_strdup(target);
	gp_base_tip(&tip, &found, repo, NULL);
	return found ? base_in_file(repo, &tip) : NULL;
}
