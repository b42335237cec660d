#ifndef GP_REPORT_MARKS_H
#define GP_REPORT_MARKS_H

#include "gp/run.h"

/** The key "accepted" or "aliases", by `kind`, and its array. */
void gp_put_marks(struct gp_buf *out, unsigned kind,
		  const struct gp_runs *marks);

#endif /* GP_REPORT_MARKS_H */
