/*
 * Allocation that ends the program when memory runs out, so that no caller has
 * to check, and arenas for data that is freed together.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

static _Noreturn void out_of_memory(void)
{
	fputs("fatal: out of memory\n", stderr);
	exit(128);
}

static size_t product(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		out_of_memory();
	return n * size;
}

void *gp_realloc(void *old, size_t n, size_t size)
{
	size_t bytes = product(n, size);
	void *memory = realloc(old, bytes ? bytes : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *gp_malloc(size_t size)
{
	return gp_realloc(NULL, size, 1);
}

void *gp_calloc(size_t n, size_t size)
{
	size_t bytes = product(n, size);
	void *memory = calloc(bytes ? bytes : 1, 1);

	if (!memory)
		out_of_memory();
	return memory;
}

char *gp_strndup(const char *text, size_t len)
{
	char *copy = gp_malloc(len + 1);

	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *gp_strdup(const char *text)
{
	return gp_strndup(text, strlen(text));
}

void *gp_grow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap + *cap / 2 + 1 : 8;
	return gp_realloc(items, *cap, size);
}

/* ---- arena ---- */

struct gp_arena_block {
	struct gp_arena_block *next;
	size_t used, cap;
	max_align_t data[];
};

#define BLOCK_MIN ((size_t)4 << 10)
#define BLOCK_MAX ((size_t)256 << 10)

static struct gp_arena_block *block_for(struct gp_arena *arena, size_t size)
{
	struct gp_arena_block *head = arena->head, *block;
	size_t cap;

	if (head && head->cap - head->used >= size)
		return head;
	cap = head ? head->cap * 2 : BLOCK_MIN;
	if (cap > BLOCK_MAX)
		cap = BLOCK_MAX;
	if (cap < size)
		cap = size;
	block = gp_malloc(sizeof(*block) + cap);
	block->used = 0;
	block->cap = cap;
	block->next = head;
	arena->head = block;
	return block;
}

static void *reserve_in_arena(struct gp_arena *arena, size_t size)
{
	struct gp_arena_block *block;
	size_t align = sizeof(max_align_t);
	char *at;

	size = product((size + align - 1) / align, align);
	block = block_for(arena, size);
	at = (char *)block->data + block->used;
	block->used += size;
	return at;
}

void *gp_arena_alloc(struct gp_arena *arena, size_t size)
{
	return memset(reserve_in_arena(arena, size ? size : 1), 0,
		      size ? size : 1);
}

void *gp_arena_array(struct gp_arena *arena, size_t n, size_t size)
{
	return gp_arena_alloc(arena, product(n, size));
}

char *gp_arena_strndup(struct gp_arena *arena, const char *text, size_t len)
{
	char *copy = reserve_in_arena(arena, len + 1);

	if (len)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *gp_arena_strdup(struct gp_arena *arena, const char *text)
{
	return gp_arena_strndup(arena, text, strlen(text));
}

/* Inserts the blocks after the head, which may have room left. */
void gp_arena_adopt(struct gp_arena *to, struct gp_arena *from)
{
	struct gp_arena_block **end = to->head ? &to->head->next : &to->head;
	struct gp_arena_block *rest = *end;

	*end = from->head;
	while (*end)
		end = &(*end)->next;
	*end = rest;
	from->head = NULL;
}

void gp_arena_clear(struct gp_arena *arena)
{
	struct gp_arena_block *block = arena->head, *next;

	for (; block; block = next) {
		next = block->next;
		free(block);
	}
	arena->head = NULL;
}
