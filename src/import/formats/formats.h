#ifndef GP_IMPORT_FORMATS_FORMATS_H
#define GP_IMPORT_FORMATS_FORMATS_H

#include "gp/import.h"

/**
 * @file
 * Every driver; drivers.c puts them into the table. One file each.
 */

extern const struct gp_importer gp_importer_bmf;
extern const struct gp_importer gp_importer_criterion;
extern const struct gp_importer gp_importer_criterion_dir;
extern const struct gp_importer gp_importer_csv;
extern const struct gp_importer gp_importer_custom;
extern const struct gp_importer gp_importer_custom_bigger;
extern const struct gp_importer gp_importer_custom_bigger_gab;
extern const struct gp_importer gp_importer_custom_smaller;
extern const struct gp_importer gp_importer_custom_smaller_gab;
extern const struct gp_importer gp_importer_deno;
extern const struct gp_importer gp_importer_go_bench;
extern const struct gp_importer gp_importer_go_json;
extern const struct gp_importer gp_importer_google_benchmark;
extern const struct gp_importer gp_importer_google_console;
extern const struct gp_importer gp_importer_google_csv;
extern const struct gp_importer gp_importer_hyperfine;
extern const struct gp_importer gp_importer_hyperfine_console;
extern const struct gp_importer gp_importer_hyperfine_csv;
extern const struct gp_importer gp_importer_json;
extern const struct gp_importer gp_importer_k6;
extern const struct gp_importer gp_importer_libtest;
extern const struct gp_importer gp_importer_locust_console;
extern const struct gp_importer gp_importer_locust_history;
extern const struct gp_importer gp_importer_locust_json;
extern const struct gp_importer gp_importer_locust_stats;
extern const struct gp_importer gp_importer_pytest_benchmark;
extern const struct gp_importer gp_importer_tinybench;
extern const struct gp_importer gp_importer_vitest;

#endif /* GP_IMPORT_FORMATS_FORMATS_H */
