/*
 * Decodes the samples of one result: one number, a list, or packed bits.
 */
#include "samples.h"
#include "bits.h"
#include "gp/codec.h"

struct samples_reader {
	struct gp_fields *r;
	size_t *n_samples; /* of the whole entry, so far */
};

static void make_samples(struct samples_reader *d, struct gp_measurement *m,
			 size_t n)
{
	if (!n)
		gp_fields_wrong(d->r, "a result without samples");
	if (n > GP_ENTRY_SAMPLES_MAX - *d->n_samples)
		gp_fields_too_large(d->r, "samples");
	if (d->r->wrong)
		return;
	*d->n_samples += n;
	m->samples = gp_arena_array(d->r->arena, n, sizeof(*m->samples));
	m->n_samples = m->cap_samples = n;
}

/* Reads the rest of a packed array after its power: bits, minimum, count. */
static void read_packed(struct samples_reader *d, struct gp_measurement *m,
			int64_t power)
{
	static const char what[] = "packed samples";
	struct gp_span span = gp_fields_take(d->r, GP_TOKEN_BIN, what).bytes;
	const unsigned char *bytes = (const unsigned char *)span.data;
	int64_t low = gp_fields_take(d->r, GP_TOKEN_INT, what).integer;
	size_t n = (size_t)gp_fields_int(d->r, 1, INT32_MAX, what);
	size_t width = span.len * 8 / n;
	int64_t digits;

	if (width < GP_BITS_MIN || width > 64)
		gp_fields_wrong(d->r, what);
	make_samples(d, m, n);
	for (size_t i = 0; i < m->n_samples; i++) {
		uint64_t above = gp_bits_get(bytes, i * width, (unsigned)width);

		if (__builtin_add_overflow(low, above, &digits))
			gp_fields_wrong(d->r, "a sample beyond 64 bits");
		m->samples[i] = gp_fields_decimal(d->r, digits, power);
	}
}

static void read_samples_of(struct samples_reader *d, struct gp_measurement *m)
{
	int64_t power;
	size_t n;

	if (gp_fields_peek(d->r) != GP_TOKEN_ARRAY) {
		make_samples(d, m, 1);
		if (!d->r->wrong)
			m->samples[0] = gp_fields_number(d->r, 0);
		return;
	}
	n = gp_fields_array(d->r, 2, "samples");
	power = gp_fields_power(d->r);
	if (n >= 4 && gp_fields_peek(d->r) == GP_TOKEN_BIN) {
		read_packed(d, m, power);
		gp_fields_extra(d->r, n, 4);
		return;
	}
	make_samples(d, m, n ? n - 1 : 0);
	for (size_t i = 0; i < m->n_samples && !d->r->wrong; i++)
		m->samples[i] = gp_fields_number(d->r, power);
}

void gp_samples_read(struct gp_fields *r, struct gp_measurement *m,
		     size_t *n_samples)
{
	struct samples_reader reader = { r, n_samples };

	read_samples_of(&reader, m);
}
