/*
 * git perf remap: carry results over to the commits of a rewritten history.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "gp/config.h"
#include "gp/marks.h"
#include "gp/phrase.h"

#include "args.h"
#include "table.h"

/* A map of ten million commits is smaller. */
#define MAP_BYTES ((size_t)1 << 30)

enum gp_err gp_remap_parse(struct gp_remap_args *args, int argc, char **argv)
{
	const struct gp_opt opts[] = {
		GP_OPT_FLAG('n', "dry-run", &args->dry_run,
			    "only say what would be carried over"),
		GP_OPT_DONE,
	};
	enum gp_err err;

	if ((err = gp_opts_parse(&gp_cmd_remap, opts, &argc, argv)) ||
	    (err = gp_operands_check(argc, 1, 1, "one map, or -")))
		return err;
	args->path = argv[0];
	return GP_OK;
}

static enum gp_err read_stream(struct gp_buf *out, FILE *file, const char *path)
{
	char bytes[1 << 16];
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		gp_buf_span(out, gp_span_make(bytes, n));
		if (out->len > MAP_BYTES)
			return gp_fail(GP_ELIMIT, "'%s' is too large", path);
	}
	if (ferror(file))
		return gp_fail(GP_EIO, "cannot read '%s': %s", path,
			       strerror(errno));
	return GP_OK;
}

static enum gp_err load_map(struct gp_commit_map *out, const char *path)
{
	struct gp_buf text = GP_BUF_INIT;
	FILE *file = strcmp(path, "-") != 0 ? fopen(path, "r") : stdin;
	enum gp_err err;

	if (!file)
		return gp_fail(GP_EIO, "cannot open '%s': %s", path,
			       strerror(errno));
	if (!(err = read_stream(&text, file, path)) &&
	    (err = gp_commit_map_parse(out, gp_buf_view(&text))))
		err = gp_fail_at(err, "'%s'", path);
	if (file != stdin)
		fclose(file);
	gp_buf_clear(&text);
	return err;
}

static void say_remapped(const struct gp_remapped *n, bool dry_run)
{
	fprintf(stderr, "%s %zu run%s of %zu commit%s%s",
		dry_run ? "would carry over" : "carried over", n->runs,
		gp_plural(n->runs), n->commits, gp_plural(n->commits),
		n->marks ? "" : "\n");
	if (n->marks)
		fprintf(stderr, ", and %zu mark%s\n", n->marks,
			gp_plural(n->marks));
	if (n->dropped)
		fprintf(stderr,
			"%zu commit%s with results %s dropped by the rewrite; "
			"the notes stay\n",
			n->dropped, gp_plural(n->dropped),
			gp_plural_of(n->dropped, "was", "were"));
	if (n->absent)
		fprintf(stderr,
			"%zu commit%s with results: the new commit is not in "
			"this repository; fetch it, and run this again\n",
			n->absent, gp_plural(n->absent));
	if (!n->commits && !n->dropped && !n->absent)
		fputs("no commit of the map has results here: git perf pull "
		      "fetches those of the remote\n",
		      stderr);
}

static enum gp_err carry_over(enum gp_exit *status,
			      const struct gp_remap_args *args)
{
	struct gp_commit_map map = { 0 };
	struct gp_config *config = NULL;
	struct gp_remapped counts;
	struct gp_repo *repo = NULL;
	enum gp_err err;

	if ((err = gp_repo_open(&repo)) ||
	    (err = gp_config_load(&config, repo, NULL)) ||
	    (err = load_map(&map, args->path)) ||
	    (err = gp_remap(repo, &counts, &map, gp_config_durable(config),
			    args->dry_run)))
		goto out;
	say_remapped(&counts, args->dry_run);
	*status = counts.commits ? GP_EXIT_OK : GP_EXIT_NONE;
out:
	gp_commit_map_clear(&map);
	gp_config_free(config);
	gp_repo_free(repo);
	return err;
}

static enum gp_exit run(int argc, char **argv)
{
	struct gp_remap_args args = { .dry_run = false };
	enum gp_exit status = GP_EXIT_OK;
	enum gp_err err;

	if (!(err = gp_remap_parse(&args, argc, argv)))
		err = carry_over(&status, &args);
	return err ? gp_exit_for(err) : status;
}

const struct gp_cmd gp_cmd_remap = {
	.name = "remap",
	.usage = "[--dry-run] <map>",
	.summary = "carry results over to a rewritten history",
	.run = run,
};
