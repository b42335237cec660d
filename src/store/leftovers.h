#ifndef GP_STORE_LEFTOVERS_H
#define GP_STORE_LEFTOVERS_H

#include "gp/repo.h"

/* Files that interrupted writers left behind. */

/*
 * Removes .keep files, unfinished packs and temporary folders of writers of
 * this program that died. Failures are ignored.
 */
void gp_leftovers_clear(struct gp_repo *repo);

#endif /* GP_STORE_LEFTOVERS_H */
