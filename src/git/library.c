/*
 * Starts libgit2 with our limits and exceptions, and reports its errors.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/buf.h"

#include "repo.h"

/* Cache limits in bytes: of one tree, and of all objects. */
#define TREE_CACHED (32 << 10)
#define CACHE_BYTES (3 << 20)
/* Limits of the mapped parts of packs in bytes: of one, and of all. */
#define WINDOW_BYTES ((size_t)1 << 20)
#define MAPPED_BYTES ((size_t)8 << 20)

/*
 * If libgit2 was built with mbedTLS, it parses the whole CA bundle when it is
 * initialised: 6 of the 9 ms that a command took. We never use TLS (the git
 * program is the transport), so this definition replaces the library's and
 * parses nothing. Other builds of libgit2 do not call it.
 */
int gp_no_ca_bundle(void *chain,
		    const char *path) __asm__("mbedtls_x509_crt_parse_file");

int gp_no_ca_bundle(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return 0;
}

/* ---- errors ---- */

const char *gp_git_message(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "unknown error";
}

enum gp_err gp_fail_git(enum gp_err code, const char *fmt, ...)
{
	struct gp_buf text = GP_BUF_INIT;
	char where[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(where, sizeof(where), fmt, args);
	va_end(args);
	gp_buf_printf(&text, "%s: %s", where, gp_git_message());
	gp_fail(code, "%s", gp_buf_str(&text));
	gp_buf_clear(&text);
	return code;
}

/* ---- ids ---- */

void gp_oid_from_git(struct gp_oid *out, const git_oid *oid)
{
	memset(out, 0, sizeof(*out));
	memcpy(out->raw, oid->id, GIT_OID_RAWSZ);
	out->size = GIT_OID_RAWSZ;
}

bool gp_oid_to_git(git_oid *out, const struct gp_oid *oid)
{
	return oid->size == GIT_OID_RAWSZ && !git_oid_fromraw(out, oid->raw);
}

/* ---- settings ---- */

/*
 * None of these changes what we write: submodulepathconfig is about the git
 * folders of submodules, which we do not open. SHA-256 and reftable would:
 * libgit2 would write SHA-1 objects, or refs that git never sees. Therefore
 * gp_repo_open() reads the value of refstorage itself, and accepts only
 * "files".
 */
static int allow_extensions(void)
{
	const char *names[] = { "worktreeconfig",  "partialclone",
				"preciousobjects", "relativeworktrees",
				"refstorage",      "submodulepathconfig" };

	return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names,
				sizeof(names) / sizeof(*names));
}

/*
 * The root tree of the notes, with its 256 subtrees, is read for every look-up,
 * so it is cached; any other tree is read once. Without a limit, mapped windows
 * would make our memory grow to the size of the packs.
 */
static int bound_memory(void)
{
	if (git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE,
			     (size_t)TREE_CACHED) < 0 ||
	    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)CACHE_BYTES) <
		    0 ||
	    git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, WINDOW_BYTES) < 0)
		return -1;
	return git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, MAPPED_BYTES);
}

/*
 * A job may run as another user than the owner of its HOME. If it cannot read
 * that folder, git continues without that configuration, but libgit2 would
 * fail.
 */
static int skip_closed_home(void)
{
	const char *home = getenv("HOME");

	if (!home || !access(home, X_OK) || errno != EACCES)
		return 0;
	if (!getenv("XDG_CONFIG_HOME") &&
	    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG,
			     "") < 0)
		return -1;
	return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH,
				GIT_CONFIG_LEVEL_GLOBAL, "");
}

void gp_library_verify(bool verify)
{
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, (int)verify);
}

enum gp_err gp_library_start(void)
{
	if (git_libgit2_init() < 0)
		return gp_fail_git(GP_EGIT, "cannot start libgit2");
	if (git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1) < 0 ||
	    allow_extensions() < 0 || bound_memory() < 0 ||
	    skip_closed_home() < 0) {
		gp_fail_git(GP_EGIT, "cannot set up libgit2");
		git_libgit2_shutdown();
		return GP_EGIT;
	}
	gp_library_verify(false);
	return GP_OK;
}

/* ---- objects of another folder ---- */

enum gp_err gp_repo_borrow(struct gp_repo *repo, const char *objects)
{
	if (git_odb_add_disk_alternate(repo->odb, objects))
		return gp_fail_git(GP_EGIT, "cannot read objects in '%s'",
				   objects);
	return GP_OK;
}

void gp_repo_refresh(struct gp_repo *repo)
{
	git_odb_refresh(repo->odb);
}

bool gp_repo_has(struct gp_repo *repo, const struct gp_oid *oid)
{
	git_oid id;

	return gp_oid_to_git(&id, oid) &&
	       git_odb_exists_ext(repo->odb, &id, GIT_ODB_LOOKUP_NO_REFRESH);
}
