/*
 * The kinds of an entry, one row each: what users call it, and what
 * holds for it. Nothing else lists them; a new kind is a new row.
 */
#include "gp/buf.h"
#include "gp/entry.h"

static const struct gp_entry_kind_info kinds[GP_ENTRY_KINDS] = {
	[GP_ENTRY_RUN] = {
		.name = "run",
		.plural = "runs",
		.has_results = true,
		.needs_commit = true,
	},
	[GP_ENTRY_TOMBSTONE] = {
		.name = "tombstone",
		.plural = "tombstones",
	},
	[GP_ENTRY_ACCEPTANCE] = {
		.name = "acceptance",
		.plural = "acceptances",
		.key = "accept",
		.is_mark = true,
		.needs_commit = true,
	},
	[GP_ENTRY_ALIAS] = {
		.name = "alias",
		.plural = "aliases",
		.key = "alias",
		.is_mark = true,
		.needs_commit = true,
	},
	[GP_ENTRY_PIN] = {
		.name = "pin",
		.plural = "pins",
		.needs_commit = true,
	},
	[GP_ENTRY_HORIZON] = {
		.name = "horizon",
		.plural = "horizons",
		.key = "horizon",
	},
	[GP_ENTRY_UNTRUSTED] = {
		.name = "untrusted run",
		.plural = "untrusted runs",
		.has_results = true,
		.needs_commit = true,
	},
	[GP_ENTRY_CARRIED] = {
		.name = "carry-over",
		.plural = "carry-overs",
		.key = "carried",
		.needs_commit = true,
	},
	[GP_ENTRY_RETIREMENT] = {
		.name = "retirement",
		.plural = "retirements",
		.key = "retire",
		.is_mark = true,
		.needs_commit = true,
	},
};

/* For lines that a newer version, or another tool, wrote. */
static const struct gp_entry_kind_info unknown = {
	.name = "entry of an unknown kind",
	.plural = "entries of unknown kinds",
};

const struct gp_entry_kind_info *gp_entry_kind_info(unsigned kind)
{
	return kind < GP_ENTRY_KINDS ? &kinds[kind] : &unknown;
}

/* ---- counting them ---- */

void gp_entry_counts_add(struct gp_entry_counts *counts, unsigned kind)
{
	counts->of[kind < GP_ENTRY_KINDS ? kind : GP_ENTRY_KINDS]++;
	counts->total++;
}

static void put_kind_count(struct gp_buf *out, size_t n, unsigned kind)
{
	const struct gp_entry_kind_info *info = gp_entry_kind_info(kind);

	gp_buf_printf(out, "%zu %s", n, n == 1 ? info->name : info->plural);
}

void gp_entry_counts_put(struct gp_buf *out,
			 const struct gp_entry_counts *counts)
{
	const char *before = " (";

	for (unsigned kind = 0; kind <= GP_ENTRY_KINDS; kind++) {
		if (counts->of[kind] != counts->total)
			continue;
		put_kind_count(out, counts->total, kind);
		return;
	}
	gp_buf_printf(out, "%zu entries", counts->total);
	for (unsigned kind = 0; kind <= GP_ENTRY_KINDS; kind++) {
		if (!counts->of[kind])
			continue;
		gp_buf_puts(out, before);
		put_kind_count(out, counts->of[kind], kind);
		before = ", ";
	}
	gp_buf_putc(out, ')');
}
