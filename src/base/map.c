/*
 * The hash table of byte strings: open addressing, with linear probing.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gp/map.h"
#include "gp/mem.h"

struct gp_map_slot {
	const void *key; /* NULL: free */
	size_t len;
	uint64_t hash;
	size_t value;
};

/*
 * Names may be hostile. With a secret start value nobody can prepare keys that
 * all collide, which would make each look-up linear; no output depends on it.
 */
static uint64_t seed(void)
{
	static uint64_t value;
	struct timespec now;

	if (value)
		return value;
	clock_gettime(CLOCK_MONOTONIC, &now);
	value = ((uint64_t)now.tv_nsec << 32) ^ (uint64_t)getpid() ^
		(uint64_t)(uintptr_t)&now;
	value |= 1;
	return value;
}

/* Mixes in eight bytes: multiplied and folded, similar to wyhash. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	a ^= b;
	a *= UINT64_C(0x9e3779b97f4a7c15);
	return a ^ (a >> 29);
}

static uint64_t hash_of(const void *key, size_t len)
{
	const unsigned char *at = key;
	uint64_t hash = seed() ^ (len * UINT64_C(0xff51afd7ed558ccd));
	uint64_t word;

	for (; len >= 8; at += 8, len -= 8) {
		memcpy(&word, at, 8);
		hash = mix(hash, word);
	}
	word = 0;
	memcpy(&word, at, len);
	hash = mix(hash, word);
	return mix(hash, hash >> 32);
}

static struct gp_map_slot *find_slot(struct gp_map_slot *slots, size_t cap,
				     const void *key, size_t len, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	for (;; i = (i + 1) & (cap - 1)) {
		struct gp_map_slot *slot = &slots[i];

		if (!slot->key || (slot->hash == hash && slot->len == len &&
				   !memcmp(slot->key, key, len)))
			return slot;
	}
}

static void rehash(struct gp_map *map)
{
	size_t cap = map->cap ? map->cap * 2 : 16;
	struct gp_map_slot *slots = gp_calloc(cap, sizeof(*slots));

	for (size_t i = 0; i < map->cap; i++) {
		struct gp_map_slot *old = &map->slots[i];

		if (old->key)
			*find_slot(slots, cap, old->key, old->len, old->hash) =
				*old;
	}
	free(map->slots);
	map->slots = slots;
	map->cap = cap;
}

bool gp_map_get(const struct gp_map *map, const void *key, size_t len,
		size_t *value)
{
	struct gp_map_slot *slot;

	if (!map->n)
		return false;
	slot = find_slot(map->slots, map->cap, key, len, hash_of(key, len));
	if (!slot->key)
		return false;
	*value = slot->value;
	return true;
}

size_t *gp_map_put(struct gp_map *map, const void *key, size_t len,
		   size_t value)
{
	struct gp_map_slot *slot;
	uint64_t hash = hash_of(key, len);

	if (map->n * 2 >= map->cap)
		rehash(map);
	slot = find_slot(map->slots, map->cap, key, len, hash);
	if (!slot->key) {
		*slot = (struct gp_map_slot){ key, len, hash, value };
		map->n++;
	}
	return &slot->value;
}

void gp_map_clear(struct gp_map *map)
{
	free(map->slots);
	memset(map, 0, sizeof(*map));
}
