#ifndef GP_MAP_H
#define GP_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * @file
 * A hash table from byte strings to numbers (usually indices).
 *
 * Keys are borrowed: they must outlive the map. They may come from hostile
 * input, so the hash is seeded per process, and the table grows when it is
 * half full. Zero-initialised is empty and valid. There is no iteration,
 * because the order of a hash must never reach an output.
 */
struct gp_map {
	struct gp_map_slot *slots;
	size_t cap; /**< A power of two, or 0. */
	size_t n;
};

/** Looks `key` up; returns false and leaves `*value` alone if it is absent. */
bool gp_map_get(const struct gp_map *map, const void *key, size_t len,
		size_t *value);

/**
 * Stores `value` under `key` unless the key has a value already.
 * Returns a pointer to the stored value, old or new, which may be changed
 * through it; valid until the next put.
 */
size_t *gp_map_put(struct gp_map *map, const void *key, size_t len,
		   size_t value);

/** Frees the table, but not the keys; the map is empty and usable again. */
void gp_map_clear(struct gp_map *map);

#endif /* GP_MAP_H */
