/*
 * git perf forget: drop runs so that they stay dropped.
 *
 * A tombstone goes into every note that holds the run: the one on its commit
 * and, where there is one, the one on its tree.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/config.h"
#include "gp/mem.h"
#include "gp/phrase.h"
#include "gp/store.h"

#include "cmd.h"
#include "horizon.h"
#include "table.h"

/* A run that was found, and where. */
struct found {
	struct gp_entry_id id;
	struct gp_oid object;
	struct gp_oid commit; /* the run's own, and its time: a tombstone */
	int64_t commit_time;  /* ages with what it hides */
	size_t word;          /* which argument named it */
};

struct search {
	char **words;
	size_t n_words;
	const char *before; /* or a date, and no words */
	int64_t before_s;
	struct found *items;
	size_t n, cap;
};

static enum gp_err check_words(const struct search *search)
{
	for (size_t i = 0; i < search->n_words; i++) {
		const char *word = search->words[i];
		size_t len = strlen(word);

		if (len < 4 || len > 32 ||
		    strspn(word, "0123456789abcdef") != len)
			return gp_fail(GP_EUSAGE,
				       "'%s' is no run id: 4 to 32 hex digits, "
				       "as git perf show prints them",
				       word);
	}
	return GP_OK;
}

static void match(struct search *search, const struct gp_entry *run,
		  const struct gp_oid *object)
{
	char hex[GP_ENTRY_ID_HEX];

	gp_entry_id_hex(&run->id, hex);
	for (size_t i = 0; i < search->n_words; i++) {
		const char *word = search->words[i];

		if (strncmp(hex, word, strlen(word)) != 0)
			continue;
		search->items = gp_grow(search->items, search->n, &search->cap,
					sizeof(*search->items));
		search->items[search->n++] =
			(struct found){ run->id, *object, run->commit,
					run->commit_time, i };
	}
}

static enum gp_err search_note(struct search *search, struct gp_notes *notes,
			       const struct gp_oid *object)
{
	struct gp_entries runs = { 0 };
	struct gp_note_info info;
	enum gp_err err;

	err = gp_notes_read(notes, &runs, &info, object, NULL);
	for (size_t i = 0; !err && i < runs.n; i++)
		match(search, runs.items[i], object);
	gp_entries_clear(&runs);
	return err;
}

static enum gp_err search_all(struct search *search, struct gp_repo *repo)
{
	struct gp_notes *notes = NULL;
	struct gp_oid *objects = NULL;
	size_t n = 0;
	enum gp_err err;

	if ((err = gp_notes_open(&notes, repo)) ||
	    (err = gp_notes_list(notes, &objects, &n)))
		goto out;
	for (size_t i = 0; !err && i < n; i++)
		err = search_note(search, notes, &objects[i]);
out:
	free(objects);
	gp_notes_free(notes);
	return err;
}

/* Every word names exactly one run, wherever that stands. */
static enum gp_err check_found(const struct search *search)
{
	for (size_t w = 0; w < search->n_words; w++) {
		const struct found *first = NULL;

		for (size_t i = 0; i < search->n; i++) {
			const struct found *f = &search->items[i];

			if (f->word != w)
				continue;
			if (first && memcmp(&first->id, &f->id, sizeof(f->id)))
				return gp_fail(GP_EUSAGE,
					       "'%s' fits more than one run: "
					       "give more digits",
					       search->words[w]);
			first = f;
		}
		if (!first)
			return gp_fail(GP_ENOTFOUND,
				       "no run '%s': git perf show prints the "
				       "runs of a commit",
				       search->words[w]);
	}
	return GP_OK;
}

/* One for all notes that hold a run: a line that is the same counts once. */
static enum gp_err tomb_of(struct gp_entry **out, struct gp_entries *tombs,
			   struct found *found)
{
	struct gp_entry *tomb;
	enum gp_err err;

	for (size_t i = 0; i < tombs->n; i++) {
		*out = tombs->items[i];
		if (!memcmp((*out)->targets, &found->id, sizeof(found->id)))
			return GP_OK;
	}
	tomb = gp_entries_add(tombs);
	if ((err = gp_entry_stamp(tomb)))
		return err;
	tomb->kind = GP_ENTRY_TOMBSTONE;
	tomb->commit = found->commit;
	tomb->commit_time = found->commit_time;
	tomb->targets = &found->id;
	tomb->n_targets = 1;
	*out = tomb;
	return GP_OK;
}

static enum gp_err bury(struct gp_repo *repo, const struct search *search)
{
	struct gp_note_add *adds = gp_calloc(search->n, sizeof(*adds));
	struct gp_config *config = NULL;
	struct gp_entries tombs = { 0 };
	enum gp_err err;

	if ((err = gp_config_load(&config, repo, NULL)))
		goto out;
	for (size_t i = 0; i < search->n; i++) {
		struct gp_entry *tomb;

		if ((err = tomb_of(&tomb, &tombs, &search->items[i])))
			goto out;
		adds[i].object = search->items[i].object;
		adds[i].run = tomb;
	}
	err = gp_notes_add(repo, adds, search->n, gp_config_durable(config),
			   "perf: forget");
out:
	gp_config_free(config);
	gp_entries_clear(&tombs);
	free(adds);
	return err;
}

static enum gp_err forget(struct search *search)
{
	struct gp_repo *repo = NULL;
	enum gp_err err;

	if ((err = check_words(search)) || (err = gp_repo_open(&repo)) ||
	    (err = search_all(search, repo)) || (err = check_found(search)) ||
	    (err = bury(repo, search)))
		goto out;
	fprintf(stderr, "forgot %zu run%s\n", search->n_words,
		gp_plural(search->n_words));
out:
	gp_repo_free(repo);
	return err;
}

static enum gp_err forget_before(const struct search *search)
{
	struct gp_config *config = NULL;
	struct gp_repo *repo = NULL;
	enum gp_err err;

	if (!(err = gp_repo_open(&repo)) &&
	    !(err = gp_config_load(&config, repo, NULL)))
		err = gp_horizon_raise(repo, search->before_s,
				       gp_config_durable(config));
	gp_config_free(config);
	gp_repo_free(repo);
	return err;
}

static enum gp_err parse(struct search *search, const struct gp_cmd *self,
			 int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_STRING(0, "before", &search->before, "date",
			      "what is about older commits, but for pins"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(self, opts, &argc, argv)))
		return err;
	search->words = argv;
	search->n_words = (size_t)argc;
	if (search->before && argc)
		return gp_fail(GP_EUSAGE, "--before takes no runs");
	if (search->before)
		return gp_horizon_parse(&search->before_s, search->before);
	if (!argc)
		return gp_fail(GP_EUSAGE, "forget wants the id of a run");
	return GP_OK;
}

static enum gp_exit run(const struct gp_cmd *self, int argc, char **argv)
{
	struct search search = { 0 };
	enum gp_err err;

	if (!(err = parse(&search, self, argc, argv)))
		err = search.before ? forget_before(&search) : forget(&search);
	free(search.items);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_forget = {
	.name = "forget",
	.usage = "<run>...\n"
		 "   or: git perf forget --before <date>",
	.summary = "drop runs so that they stay dropped",
	.run = run,
};
