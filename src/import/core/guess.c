/*
 * Guesses the unit and direction of each measurement from its unit and its
 * name if the tool does not give them.
 */
#include <string.h>

#include "gp/import.h"
#include "gp/limits.h"

#include "guess.h"

/* ---- units of keys ---- */

const char *gp_guess_unit(const char *name)
{
	static const char *const units[] = {
		"ns",    "us",     "ms",     "s",      "min",  "h",    "%",
		"B",     "kB",     "MB",     "GB",     "TB",   "KiB",  "MiB",
		"GiB",   "TiB",    "B/s",    "kB/s",   "MB/s", "GB/s", "TB/s",
		"KiB/s", "MiB/s",  "GiB/s",  "bit",    "kbit", "Mbit", "Gbit",
		"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "fps",  "Hz",
	};
	struct gp_meaning meaning;

	gp_meaning_read(&meaning, "", name, "");
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (!strcmp(meaning.unit, units[i]))
			return units[i];
	return "";
}

const char *gp_guess_key_unit(const char *key)
{
	static const char *const words[] = { "ns", "us", "\xc2\xb5s", "ms" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(key, words[i]))
			return words[i];
	return gp_guess_unit(key);
}

bool gp_guess_is_time(const char *unit)
{
	double factor;

	return gp_unit_factor(unit, "s", &factor);
}

/* ---- a run ---- */

/* A guess, made once for all measurements with the same key. */
struct completion {
	/* the key; interned strings; no benchmark if the metric says it all */
	const char *metric, *unit, *benchmark;
	const char *guessed_unit;
	bool of_benchmark;
	enum gp_better guessed_better;
};

struct completing {
	struct gp_intake *intake;
	struct gp_map known; /* of struct completion by its key */
};

static void note_guess(struct gp_intake *intake, const struct completion *guess)
{
	struct gp_guess *item;

	for (size_t i = 0; i < intake->n_guessed; i++) {
		item = &intake->guessed[i];
		if (item->metric != guess->metric ||
		    item->better != guess->guessed_better ||
		    strcmp(item->unit, guess->guessed_unit) != 0)
			continue;
		item->benchmark = NULL;
		return;
	}
	intake->guessed =
		gp_grow(intake->guessed, intake->n_guessed,
			&intake->cap_guessed, sizeof(*intake->guessed));
	intake->guessed[intake->n_guessed++] =
		(struct gp_guess){ .benchmark = guess->benchmark,
				   .metric = guess->metric,
				   .unit = guess->guessed_unit,
				   .better = guess->guessed_better };
}

static void guess_unit_and_direction(struct completion *out,
				     struct gp_entry *run)
{
	struct gp_meaning meaning;

	gp_meaning_read(&meaning, out->benchmark ? out->benchmark : "",
			out->metric, out->unit);
	out->of_benchmark = meaning.of_benchmark;
	out->guessed_unit = out->unit;
	if (*meaning.unit)
		out->guessed_unit =
			gp_entry_string(run, gp_span_of(meaning.unit));
	out->guessed_better = meaning.better;
}

#define KEY_SIZE offsetof(struct completion, guessed_unit)

/* Returns the guess for the key of `fresh`, and notes a new one. */
static const struct completion *complete(struct completing *s,
					 const struct completion *fresh)
{
	struct gp_entry *run = s->intake->run;
	struct completion *kept;
	size_t at;

	if (gp_map_get(&s->known, fresh, KEY_SIZE, &at))
		return (const struct completion *)at;
	kept = gp_arena_alloc(run->arena, sizeof(*kept));
	*kept = *fresh;
	guess_unit_and_direction(kept, run);
	gp_map_put(&s->known, kept, KEY_SIZE, (size_t)kept);
	if (!kept->of_benchmark || kept->benchmark)
		note_guess(s->intake, kept);
	return kept;
}

static void complete_measurement(struct completing *s, struct gp_measurement *m)
{
	struct completion fresh = { m->metric, m->unit, NULL, NULL, false, 0 };
	const struct completion *kept = complete(s, &fresh);

	if (kept->of_benchmark) {
		fresh.benchmark = m->benchmark;
		kept = complete(s, &fresh);
	}
	m->unit = kept->guessed_unit;
	m->better = kept->guessed_better;
}

void gp_intake_guess(struct gp_intake *intake)
{
	struct completing s = { .intake = intake };
	struct gp_map names = { 0 };

	for (size_t i = 0; i < intake->run->n_results; i++) {
		struct gp_measurement *m = &intake->run->results[i];

		gp_map_put(&names, &m->benchmark, sizeof(m->benchmark), 0);
		if (m->better == GP_BETTER_NONE)
			complete_measurement(&s, m);
	}
	intake->n_benchmarks = names.n;
	gp_map_clear(&names);
	gp_map_clear(&s.known);
}
