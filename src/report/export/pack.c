/*
 * Points of an export in a few bytes each. JSON groups them by series, so all
 * of them stay in memory until the last run is read.
 */
#include <assert.h>
#include <string.h>

#include "pack.h"

/* Seven bits a byte, the lowest first; the eighth says that more follow. */
void gp_pack_count(struct gp_buf *out, uint64_t value)
{
	unsigned char bytes[10];
	size_t n = 0;

	for (; value > 0x7f; value >>= 7)
		bytes[n++] = (unsigned char)(value | 0x80);
	bytes[n++] = (unsigned char)value;
	gp_buf_add(out, bytes, n);
}

uint64_t gp_unpack_count(struct gp_span *rest)
{
	uint64_t value = 0, byte;
	unsigned shift = 0;

	do {
		assert(rest->len);
		byte = (unsigned char)*rest->data++;
		rest->len--;
		value |= (byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	return value;
}

/* Small numbers of either sign become small ones without. */
static uint64_t fold_sign(int64_t value)
{
	return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

static int64_t unfold(uint64_t value)
{
	return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

/* The kind, and the exponent above it; then the digits, or a double. */
void gp_pack_decimal(struct gp_buf *out, struct gp_decimal value)
{
	if (value.kind == GP_DECIMAL_EXACT) {
		gp_pack_count(out, fold_sign(value.exp) << 2 | value.kind);
		gp_pack_count(out, fold_sign(value.digits));
		return;
	}
	gp_pack_count(out, value.kind);
	if (value.kind == GP_DECIMAL_DOUBLE)
		gp_buf_add(out, &value.value, sizeof(value.value));
}

struct gp_decimal gp_unpack_decimal(struct gp_span *rest)
{
	uint64_t head = gp_unpack_count(rest);
	struct gp_decimal value = { .kind = head & 3 };

	if (value.kind == GP_DECIMAL_EXACT) {
		value.exp = (int16_t)unfold(head >> 2);
		value.digits = unfold(gp_unpack_count(rest));
	} else if (value.kind == GP_DECIMAL_DOUBLE) {
		assert(rest->len >= sizeof(value.value));
		memcpy(&value.value, rest->data, sizeof(value.value));
		rest->data += sizeof(value.value);
		rest->len -= sizeof(value.value);
	}
	return value;
}
