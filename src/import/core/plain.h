#ifndef GP_IMPORT_CORE_PLAIN_H
#define GP_IMPORT_CORE_PLAIN_H

#include "cell.h"
#include "roles.h"
#include "statistic.h"
#include "values.h"

/**
 * @file
 * Rows of plain data, from a table or from JSON, and what they become:
 * benchmarks with parameters, values and facts. Readers only say which key has
 * which value; all decisions are made here, once for both formats.
 */

/** A column of a table, or all members of one name. */
struct gp_plain_key {
	const char *name;   /**< As printed. */
	const char *metric; /**< Without a unit in brackets. */
	const char *unit;   /**< That the name gives, or "". */
	enum gp_role role;
	enum gp_statistic statistic;
	int rank; /**< gp_role_name_rank(). */
	size_t n_numbers, n_texts;
	bool is_text; /**< Each cell is a text, whatever it looks like. */

	/* private: facts, and what was said about it */
	const char *fact;
	bool varies, said;
	struct gp_map distinct; /**< Its values that are parameters. */
	size_t n_params, n_ids;
};

/** A value under a key, at `path` below the row: "" or "latency/read". */
struct gp_plain_field {
	struct gp_plain_key *key;
	const char *path;
	const char *text; /**< As printed; "" for a number of JSON. */
	const char *unit; /**< That the value itself gives, or "". */
	struct gp_decimal number;
	const struct gp_json *list; /**< Numbers; NULL otherwise. */
	enum gp_cell kind;
	bool forced; /**< A parameter, because an object of them holds it. */
	bool about;  /**< A fact, because an object of them holds it. */
	uint8_t use; /**< Private. */
};

/** An object of JSON, or a row of a table. */
struct gp_plain_row {
	size_t line;      /**< 0: unknown. */
	const char *base; /**< The path before its name; "". */
	const char *path; /**< That of an object outside lists; "". */
	bool in_list;     /**< Of a table or a list: its texts are parameters.
			       Otherwise they are facts. */
	bool has_rows;    /**< It holds lists with rows of their own. */
	struct gp_plain_row *parent; /**< The row that holds it, or NULL. */
	size_t list;                 /**< Rows of one list have one number. */
	struct gp_plain_field *fields;
	size_t n, cap;

	/* private to plain*.c */
	struct gp_plain_field *named; /**< The field with the name. */
	const char *failed;           /**< Why it failed, or NULL. */
	struct gp_pairs params;
	const char *written;            /**< Its name with parameters. */
	struct gp_value_id id;          /**< Of the values at `path`. */
	int64_t time_s;                 /**< INT64_MIN: none. */
	struct gp_plain_row *next_same; /**< Of the same name, in a list. */
	bool is_later;                  /**< Some `next_same` leads here. */
};

/** All rows of a file. */
struct gp_plain {
	struct gp_intake *out;
	const struct gp_input *in;
	const char *noun; /**< "column" or "key". */
	const char *stem; /**< The benchmark of what has no name. */
	struct gp_plain_key *name_key; /**< Of a table: the column of names;
					    `has_name_key`. */
	bool is_table;
	struct gp_plain_row **rows;
	size_t n, cap;
	struct gp_plain_key **keys;
	size_t n_keys, cap_keys;
	struct gp_map keys_by_name;
	struct gp_map named_lists;
	struct gp_map
		units; /**< Of a benchmark's metric, if a value gave it. */
};

/** Begins to read `in`, which must outlive `plain`. */
void gp_plain_init(struct gp_plain *plain, struct gp_intake *out,
		   const struct gp_input *in);
/** Frees the rows and keys. */
void gp_plain_clear(struct gp_plain *plain);

/** The key of this name, made at its first use. */
struct gp_plain_key *gp_plain_key(struct gp_plain *plain, struct gp_span name);

/** Begins a row; the pointer stays valid. */
struct gp_plain_row *gp_plain_row(struct gp_plain *plain, const char *base);

/** Adds a field without a value to a row; valid until the next one. */
struct gp_plain_field *gp_plain_field(struct gp_plain *plain,
				      struct gp_plain_row *row,
				      struct gp_plain_key *key,
				      const char *path);

/** Whether a field holds a number that can be a sample. */
bool gp_plain_is_number(const struct gp_plain_field *field);

/** Sets a field's value from a cell or a text. */
void gp_plain_set_text(struct gp_plain *plain, struct gp_plain_field *field,
		       struct gp_span text);

/** Two paths with a '/' between them, in the run's arena. */
const char *gp_plain_join(struct gp_plain *plain, const char *a, const char *b);

/**
 * Finds the name of a row whose fields are all there, and returns it with the
 * base: the base of the rows below it.
 */
const char *gp_plain_row_path(struct gp_plain *plain, struct gp_plain_row *row);

/**
 * Adds all rows to the intake. GP_EPARSE, with nothing added, if the rows are a
 * history, or if a column holds ids.
 */
GP_CHECK enum gp_err gp_plain_finish(struct gp_plain *plain);

#endif /* GP_IMPORT_CORE_PLAIN_H */
