/*
 * Reads the inputs of an import: files, folders and stdin. Sizes and depths
 * are bounded; below a folder only regular files are opened.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/buf.h"
#include "gp/import.h"
#include "gp/parse.h"

#define BYTES_MAX    ((size_t)256 << 20)
#define FILES_MAX    10000
#define DEPTH_MAX    32
#define PATH_LEN_MAX 4096

/* ---- keeping ---- */

/* Moves the text out of `buf`; it lives as long as the inputs. */
static struct gp_span keep_text(struct gp_inputs *inputs, struct gp_buf *buf)
{
	struct gp_span text;

	inputs->texts = gp_grow(inputs->texts, inputs->n_texts,
				&inputs->cap_texts, sizeof(*inputs->texts));
	text.len = buf->len;
	inputs->total_bytes += buf->len;
	text.data = inputs->texts[inputs->n_texts++] = gp_buf_take(buf);
	return text;
}

static struct gp_input *add_item(struct gp_inputs *inputs, const char *path,
				 struct gp_span text)
{
	struct gp_input *in;

	inputs->items = gp_grow(inputs->items, inputs->n, &inputs->cap,
				sizeof(*inputs->items));
	in = &inputs->items[inputs->n++];
	*in = (struct gp_input){
		.path = gp_arena_strdup(&inputs->arena, path),
		.text = text,
		.set = inputs,
	};
	gp_map_put(&inputs->by_path, in->path, strlen(path), inputs->n - 1);
	return in;
}

void gp_inputs_clear(struct gp_inputs *inputs)
{
	for (size_t i = 0; i < inputs->n_texts; i++)
		free(inputs->texts[i]);
	free(inputs->texts);
	free(inputs->items);
	gp_map_clear(&inputs->by_path);
	gp_arena_clear(&inputs->arena);
	memset(inputs, 0, sizeof(*inputs));
}

static enum gp_err check_room(const struct gp_inputs *inputs, const char *path)
{
	if (inputs->n >= FILES_MAX)
		return gp_fail(GP_ELIMIT,
			       "%s: more than %d files: name a smaller folder",
			       path, FILES_MAX);
	if (strlen(path) >= PATH_LEN_MAX)
		return gp_fail(GP_ELIMIT, "%.64s...: the name is too long",
			       path);
	return GP_OK;
}

static const char *display_name(const char *path)
{
	return strcmp(path, "-") ? path : "stdin";
}

/* Adds the bytes of `buf`; a file that was named must be text. */
static enum gp_err add_input_text(struct gp_inputs *inputs, const char *path,
				  struct gp_buf *buf, bool named)
{
	struct gp_span text = keep_text(inputs, buf);
	struct gp_input *in;
	enum gp_err err = gp_text_check(&text);

	if (err && named)
		return gp_fail_at(err, "%s", display_name(path));
	in = add_item(inputs, path, text);
	in->named = named;
	if (err) {
		in->problem =
			gp_arena_strdup(&inputs->arena, gp_error_message());
		gp_error_clear();
	}
	return GP_OK;
}

enum gp_err gp_inputs_add_text(struct gp_inputs *inputs, const char *path,
			       struct gp_span text)
{
	struct gp_buf buf = GP_BUF_INIT;
	enum gp_err err;

	if ((err = check_room(inputs, path)))
		return err;
	gp_buf_span(&buf, text);
	return add_input_text(inputs, path, &buf, true);
}

/* ---- files ---- */

static enum gp_err add_fd(struct gp_inputs *inputs, int fd, const char *path,
			  bool named)
{
	size_t room = BYTES_MAX - inputs->total_bytes;
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_input *in;
	struct stat st;
	enum gp_err err;

	if ((err = check_room(inputs, path)) ||
	    (err = gp_buf_read(&buf, fd, room, display_name(path))) ||
	    (err = add_input_text(inputs, path, &buf, named))) {
		gp_buf_clear(&buf);
		return err;
	}
	in = &inputs->items[inputs->n - 1];
	in->on_disk = fd != STDIN_FILENO;
	if (!named)
		in->folder = inputs->n_folders;
	if (in->on_disk && !fstat(fd, &st) && S_ISREG(st.st_mode))
		in->modified_s = st.st_mtime;
	return GP_OK;
}

static enum gp_err add_file(struct gp_inputs *inputs, const char *path,
			    bool named)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	enum gp_err err;

	if (fd < 0)
		return gp_fail(GP_EIO, "%s: %s", path, strerror(errno));
	err = add_fd(inputs, fd, path, named);
	close(fd);
	return err;
}

/* ---- folders ---- */

/* Files that are found next to results and never hold any. */
static bool is_noise(const char *name)
{
	static const char *const ends[] = { ".svg", ".html", ".css", ".js",
					    ".png", ".md",   ".gz",  ".zip" };
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i]);

		if (len > n && !strcasecmp(name + len - n, ends[i]))
			return true;
	}
	return name[0] == '.';
}

static int may_hold_results(const struct dirent *entry)
{
	return !is_noise(entry->d_name);
}

/* By bytes, so that the order is the same in every locale. */
static int by_entry_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum gp_err add_folder(struct gp_inputs *inputs, const char *path,
			      int depth);

/*
 * Links to files are followed; links to folders are not, because they could
 * form a loop. Pipes and devices could block or never end.
 */
static enum gp_err add_folder_entry(struct gp_inputs *inputs, const char *path,
				    int depth)
{
	struct stat link, target;

	if (lstat(path, &link) || stat(path, &target))
		return GP_OK; /* gone, or a link to nowhere */
	if (S_ISDIR(link.st_mode))
		return add_folder(inputs, path, depth + 1);
	if (!S_ISREG(target.st_mode))
		return GP_OK;
	return add_file(inputs, path, false);
}

static enum gp_err add_folder(struct gp_inputs *inputs, const char *path,
			      int depth)
{
	const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
	struct gp_buf name = GP_BUF_INIT;
	struct dirent **entries;
	enum gp_err err = GP_OK;
	int n;

	if (depth > DEPTH_MAX)
		return gp_fail(GP_ELIMIT, "%.64s...: deeper than %d folders",
			       path, DEPTH_MAX);
	n = scandir(path, &entries, may_hold_results, by_entry_name);
	if (n < 0)
		return gp_fail(GP_EIO, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (!err) {
			gp_buf_reset(&name);
			gp_buf_printf(&name, "%s%s%s", path, slash,
				      entries[i]->d_name);
			err = add_folder_entry(inputs, gp_buf_str(&name),
					       depth);
		}
		free(entries[i]);
	}
	free(entries);
	gp_buf_clear(&name);
	return err;
}

enum gp_err gp_inputs_add(struct gp_inputs *inputs, const char *path)
{
	struct stat st;
	size_t before = inputs->n;
	enum gp_err err;

	if (!strcmp(path, "-"))
		return add_fd(inputs, STDIN_FILENO, path, true);
	if (stat(path, &st))
		return gp_fail(GP_EIO, "%s: %s", path, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return add_file(inputs, path, true);
	inputs->n_folders++;
	if ((err = add_folder(inputs, path, 0)))
		return err;
	if (inputs->n == before)
		return gp_fail(GP_EPARSE, "%s: no file in this folder", path);
	return GP_OK;
}

/* ---- neighbours ---- */

/* The length of the path up to and including its last '/'. */
static size_t folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash + 1 - path) : 0;
}

static const struct gp_input *find_item(const struct gp_inputs *inputs,
					struct gp_span path)
{
	size_t at;

	if (!gp_map_get(&inputs->by_path, path.data, path.len, &at))
		return NULL;
	return &inputs->items[at];
}

bool gp_inputs_has(const struct gp_inputs *inputs, struct gp_span path)
{
	return find_item(inputs, path);
}

static struct gp_span read_sibling(struct gp_inputs *inputs, const char *path)
{
	size_t room = BYTES_MAX - inputs->total_bytes;
	struct gp_buf buf = GP_BUF_INIT;
	struct gp_span text = gp_span_of("");
	struct stat st;
	int fd;

	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return text;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return text;
	if (gp_buf_read(&buf, fd, room, path)) {
		gp_error_clear();
	} else {
		text = keep_text(inputs, &buf);
		if (gp_text_check(&text)) {
			gp_error_clear();
			text = gp_span_of("");
		}
	}
	close(fd);
	gp_buf_clear(&buf);
	return text;
}

struct gp_span gp_input_sibling(const struct gp_input *in, const char *name)
{
	struct gp_buf path = GP_BUF_INIT;
	struct gp_span text = gp_span_of("");
	const struct gp_input *item;

	if (!in->set)
		return text;
	gp_buf_add(&path, in->path, folder_len(in->path));
	gp_buf_puts(&path, name);
	item = find_item(in->set, gp_buf_view(&path));
	if (item && !item->problem)
		text = item->text;
	else if (!item && in->on_disk)
		text = read_sibling(in->set, gp_buf_str(&path));
	gp_buf_clear(&path);
	return text;
}

struct gp_span gp_input_stem(const struct gp_input *in)
{
	struct gp_span name = gp_span_of(in->path + folder_len(in->path));
	size_t len = name.len;

	if (in->named && in->set && in->set->stem)
		return gp_span_of(in->set->stem);
	if (in->stem)
		return gp_span_of(in->stem);
	if (!strcmp(in->path, "-"))
		return gp_span_of("stdin");
	while (len && name.data[len - 1] != '.')
		len--;
	return len > 1 ? gp_span_sub(name, 0, len - 1) : name;
}
