/*
 * Reads one input with the driver that was chosen, and remembers which formats
 * were read.
 */
#include <string.h>

#include "gp/buf.h"

#include "import/reading.h"

void gp_reading_clear(struct gp_reading *reading)
{
	gp_map_clear(&reading->seen);
	gp_buf_clear(&reading->formats);
}

bool gp_reading_note(struct gp_reading *reading, const char *name,
		     bool is_format)
{
	size_t before = reading->seen.n;

	gp_map_put(&reading->seen, name, strlen(name) + is_format, 0);
	return reading->seen.n > before;
}

enum gp_err gp_reading_read(struct gp_reading *reading,
			    const struct gp_importer *via,
			    const struct gp_input *in)
{
	enum gp_err err = via->read(reading->intake, in);

	if (err || !gp_reading_note(reading, via->name, true))
		return err;
	if (reading->formats.len)
		gp_buf_puts(&reading->formats, ", ");
	gp_buf_puts(&reading->formats, via->name);
	return GP_OK;
}
