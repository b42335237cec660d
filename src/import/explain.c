/*
 * Says who bid what on an input, and which tools cannot be read.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "gp/import.h"
#include "gp/mem.h"

#include "import/choose.h"
#include "import/core/foreign.h"

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

void gp_explain(struct gp_explanation *out, const struct gp_input *in,
		const char *from)
{
	const struct gp_importer *via;
	struct gp_head head;

	*out = (struct gp_explanation){ .path = in->path };
	if (in->problem) {
		out->refusal = gp_strdup(in->problem);
		return;
	}
	gp_head_init(&head, in->text);
	list_bids(out, in, &head, from);
	list_unread(out, &head);
	gp_head_clear(&head);
	out->side = out->n_bids && out->bids[0].height == GP_BID_SIDE;
	if (!gp_choose_importer(&via, in, from)) {
		out->format = via->name;
	} else {
		out->refusal = gp_strdup(gp_error_message());
		gp_error_clear();
	}
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
