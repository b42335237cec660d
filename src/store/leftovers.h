#ifndef GP_STORE_LEFTOVERS_H
#define GP_STORE_LEFTOVERS_H

#include "gp/repo.h"

/* Files that interrupted writers leave. */

/* Clears what writers that died left behind (litter.c); best effort. */
void gp_leftovers_clear(struct gp_repo *repo);

#endif /* GP_STORE_LEFTOVERS_H */
