#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gp/finding.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

const char *gp_status_name(enum gp_status status)
{
	static const char *const names[] = {
		[GP_STATUS_REGRESSION] = "regression",
		[GP_STATUS_OVER_BUDGET] = "over-budget",
		[GP_STATUS_DRIFTING] = "drifting",
		[GP_STATUS_IMPROVEMENT] = "improvement",
		[GP_STATUS_OK] = "ok",
		[GP_STATUS_INCONCLUSIVE] = "inconclusive",
		[GP_STATUS_EARLY] = "early",
		[GP_STATUS_NEW] = "new",
		[GP_STATUS_MISSING] = "missing",
		[GP_STATUS_ACCEPTED] = "accepted",
		[GP_STATUS_UNTRUSTED] = "untrusted",
		[GP_STATUS_UNJUDGED] = "unjudged",
	};
	_Static_assert(LEN(names) == GP_STATUS_N, "a status without a name");

	assert((size_t)status < LEN(names));
	return names[status];
}

bool gp_status_judged(enum gp_status status)
{
	switch (status) {
	case GP_STATUS_REGRESSION:
	case GP_STATUS_OVER_BUDGET:
	case GP_STATUS_DRIFTING:
	case GP_STATUS_IMPROVEMENT:
	case GP_STATUS_OK:
	case GP_STATUS_EARLY:
	case GP_STATUS_ACCEPTED:
		return true;
	default:
		return false;
	}
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

const char *gp_restart_name(enum gp_restart_why why)
{
	static const char *const names[] = {
		[GP_RESTART_NONE] = "",         [GP_RESTART_CHANGE] = "change",
		[GP_RESTART_ACCEPT] = "accept", [GP_RESTART_FACT] = "fact",
		[GP_RESTART_TAG] = "tag",
	};
	_Static_assert(LEN(names) == GP_RESTART_N, "a restart without a name");

	assert((size_t)why < LEN(names));
	return names[why];
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

void gp_findings_clear(struct gp_findings *findings)
{
	free(findings->items);
	gp_arena_clear(&findings->arena);
	memset(findings, 0, sizeof(*findings));
}
