/*
 * Looks at the beginning of an input once, for the bids of all drivers.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "head.h"
#include "peek.h"

/* Enough to see a tool's mark behind a long preamble. */
#define HEAD_MAX ((size_t)64 << 10)

/* From the first line that begins with { or [; empty if there is none. */
static struct gp_span find_json(struct gp_span text)
{
	struct gp_span rest = text, line, begin;

	while (gp_span_line(&line, &rest)) {
		begin = gp_span_trim(line);
		if (begin.len && strchr("{[", begin.data[0]))
			return gp_span_sub(text,
					   (size_t)(begin.data - text.data),
					   text.len);
	}
	return gp_span_sub(text, 0, 0);
}

/* The first line that is not blank; empty if it is JSON. */
static struct gp_span first_line(struct gp_span text)
{
	struct gp_span line;

	while (gp_span_line(&line, &text))
		if (gp_span_trim(line).len)
			return strchr("{[", gp_span_trim(line).data[0])
				       ? gp_span_sub(line, 0, 0)
				       : line;
	return gp_span_sub(text, 0, 0);
}

static void split_columns(struct gp_head *head, struct gp_span line)
{
	char sep = gp_peek_separator(line);
	size_t cap = 1;

	for (size_t i = 0; i < line.len; i++)
		cap += line.data[i] == sep;
	cap = cap < GP_HEAD_COLUMNS ? cap : GP_HEAD_COLUMNS;
	head->columns = gp_calloc(cap, sizeof(*head->columns));
	while (line.data && head->n_columns < cap)
		head->columns[head->n_columns++] = gp_peek_cell(&line, sep);
}

static void look_at_text(struct gp_head *head, struct gp_span text,
			 struct gp_span json)
{
	memset(head, 0, sizeof(*head));
	head->text = text;
	head->json = find_json(json);
	if (head->json.len)
		gp_head_walk_json(head);
	split_columns(head, first_line(text));
}

void gp_head_init(struct gp_head *head, struct gp_span text)
{
	struct gp_span begin = gp_span_sub(text, 0, HEAD_MAX);

	look_at_text(head, begin, begin);
}

void gp_head_init_whole(struct gp_head *head, struct gp_span text)
{
	look_at_text(head, gp_span_sub(text, 0, HEAD_MAX), text);
}

void gp_head_clear(struct gp_head *head)
{
	free(head->slots);
	free(head->columns);
	memset(head, 0, sizeof(*head));
}

static bool has_column(const struct gp_head *head, const char *name)
{
	for (size_t i = 0; i < head->n_columns; i++)
		if (gp_span_eq(head->columns[i], name))
			return true;
	return false;
}

bool gp_head_columns(const struct gp_head *head, const char *const *names)
{
	for (; *names; names++)
		if (!has_column(head, *names))
			return false;
	return true;
}
