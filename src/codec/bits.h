#ifndef GP_CODEC_BITS_H
#define GP_CODEC_BITS_H

#include <stddef.h>
#include <stdint.h>

/**
 * @file
 * Numbers of any width in a string of bytes, high bit first.
 */

/**
 * The minimum width of a packed sample, in bits: it bounds how many samples a
 * few hostile bytes can unpack to. docs/FORMAT.md, "Samples".
 */
#define GP_BITS_MIN 4

/** ORs the lower `width` (at most 64) bits of `value` in from bit `at` on. */
void gp_bits_put(unsigned char *bytes, size_t at, unsigned width,
		 uint64_t value);

/** Reads `width` (at most 64) bits from bit `at` on. */
uint64_t gp_bits_get(const unsigned char *bytes, size_t at, unsigned width);

/** Returns the number of bits that `value` needs, at least GP_BITS_MIN. */
unsigned gp_bits_width(uint64_t value);

#endif /* GP_CODEC_BITS_H */
