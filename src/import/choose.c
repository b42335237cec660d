/*
 * The choice of a driver for an input: each driver bids on its beginning, and
 * the highest bid wins.
 */
#include <string.h>

#include "gp/buf.h"
#include "gp/import.h"

#include "import/choose.h"
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

/* Whether `name` is `family`, or begins with it: "locust-csv" is in "locust".
 */
static bool in_family(const struct gp_importer *via, const char *family)
{
	size_t len = family ? strlen(family) : 0;

	return !family || (!strncmp(via->name, family, len) &&
			   (via->name[len] == '\0' || via->name[len] == '-'));
}

/* The highest bidder of a family, or of all (NULL). */
struct auction {
	const struct gp_importer *winner; /* NULL: nobody bid */
	const struct gp_importer *rival;  /* bid as much; NULL: nobody */
	enum gp_bid bid;
};

static struct auction highest_bidder(const struct gp_input *in,
				     const char *family)
{
	const struct gp_importer *const *importers = gp_importers();
	struct auction best = { .bid = GP_BID_NO };
	struct gp_head head;

	gp_head_init(&head, in->text);
	for (size_t i = 0; importers[i]; i++) {
		enum gp_bid bid;

		if (!in_family(importers[i], family))
			continue;
		bid = importers[i]->bid(in, &head);
		if (bid == GP_BID_NO || bid < best.bid)
			continue;
		best.rival = bid == best.bid ? best.winner : NULL;
		best.winner = importers[i];
		best.bid = bid;
	}
	gp_head_clear(&head);
	return best;
}

static enum gp_err fail_side(const struct gp_importer *via)
{
	return gp_fail(GP_EPARSE,
		       "this is a side file of %s: nothing to record in it",
		       via->name);
}

static enum gp_err choose_importer(const struct gp_importer **out,
				   const struct gp_input *in,
				   const char *family)
{
	struct auction best = highest_bidder(in, family);

	if (!gp_span_trim(in->text).len)
		return gp_fail(GP_EPARSE, "line 1: empty: nothing to record");
	if (!best.winner && family)
		return gp_fail(GP_EPARSE, "line 1: this is not output of %s",
			       family);
	if (!best.winner)
		return gp_fail(GP_EPARSE,
			       "line 1: unknown format: choose one with --from "
			       "(git perf formats lists them)");
	if (best.bid == GP_BID_SIDE)
		return fail_side(best.winner);
	if (best.rival)
		return gp_fail(GP_EPARSE,
			       "line 1: both %s and %s could have written "
			       "this: name one with --from",
			       best.rival->name, best.winner->name);
	*out = best.winner;
	return GP_OK;
}

enum gp_err gp_importer_guess(const struct gp_importer **out,
			      const struct gp_input *in)
{
	return choose_importer(out, in, NULL);
}

/*
 * If the user names both a file and its exact format, that format is used
 * even if the driver does not recognise the file.
 */
enum gp_err gp_choose_importer(const struct gp_importer **out,
			       const struct gp_input *in, const char *from)
{
	const struct gp_importer *exact = find_exact(from);
	struct auction best = highest_bidder(in, from);

	if (!exact || !in->named || (best.winner && !best.rival))
		return choose_importer(out, in, from);
	*out = exact;
	return GP_OK;
}

enum gp_err gp_choose_check(const char *from)
{
	const struct gp_importer *const *importers = gp_importers();
	const struct gp_importer *unused;

	for (size_t i = 0; importers[i]; i++)
		if (in_family(importers[i], from))
			return GP_OK;
	return gp_importer_find(&unused, from);
}

enum gp_bid gp_choose_bid(const struct gp_input *in, const char *from)
{
	return highest_bidder(in, from).bid;
}
