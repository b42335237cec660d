#ifndef GP_IMPORT_FORMATS_GO_H
#define GP_IMPORT_FORMATS_GO_H

#include "gp/import.h"

/**
 * @file
 * What `go test -bench` prints, as text or wrapped in JSON.
 */

/** Adds every result in `text`; other lines are skipped. */
void gp_go_read(struct gp_intake *out, struct gp_span text);

#endif /* GP_IMPORT_FORMATS_GO_H */
