#include <assert.h>
#include <stdint.h>

#include "gp/walk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The head of a commit object. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_raw_commit raw;
	struct gp_oid parent;

	if (!gp_raw_commit_parse(&raw, gp_span_make((const char *)data, size)))
		return 0;
	assert(raw.tree.size);
	while (gp_raw_commit_parent(&parent, &raw.parents))
		assert(parent.size);
	assert(!raw.parents.len);
	return 0;
}
