/*
 * Names and numbers of a finding for people: the pieces of which every
 * sentence and table is made.
 */
#include <math.h>
#include <string.h>

#include "gp/decimal.h"
#include "gp/limits.h"
#include "gp/phrase.h"

#include "names.h"

void gp_name_markdown(struct gp_buf *out, const char *text)
{
	gp_escape_markdown(out, text, 0);
}

void gp_list_count(struct gp_buf *out, const char **between, size_t n,
		   const char *label)
{
	if (!n)
		return;
	gp_buf_printf(out, "%s%zu %s", *between, n, label);
	*between = ", ";
}

const char *gp_verdict_title(enum gp_verdict verdict)
{
	switch (verdict) {
	case GP_VERDICT_FAIL:
		return "FAIL";
	case GP_VERDICT_WARN:
		return "WARN";
	case GP_VERDICT_PASS:
		return "PASS";
	case GP_VERDICT_NONE:
		break;
	}
	return "NONE";
}

/* The commit is like those before it, but their level is worse than before. */
bool gp_finding_regressed(const struct gp_finding *f)
{
	return f->status == GP_STATUS_OK && f->severity != GP_SEVERITY_INFO;
}

bool gp_finding_is_noted(const struct gp_finding *f)
{
	return f->status == GP_STATUS_REGRESSION &&
	       f->severity == GP_SEVERITY_INFO;
}

const char *gp_finding_label(const struct gp_finding *f)
{
	if (gp_finding_regressed(f))
		return "regressed";
	return gp_status_label(f->status, 1);
}

void gp_write_key(const struct gp_writer *w, const struct gp_finding *f)
{
	struct gp_buf key = GP_BUF_INIT;

	gp_shared_put_name(&key, w->shared, f->series->benchmark,
			   f->series->parameters);
	gp_buf_printf(&key, ":%s", f->series->metric);
	if (w->key_width)
		gp_escape_short(w->out, gp_buf_str(&key), w->key_width);
	else
		w->name(w->out, gp_buf_str(&key));
	gp_buf_clear(&key);
	if (w->findings->set->n_testbeds < 2)
		return;
	gp_buf_puts(w->out, " on ");
	w->name(w->out, f->series->testbed);
}

void gp_write_value(const struct gp_writer *w, double value, const char *unit)
{
	struct gp_buf text = GP_BUF_INIT;

	gp_format_value(&text, value, unit);
	w->plain(w->out, gp_buf_str(&text));
	gp_buf_clear(&text);
}

void gp_write_values(const struct gp_writer *w, const struct gp_finding *f)
{
	const char *unit = f->series->unit;
	bool old = isfinite(f->baseline.center);

	if (old)
		gp_write_value(w, f->baseline.center, unit);
	if (old)
		gp_buf_puts(w->out, " → ");
	if (isfinite(f->current.center))
		gp_write_value(w, f->current.center, unit);
	else
		gp_buf_puts(w->out, "not measured");
}

void gp_write_change(const struct gp_writer *w, const struct gp_finding *f)
{
	if (!isfinite(f->change)) {
		if (isfinite(f->delta) && f->delta != 0) {
			gp_buf_puts(w->out, f->delta > 0 ? "+" : "");
			gp_write_value(w, f->delta, f->series->unit);
		}
		return;
	}
	gp_format_change(w->out, f->change);
	if (!isfinite(f->change_low) || !isfinite(f->change_high))
		return;
	gp_buf_putc(w->out, ' ');
	gp_write_interval(w, f);
}

void gp_write_interval(const struct gp_writer *w, const struct gp_finding *f)
{
	if (!isfinite(f->change_low) || !isfinite(f->change_high))
		return;
	gp_buf_putc(w->out, '(');
	gp_format_change(w->out, f->change_low);
	w->out->len -= strlen(" %"); /* written once, at the end */
	gp_buf_puts(w->out, " … ");
	gp_format_change(w->out, f->change_high);
	gp_buf_putc(w->out, ')');
}

/* Limits are short decimals that a binary fraction blurs: 7.5, not 7.50…01. */
static void put_limit_number(struct gp_buf *out, double value)
{
	double rounded = round(value * 1e6) / 1e6;

	gp_double_format(out,
			 fabs(value) < 1e9 && rounded != 0 ? rounded : value);
}

static void put_limit_of(const struct gp_writer *w,
			 const struct gp_limit *limit, const char *unit)
{
	switch (limit->how) {
	case GP_LIMIT_RELATIVE:
		put_limit_number(w->out, limit->value * 100);
		gp_buf_puts(w->out, " %");
		break;
	case GP_LIMIT_POINTS:
		put_limit_number(w->out, limit->value);
		gp_buf_puts(w->out, " pp");
		break;
	case GP_LIMIT_ABSOLUTE:
	case GP_LIMIT_NONE:
		gp_write_value(w, limit->value,
			       *limit->unit ? limit->unit : unit);
		break;
	}
}

static void put_limit(const struct gp_writer *w, const struct gp_limit *limit,
		      const char *unit)
{
	put_limit_of(w, limit, unit);
	for (limit = limit->also; limit; limit = limit->also) {
		gp_buf_puts(w->out, " and ");
		put_limit_of(w, limit, unit);
	}
}

/* The limit that a change passed, or did not pass, and what it does. */
static const struct gp_limit *limit_of_change(const struct gp_finding *f,
					      const char **what)
{
	const struct gp_limits *limits = &f->series->limits;
	bool regressed = f->status == GP_STATUS_REGRESSION;

	*what = "fails from ";
	if (limits->fail.how != GP_LIMIT_NONE &&
	    (!regressed || f->severity == GP_SEVERITY_FAIL))
		return &limits->fail;
	*what = "warns from ";
	if (limits->warn.how != GP_LIMIT_NONE &&
	    (!regressed || f->severity != GP_SEVERITY_INFO))
		return &limits->warn;
	*what = "listed from ";
	return &limits->note;
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

void gp_write_limit(const struct gp_writer *w, const struct gp_finding *f)
{
	const struct gp_limit *limit;
	const char *what = "budget ";

	if (!gp_status_info(f->status)->limited)
		return;
	if (f->status == GP_STATUS_OVER_BUDGET)
		limit = budget_of(f);
	else
		limit = limit_of_change(f, &what);
	if (f->status == GP_STATUS_EARLY)
		what = "threshold ";
	if (limit->how == GP_LIMIT_NONE)
		return;
	gp_buf_puts(w->out, what);
	put_limit(w, limit, f->series->unit);
}

void gp_write_chance(const struct gp_writer *w, double p)
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

bool gp_write_part(const struct gp_writer *w, const char *before,
		   void (*say)(const struct gp_writer *w,
			       const struct gp_finding *f),
		   const struct gp_finding *f)
{
	struct gp_buf text = GP_BUF_INIT;
	struct gp_writer writer = *w;
	bool said;

	writer.out = &text;
	say(&writer, f);
	said = text.len > 0;
	if (said) {
		gp_buf_puts(w->out, before);
		gp_buf_span(w->out, gp_buf_view(&text));
	}
	gp_buf_clear(&text);
	return said;
}

/* Results from before another release are never used without its name. */
static void put_tags_between(const struct gp_writer *w,
			     const struct gp_nearest *nearest)
{
	size_t n = nearest->n_tags;

	if (!n)
		return;
	gp_buf_puts(w->out,
		    n == 1 && nearest->at_tag ? ", at tag " : ", beyond tag ");
	w->name(w->out, nearest->tags[0]);
	if (n > 1)
		gp_buf_printf(w->out, " and %zu more", n - 1);
}

void gp_write_nearest(const struct gp_writer *w,
		      const struct gp_nearest *nearest)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(w->out, "not measured: %s, %zu commit%s earlier",
		      gp_oid_short(&nearest->commit, hex), nearest->distance,
		      gp_plural(nearest->distance));
	put_tags_between(w, nearest);
}
