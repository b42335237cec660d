/*
 * Groups of JSON keys that several documents share.
 */
#include <math.h>
#include <string.h>

#include "json_fields.h"

void gp_put_statistics(struct gp_buf *out, const struct gp_five *five)
{
	gp_put_key_decimal(out, "mean", five->mean);
	gp_put_key_decimal(out, "stddev", five->stddev);
	gp_put_key_decimal(out, "min", five->min);
	gp_put_key_decimal(out, "p50", five->p50);
	gp_put_key_decimal(out, "max", five->max);
}

/* A key that somebody chose is escaped, as a string is. */
static void put_pair(struct gp_buf *out, const struct gp_pair *pair)
{
	gp_put_string(out, pair->key);
	gp_buf_puts(out, ": ");
	gp_put_string(out, pair->value);
}

void gp_put_pairs(struct gp_buf *out, const struct gp_pairs *pairs)
{
	gp_put_open(out, '{');
	for (size_t i = 0; i < pairs->n; i++)
		put_pair(out, &pairs->items[i]);
	gp_put_close(out, '}');
}

/* A tag may have the key of a named parameter: an object has it once. */
static bool has_key_before(const struct gp_parameters *parameters, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(parameters->items[i].key, parameters->items[n].key))
			return true;
	return false;
}

void gp_put_key_parameters(struct gp_buf *out,
			   const struct gp_parameters *parameters)
{
	gp_put_key_open(out, "parameters", '{');
	for (size_t i = 0; parameters && i < parameters->n; i++)
		if (!has_key_before(parameters, i))
			put_pair(out, &parameters->items[i]);
	gp_put_close(out, '}');
}

/* Null for a limit of one part. A percentage is a fraction, as changes are. */
static void put_limit_parts(struct gp_buf *out, const char *key,
			    const struct gp_limit *limit)
{
	static const char *const names[] = {
		[GP_LIMIT_RELATIVE] = "relative",
		[GP_LIMIT_ABSOLUTE] = "absolute",
		[GP_LIMIT_POINTS] = "points",
	};

	gp_put_key(out, key);
	if (!limit->also) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '[');
	for (; limit && limit->how != GP_LIMIT_NONE; limit = limit->also) {
		gp_put_open(out, '{');
		gp_put_key_string(out, "kind", names[limit->how]);
		gp_put_key_number(out, "value", limit->value);
		gp_put_key_maybe(out, "unit", limit->unit);
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
}

void gp_put_limit(struct gp_buf *out, const char *key,
		  const struct gp_limit *limit)
{
	bool relative = limit->how == GP_LIMIT_RELATIVE && !limit->also;
	struct gp_buf text = GP_BUF_INIT;

	gp_put_key_number(out, key, relative ? limit->value : NAN);
	gp_buf_printf(&text, "%s_limit", key);
	gp_put_key(out, gp_buf_str(&text));
	gp_buf_reset(&text);
	if (limit->how == GP_LIMIT_NONE) {
		gp_put_null(out);
	} else {
		gp_limit_format(&text, limit);
		gp_put_string(out, gp_buf_str(&text));
	}
	gp_buf_reset(&text);
	gp_buf_printf(&text, "%s_parts", key);
	put_limit_parts(out, gp_buf_str(&text), limit);
	gp_buf_clear(&text);
}

void gp_put_claim(struct gp_buf *out, const struct gp_finding *f)
{
	const bool is = f->status == GP_STATUS_UNTRUSTED;

	gp_put_key_maybe(out, "claimed", is ? gp_status_name(f->claimed) : "");
	gp_put_key_maybe(out, "claimed_severity",
			 is ? gp_severity_name(f->claimed_severity) : "");
}

void gp_put_change(struct gp_buf *out, const struct gp_finding *f)
{
	gp_put_key_number(out, "change", f->change);
	gp_put_key_number(out, "change_low", f->change_low);
	gp_put_key_number(out, "change_high", f->change_high);
	gp_put_key_number(out, "delta", f->delta);
	gp_put_key_number(out, "p", f->p);
	gp_put_key_number(out, "q", f->q);
}

void gp_put_change_size(struct gp_buf *out, const struct gp_change *change)
{
	gp_put_key_number(out, "size", change->size);
	gp_put_key_number(out, "size_low", change->size_low);
	gp_put_key_number(out, "size_high", change->size_high);
}

void gp_put_change_delta(struct gp_buf *out, const struct gp_change *change)
{
	gp_put_key_number(out, "delta", change->delta);
	gp_put_key_number(out, "delta_low", change->delta_low);
	gp_put_key_number(out, "delta_high", change->delta_high);
}

void gp_put_key_nearest(struct gp_buf *out, const struct gp_nearest *nearest)
{
	gp_put_key(out, "nearest");
	if (!nearest->distance) {
		gp_put_null(out);
		return;
	}
	gp_put_open(out, '{');
	gp_put_key_oid(out, "commit", &nearest->commit);
	gp_put_key_count(out, "distance", nearest->distance);
	gp_put_key_strings(out, "tags", nearest->tags, nearest->n_tags);
	gp_put_close(out, '}');
}

void gp_put_counts(struct gp_buf *out, const size_t counts[GP_STATUS_N])
{
	gp_put_key_open(out, "counts", '{');
	for (int s = 0; s < GP_STATUS_N; s++)
		gp_put_key_count(out, gp_status_name((enum gp_status)s),
				 counts[s]);
	gp_put_close(out, '}');
}

void gp_put_entry_counts(struct gp_buf *out,
			 const struct gp_entry_counts *counts)
{
	gp_put_key_open(out, "entries", '{');
	for (unsigned kind = 0; kind <= GP_ENTRY_KINDS; kind++)
		if (counts->of[kind])
			gp_put_key_count(out, gp_entry_kind_info(kind)->plural,
					 counts->of[kind]);
	gp_put_close(out, '}');
}
