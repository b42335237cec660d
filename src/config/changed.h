#ifndef GP_CONFIG_CHANGED_H
#define GP_CONFIG_CHANGED_H

#include "settings.h"

/**
 * Lists in config->origin every key that counts and has another value in `head`
 * than in `base`: items of two .gitperf. If the sections are only in another
 * order, in which other ones win, that is a change of "order".
 */
void gp_config_list_changes(struct gp_config *config,
			    const struct gp_config_items *base,
			    const struct gp_config_items *head);

#endif /* GP_CONFIG_CHANGED_H */
