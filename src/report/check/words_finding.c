/*
 * One finding in words.
 */
#include <math.h>
#include <string.h>

#include "gp/decimal.h"
#include "gp/limits.h"
#include "gp/phrase.h"

#include "report/words.h"

/* The commit is like those before it, but their level is worse than before. */
static bool has_regressed(const struct gp_finding *f)
{
	return f->status == GP_STATUS_OK && f->severity != GP_SEVERITY_INFO;
}

const char *gp_words_kind(const struct gp_finding *f)
{
	if (has_regressed(f))
		return "regressed";
	return gp_status_label(f->status, 1);
}

void gp_words_key(const struct gp_words *w, const struct gp_finding *f)
{
	struct gp_buf key = GP_BUF_INIT;

	gp_buf_printf(&key, "%s:%s", f->series->benchmark, f->series->metric);
	w->name(w->out, gp_buf_str(&key));
	gp_buf_clear(&key);
	if (w->findings->set->n_testbeds < 2)
		return;
	gp_buf_puts(w->out, " on ");
	w->name(w->out, f->series->testbed);
}

static void put_value(const struct gp_words *w, double value, const char *unit)
{
	struct gp_buf text = GP_BUF_INIT;

	gp_format_value(&text, value, unit);
	w->plain(w->out, gp_buf_str(&text));
	gp_buf_clear(&text);
}

void gp_words_values(const struct gp_words *w, const struct gp_finding *f)
{
	const char *unit = f->series->unit;
	bool old = isfinite(f->baseline.center);

	if (old)
		put_value(w, f->baseline.center, unit);
	if (old)
		gp_buf_puts(w->out, " → ");
	if (isfinite(f->current.center))
		put_value(w, f->current.center, unit);
	else
		gp_buf_puts(w->out, "not measured");
}

void gp_words_change(const struct gp_words *w, const struct gp_finding *f)
{
	if (!isfinite(f->change)) {
		if (isfinite(f->delta) && f->delta != 0) {
			gp_buf_puts(w->out, f->delta > 0 ? "+" : "");
			put_value(w, f->delta, f->series->unit);
		}
		return;
	}
	gp_format_change(w->out, f->change);
	if (!isfinite(f->change_low) || !isfinite(f->change_high))
		return;
	gp_buf_putc(w->out, ' ');
	gp_words_interval(w, f);
}

void gp_words_interval(const struct gp_words *w, const struct gp_finding *f)
{
	if (!isfinite(f->change_low) || !isfinite(f->change_high))
		return;
	gp_buf_putc(w->out, '(');
	gp_format_change(w->out, f->change_low);
	w->out->len -= strlen(" %"); /* stands once, at the end */
	gp_buf_puts(w->out, " … ");
	gp_format_change(w->out, f->change_high);
	gp_buf_putc(w->out, ')');
}

/* Limits are short decimals that a binary fraction blurs: 7.5, not 7.50…01. */
static void put_short(struct gp_buf *out, double value)
{
	double rounded = round(value * 1e6) / 1e6;

	gp_double_format(out,
			 fabs(value) < 1e9 && rounded != 0 ? rounded : value);
}

static void put_limit(const struct gp_words *w, const struct gp_limit *limit,
		      const char *unit)
{
	switch (limit->how) {
	case GP_LIMIT_RELATIVE:
		put_short(w->out, limit->value * 100);
		gp_buf_puts(w->out, " %");
		break;
	case GP_LIMIT_POINTS:
		put_short(w->out, limit->value);
		gp_buf_puts(w->out, " pp");
		break;
	case GP_LIMIT_ABSOLUTE:
	case GP_LIMIT_NONE:
		put_value(w, limit->value, *limit->unit ? limit->unit : unit);
		break;
	}
}

/* The budget that was exceeded: the one that fails, or the one that warns. */
static const struct gp_limit *budget_of(const struct gp_finding *f)
{
	const struct gp_limits *limits = &f->series->limits;
	double sign = f->series->better == GP_BETTER_HIGHER ? -1 : 1, value;

	if (gp_limit_in_unit(&limits->budget, f->series->unit, &value) &&
	    sign * f->current.center > sign * value)
		return &limits->budget;
	return &limits->budget_warn;
}

void gp_words_limit(const struct gp_words *w, const struct gp_finding *f)
{
	const struct gp_limits *limits = &f->series->limits;
	const struct gp_limit *limit = &limits->fail;
	const char *what = "fails from ";

	if (!gp_status_info(f->status)->limited)
		return;
	if (f->status == GP_STATUS_OVER_BUDGET) {
		what = "budget ";
		limit = budget_of(f);
	} else if (limit->how == GP_LIMIT_NONE ||
		   (f->severity == GP_SEVERITY_WARN &&
		    f->status == GP_STATUS_REGRESSION)) {
		what = "warns from ";
		limit = &limits->warn;
	}
	if (f->status == GP_STATUS_EARLY)
		what = "threshold ";
	if (limit->how == GP_LIMIT_NONE)
		return;
	gp_buf_puts(w->out, what);
	put_limit(w, limit, f->series->unit);
}

void gp_words_chance(const struct gp_words *w, double p)
{
	if (!isfinite(p))
		return;
	if (p < 0.0001) {
		gp_buf_puts(w->out, "p < 0.0001");
		return;
	}
	gp_buf_puts(w->out, "p ");
	gp_double_format(w->out, p < 0.01 ? round(p * 1e4) / 1e4
					  : round(p * 1e3) / 1e3);
}

static void put_percent(struct gp_buf *out, double fraction)
{
	double percent = fraction * 100;
	double scale = fabs(percent) < 1 ? 100 : 10;

	gp_double_format(out, round(percent * scale) / scale);
	gp_buf_puts(out, " %");
}

void gp_words_more(const struct gp_words *w, const struct gp_finding *f)
{
	if (f->more_runs > 0) {
		gp_buf_printf(w->out, "%d more run%s would show ", f->more_runs,
			      gp_plural(f->more_runs));
		put_percent(w->out, f->show_at);
	} else if (f->more_runs < 0) {
		gp_buf_puts(w->out, "more runs cannot help: the baseline "
				    "itself is too noisy");
	}
}

void gp_words_unsure(const struct gp_words *w, const struct gp_finding *f)
{
	if (isfinite(f->detectable)) {
		gp_buf_puts(w->out, "±");
		put_percent(w->out, f->detectable);
		gp_buf_puts(w->out, f->more_runs ? " at best; " : " at best");
	}
	gp_words_more(w, f);
}

/* ---- all of it ---- */

bool gp_words_part(const struct gp_words *w, const char *before,
		   void (*say)(const struct gp_words *w,
			       const struct gp_finding *f),
		   const struct gp_finding *f)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_words words = *w;
	bool said;

	words.out = &text;
	say(&words, f);
	said = text.len > 0;
	if (said) {
		gp_buf_puts(w->out, before);
		gp_buf_span(w->out, gp_buf_view(&text));
	}
	gp_buf_clear(&text);
	return said;
}

static void chance(const struct gp_words *w, const struct gp_finding *f)
{
	gp_words_chance(w, f->p);
}

void gp_words_numbers(const struct gp_words *w, const struct gp_finding *f)
{
	gp_words_values(w, f);
	gp_words_part(w, ", ", gp_words_change, f);
	gp_words_part(w, ", ", gp_words_limit, f);
	gp_words_part(w, ", ", chance, f);
}

/* What could have been seen; an inconclusive finding begins with it. */
static void power(const struct gp_words *w, const struct gp_finding *f)
{
	if (f->status == GP_STATUS_INCONCLUSIVE || !isfinite(f->detectable))
		return;
	gp_buf_puts(w->out, ", detectable ");
	gp_format_share(w->out, f->detectable);
	gp_words_part(w, "; ", gp_words_more, f);
}

void gp_words_behind(const struct gp_words *w, const struct gp_finding *f)
{
	const struct gp_level *base = &f->baseline;

	if (!base->commits)
		return;
	gp_buf_printf(w->out, "baseline of %zu commit%s, %zu sample%s",
		      base->commits, gp_plural(base->commits), base->samples,
		      gp_plural(base->samples));
	if (isfinite(base->low) && isfinite(base->high)) {
		gp_buf_puts(w->out, ": ");
		put_value(w, base->low, f->series->unit);
		gp_buf_puts(w->out, " … ");
		put_value(w, base->high, f->series->unit);
	}
	if (isfinite(base->spread)) {
		gp_buf_puts(w->out, ", spread ");
		put_value(w, base->spread, f->series->unit);
	}
	power(w, f);
	if (!f->drift.drifting) /* else it has been said */
		gp_words_part(w, "; ", gp_words_anchor, f);
}

static void put_why_unjudged(const struct gp_words *w,
			     const struct gp_finding *f)
{
	gp_buf_puts(w->out, gp_status_info(f->status)->why);
}

void gp_words_sentence(const struct gp_words *w, const struct gp_finding *f)
{
	bool regressed = has_regressed(f);

	gp_words_key(w, f);
	if (w->findings->set->n_testbeds < 2) {
		gp_buf_puts(w->out, " on ");
		w->name(w->out, f->series->testbed);
	}
	gp_buf_printf(w->out, " %s%s%s: ", regressed ? "has " : "is ",
		      gp_status_info(f->status)->article, gp_words_kind(f));
	gp_words_numbers(w, f);
	gp_words_part(w, "; ", put_why_unjudged, f);
	gp_words_part(w, "; ", gp_words_why, f);
}
