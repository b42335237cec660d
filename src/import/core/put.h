#ifndef GP_IMPORT_CORE_PUT_H
#define GP_IMPORT_CORE_PUT_H

#include "gp/import.h"
#include "gp/parse.h"

/**
 * @file
 * How drivers hand over what they read.
 */

/** What a value is of. */
struct gp_what {
	struct gp_span benchmark;
	struct gp_span metric;
	struct gp_span unit;   /**< Empty: to be guessed from the name. */
	enum gp_better better; /**< NONE: to be guessed. */
};

/** For metrics and units that are known words. */
struct gp_what gp_what_of(struct gp_span benchmark, const char *metric,
			  const char *unit, enum gp_better better);

/**
 * Adds one sample. A metric without a name is "value"; what is of no
 * benchmark is refused.
 */
void gp_intake_put(struct gp_intake *intake, const struct gp_what *what,
		   struct gp_decimal value);

/** Adds a computed sample; one that is not finite is refused. */
void gp_intake_put_real(struct gp_intake *intake, const struct gp_what *what,
			double value);

/**
 * Adds every number of a JSON array. What a tool writes for a value that it
 * does not have (null, NaN, Infinity) is refused, alone; GP_EPARSE for any
 * other element, and none for what is no array.
 */
GP_CHECK enum gp_err gp_intake_put_array(struct gp_intake *intake,
					 const struct gp_what *what,
					 const struct gp_json *array);

/**
 * Adds one sample that stands for others. A second value of the same metric
 * makes both plain samples: the spread between them is what counts then.
 */
void gp_intake_put_summary(struct gp_intake *intake, const struct gp_what *what,
			   struct gp_decimal value,
			   const struct gp_summary *summary);

/** Notes one value that was not taken: "<metric>: <why>". */
void gp_intake_refuse_value(struct gp_intake *intake,
			    const struct gp_what *what, const char *why);

/** Reads a whole file's value; `in` is the file. */
typedef enum gp_err gp_root_fn(struct gp_intake *out, const struct gp_input *in,
			       const struct gp_json *root);

/** Parses a file that is one JSON value, and reads it. */
GP_CHECK enum gp_err gp_intake_root(struct gp_intake *out,
				    const struct gp_input *in,
				    gp_root_fn *read);

#endif /* GP_IMPORT_CORE_PUT_H */
