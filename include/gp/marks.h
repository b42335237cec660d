#ifndef GP_MARKS_H
#define GP_MARKS_H

#include "gp/config.h"
#include "gp/store.h"

/**
 * @file
 * Marks: entries that a person makes about a commit. Acceptances, aliases,
 * pins and retirements are read, made and undone here, and runs are forgotten.
 * docs/FORMAT.md, "Marks", says which notes hold a mark.
 */

/** A mark as the user describes it. Strings are borrowed; NULL: not given. */
struct gp_mark_spec {
	const char *at;      /**< The commit; NULL is HEAD. */
	const char *name;    /**< The pattern of an acceptance or of what is
				  retired, the old name of
				  an alias. To undo one, also an id: its first
				  four digits or more. */
	const char *to;      /**< The new name of an alias. */
	const char *upto;    /**< The largest change that is accepted. */
	const char *testbed; /**< The only testbed that is accepted. */
	const char *reason;  /**< Why a change is accepted, a series retired. */
};

struct gp_marks;

/** One kind of mark. */
struct gp_mark_kind {
	unsigned entry;      /**< enum gp_entry_kind */
	const char *command; /**< That makes it: "accept". */
	const char *noun;    /**< "acceptance" */

	/* private to src/marks */
	/** Whether a mark can be made like this, before a repository is open.
	 */
	enum gp_err (*check)(const struct gp_mark_spec *spec);
	/** Plans the entries to be written; none is not an error. */
	enum gp_err (*plan)(struct gp_marks *marks,
			    const struct gp_mark_spec *spec);
	/** Fills `marks->undone` with at least one, or fails. */
	enum gp_err (*choose)(struct gp_marks *marks,
			      const struct gp_mark_spec *spec);
};
extern const struct gp_mark_kind gp_mark_acceptance;
extern const struct gp_mark_kind gp_mark_alias;
extern const struct gp_mark_kind gp_mark_pin;
extern const struct gp_mark_kind gp_mark_retirement;

/** Marks, borrowed from elsewhere. */
struct gp_mark_list {
	const struct gp_entry **items;
	size_t n, cap;
};

/** The marks of one kind in a repository; zero-initialised is closed. */
struct gp_marks {
	const struct gp_mark_kind *kind;
	struct gp_repo *repo;
	struct gp_config *config;
	bool has_commit;            /**< False before the first commit. */
	struct gp_commit commit;    /**< spec->at, or HEAD. */
	struct gp_entries existing; /**< Those not undone; oldest first. */
	struct gp_mark_list made, undone; /**< By the call below; borrowed. */
	struct gp_notices notices;

	/* private to src/marks: entries to be written, and to which notes */
	struct gp_entries entries;
	struct gp_note_add *adds;
	size_t n_adds, cap_adds;
};

/**
 * Checks the texts of a mark that is to be made. GP_EUSAGE names the one that
 * is empty, too long, or malformed.
 */
GP_CHECK enum gp_err gp_mark_check(const struct gp_mark_kind *kind,
				   const struct gp_mark_spec *spec);

/**
 * Opens the repository of the working directory and reads the marks of `kind`.
 * If `at` is NULL, HEAD is the commit, if there is one. GP_ENOTFOUND for an
 * unknown revision. gp_marks_close() is due in any case.
 */
GP_CHECK enum gp_err gp_marks_open(struct gp_marks *marks,
				   const struct gp_mark_kind *kind,
				   const char *at);
void gp_marks_close(struct gp_marks *marks);

/**
 * Makes the mark, and undoes the one that it replaces, in one commit of the
 * notes ref. `marks->made` has it afterwards; empty: there was nothing to do.
 * Doubts, as a pattern that matches nothing, are added to `marks->notices`.
 */
GP_CHECK enum gp_err gp_marks_make(struct gp_marks *marks,
				   const struct gp_mark_spec *spec);

/**
 * Undoes the marks that `spec` describes; `marks->undone` has them afterwards.
 * GP_ENOTFOUND if there is none, GP_EUSAGE if several fit and differ in their
 * commits.
 */
GP_CHECK enum gp_err gp_marks_undo(struct gp_marks *marks,
				   const struct gp_mark_spec *spec);

/**
 * Adds tombstones for `n` runs, each to every note that holds the run. `ids`
 * are ids or their first digits, in lower case. GP_ENOTFOUND if one fits no
 * run, GP_EUSAGE if it fits several.
 */
GP_CHECK enum gp_err gp_forget_runs(struct gp_repo *repo,
				    const char *const *ids, size_t n,
				    bool durable);

/** What forgetting by date did. */
struct gp_forgotten {
	size_t notes; /**< Dropped, or shortened. */
	size_t pins;  /**< Commits that are pinned, and kept. */
};

/**
 * Drops the entries of commits from before `before_s` (seconds since 1970),
 * except those of pinned commits, wherever notes are merged. The history of
 * the notes ref is dropped with them, so that git can reclaim the space.
 */
GP_CHECK enum gp_err gp_forget_before(struct gp_repo *repo,
				      struct gp_forgotten *out,
				      int64_t before_s, bool durable);

/** From which commit of a rewritten history to which; owned by the caller. */
struct gp_commit_map {
	struct gp_note_copy *items; /**< `to` of size 0: dropped. */
	size_t n, cap;
};

/**
 * Reads a map of commits: lines of an old and a new id, separated by a space or
 * a comma; what follows is ignored. The heading of git filter-repo is skipped,
 * and a new id of zeros means that the commit was dropped. GP_EPARSE names the
 * first line that is not such a pair.
 */
GP_CHECK enum gp_err gp_commit_map_parse(struct gp_commit_map *out,
					 struct gp_span text);
/** Frees the map; it is empty and usable again. */
void gp_commit_map_clear(struct gp_commit_map *map);

/** What gp_remap() did, or would do. */
struct gp_remapped {
	size_t commits; /**< With entries that count at a new commit now. */
	size_t runs;    /**< Of these entries: runs. */
	size_t marks;   /**< Marks and pins that were made again. */
	size_t dropped; /**< Commits with entries that the rewrite dropped. */
	size_t absent;  /**< Whose new commit is not in the repository. */
};

/**
 * Lets the entries of each old commit of `map` count at its new commit, in one
 * commit of the notes ref; a second time changes nothing. The notes on the old
 * commits stay. With `dry_run` it only counts.
 */
GP_CHECK enum gp_err gp_remap(struct gp_repo *repo, struct gp_remapped *out,
			      const struct gp_commit_map *map, bool durable,
			      bool dry_run);

/**
 * Appends the command that carries results over: with the map that git
 * filter-repo left, quoted for a shell, or with "<commit-map>".
 */
void gp_remap_suggest(struct gp_buf *out, const struct gp_repo *repo);

#endif /* GP_MARKS_H */
