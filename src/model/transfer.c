/*
 * Frees what pushing and pulling report.
 */
#include <string.h>

#include "gp/transfer.h"

void gp_pushed_clear(struct gp_pushed *pushed)
{
	gp_buf_clear(&pushed->remote);
	gp_buf_clear(&pushed->ref);
	gp_notices_clear(&pushed->notices);
	memset(pushed, 0, sizeof(*pushed));
}

void gp_pulled_clear(struct gp_pulled *pulled)
{
	gp_buf_clear(&pulled->remote);
	gp_notices_clear(&pulled->notices);
	gp_buf_clear(&pulled->base);
	gp_buf_clear(&pulled->trouble);
	memset(pulled, 0, sizeof(*pulled));
}

void gp_pending_clear(struct gp_pending *pending)
{
	gp_buf_clear(&pending->remote);
	gp_notices_clear(&pending->notices);
	memset(pending, 0, sizeof(*pending));
}
