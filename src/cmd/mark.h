#ifndef GP_CMD_MARK_H
#define GP_CMD_MARK_H

#include "gp/marks.h"

#include "args.h"

/** A command that makes, undoes and lists one kind of mark. */
struct gp_mark_command {
	const struct gp_mark_kind *kind;
	enum gp_err (*parse)(struct gp_mark_args *args, int argc, char **argv);
	/** Append what `marks->made` and `marks->undone` mean, in lines. */
	void (*put_made)(struct gp_buf *out, const struct gp_marks *marks);
	void (*put_undone)(struct gp_buf *out, const struct gp_marks *marks);
	/** Appends `marks->existing`. */
	void (*put_list)(struct gp_buf *out, const struct gp_marks *marks,
			 bool json);
};

/** Parses the arguments, then makes, undoes or lists, and prints the result. */
enum gp_exit gp_mark_run(const struct gp_mark_command *command, int argc,
			 char **argv);

/** GP_EUSAGE unless --list is alone, but for --json, which requires it. */
GP_CHECK enum gp_err gp_mark_list_check(const struct gp_mark_args *args,
					int argc);

/** Appends " on <testbed>" if the mark has one, from where on, and its id. */
void gp_mark_put_scope(struct gp_buf *out, const struct gp_entry *mark);

/** put_undone and put_list of acceptances, aliases and retirements. */
void gp_mark_put_undone(struct gp_buf *out, const struct gp_marks *marks);
void gp_mark_put_list(struct gp_buf *out, const struct gp_marks *marks,
		      bool json);

#endif /* GP_CMD_MARK_H */
