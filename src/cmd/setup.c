/*
 * init --ci: writes, updates or removes the files for a CI, and says why it
 * leaves one.
 */
#include <stdio.h>
#include <string.h>

#include "gp/ci.h"
#include "gp/config.h"
#include "gp/history.h"
#include "gp/report.h"

#include "cmd.h"
#include "setup.h"

enum gp_err gp_setup_say(const char *what, const char *path, const char *tail)
{
	struct gp_buf line = GP_BUF_INIT;
	enum gp_err err;

	gp_buf_puts(&line, what);
	gp_buf_putc(&line, ' ');
	gp_escape_text(&line, path);
	gp_buf_puts(&line, tail);
	gp_buf_putc(&line, '\n');
	err = gp_buf_flush(&line, stderr);
	gp_buf_clear(&line);
	return err;
}

static enum gp_err leave_ci_file(const struct gp_ci *ci,
				 const struct gp_ci_file *file)
{
	struct gp_buf tail = GP_BUF_INIT;
	enum gp_err err;

	if (file->main && file->state != GP_CI_CURRENT && !file->included) {
		gp_buf_printf(&tail, ": add this line to it: %s", ci->include);
		err = gp_setup_say("left", file->path, gp_buf_str(&tail));
		gp_buf_clear(&tail);
		return err;
	}
	if (file->state == GP_CI_EDITED && !file->main)
		return gp_setup_say("left", file->path,
				    ": somebody edited it outside of the "
				    "settings; remove it to get a new one");
	return gp_setup_say("nothing to do:", file->path, " is there");
}

static enum gp_err put_ci_file(const struct gp_ci *ci,
			       const struct gp_ci_file *file, bool dry_run)
{
	const bool outdated = file->state == GP_CI_OTHER;
	enum gp_err err;

	if (!gp_ci_is_outdated(file))
		return leave_ci_file(ci, file);
	if (!dry_run && (err = gp_ci_write(file)))
		return err;
	if (outdated)
		return gp_setup_say(dry_run ? "would update" : "updated",
				    file->path, "");
	return gp_setup_say(dry_run ? "would write" : "wrote", file->path, "");
}

static enum gp_err install_ci_files(const struct gp_ci *ci, bool dry_run)
{
	bool fresh = false;
	enum gp_err err;

	if ((err = gp_ci_may_write(ci)))
		return err;
	for (size_t i = 0; i < ci->n; i++) {
		const struct gp_ci_file *file = &ci->files[i];

		if ((err = put_ci_file(ci, file, dry_run)))
			return err;
		fresh = fresh || (file->state == GP_CI_NONE &&
				  !strcmp(file->path, ci->settings));
	}
	if (!fresh || dry_run)
		return GP_OK;
	return gp_setup_say("next: edit the lines at the top of", ci->settings,
			    ", and commit the files");
}

static enum gp_err remove_ci_file(const struct gp_ci *ci,
				  const struct gp_ci_file *file, bool dry_run)
{
	struct gp_buf tail = GP_BUF_INIT;
	enum gp_err err;

	switch (file->state) {
	case GP_CI_NONE:
		return gp_setup_say("nothing to do: there is no", file->path,
				    "");
	case GP_CI_CURRENT:
	case GP_CI_OTHER:
		if (!dry_run && (err = gp_ci_remove(file)))
			return err;
		return gp_setup_say(dry_run ? "would remove" : "removed",
				    file->path, "");
	default:
		if (file->main && file->included)
			gp_buf_printf(&tail, ": remove our line from it: %s",
				      ci->include);
		else
			gp_buf_puts(&tail,
				    ": it differs from what git perf wrote");
		err = gp_setup_say("left", file->path, gp_buf_str(&tail));
		gp_buf_clear(&tail);
		return err;
	}
}

/* The name of the base branch without its remote; false if there is none. */
static bool local_base_name(struct gp_buf *out, struct gp_repo *repo)
{
	struct gp_config *config = NULL;
	struct gp_base base = { 0 };
	struct gp_commit head;

	if (!gp_config_load(&config, repo, NULL) &&
	    !gp_repo_resolve(repo, &head, "HEAD") &&
	    !gp_base_find(&base, repo, &head, NULL,
			  gp_config_base_branch(config)))
		gp_buf_puts(out, strncmp(base.name, "origin/", 7)
					 ? base.name
					 : base.name + 7);
	gp_error_clear();
	gp_base_clear(&base);
	gp_config_free(config);
	return out->len;
}

enum gp_err gp_setup_ci(struct gp_repo *repo, const char *forge, bool uninstall,
			bool dry_run)
{
	struct gp_buf base = GP_BUF_INIT;
	struct gp_ci ci = { .n = 0 };
	enum gp_err err;

	err = gp_ci_find(&ci, repo, forge,
			 local_base_name(&base, repo) ? gp_buf_str(&base)
						      : NULL);
	if (!err && !uninstall)
		err = install_ci_files(&ci, dry_run);
	for (size_t i = 0; !err && uninstall && i < ci.n; i++)
		err = remove_ci_file(&ci, &ci.files[i], dry_run);
	gp_ci_clear(&ci);
	gp_buf_clear(&base);
	return err;
}
