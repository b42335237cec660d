/*
 * The outputs of log, and what they share.
 */
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define RED   "\x1b[1;31m"
#define GREEN "\x1b[1;32m"

struct gp_log *gp_log_new(struct gp_buf *out, const struct gp_trends *trends,
			  const struct gp_log_options *options)
{
	struct gp_log *log = gp_calloc(1, sizeof(*log));

	log->out = out;
	log->trends = trends;
	log->options = options;
	if (options->json)
		log->next = gp_log_next_json;
	else if (options->stats)
		log->next = gp_log_next_stats;
	else
		log->next = gp_log_next_text;
	return log;
}

bool gp_log_next(struct gp_log *log)
{
	return log->next(log);
}

void gp_log_free(struct gp_log *log)
{
	if (!log)
		return;
	free(log->values);
	free(log->changes);
	free(log);
}

bool gp_log_has_testbeds(const struct gp_trends *trends)
{
	const struct gp_trend *items = trends->items;

	/* they are sorted by it */
	return trends->n &&
	       strcmp(items[0].testbed, items[trends->n - 1].testbed) != 0;
}

void gp_log_put_key(const struct gp_log *log, struct gp_buf *out,
		    const struct gp_trend *trend, size_t width)
{
	struct gp_buf key = GP_BUF_INIT;

	gp_buf_printf(&key, "%s:%s", trend->benchmark, trend->metric);
	if (gp_log_has_testbeds(log->trends))
		gp_buf_printf(&key, "@%s", trend->testbed);
	gp_escape_short(out, gp_buf_str(&key), width);
	gp_buf_clear(&key);
}

void gp_log_put_inked(const struct gp_log *log, enum gp_effect effect,
		      const char *text)
{
	bool inked = log->options->color && effect != GP_EFFECT_NONE;

	if (inked)
		gp_buf_puts(log->out, effect == GP_EFFECT_WORSE ? RED : GREEN);
	gp_buf_puts(log->out, text);
	if (inked)
		gp_buf_puts(log->out, "\x1b[0m");
}

void gp_log_put_value(struct gp_buf *out, const struct gp_trend *trend,
		      double value)
{
	gp_format_value(out, value, trend->unit);
}
