/*
 * Encodes an entry as MessagePack. Values that are the same in most runs come
 * first and random ones last: two lines then begin with the same bytes, also
 * in base64, and git compresses them well.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <msgpack.h>

#include "bits.h"
#include "gp/codec.h"
#include "gp/parse.h"

struct encoder {
	msgpack_packer pk;
	struct gp_buf body;   /* the map without its head */
	size_t n_keys;        /* keys of the map in `body` */
	struct gp_buf text;   /* scratch: a string made valid, a packed array */
	struct gp_arena temp; /* freed when the encoding is done */
	struct gp_map metrics;
	const struct gp_measurement **order; /* grouped by benchmark */
	size_t n;
};

static int append(void *buf, const char *data, size_t len)
{
	gp_buf_add(buf, data, len);
	return 0;
}

/* ---- pieces ---- */

/* Replaces invalid UTF-8: a branch or a path may have it, readers reject it. */
static struct gp_span valid(struct encoder *e, const char *text)
{
	struct gp_span rest = gp_span_of(text);
	size_t len;

	gp_buf_reset(&e->text);
	while (rest.len) {
		len = gp_utf8_len(rest);
		if (len)
			gp_buf_add(&e->text, rest.data, len);
		else
			gp_buf_puts(&e->text, "\xef\xbf\xbd"); /* U+FFFD */
		rest = gp_span_sub(rest, len ? len : 1, rest.len);
	}
	return gp_buf_view(&e->text);
}

static void put_string(struct encoder *e, const char *text)
{
	struct gp_span span = valid(e, text);

	msgpack_pack_str(&e->pk, span.len);
	msgpack_pack_str_body(&e->pk, span.data, span.len);
}

static void put_bytes(struct encoder *e, const void *data, size_t len)
{
	msgpack_pack_bin(&e->pk, len);
	msgpack_pack_bin_body(&e->pk, data, len);
}

static void put_key(struct encoder *e, const char *key)
{
	e->n_keys++;
	put_string(e, key);
}

static void put_pairs(struct encoder *e, const char *key,
		      const struct gp_pairs *pairs)
{
	if (!pairs->n)
		return;
	put_key(e, key);
	msgpack_pack_array(&e->pk, 2 * pairs->n);
	for (size_t i = 0; i < pairs->n; i++) {
		put_string(e, pairs->items[i].key);
		put_string(e, pairs->items[i].value);
	}
}

static void put_text(struct encoder *e, const char *key, const char *text)
{
	if (!*text)
		return;
	put_key(e, key);
	put_string(e, text);
}

static void put_flag(struct encoder *e, const char *key, bool set)
{
	if (!set)
		return;
	put_key(e, key);
	msgpack_pack_true(&e->pk);
}

static void put_tool(struct encoder *e, const struct gp_entry *entry)
{
	if (!*entry->tool)
		return;
	put_key(e, "tool");
	msgpack_pack_array(&e->pk, *entry->tool_version ? 2 : 1);
	put_string(e, entry->tool);
	if (*entry->tool_version)
		put_string(e, entry->tool_version);
}

static void put_commit(struct encoder *e, const struct gp_entry *entry)
{
	if (!entry->commit.size)
		return;
	put_key(e, "commit");
	msgpack_pack_array(&e->pk, entry->tree.size ? 3 : 2);
	put_bytes(e, entry->commit.raw, entry->commit.size);
	msgpack_pack_int64(&e->pk, entry->commit_time);
	if (entry->tree.size)
		put_bytes(e, entry->tree.raw, entry->tree.size);
}

static void put_targets(struct encoder *e, const struct gp_entry *entry)
{
	if (!entry->n_targets)
		return;
	put_key(e, "targets");
	msgpack_pack_array(&e->pk, entry->n_targets);
	for (size_t i = 0; i < entry->n_targets; i++)
		put_bytes(e, entry->targets[i].raw,
			  sizeof(entry->targets[i].raw));
}

/* ---- the table of results ---- */

/* Sets e->order: results with samples, those of one benchmark together. */
static void group(struct encoder *e, const struct gp_entry *entry)
{
	size_t *groups = gp_calloc(entry->n_results, sizeof(*groups));
	size_t *starts = gp_calloc(entry->n_results + 1, sizeof(*starts));
	struct gp_map map = { 0 };

	e->order =
		gp_arena_array(&e->temp, entry->n_results, sizeof(*e->order));
	for (size_t i = 0; i < entry->n_results; i++) {
		const char *name = entry->results[i].benchmark;

		groups[i] = *gp_map_put(&map, name, strlen(name), map.n);
		if (entry->results[i].n_samples)
			starts[groups[i] + 1]++;
	}
	for (size_t i = 0; i < map.n; i++)
		starts[i + 1] += starts[i];
	e->n = starts[map.n];
	for (size_t i = 0; i < entry->n_results; i++)
		if (entry->results[i].n_samples)
			e->order[starts[groups[i]]++] = &entry->results[i];
	gp_map_clear(&map);
	free(starts);
	free(groups);
}

/* The row of the metric table: the same name, unit, direction and source. */
static size_t metric_row(struct encoder *e, const struct gp_measurement *m)
{
	struct gp_span key;
	size_t row;

	gp_buf_reset(&e->text);
	gp_buf_printf(&e->text, "%d%s", (int)m->better, m->metric);
	gp_buf_putc(&e->text, '\0');
	gp_buf_puts(&e->text, m->unit);
	gp_buf_putc(&e->text, '\0');
	gp_buf_puts(&e->text, m->source);
	key = gp_buf_view(&e->text);
	if (gp_map_get(&e->metrics, key.data, key.len, &row))
		return row;
	key.data = gp_arena_strndup(&e->temp, key.data, key.len);
	return *gp_map_put(&e->metrics, key.data, key.len, e->metrics.n);
}

static void put_metrics(struct encoder *e, const size_t *rows)
{
	size_t next = 0;

	put_key(e, "metrics");
	msgpack_pack_array(&e->pk, e->metrics.n);
	for (size_t i = 0; i < e->n; i++) {
		const struct gp_measurement *m = e->order[i];

		if (rows[i] != next)
			continue;
		next++;
		assert(!strchr(m->metric, ':'));
		msgpack_pack_array(&e->pk, *m->source ? 4 : 3);
		put_string(e, m->metric);
		put_string(e, m->unit);
		msgpack_pack_int(&e->pk, (int)m->better);
		if (*m->source)
			put_string(e, m->source);
	}
}

static size_t group_end(const struct encoder *e, size_t from)
{
	const char *name = e->order[from]->benchmark;

	while (from < e->n && !strcmp(e->order[from]->benchmark, name))
		from++;
	return from;
}

static size_t count_groups(const struct encoder *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n; i = group_end(e, i))
		n++;
	return n;
}

static void put_benchmarks(struct encoder *e, const size_t *rows)
{
	put_key(e, "bench");
	msgpack_pack_array(&e->pk, count_groups(e));
	for (size_t i = 0; i < e->n;) {
		size_t end = group_end(e, i);

		msgpack_pack_array(&e->pk, end - i + 1);
		put_string(e, e->order[i]->benchmark);
		for (; i < end; i++)
			msgpack_pack_uint64(&e->pk, rows[i]);
	}
}

/* [[benchmark's index, number of those in the name, key, value, …], …] */
static void put_parameters(struct encoder *e)
{
	size_t n = 0, group = 0;

	for (size_t i = 0; i < e->n; i = group_end(e, i))
		n += e->order[i]->parameters != NULL;
	if (!n)
		return;
	put_key(e, "params");
	msgpack_pack_array(&e->pk, n);
	for (size_t i = 0; i < e->n; i = group_end(e, i), group++) {
		const struct gp_parameters *p = e->order[i]->parameters;

		if (!p)
			continue;
		msgpack_pack_array(&e->pk, 2 + 2 * p->n);
		msgpack_pack_uint64(&e->pk, group);
		msgpack_pack_uint64(&e->pk, p->n_named);
		for (size_t k = 0; k < p->n; k++) {
			put_string(e, p->items[k].key);
			put_string(e, p->items[k].value);
		}
	}
}

static void put_table(struct encoder *e, const struct gp_entry *entry)
{
	size_t *rows;

	group(e, entry);
	if (!e->n)
		return;
	rows = gp_calloc(e->n, sizeof(*rows));
	for (size_t i = 0; i < e->n; i++)
		rows[i] = metric_row(e, e->order[i]);
	put_metrics(e, rows);
	put_benchmarks(e, rows);
	put_parameters(e);
	free(rows);
}

/* ---- numbers ---- */

/* The digits of `d` at the power `exp`; false if they do not fit. */
static bool scaled(struct gp_decimal d, int exp, int64_t *out)
{
	int64_t digits = d.digits;

	if (d.kind != GP_DECIMAL_EXACT || d.exp < exp)
		return false;
	for (int i = d.exp; digits && i > exp; i--)
		if (__builtin_mul_overflow(digits, 10, &digits))
			return false;
	*out = digits;
	return true;
}

static int common_power(const struct gp_decimal *values, size_t n)
{
	int power = INT16_MAX;

	for (size_t i = 0; i < n; i++)
		if (values[i].kind == GP_DECIMAL_EXACT && values[i].exp < power)
			power = values[i].exp;
	return power == INT16_MAX ? 0 : power;
}

static void put_number(struct encoder *e, struct gp_decimal d, int power)
{
	int64_t digits;

	if (d.kind == GP_DECIMAL_NONE) {
		msgpack_pack_nil(&e->pk);
	} else if (d.kind == GP_DECIMAL_DOUBLE) {
		msgpack_pack_double(&e->pk, d.value);
	} else if (scaled(d, power, &digits)) {
		msgpack_pack_int64(&e->pk, digits);
	} else {
		msgpack_pack_array(&e->pk, 2);
		msgpack_pack_int64(&e->pk, d.digits);
		msgpack_pack_int(&e->pk, d.exp);
	}
}

static void put_list(struct encoder *e, const struct gp_measurement *m,
		     int power)
{
	msgpack_pack_array(&e->pk, m->n_samples + 1);
	msgpack_pack_int(&e->pk, power);
	for (size_t i = 0; i < m->n_samples; i++)
		put_number(e, m->samples[i], power);
}

/* ---- samples as bits above their minimum ---- */

/*
 * Noise has no pattern that a compressor can use, and after base64 it cannot
 * use the zeros in a number's upper half either, so we do not write them.
 * For fewer than four samples the header costs more than it saves.
 */
#define PACK_MIN_SAMPLES 4

static bool range(const struct gp_measurement *m, int power, int64_t *low,
		  uint64_t *above)
{
	int64_t min = INT64_MAX, max = INT64_MIN, digits;

	for (size_t i = 0; i < m->n_samples; i++) {
		if (!scaled(m->samples[i], power, &digits))
			return false;
		min = digits < min ? digits : min;
		max = digits > max ? digits : max;
	}
	*low = min;
	*above = (uint64_t)max - (uint64_t)min;
	return true;
}

static void put_packed(struct encoder *e, const struct gp_measurement *m,
		       int power, int64_t low, uint64_t above)
{
	size_t n = m->n_samples, len = (n * gp_bits_width(above) + 7) / 8;
	unsigned width = (unsigned)(8 * len / n); /* as a reader derives it */
	unsigned char *bytes = gp_calloc(len, 1);
	int64_t digits = 0;

	for (size_t i = 0; i < n; i++)
		if (scaled(m->samples[i], power, &digits))
			gp_bits_put(bytes, i * width, width,
				    (uint64_t)digits - (uint64_t)low);
	msgpack_pack_array(&e->pk, 4);
	msgpack_pack_int(&e->pk, power);
	put_bytes(e, bytes, len);
	msgpack_pack_int64(&e->pk, low);
	msgpack_pack_uint64(&e->pk, n);
	free(bytes);
}

static void put_samples(struct encoder *e, const struct gp_measurement *m)
{
	int power = common_power(m->samples, m->n_samples);
	uint64_t above;
	int64_t low;

	if (m->n_samples == 1 && !power)
		put_number(e, m->samples[0], 0);
	else if (m->n_samples >= PACK_MIN_SAMPLES &&
		 range(m, power, &low, &above))
		put_packed(e, m, power, low, above);
	else
		put_list(e, m, power);
}

static void put_values(struct encoder *e)
{
	if (!e->n)
		return;
	put_key(e, "values");
	msgpack_pack_array(&e->pk, e->n);
	for (size_t i = 0; i < e->n; i++)
		put_samples(e, e->order[i]);
}

/* ---- summaries ---- */

static void put_summary(struct encoder *e, size_t at,
			const struct gp_summary *s)
{
	const struct gp_decimal parts[] = { s->spread, s->low, s->high,
					    s->mean,   s->min, s->max };
	size_t n = sizeof(parts) / sizeof(parts[0]);
	int power = common_power(parts, n);

	while (n && parts[n - 1].kind == GP_DECIMAL_NONE)
		n--;
	msgpack_pack_array(&e->pk, n + 3);
	msgpack_pack_uint64(&e->pk, at);
	msgpack_pack_uint64(&e->pk, s->n);
	msgpack_pack_int(&e->pk, power);
	for (size_t i = 0; i < n; i++)
		put_number(e, parts[i], power);
}

static void put_summaries(struct encoder *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++)
		n += e->order[i]->summary != NULL;
	if (!n)
		return;
	put_key(e, "sums");
	msgpack_pack_array(&e->pk, n);
	for (size_t i = 0; i < e->n; i++)
		if (e->order[i]->summary)
			put_summary(e, i, e->order[i]->summary);
}

/* ---- the whole ---- */

/* An array of texts; trailing empty ones beyond `least` are left out. */
static void put_texts(struct encoder *e, const char *key,
		      const char *const *texts, size_t n, size_t least)
{
	while (n > least && !*texts[n - 1])
		n--;
	put_key(e, key);
	msgpack_pack_array(&e->pk, n);
	for (size_t i = 0; i < n; i++)
		put_string(e, texts[i]);
}

static void put_horizon(struct encoder *e, const struct gp_horizon *horizon)
{
	put_key(e, "horizon");
	msgpack_pack_array(&e->pk, 2);
	msgpack_pack_int64(&e->pk, horizon->before_s);
	msgpack_pack_array(&e->pk, horizon->n_pins);
	for (size_t i = 0; i < horizon->n_pins; i++)
		put_bytes(e, horizon->pins[i].raw, horizon->pins[i].size);
}

static void put_carried(struct encoder *e, const struct gp_carry *carried)
{
	put_key(e, "carried");
	msgpack_pack_array(&e->pk, *carried->who ? 2 : 1);
	put_bytes(e, carried->from.raw, carried->from.size);
	if (*carried->who)
		put_string(e, carried->who);
}

static void put_mark(struct encoder *e, const struct gp_entry *entry)
{
	const struct gp_accept *accept = entry->accept;
	const struct gp_alias *alias = entry->alias;

	if (accept) {
		const char *const texts[] = { accept->pattern, accept->reason,
					      accept->who, accept->upto };

		put_texts(e, "accept", texts, 4, 1);
	}
	if (alias) {
		const char *const texts[] = { alias->from, alias->to,
					      alias->who };

		put_texts(e, "alias", texts, 3, 2);
	}
	if (entry->horizon)
		put_horizon(e, entry->horizon);
	if (entry->retire) {
		const struct gp_retire *retire = entry->retire;
		const char *const texts[] = { retire->pattern, retire->reason,
					      retire->who };

		put_texts(e, "retire", texts, 3, 1);
	}
	if (entry->carried)
		put_carried(e, entry->carried);
}

static void put_heading(struct encoder *e, const struct gp_entry *entry)
{
	if (entry->kind != GP_ENTRY_RUN) {
		put_key(e, "kind");
		msgpack_pack_uint64(&e->pk, entry->kind);
	}
	put_mark(e, entry);
	put_flag(e, "own", entry->own_tags && entry->tags.n);
	put_text(e, "incomplete", entry->incomplete);
	put_flag(e, "dirty", entry->dirty);
	if (entry->measured_ms) {
		put_key(e, "measured");
		msgpack_pack_int64(&e->pk, entry->measured_ms);
	}
	put_key(e, "id");
	put_bytes(e, entry->id.raw, sizeof(entry->id.raw));
	put_key(e, "time");
	msgpack_pack_int64(&e->pk, entry->time_ms);
}

static void put_entry(struct encoder *e, const struct gp_entry *entry)
{
	put_text(e, "bed", entry->testbed);
	put_tool(e, entry);
	put_table(e, entry);
	put_pairs(e, "facts", &entry->facts);
	put_pairs(e, "tags", &entry->tags);
	put_text(e, "branch", entry->branch);
	put_heading(e, entry);
	put_commit(e, entry);
	put_targets(e, entry);
	put_values(e);
	put_summaries(e);
}

/* Makes sure that readers accept the entry, by running their checks. */
static enum gp_err read_back(struct gp_span bytes)
{
	struct gp_arena arena = { 0 };
	struct gp_entry copy;
	enum gp_err err;

	gp_entry_init(&copy, &arena);
	err = gp_entry_decode(&copy, bytes);
	gp_entry_clear(&copy);
	gp_arena_clear(&arena);
	return err ? gp_fail_at(err, "this entry cannot be stored") : GP_OK;
}

enum gp_err gp_entry_encode(struct gp_buf *out, const struct gp_entry *entry)
{
	struct encoder e = { 0 };
	struct gp_buf whole = GP_BUF_INIT;
	enum gp_err err;

	msgpack_packer_init(&e.pk, &e.body, append);
	put_entry(&e, entry);
	msgpack_packer_init(&e.pk, &whole, append);
	msgpack_pack_map(&e.pk, e.n_keys);
	gp_buf_span(&whole, gp_buf_view(&e.body));
	err = read_back(gp_buf_view(&whole));
	if (!err)
		gp_buf_span(out, gp_buf_view(&whole));
	gp_buf_clear(&whole);
	gp_buf_clear(&e.body);
	gp_buf_clear(&e.text);
	gp_map_clear(&e.metrics);
	gp_arena_clear(&e.temp);
	return err;
}
