/*
 * Bundles: a remote that is a file. One holds an inbox, so that what pulls
 * from a remote pulls from it as well.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "transport.h"

/* "origin" would be a remote, "-x" an option, "ext::x" a program. */
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
		return gp_fail(GP_EPARSE, "%s is no bundle", file);
	return GP_OK;
}

/* A bundle is of refs, so there is one for as long as it takes. */
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
	err = gp_transport_bundle(sync, gp_buf_str(&path), gp_buf_str(&ref));
	gp_remote_set_ref(repo, gp_buf_str(&ref), &none);
	gp_buf_clear(&path);
	gp_buf_clear(&ref);
	return err;
}
