/*
 * A pre-push hook of ours that git does not run, or that is out of date.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/hook.h"
#include "gp/phrase.h"

#include "diagnosis.h"

#define HOOK_MAX ((size_t)1 << 20)

/* Our hook has a line that begins with "# git-perf". */
static bool is_ours(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span rest, line;
	bool ours = false;

	if (fd < 0)
		return false;
	if (gp_buf_read(&text, fd, HOOK_MAX, path))
		gp_error_clear();
	close(fd);
	rest = gp_buf_view(&text);
	while (!ours && gp_span_line(&line, &rest))
		ours = gp_span_starts(line, "# git-perf");
	gp_buf_clear(&text);
	return ours;
}

static bool is_same_file(const char *a, const char *b)
{
	struct stat one, other;

	return !stat(a, &one) && !stat(b, &other) &&
	       one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

static void report_bypassed(struct gp_diagnosis *d, const char *ours,
			    const char *live)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);
	const char *path = gp_diagnosis_setting(d, "core.hookspath");

	gp_buf_printf(&problem->what,
		      "core.hooksPath is %s, but our hook is %s",
		      path ? path : "set", ours);
	gp_buf_puts(&problem->why,
		    "git never runs it, so a slower commit is pushed without "
		    "a check");
	if (!access(live, F_OK)) {
		gp_buf_puts(&problem->next, "git perf init --hooks");
		return;
	}
	gp_buf_puts(&problem->next, "cp -p ");
	gp_shell_quote(&problem->next, ours);
	gp_buf_putc(&problem->next, ' ');
	gp_shell_quote(&problem->next, live);
}

static void report_elsewhere(struct gp_diagnosis *d, const char *path)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_NOTE);

	gp_buf_printf(&problem->what,
		      "core.hooksPath is %s, which has no pre-push hook of git "
		      "perf",
		      path);
	gp_buf_puts(&problem->why, "a hook in .git/hooks would never run");
	gp_buf_puts(&problem->next, "git perf init --hooks");
}

static void report_idle(struct gp_diagnosis *d, const char *hook)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_printf(&problem->what, "%s is not executable", hook);
	gp_buf_puts(&problem->why,
		    "git does not run it, so a slower commit is pushed "
		    "without a check");
	gp_buf_puts(&problem->next, "chmod +x ");
	gp_shell_quote(&problem->next, hook);
}

static void report_other(struct gp_diagnosis *d, const char *hook)
{
	struct gp_problem *problem = gp_problem_add(d, GP_PROBLEM_WARN);

	gp_buf_printf(&problem->what,
		      "%s was written by another version of git-perf", hook);
	gp_buf_puts(&problem->why,
		    "it may use options that this version does not have");
	gp_buf_puts(&problem->next, "git perf init --hooks");
}

static void check_ours(struct gp_diagnosis *d, const struct gp_hook *hook)
{
	const char *path = gp_diagnosis_setting(d, "core.hookspath");
	bool husky = path && gp_span_ends(gp_span_of(path), ".husky/_");

	/* husky runs its hooks with sh, so their mode does not matter. */
	if (!husky && access(gp_buf_str(&hook->path), X_OK))
		report_idle(d, gp_buf_str(&hook->path));
	else if (hook->state == GP_HOOK_OTHER)
		report_other(d, gp_buf_str(&hook->path));
}

static enum gp_err find_hook(struct gp_diagnosis *d)
{
	const char *path = gp_diagnosis_setting(d, "core.hookspath");
	struct gp_buf standard = GP_BUF_INIT;
	struct gp_hook hook = { 0 };
	enum gp_err err;

	if ((err = gp_hook_find(&hook, d->input->repo)))
		goto out;
	gp_buf_printf(&standard, "%s/hooks/pre-push",
		      d->input->repo->common_dir);
	if (hook.state == GP_HOOK_CURRENT || hook.state == GP_HOOK_OTHER)
		check_ours(d, &hook);
	else if (!is_same_file(gp_buf_str(&hook.path), gp_buf_str(&standard)) &&
		 is_ours(gp_buf_str(&standard)))
		report_bypassed(d, gp_buf_str(&standard),
				gp_buf_str(&hook.path));
	else if (path)
		report_elsewhere(d, path);
out:
	gp_buf_clear(&standard);
	gp_hook_clear(&hook);
	return err;
}

const struct gp_doctor_check gp_check_hook = {
	.name = "hook",
	.find = find_hook,
};
