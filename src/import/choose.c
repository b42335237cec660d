/*
 * The choice of a driver for an input: each driver bids on its beginning, and
 * the highest bid wins.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/import.h"

#include "import/choose.h"
#include "import/core/foreign.h"
#include "import/core/head.h"

static const struct gp_importer *find_exact(const char *name)
{
	const struct gp_importer *const *importers = gp_importers();

	for (size_t i = 0; name && importers[i]; i++)
		if (!strcmp(importers[i]->name, name))
			return importers[i];
	return NULL;
}

enum gp_err gp_importer_find(const struct gp_importer **out, const char *name)
{
	const struct gp_importer *const *importers = gp_importers();
	const struct gp_importer *found = find_exact(name);
	struct gp_buf names = GP_BUF_INIT;
	enum gp_err err;

	if (found) {
		*out = found;
		return GP_OK;
	}
	for (size_t i = 0; importers[i]; i++)
		gp_buf_printf(&names, "%s%s", i ? ", " : "",
			      importers[i]->name);
	err = gp_fail(GP_EUSAGE, "no format is called '%s': expected one of %s",
		      name, gp_buf_str(&names));
	gp_buf_clear(&names);
	return err;
}

/* ---- the auction ---- */

/* Whether its name is `from`, or begins with it: "locust-csv" is in "locust".
 */
bool gp_choose_allows(const struct gp_importer *via, const char *from)
{
	size_t len = from ? strlen(from) : 0;

	return !from || (!strncmp(via->name, from, len) &&
			 (via->name[len] == '\0' || via->name[len] == '-'));
}

/* The highest bidder of a family, or of all (NULL). */
struct auction {
	const struct gp_importer *winner; /* NULL: nobody bid */
	const struct gp_importer *rival;  /* bid as much; NULL: nobody */
	enum gp_bid bid;
};

static struct auction hold_auction(const struct gp_input *in,
				   const struct gp_head *head,
				   const char *family)
{
	const struct gp_importer *const *importers = gp_importers();
	struct auction best = { .bid = GP_BID_NO };

	for (size_t i = 0; importers[i]; i++) {
		enum gp_bid bid;

		if (!gp_choose_allows(importers[i], family))
			continue;
		bid = importers[i]->bid(in, head);
		if (bid == GP_BID_NO || bid < best.bid)
			continue;
		best.rival = bid == best.bid ? best.winner : NULL;
		best.winner = importers[i];
		best.bid = bid;
	}
	return best;
}

/* ---- refusals ---- */

/*
 * The marks of a tool without a driver count more than a shape. Those of JSON
 * may be anywhere in it: a list of samples can be longer than the head.
 */
static const struct gp_foreign *find_foreign(const struct gp_input *in,
					     const struct gp_head *head,
					     const struct auction *best)
{
	const struct gp_foreign *row;
	struct gp_head whole;

	if (best->bid >= GP_BID_SIGNATURE)
		return NULL;
	row = gp_foreign_find(head, NULL);
	if (row || !head->is_json || head->text.len == in->text.len)
		return row;
	gp_head_init_whole(&whole, in->text);
	row = gp_foreign_find(&whole, NULL);
	gp_head_clear(&whole);
	return row;
}

static enum gp_err fail_side(const struct gp_importer *via)
{
	return gp_fail(GP_EPARSE,
		       "this is a side file of %s: nothing to record in it",
		       via->name);
}

static enum gp_err fail_unknown(const char *family)
{
	if (family)
		return gp_fail(GP_EPARSE, "line 1: this is not output of %s",
			       family);
	return gp_fail(GP_EPARSE,
		       "line 1: unknown format: if git perf formats lists it, "
		       "name it with --from; if not, give its numbers with "
		       "--value, or write them as plain JSON or CSV");
}

/* Formats with a version, and the newest that the driver was written for. */
static const struct {
	const char *driver;
	const char *path;
	long newest;
} versions[] = {
	{ "deno", "version", 1 },
	{ "google-benchmark", "context.json_schema_version", 1 },
	{ "hyperfine", "schema_version", 2 },
	{ "k6", "version", 1 },
};

/*
 * Only a version of the format: a newer tool that still writes the same is
 * read. "2.1" is version 2, because a format's minor versions only add.
 */
static enum gp_err check_version(const struct gp_importer *via,
				 const struct gp_head *head)
{
	for (size_t i = 0; i < sizeof(versions) / sizeof(*versions); i++) {
		struct gp_span version = gp_head_value(head, versions[i].path);
		long stated = 0;

		if (strcmp(via->name, versions[i].driver))
			continue;
		for (size_t at = 0;
		     at < version.len && stated < 1000000 &&
		     version.data[at] >= '0' && version.data[at] <= '9';
		     at++)
			stated = stated * 10 + (version.data[at] - '0');
		if (stated > versions[i].newest)
			return gp_fail(GP_EPARSE,
				       "this is output of %s in version %.*s "
				       "of its format, and the newest known "
				       "one is %ld: use a newer git perf, or "
				       "write its numbers as plain JSON or CSV",
				       via->name, (int)version.len,
				       version.data, versions[i].newest);
	}
	return GP_OK;
}

static enum gp_err judge(const struct gp_importer **out,
			 const struct gp_input *in, const struct gp_head *head,
			 const struct auction *best, const char *family)
{
	const struct gp_foreign *foreign;

	if (!gp_span_trim(in->text).len)
		return gp_fail(GP_EPARSE, "line 1: empty: nothing to record");
	if ((foreign = find_foreign(in, head, best)))
		return gp_foreign_fail(foreign);
	if (!best->winner)
		return fail_unknown(family);
	if (best->bid == GP_BID_SIDE)
		return fail_side(best->winner);
	if (best->rival)
		return gp_fail(GP_EPARSE,
			       "line 1: both %s and %s could have written "
			       "this: name one with --from",
			       best->rival->name, best->winner->name);
	*out = best->winner;
	return check_version(best->winner, head);
}

/* ---- the choice ---- */

enum gp_err gp_importer_guess(const struct gp_importer **out,
			      const struct gp_input *in)
{
	return gp_choose_importer(out, in, NULL);
}

/*
 * If the user names both a file and its exact format, that format is used
 * even if the driver does not recognise the file.
 */
enum gp_err gp_choose_importer(const struct gp_importer **out,
			       const struct gp_input *in, const char *from)
{
	const struct gp_importer *exact = find_exact(from);
	enum gp_err err = GP_OK;
	struct auction best;
	struct gp_head head;

	gp_head_init(&head, in->text);
	best = hold_auction(in, &head, from);
	if (exact && in->named && (!best.winner || best.rival))
		*out = exact;
	else
		err = judge(out, in, &head, &best, from);
	gp_head_clear(&head);
	return err;
}

enum gp_err gp_choose_check(const char *from)
{
	const struct gp_importer *const *importers = gp_importers();
	const struct gp_importer *unused;

	for (size_t i = 0; importers[i]; i++)
		if (gp_choose_allows(importers[i], from))
			return GP_OK;
	return gp_importer_find(&unused, from);
}

enum gp_bid gp_choose_bid(const struct gp_input *in, const char *from)
{
	struct gp_head head;
	enum gp_bid bid;

	gp_head_init(&head, in->text);
	bid = hold_auction(in, &head, from).bid;
	gp_head_clear(&head);
	return bid;
}

bool gp_choose_is_foreign(const struct gp_input *in, const char *from)
{
	struct auction best;
	struct gp_head head;
	bool foreign;

	gp_head_init(&head, in->text);
	best = hold_auction(in, &head, from);
	foreign = find_foreign(in, &head, &best);
	gp_head_clear(&head);
	return foreign;
}
