#ifndef GP_SPAN_H
#define GP_SPAN_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @file
 * A view of bytes that somebody else owns; not NUL-terminated.
 */
struct gp_span {
	const char *data;
	size_t len;
};

/** Views a C string; NULL is the empty span. */
struct gp_span gp_span_of(const char *text);
/** Views `len` bytes; NULL is the empty span. */
struct gp_span gp_span_make(const char *data, size_t len);

/** Whether the bytes are those of a C string. */
bool gp_span_eq(struct gp_span span, const char *text);
/** Whether two spans have the same bytes. */
bool gp_span_same(struct gp_span a, struct gp_span b);
/** Whether the bytes begin with a C string. */
bool gp_span_starts(struct gp_span span, const char *prefix);
/** Whether the bytes end with a C string. */
bool gp_span_ends(struct gp_span span, const char *suffix);

/** Offset of the first `needle` in bytes, or span.len if there is none. */
size_t gp_span_find(struct gp_span span, const char *needle);

/** At most `len` bytes from the offset `from` on; both are clamped. */
struct gp_span gp_span_sub(struct gp_span span, size_t from, size_t len);

/** The span without ASCII white space at its ends. */
struct gp_span gp_span_trim(struct gp_span span);

/**
 * Moves the first line of `rest` to `line`, without its LF or CRLF.
 * Returns false if `rest` is empty.
 */
bool gp_span_line(struct gp_span *line, struct gp_span *rest);

/**
 * Moves the next word (bytes without ASCII white space) of `rest` to `word`.
 * Returns false if there is none.
 */
bool gp_span_word(struct gp_span *word, struct gp_span *rest);

#endif /* GP_SPAN_H */
