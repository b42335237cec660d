#ifndef GP_CONFIG_INI_H
#define GP_CONFIG_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/buf.h"
#include "gp/error.h"
#include "gp/span.h"

/**
 * @file
 * The syntax of git's configuration files (git-config(1), "Syntax"), for
 * files that anybody may have written: nothing is included or executed.
 * Zero-initialised holds nothing.
 */
struct gp_ini {
	size_t line;              /**< Of the key, from 1. */
	struct gp_buf section;    /**< In lower case. */
	struct gp_buf subsection; /**< As written. */
	bool has_subsection;
	struct gp_buf key; /**< In lower case. */
	struct gp_buf value;
	bool has_value; /**< False: a key alone, which means true. */

	/* private */
	struct gp_span rest;
	size_t next_line;
};

/** Starts to read `text`, which must outlive `ini`. */
void gp_ini_init(struct gp_ini *ini, struct gp_span text);

/**
 * Reads the next key; `*more` is false at the end of the text. GP_EPARSE names
 * the line of a syntax error; nothing more is read then.
 */
GP_CHECK enum gp_err gp_ini_next(struct gp_ini *ini, bool *more);

/** Frees what `ini` owns; the text stays the caller's. */
void gp_ini_clear(struct gp_ini *ini);

#endif /* GP_CONFIG_INI_H */
