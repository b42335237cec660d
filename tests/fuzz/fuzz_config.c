#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "config/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void load(struct gp_span text, bool listed)
{
	struct gp_config *config = gp_config_new();
	struct gp_config_items *entries = &config->items;
	enum gp_err err;

	err = listed ? gp_config_items_parse(entries, text)
		     : gp_config_items_read(entries, text, ".gitperf",
					    &config->notices);
	if (!err)
		err = gp_config_interpret(config);
	if (err)
		assert(*gp_error_message());
	if (!err && !listed) {
		assert(!gp_config_get(config, "testbed"));
		assert(!gp_config_get(config, "rerun"));
		assert(!gp_config_get(config, "hookrun"));
		assert(!gp_config_get(config, "facts"));
		assert(gp_config_durable(config));
	}
	gp_config_free(config);
}

/* A .gitperf, and the list that git prints. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gp_span text = gp_span_make((const char *)data, size);

	load(text, false);
	load(text, true);
	return 0;
}
