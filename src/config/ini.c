/*
 * Reads the syntax of git's configuration files, key by key.
 */
#include <ctype.h>
#include <string.h>

#include "ini.h"

#define END (-1)

void gp_ini_init(struct gp_ini *ini, struct gp_span text)
{
	memset(ini, 0, sizeof(*ini));
	if (gp_span_starts(text, "\xef\xbb\xbf"))
		text = gp_span_sub(text, 3, text.len);
	ini->rest = text;
	ini->next_line = 1;
}

void gp_ini_clear(struct gp_ini *ini)
{
	gp_buf_clear(&ini->section);
	gp_buf_clear(&ini->subsection);
	gp_buf_clear(&ini->key);
	gp_buf_clear(&ini->value);
}

/* ---- characters: a CR before an LF does not count ---- */

static size_t char_width(const struct gp_ini *ini)
{
	return gp_span_starts(ini->rest, "\r\n") ? 2 : 1;
}

static int peek(const struct gp_ini *ini)
{
	if (!ini->rest.len)
		return END;
	return char_width(ini) == 2 ? '\n' : (unsigned char)*ini->rest.data;
}

static int next_char(struct gp_ini *ini)
{
	int c = peek(ini);

	ini->rest = gp_span_sub(ini->rest, char_width(ini), ini->rest.len);
	ini->next_line += c == '\n';
	return c;
}

static bool ends_line(int c)
{
	return c == '\n' || c == END;
}

static void skip_line(struct gp_ini *ini)
{
	while (!ends_line(next_char(ini)))
		;
}

static void skip_blanks(struct gp_ini *ini)
{
	while (peek(ini) == ' ' || peek(ini) == '\t')
		next_char(ini);
}

static enum gp_err fail_line(struct gp_ini *ini, size_t line, const char *what)
{
	ini->rest = gp_span_of(NULL);
	return gp_fail(GP_EPARSE, "line %zu: %s", line, what);
}

/* ---- [section "subsection"] ---- */

static enum gp_err quoted_subsection(struct gp_ini *ini)
{
	size_t line = ini->next_line;
	int c;

	skip_blanks(ini);
	if (next_char(ini) != '"')
		return fail_line(ini, line,
				 "a section is [name] or [name \"text\"]");
	ini->has_subsection = true;
	while ((c = next_char(ini)) != '"') {
		if (c == '\\')
			c = next_char(ini);
		if (ends_line(c) || !c)
			return fail_line(ini, line,
					 "a section's quote is not closed");
		gp_buf_putc(&ini->subsection, (char)c);
	}
	if (next_char(ini) != ']')
		return fail_line(ini, line, "a section ends in ']'");
	return GP_OK;
}

/* [name.text] is the old way to write [name "text"], in lower case. */
static void dotted_subsection(struct gp_ini *ini)
{
	struct gp_span name = gp_buf_view(&ini->section);
	size_t dot = gp_span_find(name, ".");

	if (dot == name.len)
		return;
	gp_buf_span(&ini->subsection, gp_span_sub(name, dot + 1, name.len));
	ini->has_subsection = true;
	ini->section.len = dot;
	ini->section.data[dot] = '\0';
}

static enum gp_err read_ini_section(struct gp_ini *ini)
{
	size_t line = ini->next_line;
	int c;

	gp_buf_reset(&ini->section);
	gp_buf_reset(&ini->subsection);
	ini->has_subsection = false;
	for (;;) {
		c = peek(ini);
		if (c == ' ' || c == '\t')
			return quoted_subsection(ini);
		next_char(ini);
		if (c == ']')
			break;
		if (!isalnum(c) && c != '-' && c != '.')
			return fail_line(
				ini, line,
				"a section is [name] or [name \"text\"]");
		gp_buf_putc(&ini->section, (char)tolower(c));
	}
	if (!ini->section.len)
		return fail_line(ini, line, "a section without a name");
	dotted_subsection(ini);
	return GP_OK;
}

/* ---- key = value ---- */

/* The character that a backslash and `c` mean; END if they mean none. */
static int unescape_ini(int c)
{
	switch (c) {
	case 't':
		return '\t';
	case 'b':
		return '\b';
	case 'n':
		return '\n';
	case '\\':
	case '"':
		return c;
	default:
		return END;
	}
}

/* Blanks count only between other characters. */
static void keep_char(struct gp_ini *ini, size_t *blanks, int c)
{
	for (; *blanks; --*blanks)
		gp_buf_putc(&ini->value, ' ');
	gp_buf_putc(&ini->value, (char)c);
}

/* Reads what follows a backslash; at the end of a line, it joins two lines. */
static bool keep_escaped(struct gp_ini *ini, size_t *blanks)
{
	int c = next_char(ini);

	if (c == '\n')
		return true;
	c = unescape_ini(c);
	if (c == END)
		return false;
	keep_char(ini, blanks, c);
	return true;
}

static enum gp_err read_ini_value(struct gp_ini *ini)
{
	bool quoted = false;
	size_t blanks = 0;
	int c;

	skip_blanks(ini);
	while (!ends_line(c = next_char(ini))) {
		if (!c)
			return fail_line(ini, ini->line, "a NUL byte");
		if (!quoted && (c == ';' || c == '#')) {
			skip_line(ini);
			return GP_OK;
		}
		if (c == '"')
			quoted = !quoted;
		else if (c == '\\' && !keep_escaped(ini, &blanks))
			return fail_line(ini, ini->line,
					 "an unknown escape (write a backslash "
					 "twice)");
		else if (!quoted && (c == ' ' || c == '\t'))
			blanks += ini->value.len > 0;
		else if (c != '\\')
			keep_char(ini, &blanks, c);
	}
	if (quoted)
		return fail_line(ini, ini->line, "a quote is not closed");
	return GP_OK;
}

static enum gp_err read_ini_pair(struct gp_ini *ini)
{
	int c;

	ini->line = ini->next_line;
	gp_buf_reset(&ini->key);
	gp_buf_reset(&ini->value);
	while (isalnum(peek(ini)) || peek(ini) == '-')
		gp_buf_putc(&ini->key, (char)tolower(next_char(ini)));
	skip_blanks(ini);
	c = next_char(ini);
	ini->has_value = c == '=';
	if (!ini->has_value && !ends_line(c))
		return fail_line(ini, ini->line, "expected 'key = value'");
	if (!ini->section.len)
		return fail_line(ini, ini->line,
				 "a key before the first section");
	return ini->has_value ? read_ini_value(ini) : GP_OK;
}

enum gp_err gp_ini_next(struct gp_ini *ini, bool *more)
{
	enum gp_err err;
	int c;

	while ((c = peek(ini)) != END) {
		if (c == '#' || c == ';') {
			skip_line(ini);
		} else if (c == '[') {
			next_char(ini);
			if ((err = read_ini_section(ini)))
				return err;
		} else if (isalpha(c)) {
			*more = true;
			return read_ini_pair(ini);
		} else if (isspace(c)) {
			next_char(ini);
		} else {
			return fail_line(
				ini, ini->next_line,
				"expected '[section]' or 'key = value'");
		}
	}
	*more = false;
	return GP_OK;
}
