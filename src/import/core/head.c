/*
 * Looks at the beginning of an input once, for the bids of all drivers.
 */
#include <string.h>

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

void gp_head_init(struct gp_head *head, struct gp_span text)
{
	head->text = gp_span_sub(text, 0, HEAD_MAX);
	head->json = find_json(head->text);
}

void gp_head_clear(struct gp_head *head)
{
	memset(head, 0, sizeof(*head));
}

bool gp_head_member(const struct gp_head *head, const char *path)
{
	return head->json.len && gp_peek_member(head->json, path);
}

bool gp_head_columns(const struct gp_head *head, const char *const *names)
{
	return gp_peek_columns(head->text, names);
}
