/*
 * Bytes as a tree of the notes: entries lie within it, one behind the other,
 * and a name is a note or a subtree only where its digits say so.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void check_kind(const struct gp_tree_item *entry, unsigned depth)
{
	git_oid id, zero = { { 0 } };
	char hex[GIT_OID_HEXSZ];
	size_t bytes = 0;

	memset(&id, 0, sizeof(id));
	switch (gp_tree_item_kind(entry, depth, &id)) {
	case GP_TREE_NOTE:
		bytes = GIT_OID_RAWSZ - depth;
		break;
	case GP_TREE_FAN:
		bytes = 1;
		break;
	case GP_TREE_OTHER:
		return;
	}
	git_oid_fmt(hex, &id);
	expect(entry->name.len == 2 * bytes);
	expect(!memcmp(hex + 2 * (size_t)depth, entry->name.data, 2 * bytes));
	expect(!memcmp(id.id, zero.id, depth));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span rest = gp_span_make((const char *)data, size);
	const char *end = rest.data + rest.len, *at = rest.data;
	struct gp_tree_item entry;

	while (gp_tree_item_next(&entry, &rest)) {
		expect(entry.mode.data == at);
		expect(entry.name.data == at + entry.mode.len + 1);
		at = (const char *)entry.id + GIT_OID_RAWSZ;
		expect(at <= end);
		expect(at + rest.len == end);
		for (unsigned depth = 0; depth < GP_DEPTH_MAX; depth++)
			check_kind(&entry, depth);
	}
	return 0;
}
