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
 * A run: one execution of a benchmark suite at one commit on one testbed.
 *
 * Everything that a run points to lives in the arena that it was made in.
 * Strings are UTF-8 and never NULL; absent ones are "".
 */

struct gp_entry_id {
	unsigned char raw[16];
};
#define GP_ENTRY_ID_HEX 33
const char *gp_entry_id_hex(const struct gp_entry_id *id,
			    char hex[GP_ENTRY_ID_HEX]);
/** Reads exactly 32 hex digits. */
bool gp_entry_id_parse(struct gp_entry_id *out, struct gp_span hex);

/** Which way is an improvement. */
enum gp_better {
	GP_BETTER_NONE, /**< Unknown or neither: shown, not judged. */
	GP_BETTER_LOWER,
	GP_BETTER_HIGHER
};
/** "none", "lower", "higher". */
const char *gp_better_name(enum gp_better better);
bool gp_better_parse(enum gp_better *out, struct gp_span name);

/** What a tool prints in place of samples; any part may be absent. */
struct gp_summary {
	uint64_t n;               /**< Samples behind it; 0 unknown. */
	struct gp_decimal spread; /**< Standard deviation. */
	struct gp_decimal low;    /**< Interval around the value, as printed. */
	struct gp_decimal high;
	struct gp_decimal mean;
	struct gp_decimal min;
	struct gp_decimal max;
};

/** What was measured of one benchmark in one run. */
struct gp_measurement {
	const char *benchmark;
	const char *metric; /**< Holds no ':'. */
	const char *unit;   /**< As printed; "" for none. */
	enum gp_better better;
	struct gp_decimal *samples; /**< At least one, in order. */
	size_t n_samples, cap_samples;
	struct gp_summary *summary; /**< NULL, or samples[0] is its value. */
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
 * A line of a note is an entry of one of these kinds; entry_kinds.c has what
 * holds for each. GP_ENTRY_ACCEPTANCE and
 * GP_ENTRY_ALIAS are marks: they stand in the notes of their commit, of its
 * tree if it is off the base branch (then `tree` is set), and of the project.
 */
enum gp_entry_kind {
	GP_ENTRY_RUN = 0,        /**< Measurements. */
	GP_ENTRY_TOMBSTONE = 1,  /**< A tombstone for the runs in `targets`. */
	GP_ENTRY_ACCEPTANCE = 2, /**< A change that is meant to be: `accept`. */
	GP_ENTRY_ALIAS = 3,      /**< A benchmark has a new name: `alias`. */
	GP_ENTRY_PIN = 4,      /**< No later horizon drops its commit: `pin`. */
	GP_ENTRY_HORIZON = 5,  /**< What is older is dropped: in the note of the
				  project only. */
	GP_ENTRY_UNTRUSTED = 6 /**< Measurements of a source that nobody vouches
				  for: shown, compared, in no baseline. */
};

/** How many kinds there are; a larger number is of a newer version. */
#define GP_ENTRY_KINDS 7

/** What holds for every entry of one kind. */
struct gp_entry_kind_info {
	const char *name;   /**< As messages have it: "acceptance". */
	const char *plural; /**< "acceptances". */
	const char *key;    /**< In MessagePack, the key that only this kind
				 has, and must have; NULL if there is none. */
	bool has_results;   /**< It was measured. */
	bool is_mark;       /**< An acceptance or an alias. */
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

/** Bytes that each text of a mark may have. */
#define GP_MARK_TEXT_MAX ((size_t)64 << 10)

/**
 * A change that somebody takes responsibility for: from the run's commit on
 * the series that match have a new level.
 */
struct gp_accept {
	const char *pattern; /**< As -k takes it; not empty. */
	const char *upto;    /**< Largest change for the worse, as a limit is
				  written ("8%", "5ms"); "" is any. Hostile:
				  what is no limit accepts nothing. */
	const char *reason;
	const char *who; /**< "Name <mail>" or "". */
};

/**
 * `from` is read as `to` at the run's commit and its first-parent ancestors:
 * both benchmarks, or both whole keys. Neither is empty.
 */
struct gp_alias {
	const char *from;
	const char *to;
	const char *who; /**< "Name <mail>" or "". */
};

/**
 * Lines of commits from before `before_s` (their committer time, seconds) are
 * dropped wherever notes are merged, but for those of the commits in `pins`,
 * which are those that were pinned when it was raised. Several horizons drop
 * what any of them drops, so the order of merges does not matter.
 */
struct gp_horizon {
	int64_t before_s;
	struct gp_oid *pins;
	size_t n_pins;
};

struct gp_entry {
	struct gp_arena *arena; /**< Lent; owns all below. */
	struct gp_entry_id id;
	unsigned kind;       /**< enum gp_entry_kind, or a newer one. */
	int64_t time_ms;     /**< When recorded, UTC, since 1970. */
	int64_t measured_ms; /**< When measured, if the tool says; else 0. */
	struct gp_oid commit;
	int64_t commit_time; /**< Committer time, seconds since 1970. */
	struct gp_oid tree;
	const char *testbed;
	const char *tool;         /**< The importer's name. */
	const char *tool_version; /**< "" unless the tool says. */
	const char *branch;       /**< "" when detached. */
	bool dirty;               /**< Recorded with a modified work tree. */
	struct gp_pairs facts;    /**< About the testbed: cpu, os, kernel … */
	struct gp_pairs tags;     /**< The user's and the tool's. */
	struct gp_measurement *results;
	size_t n_results, cap_results;
	struct gp_entry_id *targets; /**< Of a tombstone. */
	size_t n_targets;
	struct gp_accept *accept;   /**< Never NULL in GP_ENTRY_ACCEPTANCE. */
	struct gp_alias *alias;     /**< Never NULL in GP_ENTRY_ALIAS. */
	struct gp_horizon *horizon; /**< Never NULL in GP_ENTRY_HORIZON. */

	/* private to run.c: where a (benchmark, metric, unit) stands */
	struct gp_map index;
	struct gp_map strings;
};

/** Readies `run` (zeroed first) to be filled; "" in every string. */
void gp_entry_init(struct gp_entry *entry, struct gp_arena *arena);

/** Frees the private indices; the arena is the caller's. */
void gp_entry_clear(struct gp_entry *entry);

/** Whether its kind is one of measurements, whoever vouches for them. */
bool gp_entry_has_results(const struct gp_entry *entry);

/** Gives a random id and the current time. GP_EIO without randomness. */
GP_CHECK enum gp_err gp_entry_stamp(struct gp_entry *entry);

/** Copies a string into the run's arena, once for each distinct text. */
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

/** Appends one sample to a measurement of `run`. */
void gp_entry_sample(struct gp_entry *entry, struct gp_measurement *m,
		     struct gp_decimal value);

/**
 * Adds or replaces a pair; keys stay in the order of their first use. Looks
 * through all of them: for tens of pairs, not for thousands.
 */
void gp_entry_set(struct gp_entry *entry, struct gp_pairs *pairs,
		  struct gp_span key, struct gp_span value);

/** Lends a value, NULL when the key is absent. */
const char *gp_pairs_get(const struct gp_pairs *pairs, const char *key);

/** Runs with one arena for all of them. Zero-initialised is empty. */
struct gp_entries {
	struct gp_arena arena;
	struct gp_entry **items; /**< Each in the arena; stable addresses. */
	size_t n, cap;
};

/** Adds an initialised run. */
struct gp_entry *gp_entries_add(struct gp_entries *entries);
void gp_entries_clear(struct gp_entries *entries);

#endif /* GP_ENTRY_H */
