#ifndef GP_IMPORT_FORMATS_GO_H
#define GP_IMPORT_FORMATS_GO_H

#include "gp/import.h"

/**
 * @file
 * What `go test -bench` prints, as text or wrapped in JSON.
 */

/**
 * Adds every result in `text`; other lines are skipped. `numbered` if its lines
 * are those of the file, so that messages can name them.
 */
void gp_go_read(struct gp_intake *out, struct gp_span text, bool numbered);

/* ---- how the run ended: go_end.c ---- */

/** What was seen of an end that is not "ok"; zero-initialised is nothing. */
struct gp_go_end {
	const char *reason;  /**< NULL: nothing yet in this package. */
	struct gp_span name; /**< Of what failed, if it is known; borrowed. */
	size_t line;         /**< 0: not known. */
	bool told;
};

/**
 * Looks at a line that is not a result; `benchmark` is the one that runs, if it
 * is known, `number` the line's, or 0. "FAIL" marks the run as broken off, with
 * the first reason that was seen; "ok" forgets it.
 */
void gp_go_end_read(struct gp_go_end *end, struct gp_intake *out,
		    struct gp_span line, struct gp_span benchmark,
		    size_t number);

/** Marks the run as broken off if the text ends after a reason. */
void gp_go_end_finish(struct gp_go_end *end, struct gp_intake *out);

#endif /* GP_IMPORT_FORMATS_GO_H */
