/*
 * A baseline that is short because results were out of reach: what the judged
 * value would be compared with is not known.
 */
#include "gp/phrase.h"

#include "hidden.h"

/* 1000 as "1,000". */
static void put_grouped(struct gp_buf *out, size_t n)
{
	if (n < 1000) {
		gp_buf_printf(out, "%zu", n);
		return;
	}
	put_grouped(out, n / 1000);
	gp_buf_printf(out, ",%03zu", n % 1000);
}

static void put_beyond(struct gp_buf *out, const struct gp_case *c)
{
	unsigned hidden = c->series->hidden;
	/* Those that were not pulled are not known to exist. */
	const char *lie = hidden & GP_CUT_PARTIAL ? "may lie" : "lie";
	size_t depth = c->set->depth;

	if (hidden & GP_CUT_DEPTH) {
		gp_buf_printf(out, "more %s beyond ", lie);
		put_grouped(out, depth);
		gp_buf_printf(out, " commit%s", gp_plural(depth));
	} else if (hidden & GP_CUT_SHALLOW) {
		gp_buf_printf(out,
			      "more %s beyond the end of this shallow clone",
			      lie);
	} else if (hidden & GP_CUT_PARTIAL) {
		gp_buf_puts(out, "more may not have been pulled");
	} else {
		gp_buf_puts(out, "the text of some notes is missing");
	}
}

static bool is_uncertain(const struct gp_finding *f)
{
	if (f->severity != GP_SEVERITY_INFO)
		return false;
	return f->status == GP_STATUS_OK || f->status == GP_STATUS_EARLY ||
	       f->status == GP_STATUS_NEW;
}

void gp_hidden_explain(struct gp_case *c)
{
	struct gp_finding *f = c->outcome.finding;
	struct gp_buf text = GP_BUF_INIT;

	if (!c->series->hidden || f->status == GP_STATUS_MISSING ||
	    f->status == GP_STATUS_UNJUDGED)
		return;
	if (is_uncertain(f)) {
		f->status = GP_STATUS_INCONCLUSIVE;
		f->reason = "";
	}
	gp_buf_printf(&text, "%zu of %zu results; ", c->series->n_baseline,
		      c->set->wanted);
	put_beyond(&text, c);
	gp_outcome_add_clause(&c->outcome, gp_arena_strdup(c->outcome.arena,
							   gp_buf_str(&text)));
	gp_buf_clear(&text);
}
