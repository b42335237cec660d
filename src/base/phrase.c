/*
 * Plurals in messages, and quoting for commands that users paste into a shell.
 */
#include <string.h>

#include "gp/phrase.h"

const char *gp_plural(size_t n)
{
	return n == 1 ? "" : "s";
}

const char *gp_plural_of(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

bool gp_shell_can_show(const char *text, size_t max)
{
	size_t n = strlen(text);

	if (!n || n > max || *text == '-')
		return false;
	for (; *text; text++)
		if (*text < ' ' || *text > '~' || *text == '\'')
			return false;
	return true;
}

void gp_shell_quote(struct gp_buf *out, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./:=+,@%-";

	if (*text && !text[strspn(text, plain)]) {
		gp_buf_puts(out, text);
		return;
	}
	gp_buf_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			gp_buf_puts(out, "'\\'");
		gp_buf_putc(out, *text);
	}
	gp_buf_putc(out, '\'');
}
