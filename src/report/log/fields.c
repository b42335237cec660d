/*
 * What the outputs of log for people write: keys, values, and colours.
 */
#include <string.h>

#include "log.h"
#include "report/ink.h"

bool gp_log_has_testbeds(const struct gp_trends *trends)
{
	const struct gp_trend *items = trends->items;

	/* they are sorted by it */
	return trends->n &&
	       strcmp(items[0].testbed, items[trends->n - 1].testbed) != 0;
}

static void put_whole_key(const struct gp_log *log, struct gp_buf *key,
			  const struct gp_trend *trend)
{
	gp_shared_put_name(key, &log->shared, trend->benchmark,
			   trend->parameters);
	gp_buf_printf(key, ":%s", trend->metric);
	if (gp_log_has_testbeds(log->trends))
		gp_buf_printf(key, "@%s", trend->testbed);
}

void gp_log_put_key(const struct gp_log *log, struct gp_buf *out,
		    const struct gp_trend *trend, size_t width)
{
	struct gp_buf key = GP_BUF_INIT;

	put_whole_key(log, &key, trend);
	gp_escape_short(out, gp_buf_str(&key), width);
	gp_buf_clear(&key);
}

void gp_log_fit_keys(const struct gp_log *log, struct gp_fit *fit)
{
	struct gp_buf key = GP_BUF_INIT;

	for (size_t t = 0; t < log->trends->n; t++) {
		gp_buf_reset(&key);
		put_whole_key(log, &key, &log->trends->items[t]);
		gp_fit_add(fit, gp_buf_str(&key));
	}
	gp_buf_clear(&key);
}

struct gp_blame gp_log_blame(const struct gp_log *log,
			     const struct gp_trend *trend,
			     const struct gp_change *change)
{
	const struct gp_trend_commit *commits = log->trends->commits;
	struct gp_blame blame = { .unmeasured = SIZE_MAX };
	const struct gp_trend_commit *from, *to;

	if (!change->index)
		return blame;
	from = &commits[trend->at[change->index - 1]];
	to = &commits[trend->at[change->index]];
	return gp_blame_between(&from->oid, from->order, &to->oid, to->order);
}

void gp_log_put_inked(const struct gp_log *log, enum gp_effect effect,
		      const char *text)
{
	if (effect == GP_EFFECT_NONE)
		gp_buf_puts(log->out, text);
	else
		gp_ink_put(log->out, log->options->color,
			   effect == GP_EFFECT_WORSE ? GP_INK_RED
						     : GP_INK_GREEN,
			   text);
}

void gp_log_put_value(struct gp_buf *out, const struct gp_trend *trend,
		      double value)
{
	gp_format_value(out, value, trend->unit);
}
