/*
 * Object ids as bytes and as hex digits, and lists of them.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/oid.h"

const char *gp_hex_put(const unsigned char *raw, size_t n, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digits[raw[i] >> 4];
		hex[2 * i + 1] = digits[raw[i] & 15];
	}
	hex[2 * n] = '\0';
	return hex;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool gp_hex_parse(unsigned char *raw, struct gp_span hex)
{
	for (size_t i = 0; i < hex.len / 2; i++) {
		int high = digit_of(hex.data[2 * i]);
		int low = digit_of(hex.data[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		raw[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

bool gp_oid_same(const struct gp_oid *a, const struct gp_oid *b)
{
	return a->size == b->size && !memcmp(a->raw, b->raw, a->size);
}

int gp_oid_order(const void *a, const void *b)
{
	const struct gp_oid *x = a, *y = b;

	return memcmp(x->raw, y->raw, sizeof(x->raw));
}

const char *gp_oid_hex(const struct gp_oid *oid, char hex[GP_OID_HEX])
{
	return gp_hex_put(oid->raw, oid->size, hex);
}

const char *gp_oid_short(const struct gp_oid *oid, char hex[GP_OID_HEX])
{
	gp_hex_put(oid->raw, oid->size, hex);
	hex[7] = '\0';
	return hex;
}

bool gp_oid_parse(struct gp_oid *out, struct gp_span hex)
{
	struct gp_oid oid = { 0 };

	if ((hex.len != 40 && hex.len != 64) || !gp_hex_parse(oid.raw, hex))
		return false;
	oid.size = (unsigned char)(hex.len / 2);
	*out = oid;
	return true;
}

/* ---- lists ---- */

void gp_oids_add(struct gp_oids *oids, const struct gp_oid *oid)
{
	oids->items =
		gp_grow(oids->items, oids->n, &oids->cap, sizeof(*oids->items));
	oids->items[oids->n++] = *oid;
}

void gp_oids_clear(struct gp_oids *oids)
{
	free(oids->items);
	memset(oids, 0, sizeof(*oids));
}

void gp_oids_list(struct gp_buf *out, const struct gp_oids *oids)
{
	char hex[GP_OID_HEX];

	for (size_t i = 0; i < oids->n; i++)
		gp_buf_printf(out, "%s\n", gp_oid_hex(&oids->items[i], hex));
}
