#ifndef GP_CODEC_LINE_H
#define GP_CODEC_LINE_H

#include "gp/codec.h"

/**
 * @file
 * The line of an entry as text.
 */

/**
 * Replaces the content of `bytes` by the MessagePack of a line. GP_LINE_ENTRY
 * if it has any; GP_LINE_DAMAGED sets an error.
 */
enum gp_entry_line_kind gp_entry_line_bytes(struct gp_span line,
					    struct gp_buf *bytes);

#endif /* GP_CODEC_LINE_H */
