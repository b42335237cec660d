/*
 * The rules of judging one series: tests/data/detect/rules.txt, and those of
 * where its baseline begins: restarts.txt beside it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gp/detect.h"
#include "scene.h"

#define COLUMNS 7
#define NAMES   8

/* A baseline with a name: "@QUIET 100 101". */
struct named {
	char name[16];
	char words[256];
};

struct names {
	struct named items[NAMES];
	size_t n;
};

static void read_name(struct names *names, const char *line)
{
	struct named *named = &names->items[names->n++];
	const char *rest = strchr(line, ' ');

	assert_non_null(rest);
	assert_true(names->n <= NAMES && rest - line < 16);
	assert_true(strlen(rest) < sizeof(named->words));
	memcpy(named->name, line, (size_t)(rest - line));
	strcpy(named->words, rest);
}

static const char *words_of(const struct names *names, const char *word)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->items[i].name, word))
			return names->items[i].words;
	return NULL;
}

/* ---- commits ---- */

#define MOST 160

/* What is said of a series, word by word. */
struct teller {
	struct gp_series_set *set;
	struct gp_series *series;
	const struct names *names;
	struct gp_entry like; /* what the next runs are made on, and under */
	bool judged;          /* these words are of the judged commit */
};

static void add_value(struct teller *t, double value)
{
	struct gp_entry *run = gp_entries_add(&t->set->runs);
	struct gp_point *point =
		t->judged ? &t->series->current : scene_commit(t->series);

	assert_true(t->series->n_baseline <= MOST);
	run->facts = t->like.facts;
	run->tags = t->like.tags;
	run->own_tags = t->like.own_tags;
	scene_run(t->set, point, &value, 1);
	point->readings[0].run = run;
}

/* "100..110/60": so many commits on a line, with 1 % of noise. */
static void add_line(struct teller *t, const char *word)
{
	double from = strtod(word, NULL);
	double to = strtod(strstr(word, "..") + 2, NULL);
	size_t n = strtoul(strchr(word, '/') + 1, NULL, 10);
	uint64_t seed = 5;

	for (size_t i = 0; i < n; i++) {
		double noise = 0;

		for (int j = 0; j < 12; j++) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695;
			noise += (double)(seed >> 33) * 0x1p-31 - 0.5;
		}
		add_value(t,
			  (from + (to - from) * (double)i / (double)(n - 1)) *
				  (1 + 0.01 * noise));
	}
}

/* "10%_and_5ns": words are cut at blanks here. */
static const char *with_blanks(struct gp_series_set *set, const char *text)
{
	char *copy = gp_arena_strdup(&set->arena, text), *at;

	while ((at = strchr(copy, '_')))
		*at = ' ';
	return copy;
}

/* "accept", "accept:8%": from the next commit on, or of the judged one. */
static void add_accept(struct teller *t, const char *upto)
{
	struct gp_series *s = t->series;
	struct gp_accepted *all =
		gp_arena_array(&t->set->arena, s->n_accepted + 1, sizeof(*all));
	struct gp_entry *run = gp_entries_add(&t->set->runs);

	run->accept = gp_arena_alloc(&t->set->arena, sizeof(*run->accept));
	*run->accept = (struct gp_accept){ "*", with_blanks(t->set, upto),
					   "as agreed", "" };
	if (s->n_accepted)
		memcpy(all, s->accepted, s->n_accepted * sizeof(*all));
	all[s->n_accepted].run = run;
	all[s->n_accepted].from = s->n_baseline;
	all[s->n_accepted++].on_branch = t->judged;
	s->accepted = all;
}

/* "kernel=6.1" is a fact of all later runs, "+users=50" a tag, "+users=" none.
 */
static void add_pair(struct teller *t, const char *word)
{
	struct gp_entry run = t->like;
	struct gp_span text = gp_span_of(word + (*word == '+'));
	struct gp_pairs *pairs = *word == '+' ? &run.tags : &run.facts, old;
	size_t eq = gp_span_find(text, "=");

	old = *pairs;
	memset(pairs, 0, sizeof(*pairs));
	run.own_tags |= *word == '+';
	for (size_t i = 0; i < old.n; i++)
		gp_entry_set(&run, pairs, gp_span_of(old.items[i].key),
			     gp_span_of(old.items[i].value));
	if (eq + 1 < text.len)
		gp_entry_set(&run, pairs, gp_span_sub(text, 0, eq),
			     gp_span_sub(text, eq + 1, text.len));
	else
		pairs->n = 0;
	t->like = run;
}

static void tell(struct teller *t, const char *words)
{
	struct gp_span rest = gp_span_of(words), word;

	while (gp_span_word(&word, &rest)) {
		const char *text =
			gp_arena_strndup(&t->set->arena, word.data, word.len);

		if (words_of(t->names, text))
			tell(t, words_of(t->names, text));
		else if (!strncmp(text, "accept", 6))
			add_accept(t, text + 6 + (text[6] == ':'));
		else if (strchr(text, '='))
			add_pair(t, text);
		else if (strstr(text, ".."))
			add_line(t, text);
		else
			add_value(t, strtod(text, NULL));
	}
}

/* ---- settings ---- */

static struct gp_limit limit(struct gp_series_set *set, const char *text)
{
	struct gp_limit limit = { GP_LIMIT_NONE, 0, "", NULL };

	text = with_blanks(set, text);
	if (strcmp(text, "none") != 0)
		assert_int_equal(
			gp_limit_parse(&limit, &set->arena, gp_span_of(text)),
			GP_OK);
	return limit;
}

static void setting(struct gp_series_set *set, struct gp_series *series,
		    const char *key, const char *value)
{
	struct gp_limits *limits = &series->limits;

	if (!strcmp(key, "unit"))
		series->unit = gp_arena_strdup(&set->arena, value);
	else if (!strcmp(key, "better"))
		assert_true(
			gp_better_parse(&series->better, gp_span_of(value)));
	else if (!strcmp(key, "early"))
		limits->early_fails = !strcmp(value, "fail");
	else if (!strcmp(key, "note"))
		limits->note = limit(set, value);
	else if (!strcmp(key, "warn"))
		limits->warn = limit(set, value);
	else if (!strcmp(key, "fail"))
		limits->fail = limit(set, value);
	else if (!strcmp(key, "budgetWarn"))
		limits->budget_warn = limit(set, value);
	else if (!strcmp(key, "budget"))
		limits->budget = limit(set, value);
	else if (!strcmp(key, "base"))
		set->on_base = true;
	else if (!strcmp(key, "wanted"))
		set->wanted = strtoul(value, NULL, 10);
	else
		fail_msg("no such setting: %s", key);
}

static void settings(struct gp_series_set *set, struct gp_series *series,
		     char *text)
{
	char *save = NULL, *word, *value;

	for (word = strtok_r(text, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		value = strchr(word, '=');
		assert_non_null(value);
		*value++ = '\0';
		setting(set, series, word, value);
	}
}

/* ---- rules ---- */

/* Cuts a line at its bars; every cell is trimmed. */
static void cells(char *out[COLUMNS], char *line, size_t columns)
{
	for (size_t i = 0; i < columns; i++) {
		char *bar = strchr(line, '|');
		struct gp_span cell;

		assert_true(bar || i == columns - 1);
		if (bar)
			*bar = '\0';
		cell = gp_span_trim(gp_span_of(line));
		out[i] = line + (cell.data - line);
		out[i][cell.len] = '\0';
		line = bar + 1;
	}
}

/* "change@20 +10%", "fact@judged kernel 6.1 -> 6.5". */
static void put_restart(struct gp_buf *out, const struct gp_finding *f)
{
	const struct gp_restart *restart = &f->restart;

	if (restart->why == GP_RESTART_NONE)
		return;
	gp_buf_printf(out, "%s@", gp_restart_name(restart->why));
	if (restart->commit.raw[0] == 255)
		gp_buf_puts(out, "judged");
	else
		gp_buf_printf(out, "%d", restart->commit.raw[0] - 1);
	if (*restart->what)
		gp_buf_printf(out, " %s", restart->what);
	else
		gp_buf_printf(out, " %+ld%%", lround(100 * restart->change));
}

/* "regression fail", where the baseline begins, and why. */
static bool is_as(const struct gp_finding *f, char *cell[COLUMNS])
{
	struct gp_buf restart = GP_BUF_INIT;
	char got[64];
	bool same;

	snprintf(got, sizeof(got), "%s %s", gp_status_name(f->status),
		 gp_severity_name(f->severity));
	put_restart(&restart, f);
	same = !strcmp(got, cell[4]) && !strcmp(f->reason, cell[5]) &&
	       !strcmp(gp_buf_str(&restart), cell[6]);
	if (!same)
		print_error("  %s\n  got %s | %s | %s\n  p %g, q %g, %zu "
			    "commits\n",
			    cell[0], got, f->reason, gp_buf_str(&restart), f->p,
			    f->q, f->baseline.commits);
	gp_buf_clear(&restart);
	return same;
}

static size_t check_rule(char *cell[COLUMNS], const struct names *names)
{
	const struct gp_detect_options options = { 0 };
	struct gp_findings findings = { 0 };
	struct gp_series_set set;
	struct teller t = { .set = &set, .names = names };
	bool right;

	scene_open(&set);
	set.commit.size = 20;
	set.commit.raw[0] = 255;
	gp_entry_init(&t.like, &set.arena);
	t.series = scene_series(&set, "b", GP_BETTER_LOWER, MOST);
	settings(&set, t.series, cell[3]);
	tell(&t, cell[1]);
	t.judged = true;
	tell(&t, cell[2]);
	assert_int_equal(gp_detect(&findings, &set, &options), GP_OK);
	assert_int_equal(findings.n, 1);
	right = is_as(&findings.items[0], cell);
	gp_findings_clear(&findings);
	gp_entry_clear(&t.like);
	gp_series_set_clear(&set);
	return !right;
}

/* Every rule of a file; returns how many there are. */
static size_t check_file(const char *path, size_t columns)
{
	FILE *file = fopen(path, "r");
	struct names names = { 0 };
	size_t wrong = 0, seen = 0;
	char line[512], *cell[COLUMNS];

	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line == '@') {
			read_name(&names, line + 1);
		} else if (*line && *line != '#') {
			cell[6] = line + strlen(line);
			cells(cell, line, columns);
			wrong += check_rule(cell, &names);
			seen++;
		}
	}
	fclose(file);
	assert_int_equal(wrong, 0);
	return seen;
}

static void test_rules(void **state)
{
	(void)state;
	assert_true(check_file(GP_TEST_DATA "/detect/rules.txt", 6) > 70);
}

static void test_restarts(void **state)
{
	(void)state;
	assert_true(check_file(GP_TEST_DATA "/detect/restarts.txt", 7) > 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_restarts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
