#ifndef GP_IMPORT_CORE_PLAIN_ROWS_H
#define GP_IMPORT_CORE_PLAIN_ROWS_H

#include "plain.h"

/**
 * @file
 * The stages between plain.c, which reads rows, and the intake.
 */

/** What becomes of a field. */
enum gp_plain_use {
	GP_PLAIN_NOTHING,
	GP_PLAIN_NAME,
	GP_PLAIN_PARAM,
	GP_PLAIN_FACT,
	GP_PLAIN_TIME, /**< A fact that is a point in time. */
	GP_PLAIN_VALUE,
	GP_PLAIN_METRIC,
	GP_PLAIN_UNIT,
	GP_PLAIN_LEFT_OUT,
	GP_PLAIN_REFUSED
};

/** Sets the use of each field, and `failed`. */
void gp_plain_judge(struct gp_plain *plain, struct gp_plain_row *row);

/** Whether it is a whole number that counts something or is not known. */
bool gp_plain_is_count(const struct gp_plain_field *field);

/** The point in time of a field, in seconds; INT64_MIN if it is none. */
int64_t gp_plain_time(const struct gp_plain_field *field);

/** GP_EPARSE if rows of one name belong to several commits or days. */
GP_CHECK enum gp_err gp_plain_check_history(const struct gp_plain *plain);

/** GP_EPARSE if a column has an id for each row. */
GP_CHECK enum gp_err gp_plain_check_ids(struct gp_plain *plain);

/** Sets `failed` of rows that cannot be told apart and differ too much. */
void gp_plain_check_pools(struct gp_plain *plain);

/** Adds the values of a row that was not refused. */
void gp_plain_add_values(struct gp_plain *plain, struct gp_plain_row *row);

/** Refuses a row. */
void gp_plain_refuse_row(struct gp_plain *plain, const struct gp_plain_row *row,
			 const char *why);

#endif /* GP_IMPORT_CORE_PLAIN_ROWS_H */
