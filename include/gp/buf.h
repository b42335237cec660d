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

void gp_buf_add(struct gp_buf *buf, const void *data, size_t len);
void gp_buf_puts(struct gp_buf *buf, const char *text);
void gp_buf_putc(struct gp_buf *buf, char c);
void gp_buf_span(struct gp_buf *buf, struct gp_span span);
void gp_buf_printf(struct gp_buf *buf, const char *fmt, ...) GP_PRINTF(2, 3);

/** Lends the text, "" when nothing was added. */
const char *gp_buf_str(const struct gp_buf *buf);
struct gp_span gp_buf_view(const struct gp_buf *buf);

/** Gives the text away (the caller frees it); the buffer is empty again. */
char *gp_buf_take(struct gp_buf *buf);

/** Keeps the memory, forgets the text. */
void gp_buf_reset(struct gp_buf *buf);
/** Frees the memory; the buffer is empty and usable again. */
void gp_buf_clear(struct gp_buf *buf);

/**
 * Appends what is left of an open file, at most `max` bytes.
 * GP_ELIMIT when there is more, GP_EIO when reading fails; `name` is for the
 * message.
 */
GP_CHECK enum gp_err gp_buf_read(struct gp_buf *buf, int fd, size_t max,
				 const char *name);

/** Writes everything to `out` and resets; GP_EIO when the stream failed. */
GP_CHECK enum gp_err gp_buf_flush(struct gp_buf *buf, FILE *out);

#endif /* GP_BUF_H */
