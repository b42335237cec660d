#ifndef GP_IMPORT_FORMATS_JSON_SUMMARY_H
#define GP_IMPORT_FORMATS_JSON_SUMMARY_H

#include "gp/entry.h"
#include "gp/parse.h"

/**
 * @file
 * An object that is one measurement: {"mean_ns": 5, "std_dev_ns": 1, "n": 9}.
 */

/** What a member says; the order is that of the table in json_summary.c. */
enum gp_json_role {
	GP_JSON_OTHER,
	GP_JSON_MEDIAN,
	GP_JSON_MEAN,
	GP_JSON_PLAIN, /**< "value" */
	GP_JSON_SPREAD,
	GP_JSON_COUNT,
	GP_JSON_MIN,
	GP_JSON_MAX,
	GP_JSON_LOW,
	GP_JSON_HIGH,
	GP_JSON_SAMPLES, /**< An array of numbers. */
	GP_JSON_UNIT     /**< A text. */
};

struct gp_json_summary {
	struct gp_decimal value; /**< Absent: NaN or infinite. */
	struct gp_summary summary;
	const struct gp_json *samples; /**< The values themselves, or NULL. */
	const char *unit;              /**< From a suffix or "unit"; or "". */
};

/** What the member `key` is by its name, without its unit, and its type. */
enum gp_json_role gp_json_role_of(const char *key, const struct gp_json *value);

/**
 * Whether `object` is one measurement: a mean or median with a deviation, a
 * count or the samples; or a value with one of these or a unit. The strings
 * are borrowed from it.
 */
bool gp_json_summary_read(struct gp_json_summary *out,
			  const struct gp_json *object);

/** Whether all elements are numbers or null, and at least one is a number. */
bool gp_json_is_numbers(const struct gp_json *array);

#endif /* GP_IMPORT_FORMATS_JSON_SUMMARY_H */
