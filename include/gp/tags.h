#ifndef GP_TAGS_H
#define GP_TAGS_H

#include "gp/map.h"

#include "gp/walk.h"

/** The commits that tags name. Zero-initialised is empty. */
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
 * Reads all tags; annotated ones are peeled. Of several at one commit the
 * first by name counts. What cannot be read is no tag.
 */
void gp_tags_load(struct gp_tags *out, struct gp_repo *repo,
		  const struct gp_walk *walk);
void gp_tags_clear(struct gp_tags *tags);

/** Lends the name of the tag at a commit; NULL without one. */
const char *gp_tags_find(const struct gp_tags *tags, const struct gp_oid *oid);

#endif /* GP_TAGS_H */
