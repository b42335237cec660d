/*
 * go test -json (tested: Go 1.26): a JSON object {"Action": ...} for each
 * event, one a line. A line of output may be split into many events, and
 * packages that run at the same time alternate, so the output of each is joined
 * first.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/parse.h"

#include "formats.h"
#include "go.h"
#include "import/core/head.h"

struct go_package {
	struct gp_buf text;
};

struct go_packages {
	struct go_package *items;
	size_t n, cap;
	struct gp_map index; /* by name; keys in `names` */
	struct gp_arena names;
};

static struct go_package *package_of(struct go_packages *all, const char *name)
{
	struct go_package *package;
	size_t at;

	if (gp_map_get(&all->index, name, strlen(name), &at))
		return &all->items[at];
	name = gp_arena_strdup(&all->names, name);
	gp_map_put(&all->index, name, strlen(name), all->n);
	all->items =
		gp_grow(all->items, all->n, &all->cap, sizeof(*all->items));
	package = &all->items[all->n++];
	package->text = (struct gp_buf)GP_BUF_INIT;
	if (*name)
		gp_buf_printf(&package->text, "pkg: %s\n", name);
	return package;
}

static void read_event(struct go_packages *all, const struct gp_json *event)
{
	const char *action = gp_json_get_text(event, "Action");
	const char *name = gp_json_get_text(event, "Package");
	const char *output = gp_json_get_text(event, "Output");

	if (action && output && !strcmp(action, "output"))
		gp_buf_puts(&package_of(all, name ? name : "")->text, output);
}

/* Other lines come from go itself: downloads, build errors. */
static enum gp_err read_events(struct go_packages *all, struct gp_span text)
{
	struct gp_json *event;
	struct gp_span line;
	enum gp_err err;

	for (size_t n = 1; gp_span_line(&line, &text); n++) {
		if (!gp_span_starts(line, "{"))
			continue;
		if ((err = gp_json_parse_at(&event, line, n)))
			return err;
		read_event(all, event);
		gp_json_free(event);
	}
	return GP_OK;
}

static enum gp_err read_file(struct gp_intake *out, const struct gp_input *in)
{
	struct go_packages all = { .n = 0 };
	struct gp_buf text = GP_BUF_INIT;
	enum gp_err err = read_events(&all, in->text);

	for (size_t i = 0; i < all.n; i++) {
		gp_buf_span(&text, gp_buf_view(&all.items[i].text));
		gp_buf_putc(&text, '\n');
		gp_buf_clear(&all.items[i].text);
	}
	if (!err)
		gp_go_read(out, gp_buf_view(&text), false);
	gp_buf_clear(&text);
	gp_map_clear(&all.index);
	gp_arena_clear(&all.names);
	free(all.items);
	return err;
}

/* What "Action" may be: test2json's events. */
static bool is_go_action(struct gp_span action)
{
	static const char *const actions[] = {
		"start", "run",  "pause",  "cont",         "pass",      "bench",
		"fail",  "skip", "output", "build-output", "build-fail"
	};

	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (gp_span_eq(action, actions[i]))
			return true;
	return false;
}

static enum gp_bid bid(const struct gp_input *in, const struct gp_head *head)
{
	(void)in;
	if (is_go_action(gp_head_value(head, "Action")) &&
	    (gp_head_member(head, "Package") ||
	     gp_head_member(head, "ImportPath") ||
	     gp_head_member(head, "Output")))
		return GP_BID_SIGNATURE;
	return GP_BID_NO;
}

const struct gp_importer gp_importer_go_json = {
	.name = "go-json",
	.summary = "go test -json: a line {\"Action\": ...} an event",
	.bid = bid,
	.read = read_file,
};
