#ifndef GP_MEM_H
#define GP_MEM_H

#include <stddef.h>

/**
 * @file
 * Allocation that never returns NULL, and arenas that are freed as a whole.
 *
 * Running out of memory ends the program with one line and status 128: input
 * limits are checked before anything is allocated from untrusted sizes.
 */

/** Allocates `size` bytes, uninitialised; the caller frees them. */
void *gp_malloc(size_t size);
/** Allocates `n` zeroed elements of `size` bytes; the caller frees them. */
void *gp_calloc(size_t n, size_t size);
/** Resizes `old` (may be NULL) to `n` elements of `size` bytes. */
void *gp_realloc(void *old, size_t n, size_t size);
/** Copies a C string; the caller frees it. */
char *gp_strdup(const char *text);
/** Copies `len` bytes and adds a NUL; the caller frees it. */
char *gp_strndup(const char *text, size_t len);

/**
 * Makes room for one more element in a growing array: reallocates `items`
 * if `n` has reached `*cap`. Usage: `v->items = gp_grow(v->items, v->n,
 * &v->cap, sizeof(*v->items));`
 */
void *gp_grow(void *items, size_t n, size_t *cap, size_t size);

/** Memory freed as a whole; zero-initialised is empty and valid. */
struct gp_arena {
	struct gp_arena_block *head; /**< Newest block; private. */
};

/** Allocates zeroed memory, aligned for any type, freed with the arena. */
void *gp_arena_alloc(struct gp_arena *arena, size_t size);

/** As gp_arena_alloc for `n` elements of `size`; overflow ends the program. */
void *gp_arena_array(struct gp_arena *arena, size_t n, size_t size);

/** Copies `len` bytes into the arena and adds a NUL. */
char *gp_arena_strndup(struct gp_arena *arena, const char *text, size_t len);
/** Copies a C string into the arena. */
char *gp_arena_strdup(struct gp_arena *arena, const char *text);

/** Moves all memory of `from` to `to`; pointers into it stay valid. */
void gp_arena_adopt(struct gp_arena *to, struct gp_arena *from);

/** Frees everything; the arena is empty and usable again. */
void gp_arena_clear(struct gp_arena *arena);

#endif /* GP_MEM_H */
