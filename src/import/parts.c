/*
 * Reads a text that has several JSON values, or lines around them.
 *
 * Values that carry a tool's mark are read one after the other. Plain ones are
 * kept until the end: JSON lines are rows of one list then, and plain values
 * next to a tool's report are the lines of a logger, which are left out.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"
#include "gp/parse.h"

#include "import/choose.h"
#include "import/core/documents.h"
#include "import/core/foreign.h"
#include "import/core/head.h"
#include "import/parts.h"

struct plain_value {
	struct gp_span text;
	size_t line;
	bool row; /* an object with a text, on one line */
};

struct part_reader {
	struct gp_import_reading *reading;
	const struct gp_input *in;
	struct plain_value *plain;
	size_t n_plain, cap_plain;
	size_t n_json, n_broken;
	bool cut; /* one of the broken values is not closed */
	struct gp_left_lines lines;
	struct gp_buf text;    /* the same lines, all of them */
	size_t n_left_out;     /* before them */
	const char *tool;      /* that wrote a value; NULL: none did */
	struct gp_buf broken;  /* the first message */
	struct gp_buf foreign; /* that of a value of another tool */
};

/* ---- what is not read ---- */

static void refuse_part(struct part_reader *reader, size_t line,
			const char *reason)
{
	struct gp_buf what = GP_BUF_INIT;

	gp_reading_put_lines(&what, reader->reading, reader->in, line, line);
	gp_intake_refuse(reader->reading->intake, gp_buf_view(&what), reason);
	gp_buf_clear(&what);
}

/* The pending message says what is wrong. */
static void note_broken(struct part_reader *reader,
			const struct gp_json_piece *piece)
{
	if (!reader->n_broken++)
		gp_buf_puts(&reader->broken, gp_error_message());
	reader->cut |= piece->cut;
	refuse_part(reader, piece->line, gp_error_message());
	gp_error_clear();
}

/* ---- values ---- */

static bool has_text_member(const struct gp_json *object)
{
	struct gp_json_iter it = { 0 };

	while (gp_json_next(object, &it))
		if (gp_json_text(it.value))
			return true;
	return false;
}

static void keep_plain(struct part_reader *reader,
		       const struct gp_json_piece *piece)
{
	struct gp_span text = piece->text;
	bool one_line = !memchr(text.data, '\n', text.len);

	reader->plain = gp_grow(reader->plain, reader->n_plain,
				&reader->cap_plain, sizeof(*reader->plain));
	reader->plain[reader->n_plain++] = (struct plain_value){
		.text = text,
		.line = piece->line,
		.row = one_line && has_text_member(piece->root),
	};
}

static struct gp_input input_of(const struct part_reader *reader,
				struct gp_span text, size_t line,
				const struct gp_json *root)
{
	struct gp_input part = *reader->in;

	part.text = text;
	part.line = line;
	part.root = root;
	return part;
}

/* A value without a tool's mark; that of a tool without a driver is refused. */
static void note_plain(struct part_reader *reader,
		       const struct gp_json_piece *piece,
		       const struct gp_input *part)
{
	const struct gp_importer *via;

	if (reader->reading->from || !gp_choose_importer(&via, part, NULL)) {
		keep_plain(reader, piece);
		return;
	}
	if (!reader->foreign.len)
		gp_buf_puts(&reader->foreign, gp_error_message());
	refuse_part(reader, piece->line, gp_error_message());
	gp_error_clear();
}

static enum gp_err read_json_part(struct part_reader *reader,
				  const struct gp_json_piece *piece)
{
	struct gp_input part =
		input_of(reader, piece->text, piece->line, piece->root);
	enum gp_bid bid = gp_choose_bid(&part, reader->reading->from);
	const struct gp_importer *via;
	enum gp_err err;

	if (bid <= GP_BID_FALLBACK) {
		note_plain(reader, piece, &part);
		return GP_OK;
	}
	if ((err = gp_choose_importer(&via, &part, reader->reading->from)))
		return err;
	reader->tool = via->name;
	return gp_reading_read(reader->reading, via, &part);
}

static enum gp_err read_piece(struct part_reader *reader,
			      struct gp_json_piece *piece)
{
	enum gp_err err = GP_OK;

	switch (piece->kind) {
	case GP_PIECE_LINE:
		gp_left_lines_add(&reader->lines, piece->line, piece->text,
				  "not part of a report");
		gp_buf_span(&reader->text, piece->text);
		gp_buf_putc(&reader->text, '\n');
		break;
	case GP_PIECE_BROKEN:
		note_broken(reader, piece);
		break;
	case GP_PIECE_JSON:
		reader->n_json++;
		err = read_json_part(reader, piece);
		gp_json_free(piece->root);
		break;
	}
	return err;
}

/* ---- plain values ---- */

static void leave_out_plain(struct part_reader *reader)
{
	struct gp_buf why = GP_BUF_INIT;

	gp_buf_printf(&why, "plain JSON next to a report of %s", reader->tool);
	for (size_t i = 0; i < reader->n_plain; i++)
		gp_left_lines_add(&reader->lines, reader->plain[i].line,
				  reader->plain[i].text, gp_buf_str(&why));
	gp_buf_clear(&why);
}

static enum gp_err read_plain(struct part_reader *reader, struct gp_span text,
			      size_t line)
{
	struct gp_input part = input_of(reader, text, line, NULL);
	const struct gp_importer *via;
	enum gp_err err =
		gp_choose_importer(&via, &part, reader->reading->from);

	return err ? err : gp_reading_read(reader->reading, via, &part);
}

static bool are_rows(const struct part_reader *reader)
{
	for (size_t i = 0; i < reader->n_plain; i++)
		if (!reader->plain[i].row)
			return false;
	return reader->n_plain > 1;
}

static enum gp_err read_rows(struct part_reader *reader)
{
	struct gp_buf list = GP_BUF_INIT;
	enum gp_err err;

	for (size_t i = 0; i < reader->n_plain; i++) {
		gp_buf_puts(&list, i ? ",\n" : "[");
		gp_buf_span(&list, reader->plain[i].text);
	}
	gp_buf_puts(&list, "]");
	err = read_plain(reader, gp_buf_view(&list), reader->plain[0].line);
	gp_buf_clear(&list);
	return err;
}

static enum gp_err read_plain_values(struct part_reader *reader)
{
	enum gp_err err = GP_OK;

	if (reader->tool) {
		leave_out_plain(reader);
		return GP_OK;
	}
	if (are_rows(reader))
		return read_rows(reader);
	for (size_t i = 0; !err && i < reader->n_plain; i++)
		err = read_plain(reader, reader->plain[i].text,
				 reader->plain[i].line);
	return err;
}

/* ---- the other lines ---- */

/* "google-benchmark" and "google-benchmark-console" belong to one tool. */
static bool are_of_one_tool(const char *a, const char *b)
{
	size_t len = strcspn(a, "-");

	return len == strcspn(b, "-") && !strncmp(a, b, len);
}

/*
 * The lines may be the report of another tool. That of the same tool has the
 * same results once more.
 */
static enum gp_err read_other_report(struct part_reader *reader,
				     const struct gp_input *part)
{
	const struct gp_importer *via;

	if (gp_choose_bid(part, NULL) < GP_BID_SHAPE)
		return GP_OK;
	if (gp_choose_importer(&via, part, NULL)) {
		gp_error_clear();
		return GP_OK;
	}
	if (are_of_one_tool(via->name, reader->tool))
		return GP_OK;
	reader->reading->intake->n_left_out = reader->n_left_out;
	reader->lines.n = 0;
	return gp_reading_read(reader->reading, via, part);
}

/* Plain JSON in the output of a tool that cannot be read is not its report. */
static enum gp_err refuse_foreign(const struct gp_input *part)
{
	const struct gp_foreign *row;
	struct gp_head head;

	gp_head_init(&head, part->text);
	row = gp_foreign_find(&head, NULL);
	gp_head_clear(&head);
	return row ? gp_foreign_fail(row) : GP_OK;
}

static enum gp_err judge_lines(struct part_reader *reader)
{
	struct gp_input part =
		input_of(reader, gp_buf_view(&reader->text), 1, NULL);

	if (!reader->text.len || reader->reading->from)
		return GP_OK;
	return reader->tool ? read_other_report(reader, &part)
			    : refuse_foreign(&part);
}

/* ---- the whole ---- */

static enum gp_err finish_parts(struct part_reader *reader)
{
	enum gp_err err;

	if (!reader->n_json && reader->n_broken)
		return gp_fail(GP_EPARSE, "%s", gp_buf_str(&reader->broken));
	if (!reader->tool && reader->foreign.len)
		return gp_fail(GP_EPARSE, "%s", gp_buf_str(&reader->foreign));
	if ((err = judge_lines(reader)) || (err = read_plain_values(reader)))
		return err;
	gp_left_lines_end(&reader->lines);
	if (reader->cut)
		gp_intake_break_off(reader->reading->intake,
				    gp_buf_str(&reader->broken));
	return GP_OK;
}

enum gp_err gp_parts_read(struct gp_import_reading *reading,
			  const struct gp_input *in, bool *any)
{
	struct gp_pieces pieces = { .text = in->text };
	struct part_reader reader = { .reading = reading,
				      .in = in,
				      .n_left_out = reading->intake->n_left_out,
				      .lines = { .reading = reading,
						 .in = in } };
	struct gp_json_piece piece;
	enum gp_err err = GP_OK;

	while (!err && gp_pieces_next(&pieces, &piece))
		err = read_piece(&reader, &piece);
	if (!err)
		err = finish_parts(&reader);
	*any = reader.n_json;
	gp_buf_clear(&reader.broken);
	gp_buf_clear(&reader.foreign);
	gp_buf_clear(&reader.text);
	free(reader.plain);
	return err;
}
