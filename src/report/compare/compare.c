/*
 * The outputs of compare: one constant struct each.
 */
#include "gp/report.h"

#include "report/outputs.h"

static const struct gp_compare_reporter *const reporters[] = {
	&gp_compare_text,
	&gp_compare_markdown,
	&gp_compare_json,
};

#define N_REPORTERS (sizeof(reporters) / sizeof(reporters[0]))

static void list_compare_names(const char *names[N_REPORTERS])
{
	for (size_t i = 0; i < N_REPORTERS; i++)
		names[i] = reporters[i]->name;
}

enum gp_err gp_compare_reporter_find(const struct gp_compare_reporter **out,
				     const char *name)
{
	const char *names[N_REPORTERS];
	enum gp_err err;
	size_t at;

	list_compare_names(names);
	if (!(err = gp_format_find(&at, name, names, N_REPORTERS)))
		*out = reporters[at];
	return err;
}

void gp_compare_reporter_names(struct gp_buf *out)
{
	const char *names[N_REPORTERS];

	list_compare_names(names);
	gp_format_names(out, names, N_REPORTERS);
}
