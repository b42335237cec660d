#ifndef GP_STORE_SMALL_PACKS_H
#define GP_STORE_SMALL_PACKS_H

#include "gp/repo.h"

/* Our small packs: a list of them, and merging them when there are many. */

/* Notes a pack as ours, by the path of its .keep file; best effort. */
void gp_packs_note(struct gp_repo *repo, const char *keep);

/*
 * Makes one pack of our small ones where there are many, and clears what
 * writers that died left behind. Best effort: failures cost no run.
 */
void gp_packs_tidy(struct gp_repo *repo);

#endif /* GP_STORE_SMALL_PACKS_H */
