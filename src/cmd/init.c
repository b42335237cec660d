/*
 * git perf init: set a repository up.
 */
#include <stdio.h>

#include "gp/config.h"
#include "gp/history.h"
#include "gp/hook.h"
#include "gp/report.h"
#include "gp/sync.h"

#include "args.h"
#include "setup.h"
#include "table.h"

/* ---- printing what is set up ---- */

/* The data behind the report. */
struct setup_parts {
	struct gp_config *config;
	struct gp_base base;
	struct gp_buf testbed;
	struct gp_pending pending;
};

static void setup_parts_clear(struct setup_parts *s)
{
	gp_pending_clear(&s->pending);
	gp_buf_clear(&s->testbed);
	gp_base_clear(&s->base);
	gp_config_free(s->config);
}

/* An unborn HEAD has no base yet, as a branch without one. */
static enum gp_err load_setup(struct setup_parts *s,
			      struct gp_report_setup *out, struct gp_repo *repo)
{
	struct gp_commit head;
	enum gp_err err;

	if ((err = gp_config_load(&s->config, repo, NULL)))
		return err;
	if (!gp_repo_resolve(repo, &head, "HEAD") &&
	    !gp_base_find(&s->base, repo, &head, NULL,
			  gp_config_base_branch(s->config)))
		out->base = s->base.name;
	gp_error_clear();
	if ((err = gp_testbed_name(&s->testbed,
				   gp_config_testbed(s->config, NULL))) ||
	    (err = gp_sync_pending(repo, &s->pending, NULL)))
		return err;
	out->testbed = gp_buf_str(&s->testbed);
	out->remote = gp_buf_str(&s->pending.remote);
	return GP_OK;
}

static enum gp_err print_setup(struct gp_repo *repo, const struct gp_hook *hook)
{
	const bool outdated = hook->state == GP_HOOK_OTHER;
	const bool ours = hook->state == GP_HOOK_CURRENT || outdated;
	struct gp_report_setup report = {
		.hook = ours ? gp_buf_str(&hook->path) : NULL,
		.hook_outdated = outdated,
	};
	struct setup_parts parts = { .config = NULL };
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if (!(err = load_setup(&parts, &report, repo))) {
		gp_report_setup_text(&out, &report);
		err = gp_output(&out, NULL);
	}
	gp_buf_clear(&out);
	setup_parts_clear(&parts);
	return err;
}

/* ---- setting up ---- */

static void warn_of_place(const struct gp_hook *hook)
{
	if (hook->wide)
		fputs("warning: core.hooksPath is outside of this repository: "
		      "others run this hook, too\n",
		      stderr);
	if (hook->tracked)
		fputs("it is in the work tree: commit it, and every clone has "
		      "it\n",
		      stderr);
}

static enum gp_err install_hook(const struct gp_hook *hook, bool dry_run)
{
	const char *path = gp_buf_str(&hook->path);
	const char *tail = hook->state == GP_HOOK_FOREIGN
				   ? "; what is there runs first, as "
				     "pre-push.before-git-perf"
				   : "";
	enum gp_err err;

	if (hook->state == GP_HOOK_CURRENT)
		return gp_setup_say("nothing to do:", path, " is installed");
	if ((err = gp_hook_may_install(hook)) ||
	    (!dry_run && (err = gp_hook_install(hook))) ||
	    (err = gp_setup_say(dry_run ? "would install" : "installed", path,
				tail)))
		return err;
	warn_of_place(hook);
	return GP_OK;
}

static enum gp_err uninstall_hook(const struct gp_hook *hook, bool dry_run)
{
	const char *path = gp_buf_str(&hook->path);
	const char *tail = hook->chained ? ", and put back what was there" : "";
	enum gp_err err;

	if (hook->state == GP_HOOK_NONE)
		return gp_setup_say("nothing to do: there is no", path, "");
	if (hook->state == GP_HOOK_FOREIGN)
		return gp_setup_say("nothing to do:", path,
				    " was not installed by git perf");
	if (!dry_run && (err = gp_hook_uninstall(hook)))
		return err;
	return gp_setup_say(dry_run ? "would remove" : "removed", path, tail);
}

static enum gp_err init_hook(const struct gp_init_args *args,
			     struct gp_repo *repo)
{
	struct gp_hook hook = { 0 };
	enum gp_err err;

	if ((err = gp_hook_find(&hook, repo)))
		return err;
	if (args->hooks && !args->uninstall)
		err = install_hook(&hook, args->dry_run);
	else if (args->hooks || (args->uninstall && !args->forge))
		err = uninstall_hook(&hook, args->dry_run);
	else if (!args->forge)
		err = print_setup(repo, &hook);
	gp_hook_clear(&hook);
	return err;
}

static enum gp_err init(const struct gp_init_args *args)
{
	struct gp_repo *repo = NULL;
	enum gp_err err;

	if ((err = gp_repo_open(&repo)))
		return err;
	gp_warn_all(&repo->notices);
	err = init_hook(args, repo);
	if (!err && args->forge)
		err = gp_setup_ci(repo, args->forge, args->uninstall,
				  args->dry_run);
	gp_repo_free(repo);
	return err;
}

enum gp_err gp_init_parse(struct gp_init_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG(0, "hooks", &args->hooks,
			    "install the pre-push hook"),
		GP_OPT_STRING(0, "ci", &args->forge, "forge",
			      "write the files for a CI: github or gitlab"),
		GP_OPT_FLAG(0, "uninstall", &args->uninstall,
			    "remove them and restore what was there; alone: "
			    "the hook"),
		GP_OPT_FLAG(0, "dry-run", &args->dry_run,
			    "print what would be done"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_init, opts, &argc, argv)))
		return err;
	return gp_operands_check(argc, 0, 0, "none");
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_init_args args = { .hooks = false };
	enum gp_err err;

	if (!(err = gp_init_parse(&args, argc, argv)))
		err = init(&args);
	return err ? gp_exit_for(err) : GP_EXIT_OK;
}

const struct gp_cmd gp_cmd_init = {
	.name = "init",
	.usage = "[--hooks] [--ci <forge>] [--uninstall] [--dry-run]",
	.summary = "set a repository up",
	.run = run,
};
