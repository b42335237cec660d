#ifndef GOLDEN_H
#define GOLDEN_H

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/buf.h"

/**
 * @file
 * Expected outputs as files under tests/data. `test_x --update` writes them
 * anew; nothing else does. Include after cmocka.h.
 */

static bool golden_update;

/** Reads the arguments of a test program. */
static inline void golden_init(int argc, char **argv)
{
	golden_update = argc > 1 && !strcmp(argv[1], "--update");
	if (argc > 1 && !golden_update) {
		fprintf(stderr, "usage: %s [--update]\n", argv[0]);
		exit(129);
	}
}

static inline void golden_write(const char *path, const struct gp_buf *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(gp_buf_str(text), 1, text->len, file),
			 text->len);
	assert_int_equal(fclose(file), 0);
}

/** Fails unless `got` is what the file under tests/data holds. */
static inline void golden_check(const char *name, const struct gp_buf *got)
{
	struct gp_buf want = GP_BUF_INIT;
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", GP_TEST_DATA, name);
	if (golden_update)
		golden_write(path, got);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail_msg("%s is not there: run with --update", path);
	assert_int_equal(gp_buf_read(&want, fd, 1 << 26, path), GP_OK);
	close(fd);
	if (strcmp(gp_buf_str(&want), gp_buf_str(got)) != 0)
		print_error("%s differs from:\n%s\n", path, gp_buf_str(got));
	assert_int_equal(want.len, got->len);
	assert_memory_equal(gp_buf_str(&want), gp_buf_str(got), want.len);
	gp_buf_clear(&want);
}

/** Skips a test, saying why. */
#define skip_because(reason)                                                   \
	do {                                                                   \
		print_message("skipped: %s\n", reason);                        \
		skip();                                                        \
	} while (0)

#endif /* GOLDEN_H */
