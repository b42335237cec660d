#ifndef GP_REPORT_SHARED_H
#define GP_REPORT_SHARED_H

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/mem.h"

/**
 * @file
 * Parameters that all shown series share: text leaves them out of the names,
 * and says them once; on a terminal that is too narrow also the beginning that
 * all names share. Commands and other outputs have whole names.
 */

/** What a line is about. All borrowed. */
struct gp_shown_name {
	const char *benchmark;
	const char *metric;
	const char *testbed;
	const struct gp_parameters *parameters; /**< NULL: none. */
};

/** Zero-initialised is empty: nothing is left out. */
struct gp_shared {
	const struct gp_pair **items; /**< Borrowed. */
	size_t n;
	char *prefix; /**< The beginning of all names; NULL: is not left out. */
};

/** Whether anything is left out. */
bool gp_shared_is_any(const struct gp_shared *shared);

/**
 * Finds what all names share. Nothing is shared by a single name, nor if two
 * names would become the same. `out` is overwritten.
 */
void gp_shared_find(struct gp_shared *out, const struct gp_shown_name *names,
		    size_t n);

/**
 * Leaves out the beginning that all names share as well: whole words, for
 * example "BenchmarkSum/". Nothing if one of the names would be empty.
 */
void gp_shared_find_prefix(struct gp_shared *shared,
			   const struct gp_shown_name *names, size_t n);

/** Appends the name of a benchmark without what is shared; `shared` may be
 * NULL. */
void gp_shared_put_name(struct gp_buf *out, const struct gp_shared *shared,
			const char *benchmark,
			const struct gp_parameters *parameters);

/**
 * Appends "all with size=1000, python=3.12, names without BenchmarkSum/";
 * nothing if nothing is left out.
 */
void gp_shared_say(struct gp_buf *out, const struct gp_shared *shared);

/** Frees the list, which is empty then. */
void gp_shared_clear(struct gp_shared *shared);

#endif /* GP_REPORT_SHARED_H */
