/*
 * The commits that can have made a change, in words and in JSON.
 */
#include "blame.h"
#include "json_writer.h"

struct gp_blame gp_blame_between(const struct gp_oid *from, size_t from_order,
				 const struct gp_oid *to, size_t to_order)
{
	struct gp_blame blame = { .from = *from,
				  .to = *to,
				  .commits = SIZE_MAX,
				  .unmeasured = SIZE_MAX };

	if (!from_order || from_order >= to_order)
		return blame;
	blame.commits = to_order - from_order;
	blame.unmeasured = blame.commits - 1;
	return blame;
}

bool gp_blame_is_range(const struct gp_blame *blame)
{
	return blame->from.size && blame->unmeasured &&
	       blame->unmeasured != SIZE_MAX;
}

void gp_put_blame(struct gp_buf *out, const struct gp_blame *blame,
		  const struct gp_oid *to)
{
	char from_hex[GP_OID_HEX], to_hex[GP_OID_HEX];

	gp_oid_short(to, to_hex);
	if (gp_blame_is_range(blame))
		gp_buf_printf(
			out, "one of %zu commits %s..%s (%zu not measured)",
			blame->commits, gp_oid_short(&blame->from, from_hex),
			to_hex, blame->unmeasured);
	else
		gp_buf_puts(out, to_hex);
}

void gp_put_blame_keys(struct gp_buf *out, const struct gp_blame *blame)
{
	gp_put_key_oid(out, "from", &blame->from);
	gp_put_key_oid(out, "to", &blame->to);
	gp_put_key(out, "unmeasured");
	if (!blame->from.size || blame->unmeasured == SIZE_MAX)
		gp_put_null(out);
	else
		gp_put_count(out, blame->unmeasured);
}
