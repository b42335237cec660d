#ifndef GP_REPORT_LOG_LOG_H
#define GP_REPORT_LOG_LOG_H

#include "gp/report.h"

#include "report/blame.h"
#include "report/fit.h"
#include "report/shared.h"

/** A log in progress: what all of its outputs share. */
struct gp_log {
	struct gp_buf *out;
	const struct gp_trends *trends;
	const struct gp_log_options *options;
	bool (*next)(struct gp_log *log);
	bool begun;
	size_t at; /**< text: commits left; json: the series. */

	/* json */
	bool open;       /**< The series has begun; */
	size_t offset;   /**< is written up to here, */
	size_t n_points; /**< and has so many points so far. */
	size_t n_series; /**< Begun so far. */

	/* text */
	struct gp_shared shared; /**< Left out of the keys. */
	size_t *values;          /**< Of each trend: those not written yet. */
	size_t *changes;         /**< Likewise. */
	size_t key_width;    /**< 0: too many series to show their values. */
	size_t change_width; /**< Of the key below a commit. */
	size_t value_width;
};

/** gp_log_next() returns when so many bytes are written. */
#define GP_LOG_PIECE ((size_t)64 << 10)

/**
 * Append the next piece of one output to log->out: about GP_LOG_PIECE bytes, or
 * all of it. False when nothing is left. These are the values of log->next.
 */
bool gp_log_next_text(struct gp_log *log);
bool gp_log_next_stats(struct gp_log *log);
bool gp_log_next_json(struct gp_log *log);

/** Whether there are several testbeds, so that keys must name them. */
bool gp_log_has_testbeds(const struct gp_trends *trends);

/** "benchmark:metric", with "@testbed" if there are several. */
void gp_log_put_key(const struct gp_log *log, struct gp_buf *out,
		    const struct gp_trend *trend, size_t width);

/** The commits that can have made a change of the level. */
struct gp_blame gp_log_blame(const struct gp_log *log,
			     const struct gp_trend *trend,
			     const struct gp_change *change);

/** All keys, to find a width that keeps them different. */
void gp_log_fit_keys(const struct gp_log *log, struct gp_fit *fit);

/** In the colour of better or worse, if any. */
void gp_log_put_inked(const struct gp_log *log, enum gp_effect effect,
		      const char *text);

/** "12.3 ms", in the unit of the trend. */
void gp_log_put_value(struct gp_buf *out, const struct gp_trend *trend,
		      double value);

#endif /* GP_REPORT_LOG_LOG_H */
