/*
 * perf.rerun: measures again what fails, up to three runs in all, so that the
 * value that is judged is their median.
 *
 *	findings -> suspects -> the command -> import -> notes
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/history.h"
#include "gp/import.h"
#include "gp/lab.h"
#include "gp/parameters.h"
#include "gp/recording.h"
#include "gp/report.h"

/* Runs of a commit that confirm a suspect, including the first. */
#define ENOUGH 3
/* A longer list may not fit the environment: the command gets an empty one. */
#define LIST_MAX ((size_t)64 << 10)

/* ---- suspects ---- */

static bool is_suspect(const struct gp_finding *f)
{
	return f->status == GP_STATUS_COMMON ||
	       (f->severity == GP_SEVERITY_FAIL &&
		(f->status == GP_STATUS_REGRESSION ||
		 f->status == GP_STATUS_EARLY));
}

static void put_series_key(struct gp_buf *name, const struct gp_series *s)
{
	gp_buf_reset(name);
	gp_buf_add(name, s->testbed, strlen(s->testbed) + 1);
	gp_buf_add(name, s->benchmark, strlen(s->benchmark) + 1);
	gp_buf_puts(name, s->metric);
}

static void remember_suspects(struct gp_rerun *rerun,
			      const struct gp_findings *findings)
{
	struct gp_buf name = GP_BUF_INIT;

	for (size_t i = 0; i < findings->n; i++) {
		const char *kept;

		if (!is_suspect(&findings->items[i]))
			continue;
		put_series_key(&name, findings->items[i].series);
		kept = gp_arena_strndup(&rerun->arena, name.data, name.len);
		gp_map_put(&rerun->suspects, kept, name.len, i);
	}
	gp_buf_clear(&name);
}

/* How many more runs the suspect with the fewest needs. */
static size_t runs_needed(const struct gp_findings *findings)
{
	size_t fewest = ENOUGH;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (is_suspect(f) && f->series->current.n_readings < fewest)
			fewest = f->series->current.n_readings;
	}
	return ENOUGH - fewest;
}

/* Whether running again can change the verdict at all. */
static bool only_suspects_fail(const struct gp_findings *findings)
{
	size_t n = findings->n_fail + findings->counts[GP_STATUS_COMMON];

	for (size_t i = 0; i < findings->n; i++)
		if (findings->items[i].severity == GP_SEVERITY_FAIL &&
		    !is_suspect(&findings->items[i]))
			return false;
	return n > 0;
}

/* ---- conditions ---- */

/* There is a suspect. */
static const struct gp_entry *first_suspect_run(
	const struct gp_findings *findings)
{
	size_t i = 0;

	while (!is_suspect(&findings->items[i]))
		i++;
	return findings->items[i].series->current.readings[0].run;
}

/* Whether `run` has all tags of `other` that separate series. */
static bool has_tags_of(const struct gp_entry *run,
			const struct gp_entry *other)
{
	for (size_t i = 0; i < other->tags.n; i++) {
		const struct gp_pair *tag = &other->tags.items[i];
		const char *value = gp_pairs_get(&run->tags, tag->key);

		if (gp_tag_separates(other, tag->key) &&
		    (!value || strcmp(value, tag->value) != 0))
			return false;
	}
	return true;
}

/* The command runs once for all suspects, so they must have the same tags. */
static bool have_same_tags(const struct gp_findings *findings)
{
	const struct gp_entry *first = first_suspect_run(findings);

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];
		const struct gp_entry *run;

		if (!is_suspect(f))
			continue;
		run = f->series->current.readings[0].run;
		if (!has_tags_of(run, first) || !has_tags_of(first, run))
			return false;
	}
	return true;
}

/* Whether the work tree has what was judged. */
static enum gp_err has_judged_tree(const struct gp_rerun *rerun,
				   const struct gp_series_set *set, bool *has)
{
	struct gp_commit head;
	bool dirty;
	enum gp_err err;

	*has = false;
	if (!rerun->repo->work_tree)
		return GP_OK;
	if ((err = gp_repo_resolve(rerun->repo, &head, "HEAD")) ||
	    (err = gp_repo_is_dirty(rerun->repo, &dirty)))
		return err;
	*has = gp_oid_same(&head.oid, &set->commit) && dirty == set->dirty;
	return GP_OK;
}

/* Returns the testbed of a suspect that was measured elsewhere, or NULL. */
static const char *other_testbed(const struct gp_findings *findings,
				 const char *here)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_finding *f = &findings->items[i];

		if (is_suspect(f) && strcmp(f->series->testbed, here) != 0)
			return f->series->testbed;
	}
	return NULL;
}

static enum gp_err may_run(struct gp_rerun *rerun,
			   const struct gp_findings *findings, bool *may)
{
	struct gp_buf here = GP_BUF_INIT;
	const char *other;
	enum gp_err err;

	if ((err = has_judged_tree(rerun, findings->set, may)) ||
	    (err = gp_testbed_name(&here,
				   gp_config_testbed(rerun->config, NULL))))
		goto out;
	other = other_testbed(findings, gp_buf_str(&here));
	if (!*may)
		gp_notices_add(&rerun->notices,
			       "perf.rerun is not run: the work tree does not "
			       "hold what was judged");
	else if (other)
		gp_notices_add(&rerun->notices,
			       "perf.rerun is not run: '%.100s' was measured "
			       "there, and this is '%.100s' (perf.testbed)",
			       other, gp_buf_str(&here));
	else if (!have_same_tags(findings))
		gp_notices_add(&rerun->notices,
			       "perf.rerun is not run: the suspects have "
			       "different tags, and it measures only one of "
			       "them");
	*may = *may && !other && have_same_tags(findings);
out:
	gp_buf_clear(&here);
	return err;
}

/* ---- running ---- */

/* The benchmark as the command prints it: without tags. */
static struct gp_span printed_name(const struct gp_series *s)
{
	struct gp_span name = gp_span_of(s->benchmark);

	return s->parameters && s->parameters->n > s->parameters->n_named
		       ? gp_without_parameter(name)
		       : name;
}

/* "GIT_PERF_SUSPECTS=<key>\n..."; a key with a line break is left out. */
static void list_suspects(struct gp_buf *list,
			  const struct gp_findings *findings)
{
	gp_buf_puts(list, "GIT_PERF_SUSPECTS=");
	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_series *s = findings->items[i].series;

		if (!is_suspect(&findings->items[i]) ||
		    strchr(s->benchmark, '\n') || strchr(s->metric, '\n'))
			continue;
		gp_buf_span(list, printed_name(s));
		gp_buf_printf(list, ":%s\n", s->metric);
	}
	if (list->len > LIST_MAX) {
		gp_buf_reset(list);
		gp_buf_puts(list, "GIT_PERF_SUSPECTS=");
	}
}

/*
 * A rerun has the tags of the suspect, so that it joins the suspect's series.
 * Texts of a tool, which older versions kept among the tags, are left out.
 */
static void set_rerun_tags(struct gp_entry *run,
			   const struct gp_findings *findings)
{
	const struct gp_entry *suspect = first_suspect_run(findings);
	const struct gp_pairs *tags = &suspect->tags;

	for (size_t i = 0; i < tags->n; i++)
		if (gp_tag_separates(suspect, tags->items[i].key))
			gp_entry_set(run, &run->tags,
				     gp_span_of(tags->items[i].key),
				     gp_span_of(tags->items[i].value));
	gp_entry_set(run, &run->facts, gp_span_of("rerun"), gp_span_of("1"));
}

/* With another unit it would be another series, and confirm nothing. */
static enum gp_err check_units(const struct gp_entry *run,
			       const struct gp_findings *findings)
{
	double factor;

	for (size_t i = 0; i < findings->n; i++) {
		const struct gp_series *s = findings->items[i].series;

		if (!is_suspect(&findings->items[i]))
			continue;
		for (size_t j = 0; j < run->n_results; j++) {
			const struct gp_measurement *m = &run->results[j];

			if (!gp_span_eq(printed_name(s), m->benchmark) ||
			    strcmp(m->metric, s->metric) != 0 ||
			    gp_unit_factor(m->unit, s->unit, &factor))
				continue;
			return gp_fail(GP_EPARSE,
				       "'%.100s:%.100s' is in '%.20s' and not "
				       "in '%.20s'",
				       s->benchmark, s->metric, m->unit,
				       s->unit);
		}
	}
	return GP_OK;
}

static enum gp_err run_once(struct gp_intake *intake,
			    const struct gp_lab_command *command,
			    const struct gp_config *config)
{
	struct gp_import_options options = { .from = NULL };
	struct gp_inputs inputs = { 0 };
	struct gp_buf printed = GP_BUF_INIT;
	enum gp_err err;

	options.n_params = gp_config_parameters(config, &options.params);
	if (!(err = gp_lab_run(&printed, command)) &&
	    !(err = gp_inputs_add_text(&inputs, "perf.rerun",
				       gp_buf_view(&printed))))
		err = gp_import_all(intake, &inputs, &options);
	gp_inputs_clear(&inputs);
	gp_buf_clear(&printed);
	return err;
}

static enum gp_err run_all(struct gp_rerun *rerun, struct gp_intake *intakes,
			   size_t n, const struct gp_findings *findings)
{
	struct gp_buf list = GP_BUF_INIT;
	const char *env[] = { "GIT_PERF_RERUN=1", NULL, NULL };
	const struct gp_lab_command command = {
		.line = gp_config_get(rerun->config, "rerun"),
		.dir = rerun->repo->work_tree,
		.env = env,
	};
	enum gp_err err = GP_OK;

	list_suspects(&list, findings);
	env[1] = gp_buf_str(&list);
	for (size_t i = 0; !err && i < n; i++) {
		if (rerun->progress)
			fprintf(stderr, "confirming: run %zu of %zu\n", i + 1,
				n);
		if (!(err = run_once(&intakes[i], &command, rerun->config)))
			err = check_units(intakes[i].run, findings);
	}
	gp_buf_clear(&list);
	return err;
}

/* Records all runs, or none. */
static enum gp_err keep_all(struct gp_rerun *rerun, struct gp_intake *intakes,
			    size_t n, const struct gp_findings *findings)
{
	struct gp_recording about = {
		.repo = rerun->repo,
		.dirty = findings->set->dirty,
		.testbed = gp_config_testbed(rerun->config, NULL),
		.base = gp_config_base_branch(rerun->config),
		.durable = gp_config_durable(rerun->config),
	};
	struct gp_entry *runs[ENOUGH];
	char hex[GP_OID_HEX];
	enum gp_err err;

	/* not HEAD: the command may have moved it */
	if ((err = gp_repo_resolve(rerun->repo, &about.commit,
				   gp_oid_hex(&findings->set->commit, hex))))
		return err;
	for (size_t i = 0; i < n; i++) {
		runs[i] = intakes[i].run;
		if ((err = gp_recording_describe(&about, runs[i])))
			return err;
		set_rerun_tags(runs[i], findings);
		gp_history_mark_told(&intakes[i], rerun->repo, &about.commit);
	}
	if ((err = gp_recording_keep(&about, runs, n)))
		return err;
	for (size_t i = 0; i < n; i++) {
		gp_config_mark_guesses(rerun->config, &intakes[i]);
		gp_report_record_text(&rerun->recorded, &intakes[i], false);
	}
	return GP_OK;
}

static enum gp_err measure_again(struct gp_rerun *rerun, size_t n,
				 const struct gp_findings *findings)
{
	struct gp_intake intakes[ENOUGH] = { 0 };
	struct gp_entries runs = { 0 };
	enum gp_err err;

	for (size_t i = 0; i < n; i++)
		intakes[i].run = gp_entries_add(&runs);
	if (!(err = run_all(rerun, intakes, n, findings)))
		err = keep_all(rerun, intakes, n, findings);
	for (size_t i = 0; i < n; i++)
		gp_intake_clear(&intakes[i]);
	gp_entries_clear(&runs);
	return err;
}

enum gp_err gp_rerun(struct gp_rerun *rerun, const struct gp_findings *findings)
{
	const char *line = gp_config_get(rerun->config, "rerun");
	const char *inside = getenv("GIT_PERF_RERUN");
	size_t needed = runs_needed(findings);
	enum gp_err err;
	bool may;

	if (!line || (inside && *inside) || !only_suspects_fail(findings) ||
	    !needed)
		return GP_OK;
	if ((err = may_run(rerun, findings, &may)) || !may)
		return err;
	if (measure_again(rerun, needed, findings)) {
		gp_notices_add(&rerun->notices,
			       "perf.rerun: %s: the verdict stays as it is",
			       gp_error_message());
		gp_error_clear();
		return GP_OK;
	}
	remember_suspects(rerun, findings);
	rerun->runs = needed;
	return GP_OK;
}

/* ---- afterwards ---- */

/* Older versions kept the mark among the tags. */
static bool is_rerun(const struct gp_entry *run)
{
	return gp_pairs_get(&run->facts, "rerun") ||
	       gp_pairs_get(&run->tags, "rerun");
}

static size_t count_reruns(const struct gp_point *point)
{
	size_t n = 0;

	for (size_t i = 0; i < point->n_readings; i++)
		n += is_rerun(point->readings[i].run);
	return n;
}

void gp_rerun_mark(struct gp_rerun *rerun, struct gp_findings *findings)
{
	struct gp_buf name = GP_BUF_INIT;
	size_t unused, left = 0;

	for (size_t i = 0; i < findings->n; i++) {
		struct gp_finding *f = &findings->items[i];
		bool was;

		put_series_key(&name, f->series);
		was = gp_map_get(&rerun->suspects, name.data, name.len,
				 &unused);
		if (was || is_suspect(f))
			f->reruns = count_reruns(&f->series->current);
		left += was && !f->reruns;
	}
	if (left)
		gp_notices_add(&rerun->notices,
			       "perf.rerun did not measure %zu of %zu suspects",
			       left, rerun->suspects.n);
	gp_buf_clear(&name);
}

void gp_rerun_clear(struct gp_rerun *rerun)
{
	gp_buf_clear(&rerun->recorded);
	gp_notices_clear(&rerun->notices);
	gp_map_clear(&rerun->suspects);
	gp_arena_clear(&rerun->arena);
}
