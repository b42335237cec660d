/*
 * Benchmark output -> measurements: the table of drivers, the choice of a
 * driver for each input, and the import itself, which keeps nothing if one
 * input fails.
 */
#include <assert.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/import.h"

#include "import/core/head.h"
#include "import/formats/formats.h"

static const struct gp_importer *const importers[] = {
	&gp_importer_bmf,
	&gp_importer_criterion,
	&gp_importer_criterion_dir,
	&gp_importer_csv,
	&gp_importer_custom,
	&gp_importer_custom_bigger,
	&gp_importer_custom_bigger_gab,
	&gp_importer_custom_smaller,
	&gp_importer_custom_smaller_gab,
	&gp_importer_go_bench,
	&gp_importer_go_json,
	&gp_importer_google_benchmark,
	&gp_importer_google_console,
	&gp_importer_google_csv,
	&gp_importer_hyperfine,
	&gp_importer_hyperfine_csv,
	&gp_importer_json,
	&gp_importer_locust_console,
	&gp_importer_locust_history,
	&gp_importer_locust_json,
	&gp_importer_locust_stats,
	&gp_importer_pytest_benchmark,
	NULL,
};

const struct gp_importer *const *gp_importers(void)
{
	return importers;
}

/* ---- which one ---- */

static const struct gp_importer *find_exact(const char *name)
{
	for (size_t i = 0; name && importers[i]; i++)
		if (!strcmp(importers[i]->name, name))
			return importers[i];
	return NULL;
}

enum gp_err gp_importer_find(const struct gp_importer **out, const char *name)
{
	const struct gp_importer *found = find_exact(name);
	struct gp_buf names = GP_BUF_INIT;
	enum gp_err err;

	if (found) {
		*out = found;
		return GP_OK;
	}
	for (size_t i = 0; importers[i]; i++)
		gp_buf_printf(&names, "%s%s", i ? ", " : "",
			      importers[i]->name);
	err = gp_fail(GP_EUSAGE, "no format is called '%s': expected one of %s",
		      name, gp_buf_str(&names));
	gp_buf_clear(&names);
	return err;
}

/* Whether `name` is `family`, or begins with it: "locust-csv" is in "locust".
 */
static bool in_family(const struct gp_importer *via, const char *family)
{
	size_t len = family ? strlen(family) : 0;

	return !family || (!strncmp(via->name, family, len) &&
			   (via->name[len] == '\0' || via->name[len] == '-'));
}

/* The highest bidder of a family, or of all (NULL). */
struct auction {
	const struct gp_importer *winner; /* NULL: nobody bid */
	const struct gp_importer *rival;  /* bid as much; NULL: nobody */
	enum gp_bid bid;
};

static struct auction highest_bidder(const struct gp_input *in,
				     const char *family)
{
	struct auction best = { .bid = GP_BID_NO };
	struct gp_head head;

	gp_head_init(&head, in->text);
	for (size_t i = 0; importers[i]; i++) {
		enum gp_bid bid;

		if (!in_family(importers[i], family))
			continue;
		bid = importers[i]->bid(in, &head);
		if (bid == GP_BID_NO || bid < best.bid)
			continue;
		best.rival = bid == best.bid ? best.winner : NULL;
		best.winner = importers[i];
		best.bid = bid;
	}
	gp_head_clear(&head);
	return best;
}

static enum gp_err fail_side(const struct gp_importer *via)
{
	return gp_fail(GP_EPARSE,
		       "this is a side file of %s: nothing to record in it",
		       via->name);
}

static enum gp_err choose_importer(const struct gp_importer **out,
				   const struct gp_input *in,
				   const char *family)
{
	struct auction best = highest_bidder(in, family);

	if (!gp_span_trim(in->text).len)
		return gp_fail(GP_EPARSE, "line 1: empty: nothing to record");
	if (!best.winner && family)
		return gp_fail(GP_EPARSE, "line 1: this is not output of %s",
			       family);
	if (!best.winner)
		return gp_fail(GP_EPARSE,
			       "line 1: unknown format: choose one with --from "
			       "(git perf formats lists them)");
	if (best.bid == GP_BID_SIDE)
		return fail_side(best.winner);
	if (best.rival)
		return gp_fail(GP_EPARSE,
			       "line 1: both %s and %s could have written "
			       "this: name one with --from",
			       best.rival->name, best.winner->name);
	*out = best.winner;
	return GP_OK;
}

enum gp_err gp_importer_guess(const struct gp_importer **out,
			      const struct gp_input *in)
{
	return choose_importer(out, in, NULL);
}

/*
 * If the user names both a file and its exact format, that format is used
 * even if the driver does not recognise the file.
 */
static enum gp_err importer_for(const struct gp_importer **out,
				const struct gp_input *in, const char *from)
{
	const struct gp_importer *exact = find_exact(from);
	struct auction best = highest_bidder(in, from);

	if (!exact || !in->named || (best.winner && !best.rival))
		return choose_importer(out, in, from);
	*out = exact;
	return GP_OK;
}

static enum gp_err check_from(const char *from)
{
	const struct gp_importer *unused;

	for (size_t i = 0; importers[i]; i++)
		if (in_family(importers[i], from))
			return GP_OK;
	return gp_importer_find(&unused, from);
}

/* ---- reading ---- */

/* An import in progress; its results move to the caller at the end. */
struct import_job {
	const struct gp_inputs *inputs;
	const char *from;
	struct gp_entry run;
	struct gp_intake intake;
	struct gp_map seen; /* base names of the files that were skipped */
	struct gp_buf formats;
};

static const char *input_name(const struct gp_input *in)
{
	return strcmp(in->path, "-") ? in->path : "stdin";
}

/* A folder may hold a thousand files of one name: report it once. */
static void skip_input(struct import_job *job, const struct gp_input *in,
		       const char *reason)
{
	const char *slash = strrchr(in->path, '/');
	const char *base = slash ? slash + 1 : in->path;
	size_t before = job->seen.n;

	gp_map_put(&job->seen, base, strlen(base), 0);
	if (job->seen.n > before)
		gp_intake_refuse(&job->intake, gp_span_of(in->path), reason);
}

static void note_format(struct import_job *job, const char *name)
{
	size_t before = job->seen.n;

	/* With its NUL, so that it differs from every base name. */
	gp_map_put(&job->seen, name, strlen(name) + 1, 0);
	if (job->seen.n == before)
		return;
	if (job->formats.len)
		gp_buf_puts(&job->formats, ", ");
	gp_buf_puts(&job->formats, name);
}

/* No driver reads this file; the pending message says why. */
static enum gp_err skip_or_fail_unknown(struct import_job *job,
					const struct gp_input *in,
					enum gp_err err)
{
	bool side = highest_bidder(in, job->from).bid == GP_BID_SIDE;

	if (job->inputs->n == 1 || (in->named && !side))
		return gp_fail_at(err, "%s", input_name(in));
	skip_input(job, in, gp_error_message());
	gp_error_clear();
	return GP_OK;
}

/*
 * A folder holds all kinds of JSON and tables: a file must be readable only if
 * it has a tool's mark or was named. The plain formats fail before they add
 * anything.
 */
static enum gp_err skip_or_fail_unreadable(struct import_job *job,
					   const struct gp_input *in,
					   enum gp_err err)
{
	if (in->named || highest_bidder(in, job->from).bid != GP_BID_FALLBACK)
		return gp_fail_at(err, "%s", input_name(in));
	skip_input(job, in, gp_error_message());
	gp_error_clear();
	return GP_OK;
}

static enum gp_err read_input(struct import_job *job, const struct gp_input *in)
{
	const struct gp_importer *via;
	enum gp_err err;

	if (in->problem) {
		skip_input(job, in, in->problem);
		return GP_OK;
	}
	if ((err = importer_for(&via, in, job->from)))
		return skip_or_fail_unknown(job, in, err);
	if ((err = via->read(&job->intake, in)))
		return skip_or_fail_unreadable(job, in, err);
	note_format(job, via->name);
	return GP_OK;
}

static enum gp_err fail_nothing(const struct import_job *job)
{
	const struct gp_intake *intake = &job->intake;
	const char *first =
		job->inputs->n ? input_name(&job->inputs->items[0]) : "no file";
	struct gp_buf where = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_puts(&where, first);
	if (job->inputs->n > 1)
		gp_buf_printf(&where, " and %zu more", job->inputs->n - 1);
	if (intake->n_refused)
		err = gp_fail(GP_EPARSE,
			      "%s: no measurement in it, %zu refused, the "
			      "first was %s: %s",
			      gp_buf_str(&where), intake->n_refused,
			      intake->refused[0].benchmark,
			      intake->refused[0].reason);
	else
		err = gp_fail(GP_EPARSE, "%s: no measurement in it",
			      gp_buf_str(&where));
	gp_buf_clear(&where);
	return err;
}

static void copy_pairs(struct gp_entry *run, struct gp_pairs *to,
		       const struct gp_pairs *from)
{
	for (size_t i = 0; i < from->n; i++)
		gp_entry_set(run, to, gp_span_of(from->items[i].key),
			     gp_span_of(from->items[i].value));
}

/*
 * A driver may have added a deviation whose mean was refused: a measurement
 * without a sample.
 */
static void drop_empty(struct gp_entry *run)
{
	size_t n = 0;

	for (size_t i = 0; i < run->n_results; i++)
		if (run->results[i].n_samples)
			run->results[n++] = run->results[i];
	run->n_results = n;
}

/* Both runs use one arena, so the results need not be copied. */
static void move_results(struct gp_intake *out, struct import_job *job)
{
	struct gp_intake *intake = &job->intake;
	struct gp_entry *to = out->run, *from = &job->run;

	to->results = from->results;
	to->n_results = from->n_results;
	to->cap_results = from->cap_results;
	to->tool = gp_entry_string(to, gp_buf_view(&job->formats));
	to->tool_version = from->tool_version;
	to->incomplete = from->incomplete;
	if (from->measured_ms)
		to->measured_ms = from->measured_ms;
	copy_pairs(to, &to->facts, &from->facts);
	copy_pairs(to, &to->tags, &from->tags);
	gp_intake_clear(out);
	*out = *intake;
	out->run = to;
	out->format = to->tool;
	memset(intake, 0, sizeof(*intake));
}

enum gp_err gp_import_all(struct gp_intake *out, const struct gp_inputs *inputs,
			  const struct gp_import_options *options)
{
	struct import_job job = { .inputs = inputs,
				  .from = options ? options->from : NULL };
	enum gp_err err = GP_OK;

	assert(!out->run->n_results);
	gp_entry_init(&job.run, out->run->arena);
	job.intake.run = &job.run;
	job.intake.options = options;
	if (job.from)
		err = check_from(job.from);
	for (size_t i = 0; !err && i < inputs->n; i++)
		err = read_input(&job, &inputs->items[i]);
	drop_empty(&job.run);
	if (!err && !job.run.n_results)
		err = fail_nothing(&job);
	if (!err) {
		gp_intake_guess(&job.intake);
		move_results(out, &job);
	}
	gp_intake_clear(&job.intake);
	gp_entry_clear(&job.run);
	gp_map_clear(&job.seen);
	gp_buf_clear(&job.formats);
	return err;
}
