/*
 * The growing byte string with which all texts and files are built or read.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/mem.h"

static void reserve(struct gp_buf *buf, size_t more)
{
	size_t want = buf->len + more + 1;

	if (want <= buf->cap)
		return;
	buf->cap = want > buf->cap * 2 ? want : buf->cap * 2;
	if (buf->cap < 64)
		buf->cap = 64;
	buf->data = gp_realloc(buf->data, buf->cap, 1);
}

void gp_buf_add(struct gp_buf *buf, const void *data, size_t len)
{
	reserve(buf, len);
	if (len)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void gp_buf_puts(struct gp_buf *buf, const char *text)
{
	gp_buf_add(buf, text, strlen(text));
}

void gp_buf_putc(struct gp_buf *buf, char c)
{
	gp_buf_add(buf, &c, 1);
}

void gp_buf_span(struct gp_buf *buf, struct gp_span span)
{
	gp_buf_add(buf, span.data, span.len);
}

void gp_buf_printf(struct gp_buf *buf, const char *fmt, ...)
{
	va_list args, again;
	int len;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len > 0) {
		reserve(buf, (size_t)len);
		vsnprintf(buf->data + buf->len, (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

const char *gp_buf_str(const struct gp_buf *buf)
{
	return buf->data ? buf->data : "";
}

struct gp_span gp_buf_view(const struct gp_buf *buf)
{
	return gp_span_make(gp_buf_str(buf), buf->len);
}

char *gp_buf_take(struct gp_buf *buf)
{
	char *text;

	gp_buf_add(buf, "", 0);
	text = buf->data;
	memset(buf, 0, sizeof(*buf));
	return text;
}

void gp_buf_reset(struct gp_buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

void gp_buf_cut(struct gp_buf *buf, size_t len)
{
	buf->len = len;
	if (buf->data)
		buf->data[len] = '\0';
}

void gp_buf_clear(struct gp_buf *buf)
{
	free(buf->data);
	memset(buf, 0, sizeof(*buf));
}

static enum gp_err too_large(const char *name, size_t max)
{
	return gp_fail(GP_ELIMIT, "%s: larger than %zu bytes", name, max);
}

/* Rejects a large regular file by its size, before anything is read. */
static bool known_above(int fd, size_t max)
{
	struct stat st;

	return !fstat(fd, &st) && S_ISREG(st.st_mode) &&
	       st.st_size - lseek(fd, 0, SEEK_CUR) > (off_t)max;
}

enum gp_err gp_buf_read(struct gp_buf *buf, int fd, size_t max,
			const char *name)
{
	const size_t chunk = 64 << 10;
	size_t start = buf->len;
	ssize_t got;

	if (known_above(fd, max))
		return too_large(name, max);
	for (;;) {
		reserve(buf, chunk);
		got = read(fd, buf->data + buf->len, chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return gp_fail(GP_EIO, "%s: %s", name, strerror(errno));
		if (!got)
			break;
		buf->len += (size_t)got;
		if (buf->len - start > max)
			return too_large(name, max);
	}
	buf->data[buf->len] = '\0';
	return GP_OK;
}

enum gp_err gp_buf_flush(struct gp_buf *buf, FILE *out)
{
	size_t written = 0;

	if (buf->len)
		written = fwrite(buf->data, 1, buf->len, out);
	if (written != buf->len || fflush(out))
		return gp_fail(GP_EIO, "cannot write output: %s",
			       strerror(errno));
	gp_buf_reset(buf);
	return GP_OK;
}
