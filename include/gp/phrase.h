#ifndef GP_PHRASE_H
#define GP_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/buf.h"

/**
 * @file
 * Pieces that every message may need: plurals, and arguments that can be
 * pasted into a shell.
 */

/** Returns "s", or "" if `n` is 1, for "%zu run%s". A constant. */
const char *gp_plural(size_t n);

/** Returns `one` if `n` is 1, else `many`: "is" and "are". */
const char *gp_plural_of(size_t n, const char *one, const char *many);

/**
 * Whether `text` can be an argument of a command that is shown for pasting: at
 * most `max` bytes, printable ASCII, and not an option.
 */
bool gp_shell_can_show(const char *text, size_t max);

/** Appends `text` as one argument for a POSIX shell, quoted if necessary. */
void gp_shell_quote(struct gp_buf *out, const char *text);

#endif /* GP_PHRASE_H */
