#ifndef GP_LIBGIT2_H
#define GP_LIBGIT2_H

#include <git2.h>

#include "gp/repo.h"

/**
 * @file
 * For the rooms that call libgit2: conversions between its types and ours, and
 * moving refs.
 */

/* Converts an id of libgit2. */
void gp_oid_from_git(struct gp_oid *out, const git_oid *oid);
/* Converts an id for libgit2; false if it is not a SHA-1 id. */
bool gp_oid_to_git(git_oid *out, const struct gp_oid *oid);

/* Returns libgit2's last message, borrowed; "unknown error" if none. */
const char *gp_git_message(void);
/* As gp_fail(), with ": " and libgit2's last message appended. */
enum gp_err gp_fail_git(enum gp_err code, const char *fmt, ...) GP_PRINTF(2, 3);

/*
 * Reads an object, and tries again in case a concurrent gc has moved it to
 * another pack; git_odb_object_free() it. GP_ENOTFOUND if it does not exist.
 */
GP_CHECK enum gp_err gp_object_read(git_odb_object **out, struct gp_repo *repo,
				    const git_oid *id);

/*
 * Sets whether each object that is read is hashed to verify its id. git only
 * does so in fsck; it costs a fifth of the time of an export. zlib's checksum
 * is always verified.
 */
void gp_library_verify(bool verify);

/* ---- moving refs (tip.c) ---- */

/* A notes ref and the commit that it points to. */
struct gp_tip {
	char ref[1024]; /* the ref to move: the target of a symbolic ref */
	bool exists;
	git_oid commit;
	git_oid tree;
};
/* Reads a ref; one that does not exist is not a failure. */
GP_CHECK enum gp_err gp_tip_read(struct gp_tip *out, struct gp_repo *repo,
				 const char *ref);

/* Makes a tip of a commit, without a ref; GP_EGIT if it is not a commit. */
GP_CHECK enum gp_err gp_tip_of(struct gp_tip *out, struct gp_repo *repo,
			       const struct gp_oid *id);
/* Whether the ref has changed since it was read. */
bool gp_tip_has_moved(struct gp_repo *repo, const struct gp_tip *tip);

enum gp_moved { GP_MOVED, GP_RACED, GP_LOCKED };

/*
 * Moves the ref from `tip` to `to` if it has not changed. GP_RACED: another
 * process moved it; GP_LOCKED: another process holds its lock. Neither is a
 * failure. `message` is for the reflog.
 */
GP_CHECK enum gp_err gp_tip_move(enum gp_moved *out, struct gp_repo *repo,
				 const struct gp_tip *tip, const git_oid *to,
				 const char *message);

/* ---- who writes (identity.c) ---- */

/*
 * Appends "Name <mail> seconds +zone" with the current time: git's committer,
 * or a fallback that names neither user nor host.
 */
void gp_identity(struct gp_buf *out, struct gp_repo *repo);

#endif /* GP_LIBGIT2_H */
