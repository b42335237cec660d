#ifndef GP_CODEC_H
#define GP_CODEC_H

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/map.h"

/**
 * @file
 * An entry as MessagePack; docs/FORMAT.md is the specification, with vectors.
 *
 * Decoding expects hostile bytes: sizes are checked against what is left of
 * the input before anything is allocated, depth is bounded, names are
 * UTF-8 without NUL, ids have a known size, numbers are finite.
 */

/** Limits of one entry: a reader rejects more, so a writer refuses it. */
#define GP_ENTRY_BYTES_MAX   (16 << 20)
#define GP_ENTRY_RESULTS_MAX ((size_t)1 << 20)
#define GP_ENTRY_SAMPLES_MAX ((size_t)1 << 22)

/**
 * Appends the encoding. The same entry gives the same bytes everywhere: results
 * are grouped by benchmark in the order of first use, those without samples
 * are left out, invalid UTF-8 becomes U+FFFD. If gp_entry_decode() would reject
 * the bytes (too large, no commit), fails with its code, GP_ELIMIT or
 * GP_EPARSE, and leaves `out` unchanged.
 */
GP_CHECK enum gp_err gp_entry_encode(struct gp_buf *out,
				     const struct gp_entry *entry);

/**
 * Fills `entry`, which gp_entry_init() or gp_entries_add() initialised, from
 * `bytes`; strings are copied into its arena. Unknown keys and trailing
 * elements are skipped. Fails with GP_EPARSE or GP_ELIMIT; then `entry` is
 * unusable.
 */
GP_CHECK enum gp_err gp_entry_decode(struct gp_entry *entry,
				     struct gp_span bytes);

/** What a line of a note is. */
enum gp_entry_line_kind {
	GP_LINE_BLANK,
	GP_LINE_ENTRY,
	GP_LINE_UNKNOWN, /**< Written by a newer version or another tool. */
	GP_LINE_DAMAGED  /**< Begins like an entry, but cannot be read. */
};

/**
 * Appends the entry of a line, "1 <base64 of MessagePack>", to `entries`. For
 * GP_LINE_DAMAGED gp_error_message() says what is wrong. `scratch` is
 * overwritten; reusing one for many lines saves allocations.
 */
enum gp_entry_line_kind gp_entry_line_decode(struct gp_entries *entries,
					     struct gp_span line,
					     struct gp_buf *scratch);

/** Which runs somebody looks for; all borrowed. */
struct gp_run_look {
	const struct gp_map *testbeds;   /**< Their names -> index. */
	const struct gp_map *benchmarks; /**< Whole names, and the same without
					      dimensions, as keys. */
	bool *passed; /**< For each testbed: set if a run of it was passed
			   over because it has none of the benchmarks. */
};

/**
 * Whether the line of a note is a run that certainly has none of the benchmarks
 * on any of the testbeds, which is much cheaper to know than its content. False
 * for everything else, such as a tombstone. `scratch` is overwritten.
 */
bool gp_entry_line_passed_over(const struct gp_run_look *look,
			       struct gp_span line, struct gp_buf *scratch);

/** Appends the line of an entry, without LF. Fails as gp_entry_encode(). */
GP_CHECK enum gp_err gp_entry_line_encode(struct gp_buf *out,
					  const struct gp_entry *entry);

#endif /* GP_CODEC_H */
