/*
 * The power of a check: which change it could detect, and what more runs would
 * bring.
 */
#include <math.h>

#include "gp/decimal.h"
#include "gp/phrase.h"

#include "power.h"

static void put_rounded_percent(struct gp_buf *out, double fraction)
{
	double percent = fraction * 100;
	double scale = fabs(percent) < 1 ? 100 : 10;

	gp_double_format(out, round(percent * scale) / scale);
	gp_buf_puts(out, " %");
}

void gp_write_more_runs(const struct gp_writer *w, const struct gp_finding *f)
{
	if (f->more_runs > 0 && isfinite(f->show_at)) {
		gp_buf_printf(w->out, "%d more run%s would lower it to ",
			      f->more_runs, gp_plural(f->more_runs));
		put_rounded_percent(w->out, f->show_at);
	} else if (f->more_runs < 0) {
		gp_buf_puts(w->out, "more runs would not help: the baseline "
				    "is too noisy");
	}
}

void gp_write_uncertainty(const struct gp_writer *w, const struct gp_finding *f)
{
	if (isfinite(f->detectable)) {
		gp_buf_puts(w->out, "smallest detectable change: ");
		put_rounded_percent(w->out, f->detectable);
		gp_write_part(w, "; ", gp_write_more_runs, f);
		return;
	}
	gp_write_more_runs(w, f);
}
