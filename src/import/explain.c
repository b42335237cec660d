/*
 * Says who bid what on an input, and which tools cannot be read.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gp/import.h"
#include "gp/mem.h"

#include "import/choose.h"
#include "import/core/documents.h"
#include "import/core/foreign.h"
#include "import/unwrap.h"

static const char *bid_word(enum gp_bid bid)
{
	static const char *const names[] = {
		[GP_BID_NO] = "no",          [GP_BID_FALLBACK] = "plain",
		[GP_BID_SHAPE] = "shape",    [GP_BID_SIGNATURE] = "signature",
		[GP_BID_SIDE] = "side file",
	};

	return names[bid];
}

/* ---- one input ---- */

static int by_bid(const void *a, const void *b)
{
	const struct gp_explained_bid *x = a, *y = b;

	if (x->height != y->height)
		return x->height > y->height ? -1 : 1;
	return strcmp(x->format, y->format);
}

static void list_bids(struct gp_explanation *out, const struct gp_input *in,
		      const struct gp_head *head, const char *from)
{
	const struct gp_importer *const *importers = gp_importers();
	size_t n = 0;

	while (importers[n])
		n++;
	out->bids = gp_calloc(n, sizeof(*out->bids));
	for (size_t i = 0; i < n; i++) {
		enum gp_bid bid;

		if (!gp_choose_allows(importers[i], from))
			continue;
		bid = importers[i]->bid(in, head);
		out->bids[out->n_bids++] = (struct gp_explained_bid){
			bid_word(bid), importers[i]->name,
			importers[i]->summary, (int)bid
		};
	}
	qsort(out->bids, out->n_bids, sizeof(*out->bids), by_bid);
}

static void list_unread(struct gp_explanation *out, const struct gp_head *head)
{
	const struct gp_foreign *row = NULL;
	size_t cap = 0;

	for (; (row = gp_foreign_find(head, row)); row++) {
		if (out->n_unread &&
		    !strcmp(out->unread[out->n_unread - 1], row->tool))
			continue;
		out->unread = gp_grow(out->unread, out->n_unread, &cap,
				      sizeof(*out->unread));
		out->unread[out->n_unread++] = row->tool;
	}
}

static void set_refusal(struct gp_explanation *out)
{
	out->refusal = gp_strdup(gp_error_message());
	gp_error_clear();
}

/* Who bid on the text of `in`, which is without what a terminal adds. */
static void explain_text(struct gp_explanation *out, const struct gp_input *in,
			 const char *from)
{
	const struct gp_importer *via;
	struct gp_head head;

	gp_head_init(&head, in->text);
	list_bids(out, in, &head, from);
	list_unread(out, &head);
	gp_head_clear(&head);
	out->side = out->n_bids && out->bids[0].height == GP_BID_SIDE;
	if (gp_choose_importer(&via, in, from))
		set_refusal(out);
	else
		out->format = via->name;
}

/* A text around JSON is read for that: the first value that can be read. */
static void explain_values(struct gp_explanation *out,
			   const struct gp_input *in, const char *from)
{
	struct gp_pieces pieces = { .text = in->text };
	struct gp_explanation value;
	struct gp_json_piece piece;

	while (!out->format && gp_pieces_next(&pieces, &piece)) {
		struct gp_input part = *in;

		if (piece.kind == GP_PIECE_BROKEN)
			gp_error_clear();
		if (piece.kind != GP_PIECE_JSON)
			continue;
		gp_json_free(piece.root);
		part.text = piece.text;
		value = (struct gp_explanation){ .path = in->path };
		explain_text(&value, &part, from);
		if (value.format) {
			gp_explanation_clear(out);
			*out = value;
		} else {
			gp_explanation_clear(&value);
		}
	}
}

static void explain_unwrapped(struct gp_explanation *out,
			      const struct gp_input *in, const char *from)
{
	explain_text(out, in, from);
	if (!out->format && !out->side && !gp_choose_is_foreign(in, from) &&
	    gp_pieces_any_json(in->text))
		explain_values(out, in, from);
	if (!out->format || in->named || from ||
	    out->bids[0].height > GP_BID_FALLBACK)
		return;
	out->format = NULL;
	out->refusal = gp_strdup("no tool's mark names the format: name the "
				 "file or use --from");
}

void gp_explain(struct gp_explanation *out, const struct gp_input *in,
		const char *from)
{
	struct gp_entries runs = { 0 };
	struct gp_intake intake = { .run = gp_entries_add(&runs) };
	struct gp_import_reading reading = { .intake = &intake, .from = from };
	struct gp_unwrapped keep = { 0 };
	struct gp_input plain = *in;

	*out = (struct gp_explanation){ .path = in->path };
	if (in->problem)
		out->refusal = gp_strdup(in->problem);
	else if (gp_unwrap(&reading, &plain, &keep))
		set_refusal(out);
	else
		explain_unwrapped(out, &plain, from);
	gp_unwrapped_clear(&keep);
	gp_reading_clear(&reading);
	gp_intake_clear(&intake);
	gp_entries_clear(&runs);
}

void gp_explanation_clear(struct gp_explanation *explanation)
{
	free(explanation->bids);
	free(explanation->unread);
	free(explanation->refusal);
	memset(explanation, 0, sizeof(*explanation));
}

/* ---- all tools ---- */

static int by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcasecmp(*x, *y);
}

/* Equal, or "k6 (console)" after "k6". */
static bool is_same_tool(const char *name, const char *before)
{
	size_t len = strlen(before);

	return !strncmp(name, before, len) &&
	       (!name[len] || !strncmp(name + len, " (", 2));
}

const char **gp_importers_unread(void)
{
	const struct gp_foreign *rows = gp_foreign_rows();
	size_t n = 0, kept = 0;
	const char **names;

	while (rows[n].tool)
		n++;
	names = gp_calloc(n + 1, sizeof(*names));
	n = 0;
	for (; rows->tool; rows++)
		if (!rows->empty)
			names[n++] = rows->tool;
	qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++)
		if (!kept || !is_same_tool(names[i], names[kept - 1]))
			names[kept++] = names[i];
	names[kept] = NULL;
	return names;
}
