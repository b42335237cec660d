#ifndef GP_PHRASE_H
#define GP_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/buf.h"

/**
 * @file
 * Parts of sentences that every message may need: plurals, and words that can
 * be pasted into a shell.
 */

/** "s", or "" for one: "%zu run%s". A constant. */
const char *gp_plural(size_t n);

/** `one` for one, else `many`: "is" and "are". Returns one of the two. */
const char *gp_plural_of(size_t n, const char *one, const char *many);

/**
 * Whether `text` can be one word of a command that is shown for pasting: at
 * most `max` bytes, printable ASCII, and no option.
 */
bool gp_shell_can_show(const char *text, size_t max);

/** Appends `text` as one word for a POSIX shell, in quotes if it needs them. */
void gp_shell_quote(struct gp_buf *out, const char *text);

#endif /* GP_PHRASE_H */
