/*
 * Stands in for libFuzzer in the ordinary test run: replays every file of a
 * corpus, in the order of their names, with the same mutations each time.
 *
 *	fuzz_x -runs=0 tests/fuzz/corpus/x
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes that the mutations of one file may add up to, for the time it takes. */
#define BUDGET ((size_t)1 << 19)
#define FLIPS  128

static size_t runs;

/* In memory of just this size, so that a byte beyond it is noticed. */
static void run(const char *data, size_t size)
{
	char *copy = gp_malloc(size);

	if (size)
		memcpy(copy, data, size);
	LLVMFuzzerTestOneInput((const uint8_t *)copy, size);
	free(copy);
	runs++;
}

static uint64_t next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
		 UINT64_C(1442695040888963407);
	return *state >> 33;
}

static void run_mutations(char *data, size_t size)
{
	uint64_t random = size;
	size_t flips = size ? BUDGET / size : 0, at, bit;

	for (size_t part = 0; part < 16; part++)
		run(data, size * part / 16);
	for (size_t i = 0; i < flips && i < FLIPS; i++) {
		at = next_random(&random) % size;
		bit = next_random(&random) % 8;
		data[at] = (char)(data[at] ^ (1 << bit));
		run(data, size);
		data[at] = (char)(data[at] ^ (1 << bit));
	}
}

static void run_file(const char *path)
{
	struct gp_buf buf = GP_BUF_INIT;
	FILE *file = fopen(path, "rb");

	if (!file || gp_buf_read(&buf, fileno(file), SIZE_MAX / 2, path)) {
		fprintf(stderr, "cannot read %s\n", path);
		exit(1);
	}
	fclose(file);
	gp_buf_putc(&buf, '\0');
	run(buf.data, buf.len - 1);
	run_mutations(buf.data, buf.len - 1);
	gp_buf_clear(&buf);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void run_folder(const char *path)
{
	struct dirent **entries;
	struct gp_buf name = GP_BUF_INIT;
	int n = scandir(path, &entries, is_visible, by_name);

	if (n < 0) {
		perror(path);
		exit(1);
	}
	for (int i = 0; i < n; i++) {
		gp_buf_reset(&name);
		gp_buf_printf(&name, "%s/%s", path, entries[i]->d_name);
		run_file(gp_buf_str(&name));
		free(entries[i]);
	}
	free(entries);
	gp_buf_clear(&name);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (argv[i][0] != '-')
			run_folder(argv[i]);
	printf("%zu inputs\n", runs);
	return runs ? 0 : 1;
}
