#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "gp/buf.h"

static void test_grow(void **state)
{
	struct gp_buf buf = GP_BUF_INIT;
	char *text;

	(void)state;
	assert_string_equal(gp_buf_str(&buf), "");
	for (int i = 0; i < 1000; i++)
		gp_buf_printf(&buf, "%d,", i);
	gp_buf_putc(&buf, '.');
	assert_int_equal(buf.len, 3891);
	assert_int_equal(strlen(gp_buf_str(&buf)), buf.len);
	gp_buf_reset(&buf);
	assert_string_equal(gp_buf_str(&buf), "");
	gp_buf_add(&buf, "a\0b", 3);
	assert_int_equal(gp_buf_view(&buf).len, 3);
	text = gp_buf_take(&buf);
	assert_memory_equal(text, "a\0b", 4);
	assert_null(buf.data);
	free(text);
	text = gp_buf_take(&buf);
	assert_string_equal(text, "");
	free(text);
}

static void test_read(void **state)
{
	struct gp_buf buf = GP_BUF_INIT;
	int fds[2];

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "0123456789", 10), 10);
	close(fds[1]);
	assert_int_equal(gp_buf_read(&buf, fds[0], 10, "pipe"), GP_OK);
	assert_string_equal(gp_buf_str(&buf), "0123456789");
	close(fds[0]);

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "0123456789", 10), 10);
	close(fds[1]);
	assert_int_equal(gp_buf_read(&buf, fds[0], 9, "pipe"), GP_ELIMIT);
	assert_string_equal(gp_error_message(), "pipe: larger than 9 bytes");
	close(fds[0]);
	assert_int_equal(gp_buf_read(&buf, -1, 9, "pipe"), GP_EIO);
	gp_buf_clear(&buf);
}

static void test_read_knows_size(void **state)
{
	struct gp_buf buf = GP_BUF_INIT;
	FILE *file = tmpfile();
	int fd;

	(void)state;
	assert_non_null(file);
	fd = fileno(file);
	assert_int_equal(ftruncate(fd, 1 << 30), 0);
	assert_int_equal(gp_buf_read(&buf, fd, 1000, "sparse"), GP_ELIMIT);
	assert_string_equal(gp_error_message(),
			    "sparse: larger than 1000 bytes");
	assert_int_equal(buf.cap, 0);
	assert_true(lseek(fd, (1 << 30) - 1000, SEEK_SET) > 0);
	assert_int_equal(gp_buf_read(&buf, fd, 1000, "sparse"), GP_OK);
	assert_int_equal(buf.len, 1000);
	gp_buf_clear(&buf);
	fclose(file);
}

static void test_flush(void **state)
{
	struct gp_buf buf = GP_BUF_INIT;
	FILE *full = fopen("/dev/full", "w");

	(void)state;
	assert_non_null(full);
	gp_buf_puts(&buf, "kept when it could not be written");
	assert_int_equal(gp_buf_flush(&buf, full), GP_EIO);
	fclose(full);
	gp_buf_clear(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_read_knows_size),
		cmocka_unit_test(test_flush),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
