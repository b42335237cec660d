/*
 * Benchmark output -> measurements: the import of all inputs, which keeps
 * nothing if one of them fails.
 */
#include <assert.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/import.h"
#include "gp/parse.h"

#include "import/age.h"
#include "import/choose.h"
#include "import/core/documents.h"
#include "import/core/spread.h"
#include "import/core/stem.h"
#include "import/parts.h"
#include "import/reading.h"
#include "import/unwrap.h"

/* An import in progress; its results move to the caller at the end. */
struct import_job {
	const struct gp_inputs *inputs;
	struct gp_entry run;
	struct gp_intake intake;
	struct gp_import_reading reading;
	const char *unmarked; /* the first file without a tool's mark */
	size_t n_unmarked;
	struct gp_old_files old;
	struct gp_older_files older; /* than the commit */
};

static const char *input_name(const struct gp_input *in)
{
	return strcmp(in->path, "-") ? in->path : "stdin";
}

/* ---- files that are not read ---- */

/* A folder may hold a thousand files of one name: report it once. */
static void leave_out_file(struct import_job *job, const struct gp_input *in,
			   const char *reason)
{
	const char *slash = strrchr(in->path, '/');

	if (gp_reading_note(&job->reading, slash ? slash + 1 : in->path, false))
		gp_intake_leave_out(&job->intake, gp_span_of(in->path), reason);
}

/*
 * A folder holds all kinds of JSON and tables. Those without a tool's mark are
 * reported as one.
 */
static void leave_out_unmarked(struct import_job *job,
			       const struct gp_input *in)
{
	if (!job->n_unmarked++)
		job->unmarked = in->path;
}

static void report_unmarked(struct import_job *job)
{
	struct gp_buf what = GP_BUF_INIT;

	if (!job->n_unmarked)
		return;
	gp_buf_puts(&what, job->unmarked);
	if (job->n_unmarked > 1)
		gp_buf_printf(&what, " and %zu more file%s",
			      job->n_unmarked - 1,
			      job->n_unmarked > 2 ? "s" : "");
	gp_intake_leave_out(&job->intake, gp_buf_view(&what),
			    "no tool's mark names the format: to record a "
			    "file of a folder nevertheless, name the file or "
			    "use --from");
	gp_buf_clear(&what);
}

/* No driver reads this file; the pending message says why. */
static enum gp_err skip_or_fail_unknown(struct import_job *job,
					const struct gp_input *in,
					enum gp_err err)
{
	enum gp_bid bid = gp_choose_bid(in, job->reading.from);

	if (job->inputs->n == 1 || (in->named && bid != GP_BID_SIDE))
		return gp_fail_at(err, "%s", input_name(in));
	/* Its neighbours are read, with or without it. */
	if (bid != GP_BID_SIDE && gp_span_trim(in->text).len)
		leave_out_unmarked(job, in);
	else if (in->named || bid != GP_BID_SIDE)
		leave_out_file(job, in, gp_error_message());
	gp_error_clear();
	return GP_OK;
}

/* ---- reading ---- */

static bool begins_like_json(struct gp_span text)
{
	text = gp_span_trim(text);
	return text.len && strchr("{[", text.data[0]);
}

/* Reads a text that is one JSON value; false if it is not. */
static bool read_one_value(struct import_job *job, const struct gp_input *in,
			   const struct gp_importer *via, enum gp_err *err)
{
	struct gp_input part = *in;
	struct gp_json *root;

	if (!begins_like_json(in->text))
		return false;
	*err = gp_json_parse(&root, in->text);
	if (*err == GP_EPARSE) {
		gp_error_clear();
		return false;
	}
	if (*err)
		return true;
	part.root = root;
	*err = gp_reading_read(&job->reading, via, &part);
	gp_json_free(root);
	return true;
}

/* Reads the JSON values in a text; false if there is none. */
static bool read_json_values(struct import_job *job, const struct gp_input *in,
			     enum gp_err *err)
{
	struct gp_intake *intake = &job->intake;
	size_t n_left_out = intake->n_left_out, n_refused = intake->n_refused;
	bool any;

	if (!gp_pieces_any_json(in->text))
		return false;
	*err = gp_parts_read(&job->reading, in, &any);
	if (any || *err)
		return true;
	intake->n_left_out = n_left_out;
	intake->n_refused = n_refused;
	return false;
}

static bool needs_mark(const struct import_job *job, const struct gp_input *in)
{
	const struct gp_import_options *options = job->intake.options;

	return !job->reading.from &&
	       (!in->named || (options && options->tool_only));
}

static enum gp_err read_marked(struct import_job *job,
			       const struct gp_input *in,
			       const struct gp_importer *via)
{
	enum gp_err err;

	if (needs_mark(job, in) && gp_choose_bid(in, NULL) <= GP_BID_FALLBACK) {
		if (in->named)
			return gp_fail(GP_EPARSE,
				       "no tool's mark names the format: "
				       "choose one with --from");
		leave_out_unmarked(job, in);
		return GP_OK;
	}
	if (via->json && (read_one_value(job, in, via, &err) ||
			  read_json_values(job, in, &err)))
		return err;
	return gp_reading_read(&job->reading, via, in);
}

/* A file of a folder need not be readable. The pending message says why. */
static enum gp_err leave_out_or_fail(struct import_job *job,
				     const struct gp_input *in, enum gp_err err)
{
	if (in->named)
		return gp_fail_at(err, "%s", input_name(in));
	leave_out_file(job, in, gp_error_message());
	gp_error_clear();
	return GP_OK;
}

static enum gp_err read_unknown(struct import_job *job,
				const struct gp_input *in, enum gp_err unknown)
{
	struct gp_buf message = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_puts(&message, gp_error_message());
	gp_error_clear();
	if (needs_mark(job, in) ||
	    gp_choose_is_foreign(in, job->reading.from) ||
	    !read_json_values(job, in, &err)) {
		err = gp_fail(unknown, "%s", gp_buf_str(&message));
		err = skip_or_fail_unknown(job, in, err);
	} else if (err) {
		err = leave_out_or_fail(job, in, err);
	}
	gp_buf_clear(&message);
	return err;
}

static enum gp_err read_plain_text(struct import_job *job,
				   const struct gp_input *in)
{
	const struct gp_importer *via;
	enum gp_err err;

	if ((err = gp_choose_importer(&via, in, job->reading.from)))
		return read_unknown(job, in, err);
	err = read_marked(job, in, via);
	if (!err)
		return GP_OK;
	/* The plain formats fail before they add anything. */
	if (gp_choose_bid(in, job->reading.from) <= GP_BID_FALLBACK)
		return leave_out_or_fail(job, in, err);
	return gp_fail_at(err, "%s", input_name(in));
}

/* The pending message says why its lines cannot be told apart. */
static enum gp_err refuse_or_fail_mixed(struct import_job *job,
					const struct gp_input *in,
					enum gp_err err)
{
	if (in->named)
		return gp_fail_at(err, "%s", input_name(in));
	gp_intake_refuse(&job->intake, gp_span_of(in->path),
			 gp_error_message());
	gp_error_clear();
	return GP_OK;
}

/* ---- names of files ---- */

/* Sets the stem of `in` if its own has an id or a date. */
static void set_stem(struct import_job *job, struct gp_input *in)
{
	const struct gp_import_options *options = job->intake.options;
	struct gp_span name = gp_input_stem(in);
	struct gp_buf stem = GP_BUF_INIT;

	if (gp_stem_put(&stem, name, options ? options->commit : NULL))
		in->stem = gp_entry_string(&job->run, gp_buf_view(&stem));
	gp_buf_clear(&stem);
}

/* Says it if the results from `first` on have the stem in their names. */
static void note_stem(struct import_job *job, const struct gp_input *file,
		      const struct gp_input *in, size_t first)
{
	struct gp_span name = gp_input_stem(file);

	for (size_t i = first; in->stem && i < job->run.n_results; i++) {
		if (!gp_span_starts(gp_span_of(job->run.results[i].benchmark),
				    in->stem))
			continue;
		gp_notices_add(&job->intake.notices,
			       "'%.*s' is recorded as '%s': an id or a date in "
			       "a file's name would make each file a series of "
			       "its own (use --prefix to keep it)",
			       (int)name.len, name.data, in->stem);
		return;
	}
}

static enum gp_err read_input(struct import_job *job, const struct gp_input *in)
{
	struct gp_unwrapped keep = { 0 };
	size_t first = job->run.n_results;
	struct gp_input plain = *in;
	enum gp_err err;

	if (in->problem) {
		leave_out_file(job, in, in->problem);
		return GP_OK;
	}
	set_stem(job, &plain);
	err = gp_unwrap(&job->reading, &plain, &keep);
	err = err ? refuse_or_fail_mixed(job, in, err)
		  : read_plain_text(job, &plain);
	note_stem(job, in, &plain, first);
	if (job->run.n_results > first)
		gp_older_files_add(&job->older, in, job->intake.options);
	gp_unwrapped_clear(&keep);
	return err;
}

static enum gp_err read_inputs(struct import_job *job)
{
	const struct gp_inputs *inputs = job->inputs;
	enum gp_err err = GP_OK;

	gp_old_files_find(&job->old, inputs, job->reading.from);
	for (size_t i = 0; !err && i < inputs->n; i++)
		if (!job->old.is_old || !job->old.is_old[i])
			err = read_input(job, &inputs->items[i]);
	gp_old_files_report(&job->old, &job->intake);
	gp_older_files_report(&job->older, &job->intake.notices);
	report_unmarked(job);
	gp_old_files_clear(&job->old);
	return err;
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
	else if (intake->n_left_out)
		err = gp_fail(GP_EPARSE,
			      "%s: no measurement in it; left out: %s: %s",
			      gp_buf_str(&where), intake->left_out[0].benchmark,
			      intake->left_out[0].reason);
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
	to->tool = gp_entry_string(to, gp_buf_view(&job->reading.formats));
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
	struct import_job job = { .inputs = inputs };
	enum gp_err err = GP_OK;

	assert(!out->run->n_results);
	gp_entry_init(&job.run, out->run->arena);
	job.intake.run = &job.run;
	job.intake.options = options;
	job.reading.intake = &job.intake;
	job.reading.from = options ? options->from : NULL;
	job.reading.several = inputs->n > 1;
	if (job.reading.from)
		err = gp_choose_check(job.reading.from);
	if (!err)
		err = read_inputs(&job);
	drop_empty(&job.run);
	if (!err && !job.run.n_results)
		err = fail_nothing(&job);
	if (!err) {
		gp_intake_guess(&job.intake);
		gp_intake_check_spread(&job.intake);
		move_results(out, &job);
	}
	gp_intake_clear(&job.intake);
	gp_entry_clear(&job.run);
	gp_reading_clear(&job.reading);
	return err;
}
