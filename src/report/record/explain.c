/*
 * How inputs were recognised: who bid what, and what came of it; as text and
 * as JSON, git-perf/explain/1.
 */
#include <string.h>

#include "gp/report.h"

#include "report/json_writer.h"

static const char *shown_path(const struct gp_explanation *input)
{
	return strcmp(input->path, "-") ? input->path : "stdin";
}

/* ---- text ---- */

static void put_explained(struct gp_buf *out,
			  const struct gp_explanation *input)
{
	gp_escape_text(out, shown_path(input));
	if (input->format) {
		gp_buf_printf(out, ": read as %s\n", input->format);
		return;
	}
	gp_buf_puts(out, ": not read: ");
	gp_escape_text(out, input->refusal);
	gp_buf_putc(out, '\n');
}

/* With how the driver recognises an input: that is why it bid, or did not. */
static void put_bid(struct gp_buf *out, const struct gp_explained_bid *bid)
{
	gp_buf_printf(out, "  %-9s  %-24s  %s\n", bid->bid, bid->format,
		      bid->recognised_by);
}

static void put_marks(struct gp_buf *out, const struct gp_explanation *input)
{
	for (size_t i = 0; i < input->n_unread; i++)
		gp_buf_printf(out, "  %-9s  %-24s  %s\n", "marks of",
			      input->unread[i], "cannot be read yet");
}

/* All who did not bid, if that is what somebody has to understand. */
static void put_no_bids(struct gp_buf *out, const struct gp_explanation *input,
			size_t from)
{
	if (!input->format && !input->side) {
		for (size_t i = from; i < input->n_bids; i++)
			put_bid(out, &input->bids[i]);
	} else if (from < input->n_bids) {
		gp_buf_printf(out, "  %-9s  %zu others\n", "no",
			      input->n_bids - from);
	}
}

void gp_report_explain_text(struct gp_buf *out,
			    const struct gp_explanation *inputs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct gp_explanation *input = &inputs[i];
		size_t at = 0;

		put_explained(out, input);
		for (; at < input->n_bids && input->bids[at].height; at++)
			put_bid(out, &input->bids[at]);
		put_marks(out, input);
		put_no_bids(out, input, at);
	}
}

/* ---- JSON ---- */

static void put_bids_json(struct gp_buf *out,
			  const struct gp_explanation *input)
{
	gp_put_key_open(out, "bids", '[');
	for (size_t i = 0; i < input->n_bids; i++) {
		const struct gp_explained_bid *bid = &input->bids[i];

		gp_put_open(out, '{');
		gp_put_key_string(out, "format", bid->format);
		gp_put_key_string(out, "bid", bid->bid);
		gp_put_key_string(out, "recognised_by", bid->recognised_by);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

static void put_input_json(struct gp_buf *out,
			   const struct gp_explanation *input)
{
	gp_put_open(out, '{');
	gp_put_key_string(out, "input", shown_path(input));
	gp_put_key_maybe(out, "format", input->format ? input->format : "");
	gp_put_key_maybe(out, "refusal", input->refusal ? input->refusal : "");
	put_bids_json(out, input);
	gp_put_key_open(out, "unread", '[');
	for (size_t i = 0; i < input->n_unread; i++)
		gp_put_string(out, input->unread[i]);
	gp_put_close(out, ']');
	gp_put_close(out, '}');
}

void gp_report_explain_json(struct gp_buf *out,
			    const struct gp_explanation *inputs, size_t n)
{
	gp_put_document(out, "git-perf/explain/1");
	gp_put_key_open(out, "inputs", '[');
	for (size_t i = 0; i < n; i++)
		put_input_json(out, &inputs[i]);
	gp_put_close(out, ']');
	gp_put_document_end(out);
}
