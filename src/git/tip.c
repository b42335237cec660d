/*
 * The notes ref: where it points, and moving it by compare-and-swap.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/clock.h"

#include "repo.h"

/* Tries where libgit2 cannot say more than that something failed. */
#define TRIES 3

static enum gp_err resolve(struct gp_tip *out, struct gp_repo *repo,
			   const char *name)
{
	git_reference *ref = NULL;
	const char *target;
	int error;

	snprintf(out->ref, sizeof(out->ref), "%s", name);
	error = git_reference_lookup(&ref, repo->git, name);
	if (error == GIT_ENOTFOUND)
		return GP_OK;
	if (error)
		return gp_fail_git(GP_EGIT, "cannot read %s", name);
	target = git_reference_symbolic_target(ref);
	if (target)
		snprintf(out->ref, sizeof(out->ref), "%s", target);
	else
		git_oid_cpy(&out->commit, git_reference_target(ref));
	out->exists = true;
	git_reference_free(ref);
	if (!target)
		return GP_OK;
	error = git_reference_name_to_id(&out->commit, repo->git, out->ref);
	out->exists = !error;
	if (error && error != GIT_ENOTFOUND)
		return gp_fail_git(GP_EGIT, "cannot read %s", out->ref);
	return GP_OK;
}

enum gp_err gp_tip_read(struct gp_tip *out, struct gp_repo *repo,
			const char *ref)
{
	git_commit *commit = NULL;
	int error = -1;
	enum gp_err err;

	memset(out, 0, sizeof(*out));
	if ((err = resolve(out, repo, ref)) || !out->exists)
		return err;
	for (int i = 0; error && i < TRIES; i++) {
		/* A repack may be moving it to another pack. */
		if (i)
			git_odb_refresh(repo->odb);
		error = git_commit_lookup(&commit, repo->git, &out->commit);
	}
	if (error)
		return gp_fail_git(GP_EGIT, "%s does not lead to a commit",
				   ref);
	git_oid_cpy(&out->tree, git_commit_tree_id(commit));
	git_commit_free(commit);
	return GP_OK;
}

/*
 * libgit2 compares nothing where a ref is to be created: of two creators the
 * second would win. Under the lock we look for ourselves.
 */
static int create(struct gp_repo *repo, const struct gp_tip *tip,
		  const git_oid *to, const char *message)
{
	git_transaction *tx = NULL;
	git_oid there;
	int error;

	if ((error = git_transaction_new(&tx, repo->git)))
		return error;
	if ((error = git_transaction_lock_ref(tx, tip->ref)))
		goto out;
	error = git_reference_name_to_id(&there, repo->git, tip->ref);
	if (error != GIT_ENOTFOUND) {
		error = error ? error : GIT_EMODIFIED;
		goto out;
	}
	if (!(error = git_transaction_set_target(tx, tip->ref, to, NULL,
						 message)))
		error = git_transaction_commit(tx);
out:
	git_transaction_free(tx);
	return error;
}

static int update(struct gp_repo *repo, const struct gp_tip *tip,
		  const git_oid *to, const char *message)
{
	git_reference *moved = NULL;
	int error;

	error = git_reference_create_matching(&moved, repo->git, tip->ref, to,
					      1, &tip->commit, message);
	git_reference_free(moved);
	return error;
}

/*
 * libgit2 removes no lock where a signal ends us, as git does: Ctrl-C waits
 * until the ref is moved.
 */
static int move(struct gp_repo *repo, const struct gp_tip *tip,
		const git_oid *to, const char *message)
{
	sigset_t polite, before;
	int error;

	sigemptyset(&polite);
	sigaddset(&polite, SIGINT);
	sigaddset(&polite, SIGTERM);
	sigaddset(&polite, SIGHUP);
	sigaddset(&polite, SIGPIPE);
	sigprocmask(SIG_BLOCK, &polite, &before);
	error = tip->exists ? update(repo, tip, to, message)
			    : create(repo, tip, to, message);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return error;
}

enum gp_err gp_tip_move(enum gp_moved *out, struct gp_repo *repo,
			const struct gp_tip *tip, const git_oid *to,
			const char *message)
{
	int error = -1;

	for (int i = 0; i < TRIES; i++) {
		error = move(repo, tip, to, message);
		switch (error) {
		case 0:
			*out = GP_MOVED;
			return GP_OK;
		case GIT_EMODIFIED:
		case GIT_EEXISTS:
		case GIT_ENOTFOUND:
			*out = GP_RACED;
			return GP_OK;
		case GIT_ELOCKED:
			*out = GP_LOCKED;
			return GP_OK;
		}
		/* pack-refs may have removed the folder under the lock. */
		gp_sleep_jitter(20);
	}
	return gp_fail_git(GP_EGIT, "cannot move %s", tip->ref);
}
