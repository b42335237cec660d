#ifndef GP_CMD_TABLE_H
#define GP_CMD_TABLE_H

#include "cmd.h"

/* One for each command, in its file. */
extern const struct gp_cmd gp_cmd_accept;
extern const struct gp_cmd gp_cmd_alias;
extern const struct gp_cmd gp_cmd_check;
extern const struct gp_cmd gp_cmd_compare;
extern const struct gp_cmd gp_cmd_detect;
extern const struct gp_cmd gp_cmd_doctor;
extern const struct gp_cmd gp_cmd_export;
extern const struct gp_cmd gp_cmd_forget;
extern const struct gp_cmd gp_cmd_formats;
extern const struct gp_cmd gp_cmd_fsck;
extern const struct gp_cmd gp_cmd_init;
extern const struct gp_cmd gp_cmd_log;
extern const struct gp_cmd gp_cmd_pin;
extern const struct gp_cmd gp_cmd_pull;
extern const struct gp_cmd gp_cmd_push;
extern const struct gp_cmd gp_cmd_record;
extern const struct gp_cmd gp_cmd_remap;
extern const struct gp_cmd gp_cmd_retire;
extern const struct gp_cmd gp_cmd_show;
extern const struct gp_cmd gp_cmd_status;

#endif /* GP_CMD_TABLE_H */
