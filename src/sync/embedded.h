#ifndef GP_SYNC_EMBEDDED_H
#define GP_SYNC_EMBEDDED_H

/**
 * @file
 * What init writes, as CMake found it when the program was built: gp_embed()
 * in CMakeLists.txt has the list.
 */
extern const char gp_hook_text[];

#endif /* GP_SYNC_EMBEDDED_H */
