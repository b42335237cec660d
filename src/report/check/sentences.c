/*
 * Sentences about one finding.
 */
#include <math.h>

#include "gp/phrase.h"

#include "power.h"
#include "sentences.h"
#include "story.h"

static void put_chance(const struct gp_writer *w, const struct gp_finding *f)
{
	gp_write_chance(w, f->p);
}

void gp_write_numbers(const struct gp_writer *w, const struct gp_finding *f)
{
	gp_write_values(w, f);
	gp_write_part(w, ", ", gp_write_change, f);
	gp_write_part(w, ", ", gp_write_limit, f);
	gp_write_part(w, ", ", put_chance, f);
}

/* What could have been seen; an inconclusive finding begins with it. */
static void put_detectable(const struct gp_writer *w,
			   const struct gp_finding *f)
{
	if (f->status == GP_STATUS_INCONCLUSIVE || !isfinite(f->detectable))
		return;
	gp_buf_puts(w->out, ", smallest detectable change ");
	gp_format_share(w->out, f->detectable);
	gp_write_part(w, "; ", gp_write_more_runs, f);
}

static void put_carried_over(const struct gp_writer *w,
			     const struct gp_finding *f)
{
	size_t n = gp_finding_remapped(f);

	if (n)
		gp_buf_printf(w->out, " (%zu carried over by git perf remap)",
			      n);
}

void gp_write_baseline(const struct gp_writer *w, const struct gp_finding *f)
{
	const struct gp_level *base = &f->baseline;

	if (!base->commits)
		return;
	gp_buf_printf(w->out, "baseline of %zu commit%s, %zu sample%s",
		      base->commits, gp_plural(base->commits), base->samples,
		      gp_plural(base->samples));
	put_carried_over(w, f);
	if (isfinite(base->low) && isfinite(base->high)) {
		gp_buf_puts(w->out, ": ");
		gp_write_value(w, base->low, f->series->unit);
		gp_buf_puts(w->out, " … ");
		gp_write_value(w, base->high, f->series->unit);
	}
	if (isfinite(base->spread)) {
		gp_buf_puts(w->out, ", spread ");
		gp_write_value(w, base->spread, f->series->unit);
	}
	put_detectable(w, f);
	if (!f->drift.drifting) /* else it has been said */
		gp_write_part(w, "; ", gp_write_anchor, f);
}

/* The reason of the finding itself is more precise. */
static void put_why_unjudged(const struct gp_writer *w,
			     const struct gp_finding *f)
{
	if (!*f->reason)
		gp_buf_puts(w->out, gp_status_info(f->status)->why);
}

void gp_write_sentence(const struct gp_writer *w, const struct gp_finding *f)
{
	bool regressed = gp_finding_regressed(f);

	gp_write_key(w, f);
	if (w->findings->set->n_testbeds < 2) {
		gp_buf_puts(w->out, " on ");
		w->name(w->out, f->series->testbed);
	}
	gp_buf_printf(w->out, " %s%s%s: ", regressed ? "has " : "is ",
		      gp_status_info(f->status)->article, gp_finding_label(f));
	gp_write_numbers(w, f);
	gp_write_part(w, "; ", put_why_unjudged, f);
	gp_write_part(w, "; ", gp_write_why, f);
}
