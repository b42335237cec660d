#ifndef GP_IMPORT_CORE_DOCUMENTS_H
#define GP_IMPORT_CORE_DOCUMENTS_H

#include "gp/parse.h"

/**
 * @file
 * The JSON values in a text that may hold several of them, and other lines:
 * what npm and yarn print, warnings of Node, progress on stderr, JSON lines.
 */

enum gp_json_piece_kind {
	GP_PIECE_JSON,  /**< An object or array, and it is valid. */
	GP_PIECE_LINE,  /**< A line, or what follows a value on its line. */
	GP_PIECE_BROKEN /**< It begins like a value and is not valid; the
			     pending message says why. */
};

/** A part of the text that is not blank. */
struct gp_json_piece {
	enum gp_json_piece_kind kind;
	struct gp_span text;  /**< Without white space around it. */
	size_t line;          /**< On which it begins, from 1. */
	struct gp_json *root; /**< Of GP_PIECE_JSON; owned by the caller. */
	bool cut; /**< A broken value that is not closed: the rest is missing.
		   */
};

/** Where a text is being divided; zero-initialise all but `text`. */
struct gp_pieces {
	struct gp_span text; /**< Borrowed. */

	/* private to documents.c */
	size_t at;    /* where the next piece begins */
	size_t line;  /* lines that end before `at` */
	size_t n_cut; /* values without an end so far */
};

/** Moves the next piece to `out`; returns false at the end. */
bool gp_pieces_next(struct gp_pieces *pieces, struct gp_json_piece *out);

/** Whether a line of `text` begins as a JSON object or array does. */
bool gp_pieces_any_json(struct gp_span text);

#endif /* GP_IMPORT_CORE_DOCUMENTS_H */
