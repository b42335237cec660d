/*
 * The outputs of check: one constant struct each.
 */
#include "gp/report.h"

#include "report/outputs.h"

static const struct gp_reporter *const reporters[] = {
	&gp_reporter_text,   &gp_reporter_markdown, &gp_reporter_json,
	&gp_reporter_github, &gp_reporter_junit,
};

#define N_REPORTERS (sizeof(reporters) / sizeof(reporters[0]))

static void list_check_names(const char *names[N_REPORTERS])
{
	for (size_t i = 0; i < N_REPORTERS; i++)
		names[i] = reporters[i]->name;
}

enum gp_err gp_reporter_find(const struct gp_reporter **out, const char *name)
{
	const char *names[N_REPORTERS];
	enum gp_err err;
	size_t at;

	list_check_names(names);
	if (!(err = gp_format_find(&at, name, names, N_REPORTERS)))
		*out = reporters[at];
	return err;
}

void gp_reporter_names(struct gp_buf *out)
{
	const char *names[N_REPORTERS];

	list_check_names(names);
	gp_format_names(out, names, N_REPORTERS);
}
