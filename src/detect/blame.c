/*
 * Which commits can have made a change: the first measured one that shows it,
 * and those before it that nobody measured.
 */
#include "blame.h"

/* The newest point of the baseline that is older than `to`. */
static const struct gp_point *point_before(const struct gp_series *s,
					   const struct gp_oid *to)
{
	size_t i = s->n_baseline;

	if (gp_oid_same(to, &s->current.commit))
		return i ? &s->baseline[i - 1] : NULL;
	while (i--)
		if (gp_oid_same(to, &s->baseline[i].commit))
			return i ? &s->baseline[i - 1] : NULL;
	return NULL;
}

static size_t place_of(const struct gp_series *s, const struct gp_oid *commit)
{
	if (gp_oid_same(commit, &s->current.commit))
		return s->current.place;
	for (size_t i = s->n_baseline; i--;)
		if (gp_oid_same(commit, &s->baseline[i].commit))
			return s->baseline[i].place;
	return SIZE_MAX;
}

/* How many commits of the range can have made the change, and how many of them
 * have no result; SIZE_MAX if the line is not known. */
static void count_commits(struct gp_blame *out, const struct gp_case *c,
			  size_t from, size_t to)
{
	size_t measured = to ? 0 : c->set->n_branch_measured;

	out->commits = out->unmeasured = SIZE_MAX;
	if (from == SIZE_MAX || to == SIZE_MAX)
		return;
	out->commits = from > to ? from - to : 1;
	out->unmeasured = out->commits - 1;
	out->unmeasured -=
		measured < out->unmeasured ? measured : out->unmeasured;
}

static void blame_between(struct gp_blame *out, const struct gp_case *c,
			  const struct gp_oid *to)
{
	const struct gp_point *from = point_before(c->series, to);

	if (!from)
		return;
	out->from = from->commit;
	out->to = *to;
	count_commits(out, c, from->place, place_of(c->series, to));
}

/* Whether the finding is about a change between two measured commits. */
static bool is_about_change(const struct gp_finding *f)
{
	enum gp_status status =
		f->claimed < GP_STATUS_N ? f->claimed : f->status;

	return status == GP_STATUS_REGRESSION ||
	       status == GP_STATUS_IMPROVEMENT ||
	       status == GP_STATUS_ACCEPTED ||
	       (status == GP_STATUS_EARLY && f->severity != GP_SEVERITY_INFO);
}

void gp_case_blame(struct gp_case *c)
{
	struct gp_finding *f = c->outcome.finding;

	if (f->restart.why == GP_RESTART_CHANGE)
		blame_between(&f->restart.blame, c, &f->restart.commit);
	if (f->unaccepted)
		f->blame = f->restart.blame;
	else if (is_about_change(f))
		blame_between(&f->blame, c,
			      f->since.size ? &f->since : &c->set->commit);
}
