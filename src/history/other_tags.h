#ifndef GP_HISTORY_OTHER_TAGS_H
#define GP_HISTORY_OTHER_TAGS_H

#include "series_draft.h"

/**
 * @file
 * Results of the same benchmark that are not in a baseline because they have
 * other tags.
 */

/** Results of one benchmark with the same keys of dimensions. */
struct gp_tag_class {
	const struct gp_parameters *of; /**< Of one of them; NULL: no keys. */
	size_t n;                       /**< Results in the window. */
	size_t next; /**< Index of another class of the benchmark. */
};

/** All classes of a set. Zero-initialised is empty. */
struct gp_tag_classes {
	struct gp_map first; /**< "testbed\0name\0metric" -> a class. */
	struct gp_tag_class *items;
	size_t n, cap;
	struct gp_arena arena;
	struct gp_buf name; /**< Scratch space. */
};

/** Classifies the drafts of a set, if any has dimensions. */
void gp_tag_classes_init(struct gp_tag_classes *out,
			 const struct gp_series_builder *b);
void gp_tag_classes_clear(struct gp_tag_classes *classes);

/**
 * Sets `other_tags` and `n_other_tags` of a finished series with a short
 * baseline; texts are in `arena`.
 */
void gp_tag_classes_explain(struct gp_tag_classes *classes,
			    struct gp_series *series, struct gp_arena *arena);

#endif /* GP_HISTORY_OTHER_TAGS_H */
