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
struct gp_span gp_span_make(const char *data, size_t len);

bool gp_span_eq(struct gp_span span, const char *text);
bool gp_span_same(struct gp_span a, struct gp_span b);
bool gp_span_starts(struct gp_span span, const char *prefix);
bool gp_span_ends(struct gp_span span, const char *suffix);

/** Offset of the first `needle`, or span.len when there is none. */
size_t gp_span_find(struct gp_span span, const char *needle);

/** The part from `from` on (clamped), at most `len` bytes. */
struct gp_span gp_span_sub(struct gp_span span, size_t from, size_t len);

/** Without ASCII white space at both ends. */
struct gp_span gp_span_trim(struct gp_span span);

/**
 * Cuts the first line off `rest` into `line`, without its LF or CRLF.
 * False when nothing is left.
 */
bool gp_span_line(struct gp_span *line, struct gp_span *rest);

/**
 * Cuts the next word (a stretch without ASCII white space) off `rest`.
 * False when nothing is left.
 */
bool gp_span_word(struct gp_span *word, struct gp_span *rest);

#endif /* GP_SPAN_H */
