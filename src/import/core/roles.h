#ifndef GP_IMPORT_CORE_ROLES_H
#define GP_IMPORT_CORE_ROLES_H

#include "gp/import.h"

/**
 * @file
 * What a column of a plain table, or a key of plain JSON, is by its name. This
 * is the one place that decides it, for tables and JSON alike.
 */

enum gp_role {
	GP_ROLE_OPEN,       /**< Its values decide: numbers are measured, texts
				 are parameters. */
	GP_ROLE_PARAM_WORD, /**< "size": whole numbers are parameters, if
				 something is measured, too. */
	GP_ROLE_PARAM,      /**< --param: a parameter in any case. */
	GP_ROLE_SAMPLE,     /**< --sample: left out, so that rows which differ
				 only in a text are samples; numbers are
				 measured. */
	GP_ROLE_IGNORED,    /**< --ignore. */
	GP_ROLE_FACT,       /**< "commit": a fact in any case. */
	GP_ROLE_FACT_TEXT,  /**< "user": texts are facts, numbers measured. */
	GP_ROLE_COMMIT,     /**< A fact; several make a history. */
	GP_ROLE_TIME,       /**< A point in time, and a fact. */
	GP_ROLE_MAYBE_TIME, /**< "time": its values tell. */
	GP_ROLE_INDEX,      /**< "run": whole numbers count the rows. */
	GP_ROLE_VERSION, /**< "api_version", "query_id": a parameter of a row,
			    otherwise a fact. */
	GP_ROLE_METRIC,  /**< Names the metric of "value". */
	GP_ROLE_UNIT,    /**< The unit of the values without one. */
	GP_ROLE_ERROR,   /**< A text or true: it failed. */
	GP_ROLE_STATUS,  /**< "failed" and the like: it failed. */
	GP_ROLE_SUCCESS, /**< False: it failed. */
	GP_ROLE_EXIT     /**< Not 0: it failed. */
};

/** Decides by the options first, then by the words; `options` may be NULL. */
enum gp_role gp_role_of(const char *name,
			const struct gp_import_options *options);

/**
 * How well a name says that it is the benchmark's: 1 is best, 0 not at all.
 * The first GP_ROLE_SURE_NAMES hold a name whatever their values are.
 */
int gp_role_name_rank(const char *name);
#define GP_ROLE_SURE_NAMES 4

/** Whether two names are one but for case, '_', '-', '.' and blanks. */
bool gp_role_same_name(const char *a, const char *b);

/** Whether a text says that something failed: "timed out", "FAILED". */
bool gp_role_says_failed(struct gp_span text);

/** Whether a text says that nothing is wrong: "", "none", "ok". */
bool gp_role_says_nothing(struct gp_span text);

/** Whether a text is the id of one thing: a UUID, at least 8 hex digits with
 * a letter and a digit, or a number behind a prefix such as "req-17". */
bool gp_role_is_id(struct gp_span text, bool with_prefix);

#endif /* GP_IMPORT_CORE_ROLES_H */
