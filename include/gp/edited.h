#ifndef GP_EDITED_H
#define GP_EDITED_H

#include "gp/store.h"

/**
 * Finds when the modified tracked files were last written, in ms since 1970;
 * 0 if that is unknown. Runs that were recorded earlier do not measure the work
 * tree as it is now.
 */
GP_CHECK enum gp_err gp_last_edit(int64_t *ms, struct gp_repo *repo);

#endif /* GP_EDITED_H */
