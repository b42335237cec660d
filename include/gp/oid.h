#ifndef GP_OID_H
#define GP_OID_H

#include <stdbool.h>
#include <stddef.h>

#include "gp/buf.h"
#include "gp/span.h"

/**
 * @file
 * Object ids of git, and lists of them.
 */

/** Writes 2 `n` hex digits and a NUL to `hex`, and returns it. */
const char *gp_hex_put(const unsigned char *raw, size_t n, char *hex);
/**
 * Reads hex.len / 2 bytes from hex digits of either case. Returns false if
 * there is another character; `raw` is then partly written.
 */
bool gp_hex_parse(unsigned char *raw, struct gp_span hex);

#define GP_OID_MAX 32
#define GP_OID_HEX (2 * GP_OID_MAX + 1)

/** A git object id; size 0 is "none", 20 SHA-1, 32 SHA-256. */
struct gp_oid {
	unsigned char raw[GP_OID_MAX];
	unsigned char size;
};

/** Whether two ids have the same size and bytes. */
bool gp_oid_same(const struct gp_oid *a, const struct gp_oid *b);
/** For qsort() and bsearch() of ids: by their bytes. */
int gp_oid_order(const void *a, const void *b);
/** Writes the whole id in hex and a NUL to `hex`, and returns `hex`. */
const char *gp_oid_hex(const struct gp_oid *oid, char hex[GP_OID_HEX]);
/** As gp_oid_hex(), but only the first seven digits, for messages. */
const char *gp_oid_short(const struct gp_oid *oid, char hex[GP_OID_HEX]);
/** Reads an id of 40 or 64 hex digits; false for anything else. */
bool gp_oid_parse(struct gp_oid *out, struct gp_span hex);

/** A list of ids. Zero-initialised is empty. */
struct gp_oids {
	struct gp_oid *items;
	size_t n, cap;
};
/** Appends a copy of an id. */
void gp_oids_add(struct gp_oids *oids, const struct gp_oid *oid);
/** Frees the list; it is empty and usable again. */
void gp_oids_clear(struct gp_oids *oids);
/** Appends one line in hex for each id, the form that git reads on stdin. */
void gp_oids_list(struct gp_buf *out, const struct gp_oids *oids);

#endif /* GP_OID_H */
