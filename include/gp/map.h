#ifndef GP_MAP_H
#define GP_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * @file
 * A hash table from byte strings to numbers (usually indices).
 *
 * Keys are lent: they must outlive the map. Keys of hostile input are
 * expected, so the hash is seeded per process and the table rehashes at a
 * load of one half. Zero-initialised is empty and valid. Iteration is not
 * offered: the order of a hash must never reach an output.
 */
struct gp_map {
	struct gp_map_slot *slots;
	size_t cap; /**< A power of two, or 0. */
	size_t n;
};

/** Finds `key`; false when it is absent, and `*value` is untouched. */
bool gp_map_get(const struct gp_map *map, const void *key, size_t len,
		size_t *value);

/**
 * Puts `value` under `key` unless it is there already.
 * Returns the slot's value, the old one or the new, to read or change; valid
 * until the next put.
 */
size_t *gp_map_put(struct gp_map *map, const void *key, size_t len,
		   size_t value);

void gp_map_clear(struct gp_map *map);

#endif /* GP_MAP_H */
