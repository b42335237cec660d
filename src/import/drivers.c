/*
 * The table of drivers: a new format is a file in formats/ and a line here.
 */
#include "gp/import.h"

#include "import/formats/formats.h"

static const struct gp_importer *const importers[] = {
	&gp_importer_bmf,
	&gp_importer_criterion,
	&gp_importer_criterion_dir,
	&gp_importer_csv,
	&gp_importer_custom,
	&gp_importer_custom_bigger,
	&gp_importer_custom_bigger_gab,
	&gp_importer_custom_smaller,
	&gp_importer_custom_smaller_gab,
	&gp_importer_deno,
	&gp_importer_go_bench,
	&gp_importer_go_json,
	&gp_importer_google_benchmark,
	&gp_importer_google_console,
	&gp_importer_google_csv,
	&gp_importer_hyperfine,
	&gp_importer_hyperfine_console,
	&gp_importer_hyperfine_csv,
	&gp_importer_json,
	&gp_importer_k6,
	&gp_importer_libtest,
	&gp_importer_locust_console,
	&gp_importer_locust_history,
	&gp_importer_locust_json,
	&gp_importer_locust_stats,
	&gp_importer_pytest_benchmark,
	&gp_importer_tinybench,
	&gp_importer_vitest,
	NULL,
};

const struct gp_importer *const *gp_importers(void)
{
	return importers;
}
