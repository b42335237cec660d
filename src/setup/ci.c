/*
 * The files that init --ci writes for a forge: finding, writing and removing
 * them.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/ci.h"
#include "gp/mem.h"

#include "embedded.h"
#include "file.h"

#define MARK  "# git-perf: "
#define SUM   "# git-perf sum: "
#define YOURS "# ---- yours"
#define END   "# ---- end of yours"

/* ---- the table of forges ---- */

struct ci_text {
	const char *path;
	const char *text;
	bool script, main;
};

struct forge {
	const char *name;
	struct ci_text files[GP_CI_FILES];
	const char *settings, *include;
};

static const struct forge forges[] = {
	{
		.name = "github",
		.files = { { ".github/workflows/git-perf.yml",
			     gp_ci_github_text, false, false },
			   { ".github/workflows/git-perf-fork.yml",
			     gp_ci_github_fork_text, false, false },
			   { ".github/git-perf-ci", gp_ci_script_text, true,
			     false } },
		.settings = ".github/workflows/git-perf.yml",
	},
	{
		.name = "gitlab",
		.files = { { ".gitlab/git-perf.yml", gp_ci_gitlab_text, false,
			     false },
			   { ".gitlab/git-perf-ci", gp_ci_script_text, true,
			     false },
			   { ".gitlab-ci.yml", gp_ci_gitlab_entry_text, false,
			     true } },
		.settings = ".gitlab/git-perf.yml",
		.include = "include: {local: .gitlab/git-perf.yml}",
	},
};

static const struct forge *find_forge(const char *name)
{
	for (size_t i = 0; i < sizeof(forges) / sizeof(*forges); i++)
		if (!strcmp(forges[i].name, name))
			return &forges[i];
	return NULL;
}

/* ---- the parts of a file ---- */

/*
 * The text before the lines that the user may edit, these lines, and the text
 * after them. Without such lines all of it is `before`.
 */
struct ci_parts {
	struct gp_span before, yours, after;
};

static struct ci_parts split_ci_text(struct gp_span text)
{
	size_t from = gp_span_find(text, YOURS);
	size_t to = gp_span_find(text, END);

	if (to == text.len || from > to)
		return (struct ci_parts){ .before = text };
	return (struct ci_parts){
		.before = gp_span_sub(text, 0, from),
		.yours = gp_span_sub(text, from, to - from),
		.after = gp_span_sub(text, to, text.len),
	};
}

/* FNV-1a. It detects an edit, not an attack. */
static uint64_t hash_span(uint64_t sum, struct gp_span text)
{
	for (size_t i = 0; i < text.len; i++) {
		sum ^= (unsigned char)text.data[i];
		sum *= UINT64_C(0x100000001b3);
	}
	return sum;
}

static void put_checksum(struct gp_buf *out, struct gp_span text)
{
	const struct ci_parts parts = split_ci_text(text);
	uint64_t sum = UINT64_C(0xcbf29ce484222325);

	sum = hash_span(sum, parts.before);
	sum = hash_span(sum, parts.after);
	gp_buf_printf(out, SUM "%016" PRIx64 "\n", sum);
}

/* ---- what exists ---- */

static bool has_ci_mark(struct gp_span text)
{
	struct gp_span line;

	for (int i = 0; i < 2; i++)
		if (gp_span_line(&line, &text) && gp_span_starts(line, MARK))
			return true;
	return false;
}

/* Whether the last line is the checksum of the lines before it, the `body`. */
static bool has_valid_checksum(struct gp_span *body, struct gp_span text)
{
	const size_t at = gp_span_find(text, SUM);
	struct gp_buf sum = GP_BUF_INIT;
	bool same;

	*body = gp_span_sub(text, 0, at);
	put_checksum(&sum, *body);
	same = gp_span_same(gp_span_sub(text, at, text.len), gp_buf_view(&sum));
	gp_buf_clear(&sum);
	return same;
}

static enum gp_ci_state ci_state_of(struct gp_span text, const char *ours)
{
	const struct ci_parts fresh = split_ci_text(gp_span_of(ours));
	struct gp_span body;
	struct ci_parts old;

	if (!has_ci_mark(text))
		return GP_CI_FOREIGN;
	if (!has_valid_checksum(&body, text))
		return GP_CI_EDITED;
	old = split_ci_text(body);
	return gp_span_same(old.before, fresh.before) &&
			       gp_span_same(old.after, fresh.after)
		       ? GP_CI_CURRENT
		       : GP_CI_OTHER;
}

/* ---- what will be written ---- */

/* Whether YAML reads the name within brackets as a string. */
static bool is_plain_yaml(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_./-";

	return *name && *name != '-' && !name[strspn(name, allowed)];
}

static void put_ci_settings(struct gp_buf *out, struct gp_span yours,
			    const char *base)
{
	static const char given[] = "[main]";
	const size_t at = gp_span_find(yours, given);

	if (!base || !is_plain_yaml(base) || at == yours.len) {
		gp_buf_span(out, yours);
		return;
	}
	gp_buf_span(out, gp_span_sub(yours, 0, at));
	gp_buf_printf(out, "[%s]", base);
	gp_buf_span(out, gp_span_sub(yours, at + strlen(given), yours.len));
}

static void compose_ci_file(struct gp_buf *out, const char *ours,
			    struct gp_span old, const char *base)
{
	const struct ci_parts fresh = split_ci_text(gp_span_of(ours));
	const struct ci_parts kept = split_ci_text(old);
	struct gp_buf sum = GP_BUF_INIT;

	gp_buf_span(out, fresh.before);
	if (kept.yours.len && fresh.yours.len)
		gp_buf_span(out, kept.yours);
	else
		put_ci_settings(out, fresh.yours, base);
	gp_buf_span(out, fresh.after);
	put_checksum(&sum, gp_buf_view(out));
	gp_buf_span(out, gp_buf_view(&sum));
	gp_buf_clear(&sum);
}

static void read_ci_file(struct gp_ci_file *out, const struct ci_text *ours,
			 const char *base)
{
	const char *full = gp_buf_str(&out->full);
	struct gp_buf text = GP_BUF_INIT;
	struct gp_span there;

	if (gp_file_exists(full)) {
		out->state = GP_CI_FOREIGN;
		if (gp_file_read(&text, full))
			out->state =
				ci_state_of(gp_buf_view(&text), ours->text);
	}
	there = gp_buf_view(&text);
	out->included = gp_span_find(there, "git-perf.yml") < there.len;
	compose_ci_file(&out->fresh, ours->text, there, base);
	gp_buf_clear(&text);
}

enum gp_err gp_ci_find(struct gp_ci *out, struct gp_repo *repo,
		       const char *name, const char *base)
{
	const char *top = repo->work_tree;
	const struct forge *forge = find_forge(name);

	memset(out, 0, sizeof(*out));
	if (!forge)
		return gp_fail(GP_EUSAGE,
			       "unknown forge '%s': use github or gitlab",
			       name);
	if (!top)
		return gp_fail(
			GP_EGIT,
			"the files for a CI need a work tree: run this in a "
			"clone that is not bare");
	out->settings = forge->settings;
	out->include = forge->include;
	for (; out->n < GP_CI_FILES; out->n++) {
		const struct ci_text *ours = &forge->files[out->n];
		struct gp_ci_file *file = &out->files[out->n];

		file->path = ours->path;
		file->script = ours->script;
		file->main = ours->main;
		gp_buf_printf(&file->full, "%s/%s", top, file->path);
		read_ci_file(file, ours, base);
	}
	return GP_OK;
}

void gp_ci_clear(struct gp_ci *ci)
{
	for (size_t i = 0; i < ci->n; i++) {
		gp_buf_clear(&ci->files[i].full);
		gp_buf_clear(&ci->files[i].fresh);
	}
	memset(ci, 0, sizeof(*ci));
}

/* ---- writing and removing ---- */

/*
 * Whether a folder of the path is a symbolic link. In a repository that
 * somebody else made, it may lead anywhere.
 */
static bool has_linked_folder(const struct gp_ci_file *file)
{
	char *dir = gp_strdup(gp_buf_str(&file->full));
	char *slash = dir + file->full.len - strlen(file->path);
	struct stat st;
	bool link = false;

	while (!link && (slash = strchr(slash, '/'))) {
		*slash = '\0';
		link = !lstat(dir, &st) && S_ISLNK(st.st_mode);
		*slash++ = '/';
	}
	free(dir);
	return link;
}

enum gp_err gp_ci_may_write(const struct gp_ci *ci)
{
	for (size_t i = 0; i < ci->n; i++) {
		const struct gp_ci_file *file = &ci->files[i];

		if (file->state == GP_CI_FOREIGN && !file->main)
			return gp_fail(GP_EDENIED,
				       "%s was not written by git perf: rename "
				       "or remove it",
				       file->path);
		if (has_linked_folder(file))
			return gp_fail(GP_EDENIED,
				       "a folder above %s is a symbolic link: "
				       "replace it by a folder",
				       file->path);
	}
	return GP_OK;
}

bool gp_ci_is_outdated(const struct gp_ci_file *file)
{
	return file->state == GP_CI_NONE || file->state == GP_CI_OTHER;
}

enum gp_err gp_ci_write(const struct gp_ci_file *file)
{
	const char *path = gp_buf_str(&file->full);
	struct gp_buf fresh = GP_BUF_INIT;
	enum gp_err err;

	if (!gp_ci_is_outdated(file))
		return GP_OK;
	gp_buf_printf(&fresh, "%s.new-git-perf", path);
	err = gp_file_write(gp_buf_str(&fresh), gp_buf_view(&file->fresh),
			    file->script ? 0777 : 0666);
	if (!err && (err = gp_file_move(gp_buf_str(&fresh), path)))
		unlink(gp_buf_str(&fresh));
	gp_buf_clear(&fresh);
	return err;
}

/* Removes the folders above the file that are empty now. */
static void remove_empty_folders(const struct gp_ci_file *file)
{
	const size_t top = file->full.len - strlen(file->path);
	char *dir = gp_strdup(gp_buf_str(&file->full));
	char *slash;

	while ((slash = strrchr(dir, '/')) && (size_t)(slash - dir) >= top) {
		*slash = '\0';
		if (rmdir(dir))
			break;
	}
	free(dir);
}

enum gp_err gp_ci_remove(const struct gp_ci_file *file)
{
	enum gp_err err;

	if (file->state != GP_CI_CURRENT && file->state != GP_CI_OTHER)
		return GP_OK;
	if (!(err = gp_file_remove(gp_buf_str(&file->full))))
		remove_empty_folders(file);
	return err;
}
