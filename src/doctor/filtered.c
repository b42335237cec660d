/*
 * Notes that a partial clone filtered out.
 */
#include "gp/phrase.h"
#include "gp/process.h"

#include "diagnosis.h"
#include "sync/remote.h"

#define LISTING_BYTES ((size_t)256 << 20)

static bool is_partial(const struct gp_diagnosis *d)
{
	for (size_t i = 0; i < d->settings.n; i++) {
		struct gp_span key = gp_span_of(d->settings.items[i].key);

		if (gp_span_eq(key, "extensions.partialclone") ||
		    (gp_span_starts(key, "remote.") &&
		     gp_span_ends(key, ".promisor") &&
		     gp_diagnosis_is_set(d, d->settings.items[i].key)))
			return true;
	}
	return false;
}

/* git prints a question mark before an object that it would have to fetch. */
static enum gp_err count_missing(size_t *missing)
{
	static const char *const argv[] = { "git",       "rev-list",
					    "--objects", "--missing=print",
					    "--no-walk", GP_NOTES_REF "^{tree}",
					    NULL };
	const struct gp_process git = { .argv = argv,
					.max_bytes = LISTING_BYTES,
					.quiet = true };
	struct gp_buf list = GP_BUF_INIT;
	struct gp_span rest, line;
	enum gp_err err;
	int status;

	*missing = 0;
	err = gp_process_run(&list, &status, &git);
	if (!err && status)
		err = gp_fail(GP_EGIT,
			      "cannot list the notes at " GP_NOTES_REF);
	rest = gp_buf_view(&list);
	while (!err && gp_span_line(&line, &rest))
		*missing += gp_span_starts(line, "?");
	gp_buf_clear(&list);
	return err;
}

static void report_filtered(struct gp_diagnosis *d, size_t missing)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_ERROR);
	struct gp_remote remote;

	gp_buf_printf(&problem->what,
		      "%zu objects of " GP_NOTES_REF
		      " are missing: this partial clone filtered them out",
		      missing);
	gp_buf_puts(&problem->why,
		    "the results in those notes cannot be shown or used by "
		    "check");
	gp_buf_puts(&problem->next,
		    "git fetch --refetch --no-filter --no-tags ");
	if (!gp_remote_find(&remote, d->input->repo, d->input->remote,
			    GP_SYNC_PULL))
		gp_shell_quote(&problem->next, gp_buf_str(&remote.name));
	else
		gp_buf_puts(&problem->next, "<remote>");
	gp_buf_puts(&problem->next, " " GP_NOTES_REF);
	gp_error_clear();
	gp_remote_clear(&remote);
}

static enum gp_err find_filtered(struct gp_diagnosis *d)
{
	struct gp_refs refs = { 0 };
	size_t missing = 0;
	enum gp_err err;

	if (!is_partial(d))
		return GP_OK;
	if (!(err = gp_repo_refs(d->input->repo, &refs, GP_NOTES_REF)) &&
	    refs.n)
		err = count_missing(&missing);
	gp_refs_clear(&refs);
	if (!err && missing)
		report_filtered(d, missing);
	return err;
}

const struct gp_doctor_check gp_check_filtered = {
	.name = "filtered-notes",
	.find = find_filtered,
};
