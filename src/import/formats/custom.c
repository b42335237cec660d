/*
 * github-action-benchmark's custom array: [{name, unit, value, range, extra}].
 * The direction is not in the file: there, it is the tool's name
 * (customSmallerIsBetter), here the driver's.
 */
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "import/core/head.h"
#include "import/core/peek.h"
#include "import/core/values.h"

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (gp_head_member(head, "[].name") &&
	    gp_head_member(head, "[].unit") && gp_head_member(head, "[].value"))
		return GP_BID_SHAPE;
	return GP_BID_NO;
}

/* These say more than the file does: only the user can choose them. */
static enum gp_bid bid_never(const struct gp_input *in,
			     const struct gp_head *head)
{
	(void)in;
	(void)head;
	return GP_BID_NO;
}

/* ---- "range": "± 3%", "5%", "3", "+/- 0.2 ms" ---- */

static struct gp_span skip_sign(struct gp_span range)
{
	static const char *const signs[] = { "\xc2\xb1", "+/-", "+-", NULL };

	range = gp_span_trim(range);
	for (const char *const *sign = signs; *sign; sign++)
		if (gp_span_starts(range, *sign))
			return gp_span_trim(
				gp_span_sub(range, strlen(*sign), range.len));
	return range;
}

/* Absent when the text says anything else. */
static struct gp_decimal parse_range(struct gp_span range,
				     struct gp_decimal value, const char *unit)
{
	struct gp_decimal spread, absent = { 0 };
	double share;

	range = skip_sign(range);
	if (!gp_decimal_take(&spread, &range) || gp_decimal_double(spread) < 0)
		return absent;
	range = gp_span_trim(range);
	if (!range.len || gp_span_eq(range, unit))
		return spread;
	if (!gp_span_eq(range, "%"))
		return absent;
	share = gp_decimal_double(spread) / 100 * gp_decimal_double(value);
	return share - share == 0 ? gp_decimal_real(share < 0 ? -share : share)
				  : absent;
}

static struct gp_decimal custom_range(const struct gp_json *entry,
				      struct gp_decimal value, const char *unit)
{
	const char *text = gp_json_get_text(entry, "range");
	struct gp_decimal number = { 0 };

	if (text)
		return parse_range(gp_span_of(text), value, unit);
	gp_json_get_number(entry, "range", &number);
	return number;
}

/* ---- reading ---- */

static void read_custom_item(struct gp_intake *out, const struct gp_json *entry,
			     size_t i, enum gp_better better)
{
	const char *name = gp_json_get_text(entry, "name");
	const char *unit = gp_json_get_text(entry, "unit");
	struct gp_summary summary = { 0 };
	struct gp_decimal value;
	struct gp_value_id id;

	if (!name) {
		gp_intake_refuse_element(out, "", i, "no \"name\"");
		return;
	}
	if (!unit)
		unit = "";
	id = gp_value_id_make(gp_span_of(name), "value", unit, better);
	if (!gp_json_get_value(entry, "value", &value)) {
		gp_intake_refuse_value(
			out, &id, gp_json_why_not(gp_json_get(entry, "value")));
		return;
	}
	summary.spread = custom_range(entry, value, unit);
	gp_intake_add_summary(out, &id, value, &summary);
}

static enum gp_err read_custom_array(struct gp_intake *out,
				     const struct gp_json *root,
				     enum gp_better better)
{
	if (!gp_json_is(root, GP_JSON_ARRAY))
		return gp_fail(GP_EPARSE,
			       "expected an array of {name, unit, value}");
	for (size_t i = 0; i < gp_json_len(root); i++)
		read_custom_item(out, gp_json_at(root, i), i, better);
	return GP_OK;
}

static enum gp_err read_any_better(struct gp_intake *out,
				   const struct gp_input *in,
				   const struct gp_json *root)
{
	(void)in;
	return read_custom_array(out, root, GP_BETTER_NONE);
}

static enum gp_err read_lower_better(struct gp_intake *out,
				     const struct gp_input *in,
				     const struct gp_json *root)
{
	(void)in;
	return read_custom_array(out, root, GP_BETTER_LOWER);
}

static enum gp_err read_higher_better(struct gp_intake *out,
				      const struct gp_input *in,
				      const struct gp_json *root)
{
	(void)in;
	return read_custom_array(out, root, GP_BETTER_HIGHER);
}

static enum gp_err read_custom(struct gp_intake *out, const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_any_better);
}

static enum gp_err read_custom_smaller(struct gp_intake *out,
				       const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_lower_better);
}

static enum gp_err read_custom_bigger(struct gp_intake *out,
				      const struct gp_input *in)
{
	return gp_intake_read_json(out, in, read_higher_better);
}

const struct gp_importer gp_importer_custom = {
	.name = "custom",
	.json = true,
	.summary = "github-action-benchmark's array of {name, unit, value}",
	.bid = bid,
	.read = read_custom,
};

const struct gp_importer gp_importer_custom_smaller = {
	.name = "custom-smaller",
	.json = true,
	.summary = "the same, where smaller is better; only by name",
	.bid = bid_never,
	.read = read_custom_smaller,
};

const struct gp_importer gp_importer_custom_smaller_gab = {
	.name = "customSmallerIsBetter",
	.json = true,
	.summary = "custom-smaller by the name of that action",
	.bid = bid_never,
	.read = read_custom_smaller,
};

const struct gp_importer gp_importer_custom_bigger = {
	.name = "custom-bigger",
	.json = true,
	.summary = "the same, where bigger is better; only by name",
	.bid = bid_never,
	.read = read_custom_bigger,
};

const struct gp_importer gp_importer_custom_bigger_gab = {
	.name = "customBiggerIsBetter",
	.json = true,
	.summary = "custom-bigger by the name of that action",
	.bid = bid_never,
	.read = read_custom_bigger,
};
