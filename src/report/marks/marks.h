#ifndef GP_REPORT_MARKS_MARKS_H
#define GP_REPORT_MARKS_MARKS_H

#include "gp/entry.h"

/** The key "accepted" or "aliases", by `kind`, and its array. */
void gp_put_marks(struct gp_buf *out, unsigned kind,
		  const struct gp_entries *marks);

#endif /* GP_REPORT_MARKS_MARKS_H */
