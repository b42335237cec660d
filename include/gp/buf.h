#ifndef GP_BUF_H
#define GP_BUF_H

#include <stdbool.h>
#include <stdio.h>

#include "gp/error.h"
#include "gp/span.h"

/**
 * @file
 * A growing byte string.
 *
 * Invariants: zero-initialised (GP_BUF_INIT) is empty and valid; `data` is
 * never NULL after the first append, and then data[len] is always NUL;
 * gp_buf_str() is never NULL.
 */
struct gp_buf {
	char *data;
	size_t len; /**< Bytes held, without the final NUL. */
	size_t cap; /**< Bytes allocated. */
};

#define GP_BUF_INIT                                                            \
	{                                                                      \
		0                                                              \
	}

/** Appends `len` bytes; `data` may be NULL if `len` is 0. */
void gp_buf_add(struct gp_buf *buf, const void *data, size_t len);
/** Appends a C string. */
void gp_buf_puts(struct gp_buf *buf, const char *text);
/** Appends one byte. */
void gp_buf_putc(struct gp_buf *buf, char c);
/** Appends the bytes of a span, which must not be a view of `buf`. */
void gp_buf_span(struct gp_buf *buf, struct gp_span span);
/** Appends formatted text; its arguments must not point into `buf`. */
void gp_buf_printf(struct gp_buf *buf, const char *fmt, ...) GP_PRINTF(2, 3);

/** Returns a borrowed pointer to the text; "" if nothing was appended. */
const char *gp_buf_str(const struct gp_buf *buf);
/** Views the text; valid until the buffer changes. */
struct gp_span gp_buf_view(const struct gp_buf *buf);

/** Returns the text, which the caller frees, and empties the buffer. */
char *gp_buf_take(struct gp_buf *buf);

/** Empties the buffer, but keeps its memory for the next text. */
void gp_buf_reset(struct gp_buf *buf);
/** Drops what is behind the first `len` bytes, of which there are as many. */
void gp_buf_cut(struct gp_buf *buf, size_t len);
/** Frees the memory; the buffer is empty and usable again. */
void gp_buf_clear(struct gp_buf *buf);

/**
 * Appends the rest of an open file, at most `max` bytes. Fails with GP_ELIMIT
 * if there is more, and with GP_EIO if reading fails; the message names the
 * file as `name`.
 */
GP_CHECK enum gp_err gp_buf_read(struct gp_buf *buf, int fd, size_t max,
				 const char *name);

/** Writes the text to `out` and empties the buffer. GP_EIO if that fails. */
GP_CHECK enum gp_err gp_buf_flush(struct gp_buf *buf, FILE *out);

#endif /* GP_BUF_H */
