/*
 * Findings: what a restart is called, and their memory.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gp/finding.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

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

const char *gp_common_cause_name(enum gp_common_cause cause)
{
	static const char *const names[] = {
		[GP_COMMON_OPEN] = "open",
		[GP_COMMON_CONFIRMED] = "confirmed",
		[GP_COMMON_MACHINE] = "machine",
	};
	_Static_assert(LEN(names) == GP_COMMON_N, "a cause without a name");

	assert((size_t)cause < LEN(names));
	return names[cause];
}

void gp_findings_clear(struct gp_findings *findings)
{
	free(findings->items);
	gp_arena_clear(&findings->arena);
	memset(findings, 0, sizeof(*findings));
}

size_t gp_finding_remapped(const struct gp_finding *finding)
{
	const struct gp_series *series = finding->series;
	bool used = false;
	size_t n = 0;

	for (size_t i = 0; i < series->n_baseline; i++) {
		const struct gp_point *point = &series->baseline[i];

		used = used || point == finding->first;
		n += used && point->remapped;
		if (point == finding->last)
			break;
	}
	return n;
}
