#ifndef GP_REPORT_PUT_H
#define GP_REPORT_PUT_H

#include "gp/decimal.h"
#include "gp/finding.h"
#include "gp/limits.h"
#include "gp/report.h"
#include "gp/summary.h"

/**
 * @file
 * JSON, value by value. A comma is put where the text so far wants one, so
 * nobody keeps count: not after an opening bracket, a key or a line end.
 */

void gp_put_open(struct gp_buf *out, char bracket);
void gp_put_close(struct gp_buf *out, char bracket);
/** A comma where one is due, and a new line, for arrays that are read. */
void gp_put_line(struct gp_buf *out);
void gp_put_key(struct gp_buf *out, const char *key);

/** A key with its value, as below. */
void gp_put_key_count(struct gp_buf *out, const char *key, uint64_t value);
void gp_put_key_string(struct gp_buf *out, const char *key, const char *text);
void gp_put_key_number(struct gp_buf *out, const char *key, double value);

void gp_put_null(struct gp_buf *out);
void gp_put_bool(struct gp_buf *out, bool value);
void gp_put_count(struct gp_buf *out, uint64_t value);
void gp_put_string(struct gp_buf *out, const char *text);
/** null when not finite. */
void gp_put_number(struct gp_buf *out, double value);
/** null when absent. */
void gp_put_decimal(struct gp_buf *out, struct gp_decimal value);
/** null when of size 0. */
void gp_put_oid(struct gp_buf *out, const struct gp_oid *oid);
void gp_put_run_id(struct gp_buf *out, const struct gp_entry_id *id);
void gp_put_time(struct gp_buf *out, int64_t seconds);
/** The keys mean, stddev, min, p50, max. */
void gp_put_five(struct gp_buf *out, const struct gp_five *five);
/**
 * The key, a fraction that compares with "change", null where the limit is
 * none; and with "_limit" behind it the limit as it could be configured: 20%,
 * 1pp, 5ms.
 */
void gp_put_limit(struct gp_buf *out, const char *key,
		  const struct gp_limit *limit);
void gp_put_pairs(struct gp_buf *out, const struct gp_pairs *pairs);

/** The key, and null for an empty text. */
void gp_put_key_maybe(struct gp_buf *out, const char *key, const char *value);
/** The keys claimed and claimed_severity: null but for untrusted findings. */
void gp_put_claim(struct gp_buf *out, const struct gp_finding *f);
/** The keys change, change_low, change_high, delta, p, q. */
void gp_put_change(struct gp_buf *out, const struct gp_finding *f);

#endif /* GP_REPORT_PUT_H */
