/*
 * What to do after a change from 0, which warned because no percentage of 0
 * says how much is too much.
 */
#include <math.h>

#include "gp/decimal.h"
#include "gp/phrase.h"

#include "from_zero.h"

static bool warns_from_zero(const struct gp_finding *f)
{
	const struct gp_limit *fail = &f->series->limits.fail;

	return f->status == GP_STATUS_REGRESSION &&
	       f->severity == GP_SEVERITY_WARN && f->baseline.center == 0 &&
	       fail->how == GP_LIMIT_RELATIVE && !fail->also &&
	       isfinite(f->delta) && f->delta != 0;
}

/* 1 for counts and bytes; less if this change is less than 1. */
static void put_least(struct gp_buf *out, double change)
{
	long digits = lround(ceil(-log10(fabs(change))));

	if (digits > 15)
		gp_buf_printf(out, "1e-%ld", digits);
	else
		gp_double_format(
			out, 1 / pow(10, (double)(digits > 0 ? digits : 0)));
}

void gp_write_from_zero(const struct gp_writer *w, const struct gp_finding *f,
			const char *between)
{
	struct gp_buf key = GP_BUF_INIT;

	if (!warns_from_zero(f))
		return;
	gp_buf_printf(&key, "perf.%s:%s.fail", f->series->benchmark,
		      f->series->metric);
	gp_buf_printf(w->out, "%sto let a change from 0 fail: git config ",
		      between);
	if (gp_shell_can_show(gp_buf_str(&key), 80))
		gp_shell_quote(w->out, gp_buf_str(&key));
	else
		gp_buf_puts(w->out, "perf.KEY.fail");
	gp_buf_putc(w->out, ' ');
	put_least(w->out, f->delta);
	gp_buf_clear(&key);
}
