#ifndef GP_TRANSFER_H
#define GP_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gp/buf.h"
#include "gp/entry.h"
#include "gp/notices.h"

/**
 * @file
 * What pushing and pulling did, and what is left to push: sync fills these,
 * and report prints them. A zero-initialised struct is empty; its function
 * frees the texts and leaves it empty.
 */

enum gp_pushed_way {
	GP_PUSHED_NOTHING, /**< The remote had everything. */
	GP_PUSHED_REF,     /**< The remote's refs/notes/perf moved. */
	GP_PUSHED_INBOX,   /**< Somebody else was faster: to a ref of its own,
				which the next push merges. */
	GP_PUSHED_BUNDLE   /**< To a file: what the remote is known to lack. */
};

struct gp_pushed {
	struct gp_buf remote; /**< Its name, its URL as given, or the bundle. */
	enum gp_pushed_way way;
	struct gp_entry_counts entries; /**< That the remote lacked. */
	size_t notes;                   /**< That have them. */
	size_t folded;                  /**< Inboxes that were merged. */
	bool not_folded;   /**< The remote keeps the history of its ref. */
	struct gp_buf ref; /**< The ref that was pushed to; "" for none. */
	struct gp_notices notices; /**< Refs of the remote that were skipped. */
};
/** Frees the texts, and leaves it empty. */
void gp_pushed_clear(struct gp_pushed *pushed);

struct gp_pulled {
	struct gp_buf remote;
	bool any;     /**< The remote has results at all. */
	size_t notes; /**< That are new or changed here. */
	struct gp_entry_counts
		entries;  /**< In them, new here; not counted if there are
			       many notes, or with `untrusted`. */
	size_t inboxes;   /**< That were read. */
	size_t untrusted; /**< Runs from an untrusted source that are new. */
	size_t left_out;  /**< Lines that only a trusted source may add. */
	struct gp_notices notices; /**< Refs of the remote that are skipped. */

	bool part;          /**< Only some of the results: gp_pull_last(). */
	bool counted;       /**< The next fields are known. */
	size_t measured;    /**< Commits of the baseline that have results. */
	size_t deepened;    /**< Commits by which a shallow clone grew. */
	struct gp_buf base; /**< The branch that was fetched; or "". */
	struct gp_buf trouble; /**< Why history is still missing; or "". */
};
/** Frees the texts, and leaves it empty. */
void gp_pulled_clear(struct gp_pulled *pulled);

/** What is known of a remote without connecting to it. */
struct gp_pending {
	struct gp_buf remote; /**< "" if there is none. */
	bool synced;          /**< It was asked once. */
	int64_t synced_s;     /**< When last, since 1970; 0 unknown. */
	struct gp_entry_counts entries; /**< That were not seen there. */
	size_t notes;                   /**< That have them. */
	size_t inboxes;                 /**< Seen there, and not merged yet. */
	bool part;                 /**< Only some of its results are here. */
	struct gp_notices notices; /**< Refs of the remote that are skipped. */
};
/** Frees the texts, and leaves it empty. */
void gp_pending_clear(struct gp_pending *pending);

#endif /* GP_TRANSFER_H */
