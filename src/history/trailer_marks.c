/*
 * Makes acceptances of the trailers "Perf-Accept: KEY [<= LIMIT] REASON" in
 * commit messages.
 */
#include <string.h>

#include "gp/limits.h"
#include "gp/mem.h"
#include "gp/phrase.h"
#include "gp/trailers.h"

#include "trailer_marks.h"

#define TRAILER "Perf-Accept"

struct trailer_draft {
	struct gp_placed_marks *marks;
	struct gp_notices *notices;
	bool accept;
	size_t ignored;
};

/* The parts of a value. */
struct accept_parts {
	struct gp_span key, upto, reason;
};

/* A word, or what is in double quotes. */
static struct gp_span next_word(struct gp_span *rest)
{
	struct gp_span word;
	size_t end = 0;
	bool quoted;

	*rest = gp_span_trim(*rest);
	quoted = gp_span_starts(*rest, "\"");
	if (quoted)
		*rest = gp_span_sub(*rest, 1, rest->len);
	while (end < rest->len &&
	       (quoted ? rest->data[end] != '"'
		       : rest->data[end] != ' ' && rest->data[end] != '\t'))
		end++;
	word = gp_span_sub(*rest, 0, end);
	if (quoted && end < rest->len)
		end++;
	*rest = gp_span_trim(gp_span_sub(*rest, end, rest->len));
	return word;
}

static bool is_upto(struct gp_span text)
{
	struct gp_arena arena = { 0 };
	struct gp_limit limit;
	bool valid = !gp_limit_parse(&limit, &arena, text) &&
		     limit.value >= 0 &&
		     (limit.how != GP_LIMIT_ABSOLUTE || *limit.unit);

	gp_error_clear();
	gp_arena_clear(&arena);
	return valid;
}

static bool split_accept(struct accept_parts *out, const char *value)
{
	struct gp_span rest = gp_span_of(value);

	out->key = next_word(&rest);
	out->upto = gp_span_of("");
	if (gp_span_starts(rest, "<=")) {
		rest = gp_span_sub(rest, 2, rest.len);
		out->upto = next_word(&rest);
		if (!is_upto(out->upto))
			return false;
	}
	out->reason = rest;
	return out->key.len && rest.len;
}

static void add_acceptance(struct trailer_draft *draft,
			   const struct gp_trailer *trailer,
			   const struct accept_parts *parts)
{
	struct gp_placed_marks *marks = draft->marks;
	struct gp_entry *entry = gp_entries_add(&marks->entries);
	struct gp_accept *accept =
		gp_arena_alloc(entry->arena, sizeof(*accept));

	*accept = (struct gp_accept){
		.pattern = gp_entry_string(entry, parts->key),
		.upto = gp_entry_string(entry, parts->upto),
		.reason = gp_entry_string(entry, parts->reason),
		.who = gp_entry_string(entry, gp_span_of(trailer->author)),
	};
	entry->kind = GP_ENTRY_ACCEPTANCE;
	entry->accept = accept;
	entry->tool = GP_TOOL_TRAILER;
	entry->commit = trailer->commit.oid;
	entry->tree = trailer->commit.tree;
	entry->commit_time = trailer->commit.time;
	entry->time_ms = trailer->author_time * 1000;
	/* the same in each check: an id of its own is not stored */
	memcpy(entry->id.raw, trailer->commit.oid.raw, sizeof(entry->id.raw));
	entry->id.raw[0] ^= (unsigned char)(trailer->index + 1);
	marks->items = gp_grow(marks->items, marks->n, &marks->cap,
			       sizeof(*marks->items));
	marks->items[marks->n++] =
		(struct gp_placed_mark){ entry, GP_FIRST_PARENTS_NONE };
}

static void take_trailer(void *ctx, const struct gp_trailer *trailer)
{
	struct trailer_draft *draft = ctx;
	struct accept_parts parts;
	char hex[GP_OID_HEX];

	if (!draft->accept)
		draft->ignored++;
	else if (split_accept(&parts, trailer->value))
		add_acceptance(draft, trailer, &parts);
	else
		gp_notices_add(draft->notices,
			       "%s: '" TRAILER ": %.100s' accepts nothing: it "
			       "must be KEY [<= LIMIT] REASON",
			       gp_oid_short(&trailer->commit.oid, hex),
			       trailer->value);
}

enum gp_err gp_trailer_marks_read(struct gp_placed_marks *marks,
				  struct gp_run_lookup *lookup,
				  const struct gp_trailer_marks *what)
{
	struct trailer_draft draft = { marks, lookup->notices, what->accept,
				       0 };
	const struct gp_trailer_range range = { what->judged, what->hide,
						what->max, TRAILER };
	enum gp_err err;

	if ((err = gp_trailers_read(lookup->repo, &range, take_trailer,
				    &draft)))
		return err;
	if (draft.ignored)
		gp_notices_add(lookup->notices,
			       "%zu trailer%s " TRAILER " ignored: "
			       "perf.acceptTrailers is not set at the base",
			       draft.ignored, gp_plural(draft.ignored));
	return GP_OK;
}
