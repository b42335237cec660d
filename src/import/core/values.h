#ifndef GP_IMPORT_CORE_VALUES_H
#define GP_IMPORT_CORE_VALUES_H

#include "gp/import.h"
#include "gp/parse.h"

/**
 * @file
 * Functions with which drivers add the values that they read.
 */

/** Identifies a value: its benchmark, metric, unit and direction. */
struct gp_value_id {
	struct gp_span benchmark;
	struct gp_span metric;
	struct gp_span unit;   /**< Empty: to be guessed from the name. */
	enum gp_better better; /**< NONE: to be guessed. */
	const struct gp_parameters *parameters; /**< Those that are in the
						     benchmark's name; NULL:
						     none. */
	const char *source; /**< The metric of this benchmark that the tool
				 computed the value from; NULL: measured. */
};

/**
 * Writes the name of a result with its parameters: `named` become "/key=value",
 * `dimensions` " [key=value]" (both may be NULL). Sets benchmark and parameters
 * of `id`, which are in the run's arena. GP_EPARSE if a key or value is too
 * long for a name (GP_PARAMETER_MAX).
 */
GP_CHECK enum gp_err gp_intake_name(struct gp_intake *intake,
				    struct gp_value_id *id, struct gp_span base,
				    const struct gp_pairs *named,
				    const struct gp_pairs *dimensions);

/** The same; false, and the result refused, if a key or value is too long. */
bool gp_intake_name_or_refuse(struct gp_intake *intake, struct gp_value_id *id,
			      struct gp_span base, const struct gp_pairs *named,
			      const struct gp_pairs *dimensions);

/** Makes an id from strings, for metrics and units that are constants. */
struct gp_value_id gp_value_id_make(struct gp_span benchmark,
				    const char *metric, const char *unit,
				    enum gp_better better);

/** Largest text of a fact in bytes, and number of facts that are kept. */
#define GP_FACT_MAX  256
#define GP_FACTS_MAX 64

/**
 * Keeps a text that tells about the run as one of its facts: it never separates
 * series. What the testbed says under the same key replaces it. Texts beyond
 * GP_FACT_MAX bytes, and facts beyond GP_FACTS_MAX, are left out.
 */
void gp_intake_add_fact(struct gp_intake *intake, struct gp_span key,
			struct gp_span value);

/**
 * Adds one sample. A metric without a name is "value"; a value without a
 * benchmark name is refused.
 */
void gp_intake_add(struct gp_intake *intake, const struct gp_value_id *id,
		   struct gp_decimal value);

/** Adds a computed sample; one that is not finite is refused. */
void gp_intake_add_real(struct gp_intake *intake, const struct gp_value_id *id,
			double value);

/** Reads a number, also in a text that holds nothing else; false for the rest.
 */
bool gp_json_value(const struct gp_json *json, struct gp_decimal *out);
/** Shorthand for gp_json_value(gp_json_get(json, key), out). */
bool gp_json_get_value(const struct gp_json *json, const char *key,
		       struct gp_decimal *out);

/** Why gp_json_value() reads no number from it: null, NaN, Infinity, a text. */
const char *gp_json_why_not(const struct gp_json *json);

/**
 * Adds the number of a JSON value; if there is none, the value is refused with
 * what gp_json_why_not() says.
 */
void gp_intake_add_json(struct gp_intake *intake, const struct gp_value_id *id,
			const struct gp_json *json);

/**
 * Adds each element of a JSON array with gp_intake_add_json(). Adds nothing if
 * `array` is not an array.
 */
void gp_intake_add_array(struct gp_intake *intake, const struct gp_value_id *id,
			 const struct gp_json *array);

/** Refuses an element without a name as "list[i]", `i` from 0. */
void gp_intake_refuse_element(struct gp_intake *intake, const char *list,
			      size_t i, const char *reason);

/**
 * Adds one sample that summarises others. A second value of the same metric
 * makes both plain samples: then the spread between them counts.
 */
void gp_intake_add_summary(struct gp_intake *intake,
			   const struct gp_value_id *id,
			   struct gp_decimal value,
			   const struct gp_summary *summary);

/** What a tool computed from several values; absent: GP_DECIMAL_NONE. */
struct gp_statistics {
	struct gp_decimal mean, median, deviation, min, max;
	uint64_t n; /**< How many values; 0: not known. */
};

/**
 * Reads the members "mean", "median", "stddev", "min" and "max" of `object`.
 * What is missing or not a finite number stays as it was.
 */
void gp_statistics_read_json(struct gp_statistics *out,
			     const struct gp_json *object);

/**
 * Adds one sample that stands for others: the median, or the mean if there is
 * no median. False, and nothing added, if there is neither. A deviation of a
 * single value is left out.
 */
bool gp_intake_add_statistics(struct gp_intake *intake,
			      const struct gp_value_id *id,
			      const struct gp_statistics *statistics);

/** Records that a value was refused: "<metric>: <why>". */
void gp_intake_refuse_value(struct gp_intake *intake,
			    const struct gp_value_id *id, const char *why);

/** Refuses the current row, which has not the `n_cells` of the header. */
void gp_intake_refuse_row(struct gp_intake *intake, const struct gp_csv *csv,
			  size_t n_cells);

/** Reads a whole file's value; `in` is the file. */
typedef enum gp_err gp_json_root_fn(struct gp_intake *out,
				    const struct gp_input *in,
				    const struct gp_json *root);

/** Parses a file that is one JSON value, and reads it. */
GP_CHECK enum gp_err gp_intake_read_json(struct gp_intake *out,
					 const struct gp_input *in,
					 gp_json_root_fn *read);

#endif /* GP_IMPORT_CORE_VALUES_H */
