/*
 * Removes what terminals and CI systems add to a text. A prefix goes only if
 * every line has it. If only some lines have it, those are read as a driver
 * would read them without it: if that makes results of them, the text is
 * refused, because the other lines might hold results, too.
 */
#include <string.h>

#include "gp/buf.h"

#include "import/choose.h"
#include "import/core/clean.h"
#include "import/core/documents.h"
#include "import/core/log_prefix.h"
#include "import/unwrap.h"

/* A log of a log of a container: more are not expected. */
#define NESTED_MAX 4

void gp_unwrapped_clear(struct gp_unwrapped *keep)
{
	gp_buf_clear(&keep->text);
}

static bool is_known(const struct gp_import_reading *reading,
		     const struct gp_input *in, struct gp_span text)
{
	struct gp_input part = *in;

	part.text = text;
	return gp_choose_bid(&part, reading->from) >= GP_BID_SHAPE;
}

static enum gp_err fail_mixed(const struct gp_prefix *prefix)
{
	size_t n = prefix->first.len < 40 ? prefix->first.len : 40;

	if (prefix->other.len)
		return gp_fail(GP_EPARSE,
			       "the lines of several programs are mixed "
			       "('%.*s' and '%.*s'): record those of one",
			       (int)prefix->name.len, prefix->name.data,
			       (int)prefix->other.len, prefix->other.data);
	return gp_fail(GP_EPARSE,
		       "line %zu begins with a log's prefix ('%.*s'), line %zu "
		       "does not: remove the prefix, for example with "
		       "sed -E 's/^[^ ]+ //'",
		       prefix->begin, (int)n, prefix->first.data,
		       prefix->without);
}

static void leave_out_prefix(struct gp_import_reading *reading,
			     const struct gp_input *in,
			     const struct gp_prefix *prefix)
{
	struct gp_buf what = GP_BUF_INIT, reason = GP_BUF_INIT;

	gp_reading_put_lines(&what, reading, in, prefix->begin, prefix->end);
	gp_buf_puts(&reason, "the prefix of a log: ");
	gp_buf_span(&reason, prefix->first);
	if (!gp_span_same(prefix->first, prefix->last)) {
		gp_buf_puts(&reason, " to ");
		gp_buf_span(&reason, prefix->last);
	}
	gp_intake_leave_out(reading->intake, gp_buf_view(&what),
			    gp_buf_str(&reason));
	gp_buf_clear(&what);
	gp_buf_clear(&reason);
}

/* What docker says itself, before and after the lines of the services. */
static void leave_out_others(struct gp_import_reading *reading,
			     const struct gp_input *in,
			     const struct gp_prefix *prefix)
{
	struct gp_left_lines lines = { .reading = reading, .in = in };
	struct gp_span line, rest = in->text;

	for (size_t n = 1; gp_span_line(&line, &rest); n++)
		if (gp_span_trim(line).len &&
		    !gp_prefix_len(line, prefix->kind))
			gp_left_lines_add(&lines, n, gp_span_trim(line),
					  "not part of the log");
	gp_left_lines_end(&lines);
}

/* Whether the shape alone says that it is a prefix of a log. */
static bool is_sure(const struct gp_prefix *prefix)
{
	return prefix->kind != GP_PREFIX_SERVICE &&
	       prefix->kind != GP_PREFIX_LABEL;
}

/* Docker has lines of its own before and after those of the programs. */
static bool may_have_others(const struct gp_prefix *prefix)
{
	return prefix->kind == GP_PREFIX_SERVICE ||
	       prefix->kind == GP_PREFIX_BUILD;
}

/* What to do with a prefix that at least one line has. */
enum unwrapping { UNWRAP_KEEP, UNWRAP_REMOVE, UNWRAP_REFUSE };

static enum unwrapping judge_prefix(const struct gp_import_reading *reading,
				    const struct gp_input *in,
				    const struct gp_prefix *prefix,
				    struct gp_span plain)
{
	bool every = !prefix->n_without && !prefix->other.len;
	bool outer =
		may_have_others(prefix) && !prefix->odd && !prefix->other.len;

	if (every && (is_sure(prefix) || gp_pieces_any_json(plain)))
		return UNWRAP_REMOVE;
	if (!is_known(reading, in, plain))
		return UNWRAP_KEEP;
	return every || outer ? UNWRAP_REMOVE : UNWRAP_REFUSE;
}

/* Removes one prefix; `*done` if there is none. */
static enum gp_err unwrap_once(struct gp_import_reading *reading,
			       struct gp_input *in, struct gp_unwrapped *keep,
			       bool *done)
{
	enum unwrapping what;
	struct gp_buf plain = GP_BUF_INIT;
	struct gp_prefix prefix;

	*done = true;
	if (gp_clean_is_json(in->text) || !gp_prefix_find(&prefix, in->text))
		return GP_OK;
	gp_prefix_remove(&plain, in->text, prefix.kind);
	what = judge_prefix(reading, in, &prefix, gp_buf_view(&plain));
	if (what != UNWRAP_REMOVE) {
		gp_buf_clear(&plain);
		return what == UNWRAP_KEEP ? GP_OK : fail_mixed(&prefix);
	}
	leave_out_prefix(reading, in, &prefix);
	leave_out_others(reading, in, &prefix);
	gp_buf_clear(&keep->text);
	keep->text = plain;
	in->text = gp_buf_view(&keep->text);
	*done = false;
	return GP_OK;
}

static void leave_out_overwritten(struct gp_import_reading *reading,
				  const struct gp_input *in, size_t n)
{
	struct gp_buf reason = GP_BUF_INIT;

	if (!n)
		return;
	gp_buf_printf(&reason,
		      "%zu text%s that later text of the line wrote over", n,
		      n == 1 ? "" : "s");
	gp_intake_leave_out(reading->intake, gp_span_of(in->path),
			    gp_buf_str(&reason));
	gp_buf_clear(&reason);
}

enum gp_err gp_unwrap(struct gp_import_reading *reading, struct gp_input *in,
		      struct gp_unwrapped *keep)
{
	struct gp_cleaned what;
	enum gp_err err = GP_OK;
	bool done = false;

	in->text = gp_clean_text(&keep->text, in->text, &what);
	leave_out_overwritten(reading, in, what.n_overwritten);
	for (int i = 0; !err && !done && i < NESTED_MAX; i++)
		err = unwrap_once(reading, in, keep, &done);
	return err;
}
