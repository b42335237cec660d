#ifndef GP_SYNC_HOOK_TEXT_H
#define GP_SYNC_HOOK_TEXT_H

/** hooks/pre-push, as CMake found it when the program was built. */
extern const char gp_hook_text[];

#endif /* GP_SYNC_HOOK_TEXT_H */
