#ifndef GP_SETUP_EMBEDDED_H
#define GP_SETUP_EMBEDDED_H

/**
 * @file
 * The texts that init writes. CMake embeds them when the program is built: the
 * list is in CMakeLists.txt, gp_embed().
 */
extern const char gp_hook_text[];
extern const char gp_ci_script_text[];
extern const char gp_ci_github_text[];
extern const char gp_ci_github_fork_text[];
extern const char gp_ci_gitlab_text[];
extern const char gp_ci_gitlab_entry_text[];

#endif /* GP_SETUP_EMBEDDED_H */
