/*
 * A log in progress: the choice of its output, and its memory.
 */
#include <stdlib.h>

#include "log.h"

/* Said in the first line, which a list of one line a commit does not have. */
static void say_shared(struct gp_log *log)
{
	const struct gp_trends *trends = log->trends;
	struct gp_shown_name *names = gp_calloc(trends->n, sizeof(*names));

	for (size_t i = 0; i < trends->n; i++)
		names[i] = (struct gp_shown_name){
			trends->items[i].benchmark, trends->items[i].metric,
			trends->items[i].testbed, trends->items[i].parameters
		};
	gp_shared_fit(&log->shared, names, trends->n, log->options->width / 3);
	free(names);
	if (!gp_shared_is_any(&log->shared))
		return;
	gp_shared_say(log->out, &log->shared);
	gp_buf_putc(log->out, '\n');
}

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
	if (!options->json && !options->oneline && trends->n_commits)
		say_shared(log);
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
	gp_shared_clear(&log->shared);
	free(log);
}
