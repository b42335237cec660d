#ifndef GP_IMPORT_READING_H
#define GP_IMPORT_READING_H

#include "gp/import.h"

/**
 * @file
 * An import in progress, as the functions see it that read one input.
 */
struct gp_import_reading {
	struct gp_intake *intake;
	const char *from;      /**< --from, or NULL. */
	bool several;          /**< More than one input. */
	struct gp_map seen;    /**< Formats and file names that were noted. */
	struct gp_buf formats; /**< Those that were read: "a, b". */
};

/** Frees the names; the intake is borrowed. */
void gp_reading_clear(struct gp_import_reading *reading);

/** Notes `name` once, with its NUL if it is a format; true the first time. */
bool gp_reading_note(struct gp_import_reading *reading, const char *name,
		     bool is_format);

/** Reads `in` with `via` and notes the format. */
GP_CHECK enum gp_err gp_reading_read(struct gp_import_reading *reading,
				     const struct gp_importer *via,
				     const struct gp_input *in);

/**
 * Appends "line 3" or "lines 3 to 5", and before it the file if there are
 * several inputs.
 */
void gp_reading_put_lines(struct gp_buf *out,
			  const struct gp_import_reading *reading,
			  const struct gp_input *in, size_t from, size_t to);

/** Lines of an input that are left out, of which the first are quoted. */
struct gp_left_lines {
	struct gp_import_reading *reading;
	const struct gp_input *in;

	/* private */
	size_t n, from, to;
};

/** Leaves out a line: "line 3", "<why>: <text>". */
void gp_left_lines_add(struct gp_left_lines *lines, size_t line,
		       struct gp_span text, const char *why);
/** Counts the lines that were not quoted. */
void gp_left_lines_end(struct gp_left_lines *lines);

#endif /* GP_IMPORT_READING_H */
