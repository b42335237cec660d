/*
 * How a series came to its finding, in clauses.
 */
#include <math.h>
#include <string.h>

#include "gp/phrase.h"

#include "report/blame.h"

#include "power.h"
#include "story.h"

/* What somebody wrote: a clause has no room for a page. */
static void put_cut_text(const struct gp_writer *w, const char *text)
{
	struct gp_buf cut = GP_BUF_INIT;

	gp_escape_short(&cut, text, 120);
	w->plain(w->out, gp_buf_str(&cut));
	gp_buf_clear(&cut);
}

/* ---- where the baseline begins ---- */

static void put_level_change(const struct gp_writer *w,
			     const struct gp_finding *f)
{
	gp_buf_puts(w->out, "level changed ");
	if (isfinite(f->restart.change)) {
		gp_buf_puts(w->out, "by ");
		gp_format_change(w->out, f->restart.change);
		gp_buf_putc(w->out, ' ');
	}
	gp_buf_puts(w->out,
		    gp_blame_is_range(&f->restart.blame) ? "in " : "at ");
	gp_put_blame(w->out, &f->restart.blame, &f->restart.commit);
	if (f->baseline.commits)
		gp_buf_printf(w->out, ", %zu commit%s ago", f->baseline.commits,
			      gp_plural(f->baseline.commits));
}

void gp_write_restart(const struct gp_writer *w, const struct gp_finding *f)
{
	const struct gp_restart *restart = &f->restart;
	char hex[GP_OID_HEX];

	if (restart->why == GP_RESTART_NONE)
		return;
	if (restart->why == GP_RESTART_CHANGE) {
		put_level_change(w, f);
		return;
	}
	gp_buf_printf(w->out, "baseline restarts at %s",
		      gp_oid_short(&restart->commit, hex));
	if (restart->why == GP_RESTART_ACCEPT)
		gp_buf_puts(w->out, ", accepted");
	if (!*restart->what)
		return;
	gp_buf_puts(w->out, ": ");
	put_cut_text(w, restart->what);
}

/* ---- slow trends ---- */

void gp_write_anchor(const struct gp_writer *w, const struct gp_finding *f)
{
	const struct gp_series_set *set = w->findings->set;

	if (!isfinite(f->since_anchor))
		return;
	gp_format_change(w->out, f->since_anchor);
	gp_buf_puts(w->out, " since ");
	w->name(w->out, set->anchor_name);
	if (!set->anchor.distance)
		return;
	gp_buf_puts(w->out, " (");
	gp_write_nearest(w, &set->anchor);
	gp_buf_putc(w->out, ')');
}

static void put_drift_clause(const struct gp_writer *w,
			     const struct gp_finding *f)
{
	const struct gp_drift *drift = &f->drift;
	double commits = drift->total / drift->slope;

	if (!drift->drifting)
		return;
	gp_buf_puts(w->out, "drifting ");
	gp_format_change(w->out, drift->slope);
	gp_buf_puts(w->out, " a commit");
	if (commits >= 1 && commits < 1e9) {
		gp_buf_puts(w->out, ", ");
		gp_format_change(w->out, drift->total);
		gp_buf_printf(w->out, " over %ld commits", lround(commits));
	}
	gp_buf_puts(w->out, ", ");
	gp_write_chance(w, drift->p);
}

static void anchor_of_drift(const struct gp_writer *w,
			    const struct gp_finding *f)
{
	if (f->drift.drifting)
		gp_write_anchor(w, f);
}

/* ---- acceptances ---- */

/* "Ann <ann@example.com>" is Ann; an address alone is all there is. */
static void put_acceptor(const struct gp_writer *w, const char *who)
{
	struct gp_span all = gp_span_of(who);
	size_t end = gp_span_find(all, " <");
	struct gp_buf name = GP_BUF_INIT;

	if (!*who)
		return;
	gp_buf_span(&name, gp_span_sub(all, 0, end));
	gp_buf_puts(w->out, ", by ");
	put_cut_text(w, gp_buf_str(&name));
	gp_buf_clear(&name);
}

static void put_accepted(const struct gp_writer *w,
			 const struct gp_accepted *accepted)
{
	const struct gp_accept *accept = accepted->run->accept;
	char hex[GP_OID_HEX];

	gp_buf_puts(w->out, "accepted");
	if (*accept->upto) {
		gp_buf_puts(w->out, " up to ");
		put_cut_text(w, accept->upto);
	}
	gp_buf_printf(w->out, " from %s on",
		      gp_oid_short(&accepted->commit, hex));
	put_acceptor(w, accept->who);
	if (*accept->reason) {
		gp_buf_puts(w->out, ": ");
		put_cut_text(w, accept->reason);
	}
}

void gp_write_acceptance(const struct gp_writer *w,
			 const struct gp_accepted *accepted)
{
	w->name(w->out, accepted->run->accept->pattern);
	gp_buf_puts(w->out, ", ");
	put_accepted(w, accepted);
}

static void put_accepted_clause(const struct gp_writer *w,
				const struct gp_finding *f)
{
	if (f->accepted)
		put_accepted(w, f->accepted);
}

/* ---- all of it ---- */

static void put_reruns(const struct gp_writer *w, const struct gp_finding *f)
{
	if (f->reruns && f->status != GP_STATUS_COMMON)
		gp_buf_printf(w->out, "%sconfirmed by %zu rerun%s",
			      f->severity == GP_SEVERITY_FAIL ? "" : "not ",
			      f->reruns, gp_plural(f->reruns));
}

/* That of a level which is not accepted is said where the level is. */
static void put_since(const struct gp_writer *w, const struct gp_finding *f)
{
	bool range = gp_blame_is_range(&f->blame);

	if (f->unaccepted || (!f->since.size && !range))
		return;
	gp_buf_puts(w->out, !range ? "since " : "in ");
	gp_put_blame(w->out, &f->blame,
		     f->since.size ? &f->since : &f->blame.to);
}

/* A good result needs no explanation. */
static void put_restart_clause(const struct gp_writer *w,
			       const struct gp_finding *f)
{
	bool well = f->severity == GP_SEVERITY_INFO &&
		    (f->status == GP_STATUS_OK ||
		     f->status == GP_STATUS_IMPROVEMENT);

	if (w->verbose || !well)
		gp_write_restart(w, f);
}

static void put_finding_reason(const struct gp_writer *w,
			       const struct gp_finding *f)
{
	w->plain(w->out, f->reason);
}

static void put_claimed(const struct gp_writer *w, const struct gp_finding *f)
{
	if (f->status != GP_STATUS_UNTRUSTED)
		return;
	gp_buf_printf(w->out, "if it were trusted: %s",
		      gp_status_label(f->claimed, 1));
	if (f->claimed_severity != GP_SEVERITY_INFO)
		gp_buf_printf(w->out, ", %s",
			      gp_severity_name(f->claimed_severity));
}

static void put_uncertainty(const struct gp_writer *w,
			    const struct gp_finding *f)
{
	if (f->status == GP_STATUS_INCONCLUSIVE)
		gp_write_uncertainty(w, f);
}

/* ---- in a few words ---- */

static void put_level_since(const struct gp_writer *w,
			    const struct gp_finding *f)
{
	if (!f->unaccepted || f->restart.why != GP_RESTART_CHANGE)
		return;
	gp_buf_puts(w->out, "level ");
	if (isfinite(f->restart.change)) {
		gp_format_change(w->out, f->restart.change);
		gp_buf_putc(w->out, ' ');
	}
	gp_buf_puts(w->out, "since ");
	gp_put_blame(w->out, &f->restart.blame, &f->restart.commit);
	gp_buf_puts(w->out, ", not accepted");
}

void gp_write_short_why(const struct gp_writer *w, const struct gp_finding *f)
{
	/* The first that has something to say. */
	static gp_write_fn *const reasons[] = {
		put_claimed, put_level_since,    put_drift_clause, put_since,
		put_reruns,  put_finding_reason, gp_write_limit,
	};

	if (f->severity == GP_SEVERITY_INFO &&
	    f->claimed_severity == GP_SEVERITY_INFO) {
		put_since(w, f); /* of an improvement */
		return;
	}
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (gp_write_part(w, "", reasons[i], f))
			return;
}

/* ---- in all words ---- */

void gp_write_why(const struct gp_writer *w, const struct gp_finding *f)
{
	static gp_write_fn *const clauses[] = {
		put_claimed,         put_uncertainty,  put_reruns,
		put_accepted_clause, put_drift_clause, anchor_of_drift,
		put_restart_clause,  put_since,        put_finding_reason,
	};
	const char *between = "";

	for (size_t i = 0; i < sizeof(clauses) / sizeof(clauses[0]); i++)
		if (gp_write_part(w, between, clauses[i], f))
			between = "; ";
}
