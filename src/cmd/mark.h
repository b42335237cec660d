#ifndef GP_CMD_MARK_H
#define GP_CMD_MARK_H

#include "gp/config.h"
#include "gp/store.h"

/**
 * @file
 * What accept and alias share: the marks of the project, read, added and
 * undone. docs/FORMAT.md, "Marks", says where each stands.
 */

/** The marks of one kind; zero-initialised is closed. */
struct gp_marks {
	unsigned kind; /**< GP_ENTRY_ACCEPTANCE or GP_ENTRY_ALIAS. */
	struct gp_repo *repo;
	struct gp_config *config;
	bool has_commit;
	struct gp_commit commit;    /**< --at, or HEAD. */
	struct gp_entries standing; /**< Oldest first. */
	struct gp_notices notices;

	/* private: what is to be written */
	struct gp_entries made;
	struct gp_note_add *adds;
	size_t n_adds, cap_adds;
};

/**
 * Reads the standing marks of `kind`. `at` names a commit; where it is NULL,
 * HEAD is taken if there is one. GP_ENOTFOUND for an unknown revision.
 */
GP_CHECK enum gp_err gp_marks_open(struct gp_marks *marks, unsigned kind,
				   const char *at);
void gp_marks_close(struct gp_marks *marks);

/** Whether `mark` is of the commit, or of another of its content. */
bool gp_marks_here(const struct gp_marks *marks, const struct gp_entry *mark);

/** Appends the runs that are measured at the commit. */
GP_CHECK enum gp_err gp_marks_measured(struct gp_marks *marks,
				       struct gp_entries *out);

/** Makes a mark of the commit, to be filled; the caller adds it then. */
GP_CHECK enum gp_err gp_marks_make(struct gp_marks *marks,
				   struct gp_entry **out);
void gp_marks_add(struct gp_marks *marks, const struct gp_entry *mark);

/** Plans to undo one of the standing marks. */
GP_CHECK enum gp_err gp_marks_bury(struct gp_marks *marks,
				   const struct gp_entry *mark);

/** Writes what was planned in one commit of the notes ref. */
GP_CHECK enum gp_err gp_marks_write(struct gp_marks *marks,
				    const char *message);

/** Which marks --undo means; what is NULL is any. */
struct gp_mark_wish {
	const char *name; /**< Pattern or old name; or begins an id. */
	const char *to;   /**< New name of an alias. */
	const char *testbed;
	bool at; /**< Only those of the commit. */
};

/**
 * Undoes and says on stderr what was undone. GP_ENOTFOUND where none stands,
 * GP_EUSAGE where it cannot be told which is meant.
 */
GP_CHECK enum gp_err gp_marks_undo(struct gp_marks *marks,
				   const struct gp_mark_wish *wish);

/** Prints all that stand, as text or as JSON, to stdout. */
GP_CHECK enum gp_err gp_marks_list(struct gp_marks *marks, bool json);

/** GP_EUSAGE unless `text`, called `what`, can be a name in a mark. */
GP_CHECK enum gp_err gp_mark_check_name(const char *what, const char *text);
/** GP_EUSAGE unless `text` may be kept in a mark. */
GP_CHECK enum gp_err gp_mark_check_text(const char *what, const char *text);

#endif /* GP_CMD_MARK_H */
