/*
 * Reads the notes ref and moves it by compare-and-swap, so that concurrent
 * writers lose nothing.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/clock.h"

#include "repo.h"

/* Attempts after an error of libgit2 that may be temporary. */
#define TRIES 3

static enum gp_err read_tip_ref(struct gp_tip *out, struct gp_repo *repo,
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
	if ((err = read_tip_ref(out, repo, ref)) || !out->exists)
		return err;
	for (int i = 0; error && i < TRIES; i++) {
		/* A repack may be moving the commit to another pack. */
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
 * When libgit2 creates a ref it compares nothing, so the second of two creators
 * would overwrite the first. So we check that it is absent under the lock.
 */
static int create_ref(struct gp_repo *repo, const struct gp_tip *tip,
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

static int update_ref(struct gp_repo *repo, const struct gp_tip *tip,
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
 * Unlike git, libgit2 leaves its lock if a signal ends the process. So Ctrl-C
 * and other signals are blocked until the ref is moved.
 */
static int move_ref(struct gp_repo *repo, const struct gp_tip *tip,
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
	error = tip->exists ? update_ref(repo, tip, to, message)
			    : create_ref(repo, tip, to, message);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return error;
}

enum gp_err gp_tip_move(enum gp_moved *out, struct gp_repo *repo,
			const struct gp_tip *tip, const git_oid *to,
			const char *message)
{
	int error = -1;

	for (int i = 0; i < TRIES; i++) {
		error = move_ref(repo, tip, to, message);
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
