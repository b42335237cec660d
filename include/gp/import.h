#ifndef GP_IMPORT_H
#define GP_IMPORT_H

#include "gp/error.h"
#include "gp/intake.h"
#include "gp/map.h"
#include "gp/span.h"

/**
 * @file
 * Turns benchmark output into measurements of a run.
 *
 * A format is one constant driver in src/import/formats/<name>.c, listed in
 * src/import/drivers.c. Drivers see no files, no git and no globals: bytes in,
 * measurements out.
 */

/** How sure a driver is that an input is its own. */
enum gp_bid {
	GP_BID_NO,        /**< Certainly another format. */
	GP_BID_FALLBACK,  /**< Plain shapes that people write themselves. */
	GP_BID_SHAPE,     /**< The syntax fits; nothing names the tool. */
	GP_BID_SIGNATURE, /**< Has a mark that only this tool writes. */
	GP_BID_SIDE       /**< This tool's, but without measurements. */
};

struct gp_json; /**< A parsed value: gp/parse.h. */

/** One file to read, or one JSON document of it, with its neighbours. */
struct gp_input {
	const char *path;    /**< As the user would know it; "-" is stdin. */
	struct gp_span text; /**< Checked: UTF-8, no NUL, no byte order mark. */
	struct gp_inputs *set; /**< For siblings; borrowed; may be NULL. */
	bool named;          /**< Named by the user; else found in a folder. */
	size_t folder;       /**< The number, from 1, of the directory that was
				  named and has it; 0: none. */
	bool on_disk;        /**< Siblings may be looked up there. */
	const char *problem; /**< Why it is not text; NULL if it is. */
	int64_t modified_s;  /**< When the file was written, in seconds since
				  1970; 0: unknown. */
	const struct gp_json *root; /**< The text, parsed; borrowed; NULL if it
					 was not yet. */
	const char *stem; /**< In place of the name of the file, which has an
			       id or a date; borrowed; NULL: that name. */
	size_t line; /**< The line of its file on which the text begins, from 1;
			  0: the text is the whole file. */
};

/** Everything that one record reads; owns paths and texts. */
struct gp_inputs {
	struct gp_input *items; /**< By name within a folder. */
	size_t n, cap;
	size_t n_folders; /**< Directories that were named. */
	struct gp_arena arena;
	size_t total_bytes;
	const char *stem; /**< Borrowed: used in place of the stem of a named
			       file, to read two as one; or NULL. */

	/* private to input.c */
	char **texts; /**< What `items` view. */
	size_t n_texts, cap_texts;
	struct gp_map by_path; /**< The index of an item. */
};

/** What record's options and the configuration say; all borrowed. */
struct gp_import_options {
	const char *from; /**< --from, or NULL: each input is guessed. */
	const char *const *params; /**< --param, perf.parameters: columns and
					keys that are parameters. */
	size_t n_params;
	const char *const *samples; /**< --sample: that are not parameters, so
					 that rows which differ only in them
					 are samples. */
	size_t n_samples;
	const char *const *ignored; /**< --ignore: that are left out. */
	size_t n_ignored;
	const char *commit;  /**< Hex id of the commit that is measured, or
				  NULL: no part of a benchmark's name. */
	int64_t commit_time; /**< Seconds; 0: unknown. Files older than the
				  commit are a notice. */
	bool tool_only; /**< Only if a tool's mark names the format: for `run`,
			     whose command may print anything. */
};

struct gp_head; /**< The beginning of an input: import/core/head.h. */

/** One benchmark output format. */
struct gp_importer {
	const char *name;    /**< The word after --from, e.g. "go-test". */
	const char *summary; /**< How it is recognised; for `formats`. */
	bool json; /**< It reads one JSON value with gp_intake_read_json(): a
			text that has several, or lines around them, is passed
			to it in parts. */

	/** Judges the beginning of an input; cheap, cannot fail. */
	enum gp_bid (*bid)(const struct gp_input *in,
			   const struct gp_head *head);

	/**
	 * Adds every measurement of `in` to `out`. On failure the caller
	 * (gp_import) drops what was added. Reading nothing is not an error
	 * here: gp_import_all() counts over all inputs.
	 */
	enum gp_err (*read)(struct gp_intake *out, const struct gp_input *in);
};

/** Returns the driver table, ended by NULL; a constant. */
const struct gp_importer *const *gp_importers(void);

/** Finds the driver called `name`; GP_EUSAGE lists the known names. */
GP_CHECK enum gp_err gp_importer_find(const struct gp_importer **out,
				      const char *name);

/**
 * Finds the highest bidder; GP_EPARSE if there is none, for a tie and for a
 * side file. The message does not name the file.
 */
GP_CHECK enum gp_err gp_importer_guess(const struct gp_importer **out,
				       const struct gp_input *in);

/**
 * Adds a file, every file below a directory, or stdin ("-") to `inputs`,
 * which must not move afterwards. Below a directory hidden files, pictures
 * and pages, folders behind symbolic links and everything that is not a regular
 * file are skipped. GP_ELIMIT beyond 256 MiB, 10,000 files or 32 levels;
 * GP_EPARSE if a file that was named is not text.
 */
GP_CHECK enum gp_err gp_inputs_add(struct gp_inputs *inputs, const char *path);

/** Adds bytes under a name, for tests and fuzzing; `text` is copied. */
GP_CHECK enum gp_err gp_inputs_add_text(struct gp_inputs *inputs,
					const char *path, struct gp_span text);
void gp_inputs_clear(struct gp_inputs *inputs);

/** Whether a file of this very path is among them. */
bool gp_inputs_has(const struct gp_inputs *inputs, struct gp_span path);

/**
 * Returns the text (borrowed) of the file `name` in the folder of `in`, from
 * the set or from disk; an empty span if there is none.
 */
struct gp_span gp_input_sibling(const struct gp_input *in, const char *name);

/**
 * The name of what has no other: the path without folders and the last
 * extension, and without ids and dates if gp_import_all() reads it; "stdin"; or
 * the stem of the set.
 */
struct gp_span gp_input_stem(const struct gp_input *in);

/**
 * Reads every input into `out->run`, which holds no measurements yet, then
 * guesses the unit and direction of every measurement if the tool gives none.
 * `options->from` is NULL: each input is guessed; a driver's name: that one
 * reads all; or the part before a '-' of several names ("locust"): the highest
 * bidder among those. `options` may be NULL: the defaults. Below a directory, a
 * file of an unknown format and a side file become refusals, once for each file
 * name; a file that was named must be read, unless it is a side file among
 * others. GP_EPARSE
 * ("FILE: line N: ...") when an input is broken or not one measurement was
 * read. On failure `out` and its run are as they were before.
 */
GP_CHECK enum gp_err gp_import_all(struct gp_intake *out,
				   const struct gp_inputs *inputs,
				   const struct gp_import_options *options);

/** Explains the choice for `in`, as `from` of gp_import_options limits it. */
void gp_explain(struct gp_explanation *out, const struct gp_input *in,
		const char *from);
void gp_explanation_clear(struct gp_explanation *explanation);

/**
 * Makes a list of the tools whose output is recognised, but not read: sorted,
 * each once, ended by NULL. The caller frees the list, not the names.
 */
const char **gp_importers_unread(void);

/**
 * Adds one `KEY=NUMBER[UNIT]` to the run; split at the last '='. A key
 * without ':' has the metric "value". GP_EUSAGE says what is wrong.
 */
GP_CHECK enum gp_err gp_import_value(struct gp_intake *out, const char *text);

/**
 * Guesses the units and directions that are still missing from unit and name,
 * and notes each guess. gp_import_all() calls it; for --value the command does.
 */
void gp_intake_guess(struct gp_intake *intake);

#endif /* GP_IMPORT_H */
