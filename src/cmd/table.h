#ifndef GP_CMD_TABLE_H
#define GP_CMD_TABLE_H

/* One line a command file. */

#endif /* GP_CMD_TABLE_H */
