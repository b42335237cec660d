/*
 * The outputs of export: one constant struct each. What all of them leave out
 * is left out here.
 */
#include <stdlib.h>

#include "export.h"

static const struct gp_exporter *const exporters[] = {
	&gp_exporter_csv,
	&gp_exporter_json,
	&gp_exporter_ndjson,
};

#define N_EXPORTERS (sizeof(exporters) / sizeof(exporters[0]))

static void list_export_names(const char *names[N_EXPORTERS])
{
	for (size_t i = 0; i < N_EXPORTERS; i++)
		names[i] = exporters[i]->name;
}

enum gp_err gp_exporter_find(const struct gp_exporter **out, const char *name)
{
	const char *names[N_EXPORTERS];
	enum gp_err err;
	size_t at;

	list_export_names(names);
	if (!(err = gp_format_find(&at, name, names, N_EXPORTERS)))
		*out = exporters[at];
	return err;
}

void gp_exporter_names(struct gp_buf *out)
{
	const char *names[N_EXPORTERS];

	list_export_names(names);
	gp_format_names(out, names, N_EXPORTERS);
}

enum gp_err gp_export_check(const struct gp_exporter *exporter,
			    const struct gp_export_options *options)
{
	if (options->wide && exporter != &gp_exporter_csv)
		return gp_fail(GP_EUSAGE, "--wide works with csv, not with %s",
			       exporter->name);
	if (options->wide && options->samples)
		return gp_fail(GP_EUSAGE,
			       "--wide writes one value per commit: it "
			       "cannot be used with --samples");
	if (options->samples && exporter == &gp_exporter_json)
		return gp_fail(GP_EUSAGE,
			       "--samples works with csv and ndjson: json "
			       "always has the samples");
	return GP_OK;
}

struct gp_export *gp_export_new(const struct gp_exporter *exporter,
				struct gp_buf *out,
				const struct gp_export_options *options)
{
	struct gp_export *ex = gp_calloc(1, sizeof(*ex));

	ex->exporter = options->wide ? &gp_exporter_csv_wide : exporter;
	ex->out = out;
	ex->options = options;
	ex->exporter->begin(ex);
	return ex;
}

void gp_export_set_order(struct gp_export *ex, size_t order)
{
	ex->order = order;
}

void gp_export_run(struct gp_export *ex, const struct gp_oid *commit,
		   int64_t commit_time, const struct gp_entry *run)
{
	size_t before = ex->counts.rows;

	if (run->kind != GP_ENTRY_RUN)
		return;
	if (run->dirty) {
		ex->counts.dirty++;
		return;
	}
	ex->commit = *commit;
	ex->commit_time = commit_time;
	ex->exporter->run(ex, run);
	ex->counts.runs += ex->counts.rows > before;
}

bool gp_export_end(struct gp_export *ex)
{
	return ex->exporter->end(ex);
}

const struct gp_export_counts *gp_export_counted(const struct gp_export *ex)
{
	return &ex->counts;
}

void gp_export_free(struct gp_export *ex)
{
	if (!ex)
		return;
	gp_buf_clear(&ex->prefix);
	gp_buf_clear(&ex->rows);
	gp_columns_clear(&ex->columns);
	free(ex->scratch);
	free(ex);
}
