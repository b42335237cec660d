#ifndef GP_REPO_H
#define GP_REPO_H

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/error.h"
#include "gp/notices.h"

/**
 * @file
 * A git repository: its paths, revisions, branch, work tree and refs. Nothing
 * here knows of runs or notes.
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
 * GIT_WORK_TREE, GIT_COMMON_DIR, linked worktrees, bare). GP_EGIT in one
 * line for SHA-256, reftable, unknown extensions, or a foreign owner that git
 * refuses; GP_ENOTFOUND where there is no repository.
 */
GP_CHECK enum gp_err gp_repo_open(struct gp_repo **out);
void gp_repo_free(struct gp_repo *repo);

struct gp_commit {
	struct gp_oid oid;
	struct gp_oid tree;
	int64_t time; /**< Committer time, seconds. */
};

/**
 * Resolves a revision (as git rev-parse does) to its commit. GP_ENOTFOUND
 * says what to do on an unborn HEAD, an unknown name, or a shallow boundary.
 */
GP_CHECK enum gp_err gp_repo_resolve(struct gp_repo *repo,
				     struct gp_commit *out, const char *rev);

/** The checked out branch's short name in `out`, empty when detached. */
GP_CHECK enum gp_err gp_repo_head_branch(struct gp_repo *repo,
					 struct gp_buf *out);

/**
 * Appends "Name <mail>" of who commits here, as git has it configured; nothing
 * where it is not.
 */
void gp_repo_committer(struct gp_repo *repo, struct gp_buf *out);

/** Whether tracked files differ from HEAD; false in a bare repository. */
GP_CHECK enum gp_err gp_repo_is_dirty(struct gp_repo *repo, bool *dirty);

/* ---- refs ---- */

/**
 * Deletes the log of a ref, which would keep what was forgotten. Best effort.
 */
void gp_repo_drop_reflog(struct gp_repo *repo, const char *ref);

/** A ref and the commit that it leads to. */
struct gp_ref {
	char *name;
	struct gp_oid commit;
};
struct gp_refs {
	struct gp_ref *items;
	size_t n, cap;
};
/** Reads all refs that match a pattern (fnmatch), in order of their names. */
GP_CHECK enum gp_err gp_repo_refs(struct gp_repo *repo, struct gp_refs *out,
				  const char *pattern);
void gp_refs_clear(struct gp_refs *refs);

/* ---- objects ---- */

/** Reads objects from another folder, too, from now on. */
GP_CHECK enum gp_err gp_repo_borrow(struct gp_repo *repo, const char *objects);

/** Whether an object can be read; sees what git has fetched meanwhile. */
void gp_repo_refresh(struct gp_repo *repo);
bool gp_repo_has(struct gp_repo *repo, const struct gp_oid *oid);

#endif /* GP_REPO_H */
