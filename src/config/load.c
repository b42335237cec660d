/*
 * Loads the configuration: git's, and the .gitperf that counts. A judged branch
 * does not set its own limits: the file at its merge base with the base branch
 * counts, and what the branch has in place of it is listed.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"

#include "base_branch.h"
#include "changed.h"
#include "gitperf.h"

enum gp_err gp_config_from_parse(enum gp_config_from *out, const char *word)
{
	static const char *const words[] = {
		[GP_CONFIG_FROM_WORKTREE] = "worktree",
		[GP_CONFIG_FROM_BASE] = "base",
		[GP_CONFIG_FROM_HEAD] = "head",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i], word)) {
			*out = (enum gp_config_from)i;
			return GP_OK;
		}
	return gp_fail(
		GP_EUSAGE,
		"option '--config-from' requires base, head or worktree, "
		"not '%.64s'",
		word);
}

struct config_load {
	struct gp_config *config;
	struct gp_repo *repo;
	const struct gp_config_request *request;
	struct gp_gitperf base; /* at the base */
	struct gp_gitperf head; /* of the commit, or in the work tree */
	bool has_base;
};

static void set_remark(struct gp_config *config, const char *text,
		       const char *why)
{
	struct gp_buf remark = GP_BUF_INIT;

	gp_buf_printf(&remark, "%s%s", text, why);
	config->origin.remark =
		gp_arena_strdup(&config->items.arena, gp_buf_str(&remark));
	gp_buf_clear(&remark);
}

/* ---- the files ---- */

static enum gp_err find_config_base(struct config_load *l)
{
	const struct gp_config_request *request = l->request;
	struct gp_config *config = l->config;
	enum gp_err err;

	err = gp_base_find(&config->base, l->repo, request->commit,
			   request->base, config->base_branch);
	if (err != GP_ENOTFOUND || request->base)
		return err;
	gp_error_clear();
	return GP_OK;
}

/* Why the file at the base is unknown; "" if the commit is the first of all. */
static const char *why_no_base(const struct gp_base *base)
{
	if (!base->name)
		return "because it has no base branch";
	if (base->cut)
		return "because this shallow clone ends there";
	if (!base->merge_base.oid.size)
		return "because it has no commit in common with the base branch";
	return "";
}

/* The commit whose file counts; NULL: there is no base. */
static const struct gp_commit *limits_commit(const struct config_load *l)
{
	const struct gp_base *base = &l->config->base;

	if (!base->name || !base->merge_base.oid.size || !base->start.oid.size)
		return NULL;
	if (base->on_base && l->request->modified)
		return l->request->commit;
	return &base->start;
}

static enum gp_err read_base_file(struct config_load *l)
{
	const struct gp_commit *commit = limits_commit(l);

	l->config->origin.on_base = l->config->base.on_base;
	l->has_base = commit != NULL;
	if (!commit)
		return GP_OK;
	if (gp_gitperf_of_commit(&l->base, l->repo, commit)) {
		set_remark(l->config, "built-in limits: ", gp_error_message());
		gp_error_clear();
		gp_gitperf_clear(&l->base);
	}
	return GP_OK;
}

static bool is_head_commit(struct gp_repo *repo, const struct gp_commit *commit)
{
	struct gp_commit head;

	if (!gp_repo_resolve(repo, &head, "HEAD"))
		return gp_oid_same(&head.oid, &commit->oid);
	gp_error_clear();
	return false;
}

/* Uncommitted changes are listed as well, if HEAD is judged. */
static enum gp_err prefer_work_tree(struct config_load *l)
{
	struct gp_gitperf file = { .exists = false };

	if (!l->repo->work_tree || !is_head_commit(l->repo, l->request->commit))
		return GP_OK;
	if (gp_gitperf_of_work_tree(&file, l->repo->work_tree)) {
		gp_notices_add(&l->config->notices, "%s", gp_error_message());
		gp_error_clear();
	} else if (file.exists && !gp_gitperf_same(&file, &l->head)) {
		gp_gitperf_clear(&l->head);
		l->head = file;
		l->config->origin.work_tree = true;
		return GP_OK;
	}
	gp_gitperf_clear(&file);
	return GP_OK;
}

static enum gp_err read_head_file(struct config_load *l)
{
	const struct gp_commit *commit = l->request->commit;
	enum gp_err err;

	if (l->request->from == GP_CONFIG_FROM_WORKTREE && l->repo->work_tree) {
		l->config->origin.work_tree = true;
		return gp_gitperf_of_work_tree(&l->head, l->repo->work_tree);
	}
	if (!commit)
		return GP_OK;
	err = gp_gitperf_of_commit(&l->head, l->repo, commit);
	if (err || l->request->from != GP_CONFIG_FROM_BASE || !l->has_base)
		return err;
	return prefer_work_tree(l);
}

/* ---- their items ---- */

/* Interprets a file by itself. The caller frees `out`, also after a failure. */
static enum gp_err interpret_file(struct gp_config **out,
				  const struct gp_gitperf *file)
{
	struct gp_config *alone = *out = gp_config_new();
	enum gp_err err;

	err = gp_config_items_read(&alone->items, gp_buf_view(&file->text),
				   file->origin, &alone->notices);
	return err ? err : gp_config_interpret(alone);
}

/* Sections for series that the base branch does not have. */
static void add_proposed(struct gp_config *config,
			 const struct gp_config_items *head)
{
	struct gp_config_items *out = &config->items;
	struct gp_arena *arena = &out->arena;

	for (size_t i = 0; i < head->n; i++) {
		const struct gp_config_item *item = &head->items[i];

		if (!item->pattern || !gp_config_key_counts(item))
			continue;
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] = (struct gp_config_item){
			.origin = gp_arena_strdup(arena, item->origin),
			.pattern = gp_arena_strdup(arena, item->pattern),
			.key = gp_arena_strdup(arena, item->key),
			.value = item->value
					 ? gp_arena_strdup(arena, item->value)
					 : NULL,
			.committed = true,
			.proposed = true,
		};
	}
}

static void use_head(struct config_load *l, const struct gp_config *base,
		     const struct gp_config *head)
{
	struct gp_config *config = l->config;

	gp_config_list_changes(config, &base->items, &head->items);
	config->origin.in_effect = l->request->from != GP_CONFIG_FROM_BASE;
	if (config->origin.in_effect)
		return;
	for (size_t i = 0; i < head->notices.n; i++)
		gp_notices_add(&config->notices, "%s", head->notices.items[i]);
	add_proposed(config, &head->items);
	if (config->origin.n && !getenv("CI"))
		config->origin.next =
			config->origin.work_tree
				? "git perf check --config-from=worktree"
				: "git perf check --config-from=head";
}

/*
 * Of the file that counts, whether it can be read. If it cannot, that stops
 * only those who asked for this very file.
 */
static enum gp_err read_used(struct config_load *l, struct gp_config **out,
			     const struct gp_gitperf *file)
{
	struct gp_config *config = l->config;
	enum gp_err err = interpret_file(out, file);

	if (!err)
		return GP_OK;
	gp_config_free(*out);
	*out = NULL;
	if (l->request->judged && l->request->from != GP_CONFIG_FROM_BASE)
		return err;
	if (l->request->judged)
		set_remark(config, "built-in limits: ", gp_error_message());
	else
		gp_notices_add(&config->notices,
			       "%s (that file is not in effect)",
			       gp_error_message());
	gp_error_clear();
	return GP_OK;
}

static enum gp_err add_used(struct config_load *l,
			    const struct gp_gitperf *file)
{
	struct gp_config *config = l->config;

	if (file->exists)
		config->origin.from = file == &l->base           ? "base"
				      : config->origin.work_tree ? "worktree"
								 : "head";
	return gp_config_items_read(&config->items, gp_buf_view(&file->text),
				    file->origin, &config->notices);
}

/* What the file that does not count has in place of it. */
static void compare_files(struct config_load *l, const struct gp_config *used,
			  bool used_is_base)
{
	const struct gp_gitperf *file = used_is_base ? &l->head : &l->base;
	struct gp_config *none = gp_config_new(), *other = NULL;

	used = used ? used : none;
	if (!interpret_file(&other, file)) {
		use_head(l, used_is_base ? used : other,
			 used_is_base ? other : used);
	} else {
		if (used_is_base)
			gp_notices_add(&l->config->notices,
				       "%s (that file is not in effect)",
				       gp_error_message());
		else
			use_head(l, none, used);
		gp_error_clear();
	}
	gp_config_free(other);
	gp_config_free(none);
}

static enum gp_err add_files(struct config_load *l)
{
	bool from_base = l->request->from == GP_CONFIG_FROM_BASE && l->has_base;
	const struct gp_gitperf *file = from_base ? &l->base : &l->head;
	struct gp_config *used = NULL;
	enum gp_err err;

	if ((err = read_used(l, &used, file)))
		return err;
	if (used)
		err = add_used(l, file);
	if (!err && l->has_base && !gp_gitperf_same(&l->base, &l->head))
		compare_files(l, used, from_base);
	gp_config_free(used);
	return err;
}

/* git's configuration, which was read first, counts more than the files. */
static void move_git_last(struct gp_config_items *items, size_t n_git)
{
	size_t n_files = items->n - n_git;
	struct gp_config_item *git;

	if (!n_git || !n_files)
		return;
	git = gp_calloc(n_git, sizeof(*git));
	memcpy(git, items->items, n_git * sizeof(*git));
	memmove(items->items, items->items + n_git, n_files * sizeof(*git));
	memcpy(items->items + n_files, git, n_git * sizeof(*git));
	free(git);
}

static enum gp_err load_items(struct config_load *l)
{
	struct gp_config *config = l->config;
	const char *why;
	enum gp_err err;
	size_t n_git;

	if ((err = gp_config_items_of_git(&config->items, l->repo)))
		return err;
	n_git = config->items.n;
	config->base_branch = gp_config_find_base_branch(
		l->repo, gp_config_get(config, "base"));
	if (l->request->judged &&
	    ((err = find_config_base(l)) || (err = read_base_file(l))))
		return err;
	if ((err = read_head_file(l)) || (err = add_files(l)))
		return err;
	why = why_no_base(&config->base);
	if (l->request->from == GP_CONFIG_FROM_BASE && l->request->judged &&
	    !l->has_base && l->head.exists && *why && !*config->origin.remark)
		set_remark(config, "limits of this commit itself, ", why);
	move_git_last(&config->items, n_git);
	return GP_OK;
}

enum gp_err gp_config_load(struct gp_config **out, struct gp_repo *repo,
			   const struct gp_config_request *request)
{
	static const struct gp_config_request of_work_tree = { .commit = NULL };
	struct config_load l = { .config = gp_config_new(),
				 .repo = repo,
				 .request = request ? request : &of_work_tree };
	enum gp_err err = GP_OK;

	if (repo)
		err = load_items(&l);
	gp_gitperf_clear(&l.base);
	gp_gitperf_clear(&l.head);
	if (err || (err = gp_config_interpret(l.config)))
		gp_config_free(l.config);
	else
		*out = l.config;
	return err;
}
