/*
 * What partial pulls brought: a file with a line for each remote and line of
 * commits, `<tracking ref> <first commit>`, or `<tracking ref> -`.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gp/partial_notes.h"
#include "gp/span.h"

/* Only the newest are kept. */
#define LINES_KEPT  200
#define BYTES_KNOWN (128 << 10)

static void put_known_path(struct gp_buf *out, struct gp_repo *repo)
{
	gp_buf_printf(out, "%s/perf/partial", repo->common_dir);
}

/* Without the file, nothing is known. */
static void read_known(struct gp_buf *out, struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;
	int fd;

	put_known_path(&path, repo);
	fd = open(gp_buf_str(&path), O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		if (gp_buf_read(out, fd, BYTES_KNOWN, gp_buf_str(&path)))
			gp_error_clear();
		close(fd);
	}
	gp_buf_clear(&path);
}

static void make_known_folder(struct gp_repo *repo)
{
	struct gp_buf path = GP_BUF_INIT;

	gp_buf_printf(&path, "%s/perf", repo->common_dir);
	mkdir(gp_buf_str(&path), 0777);
	gp_buf_clear(&path);
}

/* A reader sees the old file or the new one. */
static void write_known(struct gp_repo *repo, const struct gp_buf *text)
{
	struct gp_buf path = GP_BUF_INIT, temporary = GP_BUF_INIT;
	FILE *file;
	bool written;

	make_known_folder(repo);
	put_known_path(&path, repo);
	gp_buf_printf(&temporary, "%s.%ld", gp_buf_str(&path), (long)getpid());
	if ((file = fopen(gp_buf_str(&temporary), "we"))) {
		written = fwrite(gp_buf_str(text), 1, text->len, file) ==
			  text->len;
		written = !fclose(file) && written;
		if (!written ||
		    rename(gp_buf_str(&temporary), gp_buf_str(&path)))
			unlink(gp_buf_str(&temporary));
	}
	gp_buf_clear(&path);
	gp_buf_clear(&temporary);
}

static void put_known(struct gp_buf *out, const char *ref,
		      const struct gp_oid *start)
{
	char hex[GP_OID_HEX];

	gp_buf_printf(out, "%s %s\n", ref,
		      start->size ? gp_oid_hex(start, hex) : "-");
}

/* Appends the other lines of `known`; only those of other refs if `all`. */
static void keep_known(struct gp_buf *out, const struct gp_buf *known,
		       const char *line, bool all)
{
	struct gp_span rest = gp_buf_view(known), one;
	size_t len = strcspn(line, all ? " " : "\n");

	for (size_t n = 0; n < LINES_KEPT && gp_span_line(&one, &rest); n++) {
		bool same = one.len >= len && !memcmp(one.data, line, len) &&
			    (all ? one.len > len && one.data[len] == ' '
				 : one.len == len);

		if (!same && one.len) {
			gp_buf_span(out, one);
			gp_buf_putc(out, '\n');
		}
	}
}

void gp_partial_remember(struct gp_repo *repo, const char *ref,
			 const struct gp_oid *start)
{
	struct gp_buf known = GP_BUF_INIT, text = GP_BUF_INIT;
	struct gp_buf line = GP_BUF_INIT;

	read_known(&known, repo);
	put_known(&line, ref, start);
	gp_buf_puts(&text, gp_buf_str(&line));
	keep_known(&text, &known, gp_buf_str(&line), false);
	write_known(repo, &text);
	gp_buf_clear(&line);
	gp_buf_clear(&known);
	gp_buf_clear(&text);
}

void gp_partial_forget(struct gp_repo *repo, const char *ref)
{
	struct gp_buf known = GP_BUF_INIT, text = GP_BUF_INIT;

	read_known(&known, repo);
	if (known.len) {
		keep_known(&text, &known, ref, true);
		write_known(repo, &text);
	}
	gp_buf_clear(&known);
	gp_buf_clear(&text);
}

/* Partial pulls leave a ref, unless they found nothing to fetch. */
static bool has_partial_ref(struct gp_repo *repo)
{
	struct gp_refs refs;
	bool found;

	if (gp_repo_refs(repo, &refs, "refs/notes/remotes/*/perf-part")) {
		gp_error_clear();
		return false;
	}
	found = refs.n;
	gp_refs_clear(&refs);
	return found;
}

bool gp_partial_any(struct gp_repo *repo)
{
	struct gp_buf known = GP_BUF_INIT;
	bool any;

	read_known(&known, repo);
	any = known.len || has_partial_ref(repo);
	gp_buf_clear(&known);
	return any;
}

static bool is_commit_known(const struct gp_buf *known,
			    const struct gp_oid *start)
{
	struct gp_span rest = gp_buf_view(known), line, word;
	struct gp_oid id;

	while (gp_span_line(&line, &rest))
		if (gp_span_word(&word, &line) && gp_span_word(&word, &line) &&
		    gp_oid_parse(&id, word) && gp_oid_same(&id, start))
			return true;
	return false;
}

bool gp_partial_lacks(struct gp_repo *repo, const struct gp_oid *start)
{
	struct gp_buf known = GP_BUF_INIT;
	bool lacks;

	read_known(&known, repo);
	lacks = known.len ? !is_commit_known(&known, start)
			  : has_partial_ref(repo);
	gp_buf_clear(&known);
	return lacks;
}
