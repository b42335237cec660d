/*
 * A ref at the remote that cannot be read as notes.
 */
#include "gp/phrase.h"

#include "diagnosis.h"
#include "sync/transport.h"

/*
 * The notice is "<ref> of <remote>: why". An inbox can be deleted; the ref of
 * the notes belongs to everybody.
 */
static void report_unreadable(struct gp_diagnosis *d, const char *remote,
			      const char *notice)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);
	struct gp_span all = gp_span_of(notice);
	struct gp_span ref = gp_span_sub(all, 0, gp_span_find(all, " "));
	struct gp_buf name = GP_BUF_INIT;
	bool inbox = gp_span_starts(ref, GP_INBOX_REF);

	gp_buf_span(&name, ref);
	gp_buf_puts(&problem->what, notice);
	gp_buf_puts(&problem->why,
		    "its results exist only in the clone that recorded them");
	gp_buf_puts(&problem->next,
		    inbox ? "git push --no-verify " : "git ls-remote ");
	gp_shell_quote(&problem->next, remote);
	gp_buf_puts(&problem->next, inbox ? " --delete " : " ");
	gp_shell_quote(&problem->next, gp_buf_str(&name));
	if (inbox) {
		gp_buf_puts(&problem->next, " && ");
		gp_doctor_put_command(&problem->next, "pull", d->input);
	}
	gp_buf_clear(&name);
}

static enum gp_err find_unreadable(struct gp_diagnosis *d)
{
	const struct gp_pending *pending;
	enum gp_err err = gp_diagnosis_pending(&pending, d);

	for (size_t i = 0; !err && i < pending->notices.n; i++)
		report_unreadable(d, gp_buf_str(&pending->remote),
				  pending->notices.items[i]);
	return err;
}

const struct gp_doctor_check gp_check_unreadable = {
	.name = "unreadable",
	.find = find_unreadable,
};
