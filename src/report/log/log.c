/*
 * A log in progress: the choice of its output, and its memory.
 */
#include <stdlib.h>

#include "log.h"

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
