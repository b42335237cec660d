/*
 * Bundles: files that serve as remotes. A bundle holds an inbox, so that a pull
 * reads it as it reads the inboxes of any remote.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bundle.h"
#include "git_run.h"

/* Without a slash, "origin" is a remote, "-x" an option, "ext::x" a helper. */
void gp_bundle_path(struct gp_buf *out, const char *file)
{
	if (*file != '/')
		gp_buf_puts(out, "./");
	gp_buf_puts(out, file);
}

enum gp_err gp_bundle_check(const char *file)
{
	static const char mark[] = "# v";
	char head[sizeof(mark) - 1];
	FILE *in = fopen(file, "rbe");
	size_t n;

	if (!in)
		return gp_fail(GP_EIO, "cannot read %s: %s", file,
			       strerror(errno));
	n = fread(head, 1, sizeof(head), in);
	fclose(in);
	if (n < sizeof(head) || memcmp(head, mark, n))
		return gp_fail(GP_EPARSE, "%s is not a git bundle", file);
	return GP_OK;
}

static enum gp_err create_bundle(const struct gp_sync *sync, const char *file,
				 const char *ref)
{
	const char *waiting = sync->progress ? "writing the bundle" : NULL;
	struct gp_git_output git = { .status = 0 };
	struct gp_argv argv = { 0 };
	enum gp_err err;

	gp_argv_add(&argv, "git");
	gp_argv_add(&argv, "bundle");
	gp_argv_add(&argv, "create");
	gp_argv_add(&argv, "-q");
	gp_argv_add(&argv, "%s", file);
	gp_argv_add(&argv, "%s", ref);
	err = gp_git_run(&git, &argv,
			 &(struct gp_process){ .waiting = waiting });
	if (!err && git.status)
		err = gp_git_output_fail(&git, "write", file);
	gp_argv_clear(&argv);
	gp_git_output_clear(&git);
	return err;
}

/* git bundles refs, not commits: there is a ref until the file is written. */
enum gp_err gp_bundle_write(struct gp_repo *repo, const struct gp_sync *sync,
			    const struct gp_oid *commit)
{
	static const struct gp_oid none = { .size = 0 };
	struct gp_buf path = GP_BUF_INIT, ref = GP_BUF_INIT;
	char hex[GP_OID_HEX];
	enum gp_err err;

	gp_bundle_path(&path, sync->bundle);
	gp_buf_printf(&ref, "%s%s", GP_INBOX_REF, gp_oid_hex(commit, hex));
	gp_remote_set_ref(repo, gp_buf_str(&ref), commit);
	err = create_bundle(sync, gp_buf_str(&path), gp_buf_str(&ref));
	gp_remote_set_ref(repo, gp_buf_str(&ref), &none);
	gp_buf_clear(&path);
	gp_buf_clear(&ref);
	return err;
}
