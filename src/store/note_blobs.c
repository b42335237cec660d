/*
 * A list of notes that were found in trees: each an object and one blob of
 * its note.
 */
#include <stdlib.h>
#include <string.h>

#include "note_blobs.h"

/*
 * A tree may contain the same subtree many times, so a few hostile objects can
 * describe more subtrees than can ever be read. Trees that git writes contain
 * notes.
 */
#define TREES_FREE      100000
#define TREES_EACH_NOTE 4

void gp_note_blobs_add(struct gp_note_blobs *blobs, const git_oid *object,
		       const git_oid *blob)
{
	blobs->items = gp_grow(blobs->items, blobs->n, &blobs->cap,
			       sizeof(*blobs->items));
	blobs->items[blobs->n].object = *object;
	blobs->items[blobs->n].blob = *blob;
	blobs->n++;
}

void gp_note_blobs_clear(struct gp_note_blobs *blobs)
{
	free(blobs->items);
	memset(blobs, 0, sizeof(*blobs));
}

enum gp_err gp_note_blobs_budget(struct gp_note_blobs *blobs)
{
	if (++blobs->trees > TREES_FREE + TREES_EACH_NOTE * blobs->n)
		return gp_fail(GP_ELIMIT, "the notes tree has too many "
					  "subtrees without notes");
	return GP_OK;
}

static int by_object_then_blob(const void *a, const void *b)
{
	const struct gp_note_blob *x = a, *y = b;
	int order = git_oid_cmp(&x->object, &y->object);

	return order ? order : git_oid_cmp(&x->blob, &y->blob);
}

void gp_note_blobs_sort(struct gp_note_blobs *blobs)
{
	if (blobs->n)
		qsort(blobs->items, blobs->n, sizeof(*blobs->items),
		      by_object_then_blob);
}

void gp_note_blobs_subtract(struct gp_note_blobs *out,
			    const struct gp_note_blobs *ours,
			    const struct gp_note_blobs *theirs)
{
	size_t i = 0;

	for (size_t j = 0; j < theirs->n; j++) {
		const struct gp_note_blob *their = &theirs->items[j];

		while (i < ours->n &&
		       by_object_then_blob(&ours->items[i], their) < 0)
			i++;
		if (i == ours->n ||
		    by_object_then_blob(&ours->items[i], their) > 0)
			gp_note_blobs_add(out, &their->object, &their->blob);
	}
}
