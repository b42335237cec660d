/*
 * Everything that is said about a status, in one table: a new status is one
 * more row here, and the detector that proposes it.
 */
#include <assert.h>

#include "gp/phrase.h"
#include "gp/status.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* The weight of a status that never replaces another. */
#define LIGHT 5

static const struct gp_status_info statuses[] = {
	[GP_STATUS_REGRESSION] = {
		.name = "regression", .one = "regression",
		.many = "regressions", .article = "a ", .why = "",
		.weight = 1, .place = 0,
		.judged = true, .limited = true,
		.listing = GP_LISTING_EACH,
	},
	[GP_STATUS_OVER_BUDGET] = {
		.name = "over-budget", .one = "over budget",
		.many = "over budget", .article = "", .why = "",
		.weight = 0, .place = 0,
		.judged = true, .limited = true,
	},
	[GP_STATUS_DRIFTING] = {
		.name = "drifting", .one = "drifting",
		.many = "drifting", .article = "", .why = "",
		.weight = 3, .place = 0,
		.judged = true, .limited = true,
	},
	[GP_STATUS_IMPROVEMENT] = {
		.name = "improvement", .one = "improvement",
		.many = "improvements", .article = "an ", .why = "",
		.weight = LIGHT, .place = 2,
		.judged = true, .good = true, .listing = GP_LISTING_EACH,
	},
	[GP_STATUS_OK] = {
		.name = "ok", .one = "ok",
		.many = "ok", .article = "", .why = "",
		.weight = LIGHT, .place = 7,
		.judged = true, .limited = true,
		.listing = GP_LISTING_BAD_ONLY,
	},
	[GP_STATUS_INCONCLUSIVE] = {
		.name = "inconclusive", .one = "inconclusive",
		.many = "inconclusive", .article = "", .why = "",
		.weight = LIGHT, .place = 3,
		.limited = true, .strict = true,
	},
	[GP_STATUS_EARLY] = {
		.name = "early", .one = "early",
		.many = "early", .article = "",
		.why = "fewer than 5 baseline commits: only the threshold "
		       "was checked",
		.weight = LIGHT, .place = 4,
		.judged = true, .limited = true,
	},
	[GP_STATUS_NEW] = {
		.name = "new", .one = "new",
		.many = "new", .article = "", .why = "no baseline yet",
		.weight = LIGHT, .place = 5,
	},
	[GP_STATUS_MISSING] = {
		.name = "missing", .one = "missing",
		.many = "missing", .article = "",
		.why = "in the baseline, but not measured here",
		.weight = LIGHT, .place = 6,
		.strict = true, .listing = GP_LISTING_NOTE,
	},
	[GP_STATUS_ACCEPTED] = {
		.name = "accepted", .one = "accepted",
		.many = "accepted", .article = "", .why = "",
		.weight = 2, .place = 1,
		.judged = true,
	},
	[GP_STATUS_UNTRUSTED] = {
		.name = "untrusted", .one = "untrusted",
		.many = "untrusted", .article = "",
		.why = "from an untrusted source",
		.weight = LIGHT, .place = 8,
		.listing = GP_LISTING_CLAIM,
	},
	[GP_STATUS_UNJUDGED] = {
		.name = "unjudged", .one = "not judged",
		.many = "not judged", .article = "",
		.why = "direction unknown, or gate = false",
		.weight = 4, .place = 9,
	},
	[GP_STATUS_COMMON] = {
		.name = "common", .one = "moved together",
		.many = "moved together", .article = "among those that ",
		.why = "the machine or the commit: one run cannot tell",
		.weight = 1, .place = 2,
		.limited = true, .strict = true,
		.listing = GP_LISTING_NOTE,
	},
};
_Static_assert(LEN(statuses) == GP_STATUS_N, "a status without a row");

const struct gp_status_info *gp_status_info(enum gp_status status)
{
	assert((size_t)status < LEN(statuses));
	return &statuses[status];
}

const char *gp_status_name(enum gp_status status)
{
	return gp_status_info(status)->name;
}

const char *gp_status_label(enum gp_status status, size_t n)
{
	const struct gp_status_info *info = gp_status_info(status);

	return gp_plural_of(n, info->one, info->many);
}

bool gp_status_judged(enum gp_status status)
{
	return gp_status_info(status)->judged;
}

int gp_status_weight(enum gp_status status)
{
	return gp_status_info(status)->weight;
}

int gp_status_place(enum gp_status status)
{
	return gp_status_info(status)->place;
}

const char *gp_severity_name(enum gp_severity severity)
{
	static const char *const names[] = {
		[GP_SEVERITY_INFO] = "info",
		[GP_SEVERITY_WARN] = "warn",
		[GP_SEVERITY_FAIL] = "fail",
	};

	assert((size_t)severity < LEN(names));
	return names[severity];
}

const char *gp_verdict_name(enum gp_verdict verdict)
{
	static const char *const names[] = {
		[GP_VERDICT_NONE] = "none",
		[GP_VERDICT_PASS] = "pass",
		[GP_VERDICT_WARN] = "warn",
		[GP_VERDICT_FAIL] = "fail",
	};

	assert((size_t)verdict < LEN(names));
	return names[verdict];
}

enum gp_verdict gp_verdict_of(const size_t counts[GP_STATUS_N], size_t n_fail,
			      size_t n_warn)
{
	bool judged = false;

	for (int s = 0; s < GP_STATUS_N; s++)
		judged |= counts[s] && gp_status_judged((enum gp_status)s);
	if (!judged)
		return GP_VERDICT_NONE;
	return n_fail   ? GP_VERDICT_FAIL
	       : n_warn ? GP_VERDICT_WARN
			: GP_VERDICT_PASS;
}
