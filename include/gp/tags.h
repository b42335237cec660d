#ifndef GP_TAGS_H
#define GP_TAGS_H

#include "gp/map.h"

#include "gp/walk.h"

/** Tags, and the commits that they name. Zero-initialised is empty. */
struct gp_tags {
	struct gp_arena arena;
	struct gp_tag {
		const char *name; /**< Without "refs/tags/". */
		struct gp_oid commit;
		bool loose;
	} * items;
	size_t n, cap;
	struct gp_map by_commit;
};

/**
 * Reads all tags; annotated ones are peeled. If a commit has several, the first
 * by name is used. Unreadable tags are skipped.
 */
void gp_tags_load(struct gp_tags *out, struct gp_repo *repo,
		  const struct gp_walk *walk);
/** Frees the tags; the list is empty and usable again. */
void gp_tags_clear(struct gp_tags *tags);

/** Returns the name of a commit's tag, borrowed; NULL if it has none. */
const char *gp_tags_find(const struct gp_tags *tags, const struct gp_oid *oid);

#endif /* GP_TAGS_H */
