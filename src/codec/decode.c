/*
 * Decodes an entry from untrusted MessagePack.
 *
 * There are two passes: the first checks that the bytes are well-formed and
 * remembers the position of each value; the second reads the values in the
 * order of their dependencies. Every count is compared with the number of
 * bytes left before anything is allocated for it.
 */
#include <string.h>

#include "fields.h"
#include "gp/codec.h"
#include "marks.h"
#include "samples.h"

/* More facts or tags than anybody needs; bounds a linear search. */
#define PAIRS_MAX 10000
/* Milliseconds: the years 1 to 9999. */
#define TIME_MIN (INT64_C(-62135596800) * 1000)
#define TIME_MAX (INT64_C(253402300799) * 1000)

enum entry_key {
	KEY_BED,
	KEY_TOOL,
	KEY_METRICS,
	KEY_BENCH,
	KEY_PARAMS,
	KEY_FACTS,
	KEY_TAGS,
	KEY_BRANCH,
	KEY_KIND,
	KEY_ACCEPT,
	KEY_ALIAS,
	KEY_HORIZON,
	KEY_RETIRE,
	KEY_CARRIED,
	KEY_OWN,
	KEY_INCOMPLETE,
	KEY_DIRTY,
	KEY_MEASURED,
	KEY_ID,
	KEY_TIME,
	KEY_COMMIT,
	KEY_TARGETS,
	KEY_VALUES,
	KEY_SUMS,
	KEY_N
};

static const char *const key_names[] = {
	[KEY_BED] = "bed",
	[KEY_TOOL] = "tool",
	[KEY_METRICS] = "metrics",
	[KEY_BENCH] = "bench",
	[KEY_PARAMS] = "params",
	[KEY_OWN] = "own",
	[KEY_INCOMPLETE] = "incomplete",
	[KEY_FACTS] = "facts",
	[KEY_TAGS] = "tags",
	[KEY_BRANCH] = "branch",
	[KEY_KIND] = "kind",
	[KEY_ACCEPT] = "accept",
	[KEY_ALIAS] = "alias",
	[KEY_HORIZON] = "horizon",
	[KEY_RETIRE] = "retire",
	[KEY_CARRIED] = "carried",
	[KEY_DIRTY] = "dirty",
	[KEY_MEASURED] = "measured",
	[KEY_ID] = "id",
	[KEY_TIME] = "time",
	[KEY_COMMIT] = "commit",
	[KEY_TARGETS] = "targets",
	[KEY_VALUES] = "values",
	[KEY_SUMS] = "sums",
};

/* A row of the metric table. */
struct metric {
	const char *name;
	const char *unit;
	enum gp_better better;
	const char *source;
};

struct decoder {
	struct gp_fields r;
	struct gp_entry *entry;
	struct gp_cursor values[KEY_N]; /* `at` is NULL: the key is absent */
	struct metric *metrics;
	size_t n_metrics;
	size_t *bench_ends; /* of each benchmark, the index behind its last
			       result */
	size_t n_bench;
	size_t n_samples; /* of the whole entry, so far */
};

/* ---- the heading ---- */

static void read_oid_field(struct decoder *d, struct gp_oid *oid,
			   const char *what)
{
	struct gp_span span = gp_fields_take(&d->r, GP_TOKEN_BIN, what).bytes;

	if (d->r.wrong)
		return;
	if (span.len != 20 && span.len != 32) {
		gp_fields_wrong(&d->r, what);
		return;
	}
	memcpy(oid->raw, span.data, span.len);
	oid->size = (unsigned char)span.len;
}

static void read_entry_id(struct decoder *d, struct gp_entry_id *id,
			  const char *what)
{
	struct gp_span span = gp_fields_take(&d->r, GP_TOKEN_BIN, what).bytes;

	if (!d->r.wrong && span.len != sizeof(id->raw))
		gp_fields_wrong(&d->r, what);
	if (!d->r.wrong)
		memcpy(id->raw, span.data, span.len);
}

static void read_pairs(struct decoder *d, struct gp_pairs *pairs,
		       const char *what)
{
	size_t n = gp_fields_array(&d->r, 0, what);

	if (n % 2)
		gp_fields_wrong(&d->r, what);
	if (n / 2 > PAIRS_MAX)
		gp_fields_too_large(&d->r, what);
	if (d->r.wrong)
		return;
	pairs->items = gp_arena_array(d->r.arena, n / 2, sizeof(*pairs->items));
	for (; pairs->n < n / 2; pairs->n++) {
		pairs->items[pairs->n].key = gp_fields_string(&d->r, what);
		pairs->items[pairs->n].value = gp_fields_string(&d->r, what);
	}
	pairs->cap = pairs->n;
}

static void read_tool(struct decoder *d)
{
	size_t n = gp_fields_array(&d->r, 1, "tool");

	d->entry->tool = gp_fields_string(&d->r, "tool");
	if (n > 1)
		d->entry->tool_version = gp_fields_string(&d->r, "tool");
	gp_fields_extra(&d->r, n, 2);
}

static void read_commit(struct decoder *d)
{
	size_t n = gp_fields_array(&d->r, 2, "commit");

	read_oid_field(d, &d->entry->commit, "commit");
	d->entry->commit_time = gp_fields_int(
		&d->r, TIME_MIN / 1000, TIME_MAX / 1000, "the commit's time");
	if (n > 2)
		read_oid_field(d, &d->entry->tree, "the commit's tree");
	gp_fields_extra(&d->r, n, 3);
}

static void read_targets(struct decoder *d)
{
	size_t n = gp_fields_array(&d->r, 0, "targets");
	struct gp_entry *entry = d->entry;

	if (n > gp_cursor_left(&d->r.at) / sizeof(*entry->targets))
		gp_fields_wrong(&d->r, "targets");
	if (d->r.wrong)
		return;
	entry->targets =
		gp_arena_array(entry->arena, n, sizeof(*entry->targets));
	for (; entry->n_targets < n && !d->r.wrong; entry->n_targets++)
		read_entry_id(d, &entry->targets[entry->n_targets], "targets");
}

/* Reads [before, [pinned commit, …]]; a commit has at least 22 bytes. */
static void read_horizon(struct decoder *d)
{
	struct gp_horizon *horizon =
		gp_arena_alloc(d->r.arena, sizeof(*horizon));
	size_t n = gp_fields_array(&d->r, 2, "horizon"), pins;

	horizon->before_s = gp_fields_int(&d->r, TIME_MIN / 1000,
					  TIME_MAX / 1000, "a horizon's date");
	pins = gp_fields_array(&d->r, 0, "the pinned commits");
	if (pins > gp_cursor_left(&d->r.at) / 22)
		gp_fields_wrong(&d->r, "the pinned commits");
	if (d->r.wrong)
		return;
	horizon->pins =
		gp_arena_array(d->r.arena, pins, sizeof(*horizon->pins));
	for (; horizon->n_pins < pins && !d->r.wrong; horizon->n_pins++)
		read_oid_field(d, &horizon->pins[horizon->n_pins],
			       "the pinned commits");
	gp_fields_extra(&d->r, n, 2);
	d->entry->horizon = horizon;
}

/* Reads [from, who]. */
static void read_carried(struct decoder *d)
{
	struct gp_carry *carried = gp_arena_alloc(d->r.arena, sizeof(*carried));
	size_t n = gp_fields_array(&d->r, 1, "a carry-over");

	read_oid_field(d, &carried->from, "a carry-over's commit");
	carried->who =
		n > 1 ? gp_fields_string(&d->r, "a carry-over's author") : "";
	gp_fields_extra(&d->r, n, 2);
	d->entry->carried = carried;
}

/* ---- the table of results ---- */

static void read_metric(struct decoder *d, struct metric *metric)
{
	size_t n = gp_fields_array(&d->r, 3, "a metric"), known = 3;
	int64_t better;

	metric->name = gp_fields_string(&d->r, "a metric's name");
	metric->unit = gp_fields_string(&d->r, "a metric's unit");
	better = gp_fields_int(&d->r, 0, INT64_MAX, "a metric's direction");
	if (better == GP_BETTER_LOWER || better == GP_BETTER_HIGHER)
		metric->better = (enum gp_better)better;
	metric->source = "";
	if (n > known && gp_fields_peek(&d->r) == GP_TOKEN_STR) {
		metric->source = gp_fields_string(&d->r, "a metric's source");
		known++;
	}
	if (strchr(metric->name, ':'))
		gp_fields_wrong(&d->r, "a metric's name with a ':'");
	gp_fields_extra(&d->r, n, known);
}

static void read_metrics(struct decoder *d)
{
	/* [[name, unit, direction], …]: each has at least four bytes */
	size_t n = gp_fields_array(&d->r, 0, "metrics");

	if (n > gp_cursor_left(&d->r.at) / 4)
		gp_fields_wrong(&d->r, "metrics");
	if (d->r.wrong)
		return;
	d->metrics = gp_arena_array(d->r.arena, n, sizeof(*d->metrics));
	for (; d->n_metrics < n && !d->r.wrong; d->n_metrics++)
		read_metric(d, &d->metrics[d->n_metrics]);
}

/* Counts the results in [[name, metric…], …], without reading them. */
static size_t count_results(struct decoder *d)
{
	struct gp_cursor begin = d->r.at;
	size_t n = gp_fields_array(&d->r, 0, "bench"), total = 0;

	for (; n && !d->r.wrong; n--) {
		size_t row = gp_fields_array(&d->r, 1, "a benchmark");

		gp_fields_skip(&d->r, row);
		total += row - 1;
	}
	if (total > GP_ENTRY_RESULTS_MAX)
		gp_fields_too_large(&d->r, "results");
	if (d->r.wrong)
		return 0;
	d->r.at = begin;
	return total;
}

static void read_benchmark(struct decoder *d)
{
	size_t n = gp_fields_array(&d->r, 1, "a benchmark");
	const char *name = gp_fields_string(&d->r, "a benchmark's name");
	struct gp_entry *entry = d->entry;

	for (; n > 1 && !d->r.wrong; n--) {
		int64_t row = gp_fields_int(&d->r, 0, (int64_t)d->n_metrics - 1,
					    "a benchmark's metric");
		struct gp_measurement *m = &entry->results[entry->n_results];

		if (d->r.wrong)
			return;
		m->benchmark = name;
		m->metric = d->metrics[row].name;
		m->unit = d->metrics[row].unit;
		m->better = d->metrics[row].better;
		m->source = d->metrics[row].source;
		entry->n_results++;
	}
	d->bench_ends[d->n_bench++] = entry->n_results;
}

static void read_benchmarks(struct decoder *d)
{
	struct gp_entry *entry = d->entry;
	size_t total = count_results(d), n;

	n = gp_fields_array(&d->r, 0, "bench");
	if (d->r.wrong)
		return;
	entry->results =
		gp_arena_array(entry->arena, total, sizeof(*entry->results));
	entry->cap_results = total;
	d->bench_ends = gp_arena_array(entry->arena, n, sizeof(*d->bench_ends));
	for (; n && !d->r.wrong; n--)
		read_benchmark(d);
}

/* ---- parameters ---- */

static struct gp_parameters *read_pairs_of_parameters(struct decoder *d,
						      size_t n, size_t n_named)
{
	struct gp_parameters *out = gp_arena_alloc(d->r.arena, sizeof(*out));
	struct gp_pair *items = gp_arena_array(d->r.arena, n, sizeof(*items));

	*out = (struct gp_parameters){ items, n, n_named };
	for (size_t i = 0; i < n && !d->r.wrong; i++) {
		items[i].key = gp_fields_string(&d->r, "a parameter");
		items[i].value = gp_fields_string(&d->r, "a parameter");
	}
	return out;
}

/* [benchmark's index, number of those in its name, key, value, …] */
static void read_parameters_of_one(struct decoder *d)
{
	static const char what[] = "a benchmark's parameters";
	size_t n = gp_fields_array(&d->r, 2, what), at, named, begin;
	const struct gp_parameters *parameters;

	at = (size_t)gp_fields_int(&d->r, 0, (int64_t)d->n_bench - 1, what);
	named = (size_t)gp_fields_int(&d->r, 0, INT32_MAX, what);
	if (!d->r.wrong && (n % 2 || named > n / 2 - 1))
		gp_fields_wrong(&d->r, what);
	if (!d->r.wrong && n / 2 > PAIRS_MAX)
		gp_fields_too_large(&d->r, what);
	if (d->r.wrong)
		return;
	parameters = read_pairs_of_parameters(d, n / 2 - 1, named);
	begin = at ? d->bench_ends[at - 1] : 0;
	for (; begin < d->bench_ends[at]; begin++)
		d->entry->results[begin].parameters = parameters;
}

static void read_parameters(struct decoder *d)
{
	for (size_t n = gp_fields_array(&d->r, 0, "params"); n && !d->r.wrong;
	     n--)
		read_parameters_of_one(d);
}

/* ---- samples ---- */

static void read_values(struct decoder *d)
{
	size_t n = gp_fields_array(&d->r, 0, "values");

	if (n != d->entry->n_results)
		gp_fields_wrong(&d->r, "not one value per result");
	for (size_t i = 0; i < n && !d->r.wrong; i++)
		gp_samples_read(&d->r, &d->entry->results[i], &d->n_samples);
}

/* ---- summaries ---- */

static void read_summary(struct decoder *d)
{
	size_t n = gp_fields_array(&d->r, 3, "a summary");
	int64_t at = gp_fields_int(&d->r, 0, (int64_t)d->entry->n_results - 1,
				   "a summary's result");
	struct gp_summary *s;
	struct gp_decimal *parts[6];
	int64_t power;

	if (d->r.wrong || d->entry->results[at].summary) {
		gp_fields_wrong(&d->r, "a result's second summary");
		return;
	}
	s = gp_arena_alloc(d->r.arena, sizeof(*s));
	parts[0] = &s->spread;
	parts[1] = &s->low;
	parts[2] = &s->high;
	parts[3] = &s->mean;
	parts[4] = &s->min;
	parts[5] = &s->max;
	s->n = (uint64_t)gp_fields_int(&d->r, 0, INT64_MAX,
				       "a summary's count");
	power = gp_fields_power(&d->r);
	for (size_t i = 0; i < 6 && i + 3 < n; i++)
		*parts[i] = gp_fields_optional(&d->r, power);
	gp_fields_extra(&d->r, n, 9);
	d->entry->results[at].summary = s;
}

static void read_summaries(struct decoder *d)
{
	for (size_t n = gp_fields_array(&d->r, 0, "sums"); n && !d->r.wrong;
	     n--)
		read_summary(d);
}

/* ---- the whole ---- */

static void read_mark(struct decoder *d, enum entry_key key)
{
	if (key == KEY_ACCEPT)
		d->entry->accept = gp_accept_read(&d->r);
	else if (key == KEY_HORIZON)
		read_horizon(d);
	else if (key == KEY_RETIRE)
		d->entry->retire = gp_retire_read(&d->r);
	else if (key == KEY_CARRIED)
		read_carried(d);
	else
		d->entry->alias = gp_alias_read(&d->r);
}

static void read_text(struct decoder *d, enum entry_key key)
{
	const char *text = gp_fields_string(&d->r, key_names[key]);

	if (key == KEY_BED)
		d->entry->testbed = text;
	else if (key == KEY_BRANCH)
		d->entry->branch = text;
	else
		d->entry->incomplete = text;
}

static void read_flag(struct decoder *d, enum entry_key key)
{
	bool set = gp_fields_take(&d->r, GP_TOKEN_BOOL, key_names[key]).truth;

	if (key == KEY_OWN)
		d->entry->own_tags = set;
	else
		d->entry->dirty = set;
}

static void read_time(struct decoder *d, enum entry_key key)
{
	int64_t ms = gp_fields_int(&d->r, TIME_MIN, TIME_MAX, key_names[key]);

	if (key == KEY_TIME)
		d->entry->time_ms = ms;
	else
		d->entry->measured_ms = ms;
}

static void read_value(struct decoder *d, enum entry_key key)
{
	struct gp_fields *r = &d->r;
	struct gp_entry *entry = d->entry;

	switch (key) {
	case KEY_BED:
	case KEY_BRANCH:
	case KEY_INCOMPLETE:
		read_text(d, key);
		break;
	case KEY_TOOL:
		read_tool(d);
		break;
	case KEY_METRICS:
		read_metrics(d);
		break;
	case KEY_BENCH:
		read_benchmarks(d);
		break;
	case KEY_PARAMS:
		read_parameters(d);
		break;
	case KEY_FACTS:
	case KEY_TAGS:
		read_pairs(d, key == KEY_TAGS ? &entry->tags : &entry->facts,
			   key_names[key]);
		break;
	case KEY_KIND:
		entry->kind = (unsigned)gp_fields_int(r, 0, UINT16_MAX, "kind");
		break;
	case KEY_OWN:
	case KEY_DIRTY:
		read_flag(d, key);
		break;
	case KEY_MEASURED:
	case KEY_TIME:
		read_time(d, key);
		break;
	case KEY_ID:
		read_entry_id(d, &entry->id, "id");
		break;
	case KEY_COMMIT:
		read_commit(d);
		break;
	case KEY_TARGETS:
		read_targets(d);
		break;
	case KEY_VALUES:
		read_values(d);
		break;
	case KEY_SUMS:
		read_summaries(d);
		break;
	default:
		read_mark(d, key);
		break;
	}
}

/* Writers keep one order, so the search starts at the last key found. */
static enum entry_key key_of(struct gp_span name, enum entry_key last)
{
	for (int i = 0; i < KEY_N; i++) {
		enum entry_key key = (last + i) % KEY_N;

		if (gp_span_eq(name, key_names[key]))
			return key;
	}
	return KEY_N;
}

static void find_values(struct decoder *d)
{
	size_t n = gp_fields_take(&d->r, GP_TOKEN_MAP, "not a whole map").n;
	enum entry_key last = 0;

	for (; n && !d->r.wrong; n--) {
		struct gp_cursor begin = d->r.at;
		struct gp_token name;
		enum entry_key key = KEY_N;

		if (gp_cursor_next(&begin, &name) && name.type == GP_TOKEN_STR)
			key = key_of(name.bytes, last);
		gp_fields_skip(&d->r, 2);
		if (key == KEY_N)
			continue;
		last = key;
		if (d->values[key].at)
			gp_fields_wrong(&d->r, "a duplicate key");
		begin.end = d->r.at.at;
		d->values[key] = begin;
	}
	if (gp_cursor_left(&d->r.at))
		gp_fields_wrong(&d->r, "bytes after the end");
}

static bool needs_key(const struct gp_entry *entry, enum entry_key key)
{
	const struct gp_entry_kind_info *kind = gp_entry_kind_info(entry->kind);

	switch (key) {
	case KEY_ID:
	case KEY_TIME:
		return true;
	case KEY_COMMIT:
		return kind->needs_commit;
	default:
		return kind->key && !strcmp(kind->key, key_names[key]);
	}
}

static void read_values_in_order(struct decoder *d)
{
	for (enum entry_key key = 0; key < KEY_N && !d->r.wrong; key++) {
		d->r.at = d->values[key];
		if (d->r.at.at)
			read_value(d, key);
		else if (needs_key(d->entry, key))
			gp_fields_wrong(&d->r, "incomplete");
	}
	if (!d->r.wrong && d->entry->n_results && !d->values[KEY_VALUES].at)
		gp_fields_wrong(&d->r, "results without values");
}

enum gp_err gp_entry_decode(struct gp_entry *entry, struct gp_span bytes)
{
	struct decoder d = { .entry = entry,
			     .r = { .at = gp_cursor_make(bytes),
				    .arena = entry->arena } };

	if (bytes.len > GP_ENTRY_BYTES_MAX)
		return gp_fail(GP_ELIMIT, "an entry larger than %d MiB",
			       GP_ENTRY_BYTES_MAX >> 20);
	find_values(&d);
	if (!d.r.wrong)
		read_values_in_order(&d);
	if (d.r.too_large)
		return gp_fail(GP_ELIMIT, "an entry that is too large: %s",
			       d.r.wrong);
	if (d.r.wrong)
		return gp_fail(GP_EPARSE, "a damaged entry: %s", d.r.wrong);
	return GP_OK;
}
