#ifndef GP_STATUS_H
#define GP_STATUS_H

#include <stdbool.h>
#include <stddef.h>

/**
 * @file
 * The statuses of a finding, its severity, and the verdict on all findings.
 * status.c has one table with everything that is said about a status.
 */

enum gp_status {
	GP_STATUS_REGRESSION,
	GP_STATUS_OVER_BUDGET,
	GP_STATUS_DRIFTING,
	GP_STATUS_IMPROVEMENT,
	GP_STATUS_OK,
	GP_STATUS_INCONCLUSIVE,
	GP_STATUS_EARLY,
	GP_STATUS_NEW,
	GP_STATUS_MISSING,
	GP_STATUS_ACCEPTED,
	GP_STATUS_UNTRUSTED,
	GP_STATUS_UNJUDGED,
	GP_STATUS_COMMON, /**< All series moved alike: machine or commit? */
	GP_STATUS_N
};

/** Where a short report shows the findings of a status. */
enum gp_listing {
	/** A line for each that warns or fails; a note counts the others. */
	GP_LISTING_BAD,
	/** A line for each that warns or fails; nothing for the others. */
	GP_LISTING_BAD_ONLY,
	/** A line for each. */
	GP_LISTING_EACH,
	/** A note counts them. */
	GP_LISTING_NOTE,
	/** As its claimed status and severity would be. */
	GP_LISTING_CLAIM
};

/** What is known of a status before there is any finding. */
struct gp_status_info {
	const char *name;    /**< "over-budget": in JSON and JUnit. */
	const char *one;     /**< "regression": for people, of one finding. */
	const char *many;    /**< "regressions". */
	const char *article; /**< "a ", "an " or "": before `one` in a
				  sentence. */
	const char *why;     /**< Why such findings are not judged as others
				  are; "" if they are. */
	int weight;          /**< When two detectors propose a status for one
				  finding, the smaller weight wins. */
	int place;           /**< In a report, among findings of severity info:
				  smaller first. */
	bool judged;         /**< It is a judgement: a check without any has no
				  verdict. */
	bool limited;        /**< A limit is part of what it says. */
	bool good;           /**< A change for the better. */
	bool strict;         /**< `check --strict` gives no verdict. */
	enum gp_listing listing;
};

/** The row of the table; a constant. */
const struct gp_status_info *gp_status_info(enum gp_status status);

/** "regression", "over-budget", … as in the JSON. */
const char *gp_status_name(enum gp_status status);
/** "regression", "regressions", "over budget" …: `n` of them, for people. */
const char *gp_status_label(enum gp_status status, size_t n);
/** gp_status_info(status)->judged. */
bool gp_status_judged(enum gp_status status);
/** gp_status_info(status)->weight: 0 is the most important. */
int gp_status_weight(enum gp_status status);
/** gp_status_info(status)->place: 0 comes first. */
int gp_status_place(enum gp_status status);

enum gp_severity { GP_SEVERITY_INFO, GP_SEVERITY_WARN, GP_SEVERITY_FAIL };
/** "info", "warn", "fail". */
const char *gp_severity_name(enum gp_severity severity);

enum gp_verdict {
	GP_VERDICT_NONE, /**< Nothing could be judged. */
	GP_VERDICT_PASS,
	GP_VERDICT_WARN,
	GP_VERDICT_FAIL
};
/** "none", "pass", "warn", "fail". */
const char *gp_verdict_name(enum gp_verdict verdict);

/** The verdict on so many findings of each status and severity. */
enum gp_verdict gp_verdict_of(const size_t counts[GP_STATUS_N], size_t n_fail,
			      size_t n_warn);

#endif /* GP_STATUS_H */
