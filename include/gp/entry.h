#ifndef GP_ENTRY_H
#define GP_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gp/buf.h"
#include "gp/decimal.h"
#include "gp/map.h"
#include "gp/mem.h"
#include "gp/oid.h"

/**
 * @file
 * An entry: one line of a note. Most entries are runs, each of which is one
 * execution of a benchmark suite at one commit on one testbed.
 *
 * Everything that an entry points to is in the arena of the entry.
 * Strings are UTF-8 and never NULL; absent ones are "".
 */

struct gp_entry_id {
	unsigned char raw[16];
};
#define GP_ENTRY_ID_HEX 33
/** Writes 32 hex digits and a NUL to `hex`, and returns `hex`. */
const char *gp_entry_id_hex(const struct gp_entry_id *id,
			    char hex[GP_ENTRY_ID_HEX]);
/** Reads an id of 32 hex digits; false for anything else. */
bool gp_entry_id_parse(struct gp_entry_id *out, struct gp_span hex);

/** Which way is an improvement. */
enum gp_better {
	GP_BETTER_NONE, /**< Unknown, or neither: shown, but not judged. */
	GP_BETTER_LOWER,
	GP_BETTER_HIGHER,
	GP_BETTER_SAME /**< A change either way is for the worse: only the
			    configuration says so, it is never recorded. */
};
/** Returns "none", "lower", "higher" or "same". */
const char *gp_better_name(enum gp_better better);
/** Reads one of these names; false for anything else. */
bool gp_better_parse(enum gp_better *out, struct gp_span name);

/** Statistics that a tool prints instead of samples; any may be absent. */
struct gp_summary {
	uint64_t n;               /**< Number of samples; 0 if unknown. */
	struct gp_decimal spread; /**< Standard deviation. */
	struct gp_decimal low;    /**< Interval around the value, as printed. */
	struct gp_decimal high;
	struct gp_decimal mean;
	struct gp_decimal min;
	struct gp_decimal max;
};

struct gp_pair {
	const char *key;
	const char *value;
};
struct gp_pairs {
	struct gp_pair *items;
	size_t n, cap;
};

/**
 * What tells results of one benchmark apart and is not a measure; constant, and
 * shared by the measurements of a result. gp/parameters.h writes them.
 */
struct gp_parameters {
	const struct gp_pair *items;
	size_t n;
	size_t n_named; /**< The first ones are written "/key=value" in the
			     order of the input; the others are dimensions,
			     sorted by key: " [key=value,key=value]". */
};

/** The samples of one metric of one benchmark in one run. */
struct gp_measurement {
	const char *benchmark; /**< The whole written name, with parameters. */
	const char *metric;    /**< Holds no ':'. */
	const char *unit;      /**< As printed; "" for none. */
	enum gp_better better;
	struct gp_decimal *samples; /**< At least one, in order. */
	size_t n_samples, cap_samples;
	struct gp_summary *summary; /**< NULL, or samples[0] is its value. */
	const struct gp_parameters *parameters; /**< NULL: none. */
	const char *source; /**< The metric of the same benchmark that this
				 one was computed from; "" if it was
				 measured. */
};

/**
 * The kinds of entries; entry_kinds.c lists the properties of each.
 * Acceptances, aliases and retirements are marks: they are stored in the
 * notes of their commit, of its tree if the commit is not on the base branch
 * (then `tree` is set), and of the project.
 */
enum gp_entry_kind {
	GP_ENTRY_RUN = 0,        /**< Measurements. */
	GP_ENTRY_TOMBSTONE = 1,  /**< Hides the entries in `targets`:
				    `forget`. */
	GP_ENTRY_ACCEPTANCE = 2, /**< A change is intended: `accept`. */
	GP_ENTRY_ALIAS = 3,      /**< A benchmark has a new name: `alias`. */
	GP_ENTRY_PIN = 4,     /**< No later horizon drops its commit: `pin`. */
	GP_ENTRY_HORIZON = 5, /**< Older entries are dropped: only in the note
				 of the project. */
	GP_ENTRY_UNTRUSTED = 6, /**< Measurements of an untrusted source: shown
				  and compared, but in no baseline. */
	GP_ENTRY_CARRIED = 7, /**< The commit was rewritten: entries of another
				 commit in this note count here: `remap`. */
	GP_ENTRY_RETIREMENT = 8 /**< A series is gone on purpose: `retire`. */
};

/** Number of kinds; a newer version may write larger ones. */
#define GP_ENTRY_KINDS 9

/** The properties of a kind. */
struct gp_entry_kind_info {
	const char *name;   /**< As messages name it: "acceptance". */
	const char *plural; /**< "acceptances". */
	const char *key;    /**< In MessagePack, the key that only this kind
				 has, and must have; NULL if there is none. */
	bool has_results;   /**< It was measured. */
	bool is_mark;       /**< An acceptance, an alias or a retirement. */
	bool needs_commit;  /**< It is invalid without a commit. */
};

/**
 * Returns the row of a kind, a constant. Newer kinds share one row, with none
 * of the properties.
 */
const struct gp_entry_kind_info *gp_entry_kind_info(unsigned kind);

/** Entries counted by kind; the last count is that of unknown kinds. */
struct gp_entry_counts {
	size_t of[GP_ENTRY_KINDS + 1];
	size_t total;
};

/** Counts one entry. For a line that is not readable, pass GP_ENTRY_KINDS. */
void gp_entry_counts_add(struct gp_entry_counts *counts, unsigned kind);

/**
 * Appends the counts in words: "1 run", "6 acceptances", and for a mixture
 * "6 entries (4 runs, 2 acceptances)". Without any entry: "0 runs".
 */
void gp_entry_counts_put(struct gp_buf *out,
			 const struct gp_entry_counts *counts);

/** Largest size of each text of a mark, in bytes. */
#define GP_MARK_TEXT_MAX ((size_t)64 << 10)

/**
 * A change that somebody takes responsibility for: from the entry's commit on,
 * the series that match have a new level.
 */
struct gp_accept {
	const char *pattern; /**< In the syntax of -k; not empty. */
	const char *upto;    /**< Largest change for the worse, written as a
				  limit ("8%", "5ms"); "" is any. Untrusted:
				  a text that is not a limit accepts
				  nothing. */
	const char *reason;
	const char *who; /**< "Name <mail>" or "". */
};

/**
 * `from` is read as `to` at the entry's commit and its first-parent ancestors:
 * both are benchmarks, or both are whole keys. Neither is empty.
 */
struct gp_alias {
	const char *from;
	const char *to;
	const char *who; /**< "Name <mail>" or "". */
};

/**
 * The series that match are gone on purpose: at the entry's commit and its
 * descendants they are not missing, until a result follows.
 */
struct gp_retire {
	const char *pattern; /**< In the syntax of -k; not empty. */
	const char *reason;  /**< "" if none was given. */
	const char *who;     /**< "Name <mail>" or "". */
};

/**
 * The entry's commit is `from` after a rewrite of the history: what was
 * recorded at `from` and is in the same note counts at the entry's commit,
 * though their trees may differ.
 */
struct gp_carry {
	struct gp_oid from;
	const char *who; /**< "Name <mail>" or "". */
};

/**
 * Entries of commits before `before_s` (their committer time, seconds) are
 * dropped whenever notes are merged, except for the commits in `pins`, which
 * were pinned when the horizon was raised. Several horizons drop what any of
 * them drops, so the order of merges does not matter.
 */
struct gp_horizon {
	int64_t before_s;
	struct gp_oid *pins;
	size_t n_pins;
};

/** The tool of an acceptance that a trailer of a commit makes. */
#define GP_TOOL_TRAILER "trailer"

struct gp_entry {
	struct gp_arena *arena; /**< Borrowed; owns all below. */
	struct gp_entry_id id;
	unsigned kind;       /**< enum gp_entry_kind, or a newer one. */
	int64_t time_ms;     /**< When recorded: UTC, since 1970. */
	int64_t measured_ms; /**< When measured, if the tool says; else 0. */
	struct gp_oid commit;
	int64_t commit_time; /**< Committer time, seconds since 1970. */
	struct gp_oid tree;
	const char *testbed;
	const char *tool;         /**< The importer's name. */
	const char *tool_version; /**< "" unless the tool says. */
	const char *branch;       /**< "" when detached. */
	bool dirty;               /**< Recorded with a modified work tree. */
	bool remapped; /**< Set where it is looked up: it counts at another
			    commit, with other content, by git perf remap. */
	struct gp_pairs facts; /**< About the testbed: cpu, os, kernel … */
	struct gp_pairs tags;  /**< The user's; if not `own_tags`, the
				    tool's, too. */
	bool own_tags; /**< Every tag is the user's, so each separates series.
			    Older versions kept texts of the tool there, too. */
	const char *incomplete; /**< Why the benchmarks did not run to their
				     end; "" if they did. */
	struct gp_measurement *results;
	size_t n_results, cap_results;
	struct gp_entry_id *targets; /**< Of a tombstone. */
	size_t n_targets;
	struct gp_accept *accept;   /**< Never NULL in GP_ENTRY_ACCEPTANCE. */
	struct gp_alias *alias;     /**< Never NULL in GP_ENTRY_ALIAS. */
	struct gp_horizon *horizon; /**< Never NULL in GP_ENTRY_HORIZON. */
	struct gp_carry *carried;   /**< Never NULL in GP_ENTRY_CARRIED. */
	struct gp_retire *retire;   /**< Never NULL in GP_ENTRY_RETIREMENT. */

	/* private to entry.c: index of each (benchmark, metric, unit) */
	struct gp_map index;
	struct gp_map strings;
};

/** Initialises an entry: all zero, "" in every string; borrows the arena. */
void gp_entry_init(struct gp_entry *entry, struct gp_arena *arena);

/** Frees the private indices, but not the arena. */
void gp_entry_clear(struct gp_entry *entry);

/** Whether it has measurements: a run, trusted or not. */
bool gp_entry_has_results(const struct gp_entry *entry);

/** Sets a random id and the current time. GP_EIO if there is no randomness. */
GP_CHECK enum gp_err gp_entry_stamp(struct gp_entry *entry);

/** Copies a string into the entry's arena, once for each distinct text. */
const char *gp_entry_string(struct gp_entry *entry, struct gp_span text);

/**
 * Finds or adds the measurement of (benchmark, metric, unit). A ':' in
 * `metric` moves the whole metric to the benchmark and leaves "value".
 * The pointer is valid until the next call.
 */
struct gp_measurement *gp_entry_measurement(struct gp_entry *entry,
					    struct gp_span benchmark,
					    struct gp_span metric,
					    struct gp_span unit);

/** Appends one sample to a measurement of `entry`. */
void gp_entry_sample(struct gp_entry *entry, struct gp_measurement *m,
		     struct gp_decimal value);

/**
 * Adds or replaces a pair; keys stay in the order of their first use. The
 * search is linear: for tens of pairs, not for thousands.
 */
void gp_entry_set(struct gp_entry *entry, struct gp_pairs *pairs,
		  struct gp_span key, struct gp_span value);

/** Returns a borrowed pointer to a value; NULL if the key is absent. */
const char *gp_pairs_get(const struct gp_pairs *pairs, const char *key);

/** The CI job that recorded a run (the fact "ci-job"); "": none is known. */
const char *gp_entry_ci_job(const struct gp_entry *run);

/** Entries with one arena for all of them. Zero-initialised is empty. */
struct gp_entries {
	struct gp_arena arena;
	struct gp_entry **items; /**< Each in the arena; stable addresses. */
	size_t n, cap;
};

/** Appends an initialised entry, which the list owns. */
struct gp_entry *gp_entries_add(struct gp_entries *entries);
/**
 * For qsort() of pointers to entries: the order of recording; entries of one
 * millisecond are in the order of their ids.
 */
int gp_entry_order(const void *a, const void *b);
/** Frees the entries and their arena; the list is usable again. */
void gp_entries_clear(struct gp_entries *entries);

#endif /* GP_ENTRY_H */
