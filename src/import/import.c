/*
 * Benchmark output -> measurements: the import of all inputs, which keeps
 * nothing if one of them fails.
 */
#include <assert.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/import.h"

#include "import/choose.h"

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
	bool side = gp_choose_bid(in, job->from) == GP_BID_SIDE;

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
	if (in->named || gp_choose_bid(in, job->from) != GP_BID_FALLBACK)
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
	if ((err = gp_choose_importer(&via, in, job->from)))
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
		err = gp_choose_check(job.from);
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
