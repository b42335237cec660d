#include <stdlib.h>
#include <string.h>

#include "gp/import.h"
#include "gp/parse.h"

void gp_intake_refuse(struct gp_intake *intake, struct gp_span benchmark,
		      const char *reason)
{
	struct gp_refusal *refusal;

	intake->refused =
		gp_grow(intake->refused, intake->n_refused,
			&intake->cap_refused, sizeof(*intake->refused));
	refusal = &intake->refused[intake->n_refused++];
	refusal->benchmark = gp_run_string(intake->run, benchmark);
	refusal->reason = gp_run_string(intake->run, gp_span_of(reason));
}

void gp_intake_clear(struct gp_intake *intake)
{
	free(intake->refused);
	free(intake->guessed);
	memset(intake, 0, sizeof(*intake));
}

/* ---- values by hand ---- */

static enum gp_err bad_value(const char *text, const char *why)
{
	return gp_fail(GP_EUSAGE,
		       "--value %s: %s: expected KEY=NUMBER[UNIT], such as "
		       "parse:p99=12.5ms",
		       text, why);
}

/* Offset of the last `c`, or span.len when there is none. */
static size_t find_last(struct gp_span span, char c)
{
	const char *at = span.len ? memrchr(span.data, c, span.len) : NULL;

	return at ? (size_t)(at - span.data) : span.len;
}

enum gp_err gp_import_value(struct gp_intake *out, const char *text)
{
	struct gp_span all = gp_span_of(text), key, unit, metric;
	size_t equal = find_last(all, '='), colon;
	struct gp_measurement *m;
	struct gp_decimal value;

	if (gp_text_check(&all))
		return bad_value("", "not UTF-8");
	if (equal == all.len)
		return bad_value(text, "no '='");
	key = gp_span_trim(gp_span_sub(all, 0, equal));
	unit = gp_span_trim(gp_span_sub(all, equal + 1, all.len));
	if (!gp_decimal_take(&value, &unit))
		return bad_value(text, "no number after '='");
	colon = find_last(key, ':');
	metric = colon == key.len ? gp_span_of("value")
				  : gp_span_sub(key, colon + 1, key.len);
	if (!colon || !key.len || !metric.len)
		return bad_value(text, "half of the key is missing");
	m = gp_run_measure(out->run, gp_span_sub(key, 0, colon), metric,
			   gp_span_trim(unit));
	gp_run_sample(out->run, m, value);
	return GP_OK;
}
