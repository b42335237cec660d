#ifndef GP_STORE_SMALL_PACKS_H
#define GP_STORE_SMALL_PACKS_H

#include "gp/repo.h"

/* Our small packs: a list of them, and one pack of many. */

/*
 * Adds a pack to the list of ours, by the path of its .keep file. Failures are
 * ignored.
 */
void gp_packs_note(struct gp_repo *repo, const char *keep);

/*
 * Replaces our small packs by one if there are many, and removes what writers
 * that died left behind. Failures are ignored: they lose no entry.
 */
void gp_packs_tidy(struct gp_repo *repo);

#endif /* GP_STORE_SMALL_PACKS_H */
