/*
 * The message of the last failure, kept in one buffer so that functions only
 * return a code.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gp/error.h"

/* The only mutable global: the message of the last failure. */
static char message[2048];

/* Keeps it one line, even if a name or a library has control characters. */
static void flatten(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = ' ';
}

enum gp_err gp_fail(enum gp_err code, const char *fmt, ...)
{
	va_list args;

	assert(code != GP_OK);
	va_start(args, fmt);
	vsnprintf(message, sizeof(message), fmt, args);
	va_end(args);
	flatten(message);
	return code;
}

enum gp_err gp_fail_at(enum gp_err code, const char *fmt, ...)
{
	char lower[sizeof(message)];
	va_list args;
	size_t len;

	assert(code != GP_OK);
	memcpy(lower, message, sizeof(lower));
	va_start(args, fmt);
	vsnprintf(message, sizeof(message), fmt, args);
	va_end(args);
	flatten(message);
	len = strlen(message);
	snprintf(message + len, sizeof(message) - len, ": %s", lower);
	return code;
}

const char *gp_error_message(void)
{
	return message;
}

void gp_error_clear(void)
{
	message[0] = '\0';
}
