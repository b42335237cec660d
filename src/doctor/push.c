/*
 * A remote that does not accept a push.
 */
#include "gp/phrase.h"

#include "diagnosis.h"
#include "sync/transport.h"

/* With --dry-run the remote is asked, but the ref is not created. */
static enum gp_err try_push(struct gp_buf *reason,
			    const struct gp_remote *remote,
			    const struct gp_diagnosis *d)
{
	const struct gp_sync sync = { .remote = d->input->remote };
	struct gp_argv options = { 0 }, refspecs = { 0 };
	struct gp_push_answer answer = { 0 };
	char hex[GP_OID_HEX];
	enum gp_err err;

	gp_argv_add(&options, "--dry-run");
	gp_argv_add(&refspecs, "%s:" GP_INBOX_REF "doctor",
		    gp_oid_hex(&d->input->head->oid, hex));
	err = gp_transport_push(&answer, remote, &sync, &options, &refspecs);
	if (err)
		gp_buf_puts(reason, gp_error_message());
	else if (!answer.done)
		gp_buf_puts(reason, gp_buf_str(&answer.reason));
	gp_error_clear();
	gp_push_answer_clear(&answer);
	gp_argv_clear(&options);
	gp_argv_clear(&refspecs);
	return GP_OK;
}

static void report_refusal(struct gp_diagnosis *d,
			   const struct gp_remote *remote, const char *reason)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_ERROR);

	gp_buf_printf(&problem->what, "%s does not accept a push: %s",
		      gp_buf_str(&remote->name), reason);
	gp_buf_puts(&problem->why,
		    "results stay in this clone, where nobody else sees them");
	if (remote->configured) {
		gp_buf_puts(&problem->next, "git remote set-url --push ");
		gp_shell_quote(&problem->next, gp_buf_str(&remote->name));
		gp_buf_puts(&problem->next, " <url that you may push to>");
	} else {
		gp_buf_puts(&problem->next, "git perf push <another remote>");
	}
}

static enum gp_err find_push(struct gp_diagnosis *d)
{
	struct gp_buf reason = GP_BUF_INIT;
	struct gp_remote remote;
	struct gp_problem *problem;
	enum gp_err err;

	if (!d->input->head)
		return GP_OK;
	err = gp_remote_find(&remote, d->input->repo, d->input->remote,
			     GP_SYNC_PUSH);
	if (err == GP_ENOTFOUND) {
		gp_error_clear();
		problem = gp_problem_add(d, GP_PROBLEM_WARN);
		gp_buf_puts(&problem->what, "there is no remote to push to");
		gp_buf_puts(&problem->why, "results exist only here");
		gp_buf_puts(&problem->next, "git remote add origin <url>");
		err = GP_OK;
	} else if (!err && !(err = try_push(&reason, &remote, d)) &&
		   reason.len) {
		report_refusal(d, &remote, gp_buf_str(&reason));
	}
	gp_buf_clear(&reason);
	gp_remote_clear(&remote);
	return err;
}

const struct gp_doctor_check gp_check_push = {
	.name = "push",
	.find = find_push,
	.asks_remote = true,
};
