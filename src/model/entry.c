/*
 * Entries in memory: filled by importers and the codec, read by everything
 * else. All data of an entry is in one arena, and equal strings are shared.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "gp/buf.h"
#include "gp/entry.h"

const char *gp_better_name(enum gp_better better)
{
	switch (better) {
	case GP_BETTER_LOWER:
		return "lower";
	case GP_BETTER_HIGHER:
		return "higher";
	case GP_BETTER_SAME:
		return "same";
	case GP_BETTER_NONE:
		break;
	}
	return "none";
}

bool gp_better_parse(enum gp_better *out, struct gp_span name)
{
	for (int i = GP_BETTER_NONE; i <= GP_BETTER_SAME; i++) {
		if (gp_span_eq(name, gp_better_name(i))) {
			*out = i;
			return true;
		}
	}
	return false;
}

void gp_entry_init(struct gp_entry *entry, struct gp_arena *arena)
{
	memset(entry, 0, sizeof(*entry));
	entry->arena = arena;
	entry->testbed = entry->tool = entry->tool_version = entry->branch = "";
	entry->incomplete = "";
}

bool gp_entry_has_results(const struct gp_entry *entry)
{
	return gp_entry_kind_info(entry->kind)->has_results;
}

void gp_entry_clear(struct gp_entry *entry)
{
	gp_map_clear(&entry->index);
	gp_map_clear(&entry->strings);
}

enum gp_err gp_entry_stamp(struct gp_entry *entry)
{
	struct gp_entry_id id;
	struct timespec now;

	if (getrandom(id.raw, sizeof(id.raw), 0) != (ssize_t)sizeof(id.raw))
		return gp_fail(GP_EIO, "cannot create an entry id: %s",
			       strerror(errno));
	clock_gettime(CLOCK_REALTIME, &now);
	entry->id = id;
	entry->time_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	return GP_OK;
}

/* ---- growing arrays in the arena ---- */

/*
 * The old array stays in the arena until that is freed. As sizes double, this
 * wastes at most as much memory as is used.
 */
static void *grow(struct gp_entry *entry, void *items, size_t *cap, size_t size)
{
	size_t wanted = *cap ? *cap * 2 : 1;
	void *grown = gp_arena_array(entry->arena, wanted, size);

	if (*cap)
		memcpy(grown, items, *cap * size);
	*cap = wanted;
	return grown;
}

/* ---- strings ---- */

static const char empty[] = "";

/* Returns the shared copy of a text that already is in the arena. */
static const char *intern(struct gp_entry *entry, const char *text)
{
	if (!*text)
		return empty;
	return (const char *)*gp_map_put(&entry->strings, text, strlen(text),
					 (size_t)text);
}

const char *gp_entry_string(struct gp_entry *entry, struct gp_span text)
{
	size_t known;

	if (!text.len)
		return empty;
	if (gp_map_get(&entry->strings, text.data, text.len, &known))
		return (const char *)known;
	return intern(entry,
		      gp_arena_strndup(entry->arena, text.data, text.len));
}

/* ---- measurements ---- */

/* Strings of an entry are shared: equal texts have equal pointers. */
struct result_key {
	const char *benchmark;
	const char *metric;
	const char *unit;
};

static void index_add(struct gp_entry *entry, const struct result_key *key,
		      size_t at)
{
	struct result_key *kept = gp_arena_alloc(entry->arena, sizeof(*kept));

	*kept = *key;
	gp_map_put(&entry->index, kept, sizeof(*kept), at);
}

/* A decoded entry gets its index when a measurement is first looked up. */
static void index_build(struct gp_entry *entry)
{
	for (size_t i = 0; i < entry->n_results; i++) {
		struct gp_measurement *m = &entry->results[i];
		struct result_key key;

		m->benchmark = key.benchmark = intern(entry, m->benchmark);
		m->metric = key.metric = intern(entry, m->metric);
		m->unit = key.unit = intern(entry, m->unit);
		index_add(entry, &key, i);
	}
}

static struct gp_measurement *add_measurement(struct gp_entry *entry,
					      const struct result_key *key)
{
	struct gp_measurement *m;

	if (entry->n_results == entry->cap_results)
		entry->results =
			grow(entry, entry->results, &entry->cap_results,
			     sizeof(*entry->results));
	index_add(entry, key, entry->n_results);
	m = &entry->results[entry->n_results++];
	memset(m, 0, sizeof(*m));
	m->benchmark = key->benchmark;
	m->metric = key->metric;
	m->unit = key->unit;
	m->source = "";
	return m;
}

static const char *joined(struct gp_entry *entry, struct gp_span benchmark,
			  struct gp_span metric)
{
	struct gp_buf name = GP_BUF_INIT;
	const char *text;

	gp_buf_span(&name, benchmark);
	if (benchmark.len)
		gp_buf_putc(&name, ':');
	gp_buf_span(&name, metric);
	text = gp_entry_string(entry, gp_buf_view(&name));
	gp_buf_clear(&name);
	return text;
}

struct gp_measurement *gp_entry_measurement(struct gp_entry *entry,
					    struct gp_span benchmark,
					    struct gp_span metric,
					    struct gp_span unit)
{
	struct result_key key;
	size_t at;

	if (!entry->index.n)
		index_build(entry);
	if (gp_span_find(metric, ":") == metric.len) {
		key.benchmark = gp_entry_string(entry, benchmark);
	} else {
		key.benchmark = benchmark.len ? joined(entry, benchmark, metric)
					      : gp_entry_string(entry, metric);
		metric = gp_span_of("value");
	}
	key.metric = gp_entry_string(entry, metric);
	key.unit = gp_entry_string(entry, unit);
	if (gp_map_get(&entry->index, &key, sizeof(key), &at))
		return &entry->results[at];
	return add_measurement(entry, &key);
}

void gp_entry_sample(struct gp_entry *entry, struct gp_measurement *m,
		     struct gp_decimal value)
{
	if (m->n_samples == m->cap_samples)
		m->samples = grow(entry, m->samples, &m->cap_samples,
				  sizeof(*m->samples));
	m->samples[m->n_samples++] = value;
}

/* ---- pairs ---- */

static struct gp_pair *find_pair(const struct gp_pairs *pairs,
				 struct gp_span key)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (gp_span_eq(key, pairs->items[i].key))
			return &pairs->items[i];
	return NULL;
}

void gp_entry_set(struct gp_entry *entry, struct gp_pairs *pairs,
		  struct gp_span key, struct gp_span value)
{
	struct gp_pair *pair = find_pair(pairs, key);

	if (!pair) {
		if (pairs->n == pairs->cap)
			pairs->items = grow(entry, pairs->items, &pairs->cap,
					    sizeof(*pairs->items));
		pair = &pairs->items[pairs->n++];
		pair->key = gp_entry_string(entry, key);
	}
	pair->value = gp_entry_string(entry, value);
}

const char *gp_pairs_get(const struct gp_pairs *pairs, const char *key)
{
	struct gp_pair *pair = find_pair(pairs, gp_span_of(key));

	return pair ? pair->value : NULL;
}

const char *gp_entry_ci_job(const struct gp_entry *run)
{
	const char *job = gp_pairs_get(&run->facts, "ci-job");

	return job ? job : "";
}

/* ---- lists ---- */

struct gp_entry *gp_entries_add(struct gp_entries *entries)
{
	struct gp_entry *entry =
		gp_arena_alloc(&entries->arena, sizeof(*entry));

	gp_entry_init(entry, &entries->arena);
	entries->items = gp_grow(entries->items, entries->n, &entries->cap,
				 sizeof(struct gp_entry *));
	entries->items[entries->n++] = entry;
	return entry;
}

int gp_entry_order(const void *a, const void *b)
{
	const struct gp_entry *x = *(const struct gp_entry *const *)a;
	const struct gp_entry *y = *(const struct gp_entry *const *)b;

	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return memcmp(x->id.raw, y->id.raw, sizeof(x->id.raw));
}

void gp_entries_clear(struct gp_entries *entries)
{
	for (size_t i = 0; i < entries->n; i++)
		gp_entry_clear(entries->items[i]);
	free(entries->items);
	gp_arena_clear(&entries->arena);
	memset(entries, 0, sizeof(*entries));
}

/* ---- ids ---- */

const char *gp_entry_id_hex(const struct gp_entry_id *id,
			    char hex[GP_ENTRY_ID_HEX])
{
	return gp_hex_put(id->raw, sizeof(id->raw), hex);
}

bool gp_entry_id_parse(struct gp_entry_id *out, struct gp_span hex)
{
	struct gp_entry_id id;

	if (hex.len != 2 * sizeof(id.raw) || !gp_hex_parse(id.raw, hex))
		return false;
	*out = id;
	return true;
}
