#ifndef GP_IMPORT_FORMATS_LIBTEST_H
#define GP_IMPORT_FORMATS_LIBTEST_H

#include "gp/import.h"

/**
 * @file
 * What Rust's own harness prints: cargo bench prints it next to the output of
 * Criterion, which can write it, too (--output-format bencher).
 */

/** Whether a line is "test NAME ... bench: 1,234 ns/iter (+/- 5)". */
bool gp_libtest_is_result(struct gp_span line);

/**
 * Reads a line of libtest: adds a result, refuses a benchmark that failed.
 * False if it is another line. `number` is the line's.
 */
bool gp_libtest_read_line(struct gp_intake *out, struct gp_span line,
			  size_t number);

/**
 * Marks the run as broken off if the line says so: a panic, a failed bench or
 * build. `benchmark` is the one that runs, if it is known.
 */
void gp_cargo_read_end(struct gp_intake *out, struct gp_span line,
		       struct gp_span benchmark, size_t number);

#endif /* GP_IMPORT_FORMATS_LIBTEST_H */
