#ifndef GP_SETUP_EMBEDDED_H
#define GP_SETUP_EMBEDDED_H

/**
 * @file
 * What init writes, as CMake found it when the program was built: gp_embed()
 * in CMakeLists.txt has the list.
 */
extern const char gp_hook_text[];
extern const char gp_ci_script_text[];
extern const char gp_ci_github_text[];
extern const char gp_ci_github_fork_text[];
extern const char gp_ci_gitlab_text[];
extern const char gp_ci_gitlab_entry_text[];

#endif /* GP_SETUP_EMBEDDED_H */
