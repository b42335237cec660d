#ifndef GP_LIBGIT2_H
#define GP_LIBGIT2_H

#include <git2.h>

#include "gp/repo.h"

/**
 * @file
 * For the rooms that call libgit2: conversions between its types and ours, and
 * refs that are moved.
 */

void gp_oid_from_git(struct gp_oid *out, const git_oid *oid);
/* False where `oid` is no SHA-1 id. */
bool gp_oid_to_git(git_oid *out, const struct gp_oid *oid);

/* Lends libgit2's last message; "unknown error" without one. */
const char *gp_git_message(void);
/* gp_fail() with ": " and libgit2's last message behind it. */
enum gp_err gp_fail_git(enum gp_err code, const char *fmt, ...) GP_PRINTF(2, 3);

/*
 * Reads an object, again where a concurrent gc moved it to another pack;
 * git_odb_object_free() it. GP_ENOTFOUND where it is missing for good.
 */
GP_CHECK enum gp_err gp_object_read(git_odb_object **out, struct gp_repo *repo,
				    const git_oid *id);

/*
 * Whether every object that is read is hashed again, as git does in fsck only:
 * a fifth of the time of an export. zlib's checksum stays.
 */
void gp_library_verify(bool verify);

/* ---- refs that are moved (tip.c) ---- */

/* Where a notes ref points. */
struct gp_tip {
	char ref[1024]; /* what to move: the target of a symbolic ref */
	bool exists;
	git_oid commit;
	git_oid tree;
};
GP_CHECK enum gp_err gp_tip_read(struct gp_tip *out, struct gp_repo *repo,
				 const char *ref);

/* A commit that is no ref's; GP_EGIT where it is none. */
GP_CHECK enum gp_err gp_tip_of(struct gp_tip *out, struct gp_repo *repo,
			       const struct gp_oid *id);
/* Whether the ref is elsewhere by now. */
bool gp_tip_has_moved(struct gp_repo *repo, const struct gp_tip *tip);

enum gp_moved { GP_MOVED, GP_RACED, GP_LOCKED };

/*
 * Moves the ref from `tip` to `to` if it still is there. GP_RACED: somebody
 * else moved it; GP_LOCKED: somebody holds its lock. Neither is a failure.
 */
GP_CHECK enum gp_err gp_tip_move(enum gp_moved *out, struct gp_repo *repo,
				 const struct gp_tip *tip, const git_oid *to,
				 const char *message);

/* ---- who writes (identity.c) ---- */

/*
 * Appends "Name <mail> seconds +zone" for now: the committer of git, or a
 * fallback that names neither user nor host.
 */
void gp_identity(struct gp_buf *out, struct gp_repo *repo);

#endif /* GP_LIBGIT2_H */
