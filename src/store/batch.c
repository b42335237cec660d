/*
 * Writing the new objects of a commit: as loose objects, or as one pack.
 */
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "pack.h"
#include "small_packs.h"

#define BATCH_TRIES 5

/* A separate database, so that the one of the repository is not changed. */
static int open_memory(git_odb **out)
{
	git_odb_backend *memory = NULL;
	git_odb *odb = NULL;
	int error;

	if (!(error = git_odb_new(&odb)) && !(error = git_mempack_new(&memory)))
		error = git_odb_add_backend(odb, memory, 1);
	if (error)
		git_odb_free(odb);
	else
		*out = odb;
	return error;
}

enum gp_err gp_batch_init(struct gp_batch *batch, struct gp_repo *repo,
			  bool packed, bool durable)
{
	int error;

	memset(batch, 0, sizeof(*batch));
	batch->repo = repo;
	batch->packed = packed;
	batch->durable = durable;
	batch->keep_fd = -1;
	error = packed ? open_memory(&batch->odb)
		       : git_repository_odb(&batch->odb, repo->git);
	return error ? gp_fail_git(GP_EGIT, "cannot write objects") : GP_OK;
}

enum gp_err gp_batch_write(struct gp_batch *batch, git_oid *out,
			   git_object_t type, struct gp_span bytes)
{
	int error = -1;

	/* git gc removes empty folders: it may remove one after libgit2 made
	   it and before libgit2 moves the object there. */
	for (int i = 0; error && i < BATCH_TRIES; i++)
		error = git_odb_write(out, batch->odb, bytes.data, bytes.len,
				      type);
	if (error)
		return gp_fail_git(GP_EIO, "cannot write an object to '%s'",
				   batch->repo->objects_dir);
	batch->ids =
		gp_grow(batch->ids, batch->n, &batch->cap, sizeof(*batch->ids));
	batch->ids[batch->n++] = *out;
	return GP_OK;
}

enum gp_err gp_batch_finish(struct gp_batch *batch)
{
	const struct gp_pack_plan plan = { .odb = batch->odb,
					   .ids = batch->ids,
					   .n = batch->n,
					   .durable = batch->durable };
	enum gp_err err;

	if (!batch->packed)
		return GP_OK;
	err = gp_pack_write(batch->repo, &plan, &batch->keep, &batch->keep_fd);
	if (!err)
		gp_packs_note(batch->repo, batch->keep);
	return err;
}

bool gp_batch_kept(const struct gp_batch *batch)
{
	return !batch->packed || (batch->keep && !access(batch->keep, F_OK));
}

/*
 * Only the .keep file is removed. The pack of a lost race is left to gc: a
 * repack that saw the .keep file may have left out objects because they are in
 * this pack.
 */
void gp_batch_release(struct gp_batch *batch)
{
	if (batch->keep)
		unlink(batch->keep);
	if (batch->keep_fd >= 0)
		close(batch->keep_fd);
	free(batch->keep);
	batch->keep = NULL;
	batch->keep_fd = -1;
}

void gp_batch_clear(struct gp_batch *batch)
{
	gp_batch_release(batch);
	git_odb_free(batch->odb);
	free(batch->ids);
	memset(batch, 0, sizeof(*batch));
	batch->keep_fd = -1;
}
