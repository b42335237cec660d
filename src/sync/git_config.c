/*
 * git's configuration as git itself lists it, with the scope of each value.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/process.h"

#include "git_config.h"

#define LIST_MAX ((size_t)16 << 20)

static const char *next_text(struct gp_span *rest)
{
	const char *text = rest->data;
	size_t len = strnlen(rest->data, rest->len);

	if (len == rest->len)
		return NULL;
	*rest = gp_span_sub(*rest, len + 1, rest->len);
	return text;
}

/* The format is "scope NUL key LF value NUL", repeated. */
static void split_values(struct gp_git_config *out)
{
	struct gp_span rest = gp_buf_view(&out->listed);
	const char *scope, *key;

	while (rest.len && (scope = next_text(&rest)) &&
	       (key = next_text(&rest))) {
		char *end = out->listed.data + (key - out->listed.data) +
			    strcspn(key, "\n");
		const bool bare = !*end;
		const char *value = bare ? end : end + 1;

		*end = '\0';
		out->items = gp_grow(out->items, out->n, &out->cap,
				     sizeof(*out->items));
		out->items[out->n++] =
			(struct gp_git_config_value){ scope, key, value, bare };
	}
}

enum gp_err gp_git_config_list(struct gp_git_config *out)
{
	static const char *const argv[] = { "git",          "config", "--list",
					    "--show-scope", "-z",     NULL };
	/* GIT_CONFIG would name one file; without '=' it is unset */
	static const char *const env[] = { "GIT_CONFIG", NULL };
	const struct gp_process git = {
		.argv = argv, .env = env, .max_bytes = LIST_MAX, .quiet = true
	};
	enum gp_err err;
	int status;

	memset(out, 0, sizeof(*out));
	err = gp_process_run(&out->listed, &status, &git);
	if (!err && status)
		err = gp_fail(GP_EGIT,
			      "git config --list ended with %d: run "
			      "it to see why",
			      status);
	if (!err)
		split_values(out);
	return err;
}

void gp_git_config_clear(struct gp_git_config *settings)
{
	free(settings->items);
	gp_buf_clear(&settings->listed);
	memset(settings, 0, sizeof(*settings));
}
