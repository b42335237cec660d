/*
 * Bit fields of any width, for packed samples: they are shorter than the
 * integers of MessagePack.
 */
#include "bits.h"

void gp_bits_put(unsigned char *bytes, size_t at, unsigned width,
		 uint64_t value)
{
	while (width) {
		unsigned room = 8 - at % 8;
		unsigned n = width < room ? width : room;
		unsigned part = value >> (width - n) & ((1u << n) - 1);

		bytes[at / 8] |= (unsigned char)(part << (room - n));
		at += n;
		width -= n;
	}
}

uint64_t gp_bits_get(const unsigned char *bytes, size_t at, unsigned width)
{
	uint64_t value = 0;

	while (width) {
		unsigned room = 8 - at % 8;
		unsigned n = width < room ? width : room;
		unsigned part = bytes[at / 8] >> (room - n) & ((1u << n) - 1);

		value = value << n | part;
		at += n;
		width -= n;
	}
	return value;
}

unsigned gp_bits_width(uint64_t value)
{
	unsigned width = 0;

	for (; value; value >>= 1)
		width++;
	return width < GP_BITS_MIN ? GP_BITS_MIN : width;
}
