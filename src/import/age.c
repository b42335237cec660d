/*
 * Compares the times at which files were written. The estimates of a benchmark
 * that was deleted stay in target/criterion for ever; and if a benchmark fails,
 * the file of its last success is still there.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/mem.h"

#include "import/age.h"
#include "import/choose.h"

#define DAY_S INT64_C(86400)

/* ---- within a directory ---- */

static bool is_dated(const struct gp_input *in, size_t folder)
{
	return in->folder == folder && in->modified_s > 0 && !in->problem;
}

/* Most directories were written at once: then no file is looked into. */
static bool spans_a_day(const struct gp_inputs *inputs, size_t folder)
{
	int64_t oldest = INT64_MAX, newest = 0;

	for (size_t i = 0; i < inputs->n; i++) {
		const struct gp_input *in = &inputs->items[i];

		if (!is_dated(in, folder))
			continue;
		if (in->modified_s < oldest)
			oldest = in->modified_s;
		if (in->modified_s > newest)
			newest = in->modified_s;
	}
	return newest && newest - oldest >= DAY_S;
}

/* Marks the files that a driver reads, and returns the newest. */
static const struct gp_input *find_newest_read(bool *is_read,
					       const struct gp_inputs *inputs,
					       size_t folder, const char *from)
{
	const enum gp_bid least = from ? GP_BID_FALLBACK : GP_BID_SHAPE;
	const struct gp_input *newest = NULL;

	for (size_t i = 0; i < inputs->n; i++) {
		const struct gp_input *in = &inputs->items[i];
		enum gp_bid bid;

		if (!is_dated(in, folder))
			continue;
		bid = gp_choose_bid(in, from);
		is_read[i] = bid >= least && bid != GP_BID_SIDE;
		if (is_read[i] &&
		    (!newest || in->modified_s > newest->modified_s))
			newest = in;
	}
	return newest;
}

static void find_in_folder(struct gp_old_files *out, bool *is_read,
			   const struct gp_inputs *inputs, size_t folder,
			   const char *from)
{
	const struct gp_input *newest =
		find_newest_read(is_read, inputs, folder, from);

	for (size_t i = 0; newest && i < inputs->n; i++) {
		const struct gp_input *in = &inputs->items[i];

		if (!is_dated(in, folder) || !is_read[i] ||
		    newest->modified_s - in->modified_s < DAY_S)
			continue;
		out->is_old[i] = true;
		if (!out->n++) {
			out->first = in->path;
			out->newest = newest->path;
		}
	}
}

void gp_old_files_find(struct gp_old_files *out, const struct gp_inputs *inputs,
		       const char *from)
{
	bool *is_read = NULL;

	memset(out, 0, sizeof(*out));
	for (size_t folder = 1; folder <= inputs->n_folders; folder++) {
		if (!spans_a_day(inputs, folder))
			continue;
		if (!is_read) {
			is_read = gp_calloc(inputs->n, sizeof(*is_read));
			out->is_old =
				gp_calloc(inputs->n, sizeof(*out->is_old));
		}
		find_in_folder(out, is_read, inputs, folder, from);
	}
	free(is_read);
}

void gp_old_files_report(const struct gp_old_files *old,
			 struct gp_intake *intake)
{
	struct gp_buf what = GP_BUF_INIT, reason = GP_BUF_INIT;

	if (!old->n)
		return;
	gp_buf_puts(&what, old->first);
	if (old->n > 1)
		gp_buf_printf(&what, " and %zu more file%s", old->n - 1,
			      old->n > 2 ? "s" : "");
	gp_buf_printf(&reason,
		      "written a day or more before %s, so from an earlier "
		      "run: to record such a file nevertheless, name it",
		      old->newest);
	gp_intake_leave_out(intake, gp_buf_view(&what), gp_buf_str(&reason));
	gp_buf_clear(&what);
	gp_buf_clear(&reason);
}

void gp_old_files_clear(struct gp_old_files *old)
{
	free(old->is_old);
	memset(old, 0, sizeof(*old));
}

/* ---- against the commit ---- */

void gp_older_files_add(struct gp_older_files *older, const struct gp_input *in,
			const struct gp_import_options *options)
{
	int64_t seconds;

	if (!options || !options->commit_time || !in->modified_s)
		return;
	seconds = options->commit_time - in->modified_s;
	if (seconds <= 0)
		return;
	older->n++;
	if (seconds > older->seconds) {
		older->seconds = seconds;
		older->path = in->path;
	}
}

static void put_span(struct gp_buf *out, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		const char *unit;
	} units[] = { { DAY_S, "day" },
		      { 3600, "hour" },
		      { 60, "minute" },
		      { 1, "second" } };
	size_t i = 0;
	int64_t n;

	while (seconds < units[i].seconds && i < 3)
		i++;
	n = seconds / units[i].seconds;
	gp_buf_printf(out, "%" PRId64 " %s%s", n, units[i].unit,
		      n == 1 ? "" : "s");
}

void gp_older_files_report(const struct gp_older_files *older,
			   struct gp_notices *out)
{
	struct gp_buf span = GP_BUF_INIT, more = GP_BUF_INIT;

	if (!older->n)
		return;
	put_span(&span, older->seconds);
	if (older->n > 1)
		gp_buf_printf(&more, " (and %zu more file%s)", older->n - 1,
			      older->n > 2 ? "s" : "");
	gp_notices_add(out,
		       "%s%s is %s older than the commit that it is recorded "
		       "for: is it of an earlier run?",
		       older->path, gp_buf_str(&more), gp_buf_str(&span));
	gp_buf_clear(&span);
	gp_buf_clear(&more);
}
