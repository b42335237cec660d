#ifndef GP_REPO_H
#define GP_REPO_H

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/error.h"
#include "gp/notices.h"

/**
 * @file
 * A git repository: its paths, revisions, branch, work tree and refs. Nothing
 * here knows about notes or their entries.
 */

/** The ref with the notes of this program. */
#define GP_NOTES_REF "refs/notes/perf"

/** An opened repository. Only gp_repo_open() sets the fields. */
struct gp_repo {
	struct git_repository *git; /**< libgit2's. */
	struct git_odb *odb;
	/* Paths, absolute and without a slash at the end. */
	char *git_dir;
	char *common_dir; /**< git_dir, unless this is a linked work tree. */
	char *objects_dir;
	char *work_tree; /**< NULL in a bare repository. */
	/**
	 * Replace refs or grafts change the history that git shows. libgit2
	 * reads the objects as they are.
	 */
	bool rewritten;
	struct gp_notices notices; /**< Replace refs, grafts, stale locks. */
};

/**
 * Opens the repository of the working directory, as git finds it (GIT_DIR,
 * GIT_WORK_TREE, GIT_COMMON_DIR, linked worktrees, bare). Fails with GP_EGIT
 * for SHA-256, reftable, unknown extensions, or another owner that git does not
 * trust; with GP_ENOTFOUND if there is no repository.
 */
GP_CHECK enum gp_err gp_repo_open(struct gp_repo **out);
/** Closes a repository; NULL is allowed. */
void gp_repo_free(struct gp_repo *repo);

/** A commit, without its message and parents. */
struct gp_commit {
	struct gp_oid oid;
	struct gp_oid tree;
	int64_t time; /**< Committer time, seconds. */
	size_t order; /**< Index in the range, from gp_history_range(); else
			   not set. */
};

/**
 * Resolves a revision to its commit, as git rev-parse does; NULL is HEAD. For
 * an unborn HEAD and an unknown name, GP_ENOTFOUND and what to do.
 */
GP_CHECK enum gp_err gp_repo_resolve(struct gp_repo *repo,
				     struct gp_commit *out, const char *rev);

/** Appends the short name of the current branch; nothing if detached. */
GP_CHECK enum gp_err gp_repo_head_branch(struct gp_repo *repo,
					 struct gp_buf *out);

/**
 * Appends "Name <mail>" of the committer, from the environment and git's
 * configuration; nothing if it is not configured.
 */
void gp_repo_committer(struct gp_repo *repo, struct gp_buf *out);

/** Finds whether tracked files differ from HEAD; false if bare. */
GP_CHECK enum gp_err gp_repo_is_dirty(struct gp_repo *repo, bool *dirty);

/* ---- refs ---- */

/**
 * Deletes the reflog of a ref, which would keep forgotten entries alive.
 * Failures are ignored.
 */
void gp_repo_drop_reflog(struct gp_repo *repo, const char *ref);

/** A ref and the commit that it points to. */
struct gp_ref {
	char *name;
	struct gp_oid commit;
};
/** A list of refs, which owns the names. */
struct gp_refs {
	struct gp_ref *items;
	size_t n, cap;
};
/** Lists the refs that match an fnmatch pattern, sorted by name. */
GP_CHECK enum gp_err gp_repo_refs(struct gp_repo *repo, struct gp_refs *out,
				  const char *pattern);
/** Frees the list; it is empty and usable again. */
void gp_refs_clear(struct gp_refs *refs);

/**
 * Whether a `git notes merge` into the notes ref, with the strategy "manual",
 * is not finished, here or in a linked work tree.
 */
bool gp_repo_merges_notes(const struct gp_repo *repo);

/* ---- objects ---- */

/** Also reads objects from another objects folder from now on. */
GP_CHECK enum gp_err gp_repo_borrow(struct gp_repo *repo, const char *objects);

/** Makes objects visible that another process has written meanwhile. */
void gp_repo_refresh(struct gp_repo *repo);
/** Whether the repository has an object, without a refresh. */
bool gp_repo_has(struct gp_repo *repo, const struct gp_oid *oid);

#endif /* GP_REPO_H */
