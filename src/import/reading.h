#ifndef GP_IMPORT_READING_H
#define GP_IMPORT_READING_H

#include "gp/import.h"

/**
 * @file
 * An import in progress, as the functions see it that read one input.
 */
struct gp_reading {
	struct gp_intake *intake;
	const char *from;      /**< --from, or NULL. */
	bool several;          /**< More than one input. */
	struct gp_map seen;    /**< Formats and file names that were noted. */
	struct gp_buf formats; /**< Those that were read: "a, b". */
};

/** Frees the names; the intake is borrowed. */
void gp_reading_clear(struct gp_reading *reading);

/** Notes `name` once, with its NUL if it is a format; true the first time. */
bool gp_reading_note(struct gp_reading *reading, const char *name,
		     bool is_format);

/** Reads `in` with `via` and notes the format. */
GP_CHECK enum gp_err gp_reading_read(struct gp_reading *reading,
				     const struct gp_importer *via,
				     const struct gp_input *in);

#endif /* GP_IMPORT_READING_H */
