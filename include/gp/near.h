#ifndef GP_NEAR_H
#define GP_NEAR_H

#include <stddef.h>

/**
 * @file
 * The word that somebody meant who mistyped it.
 */

/**
 * Returns the index of that of `n` words which differs least from `word`: in
 * letters that are wrong, missing, too many, or swapped with their neighbour.
 * Case does not count. Returns `n` if each differs in more than a third of its
 * letters, or if the word is empty or longer than 128 bytes. Of several, the
 * first.
 */
size_t gp_near(const char *word, const char *const *words, size_t n);

/**
 * Returns how many such edits lead from `pattern`, whose '*' stand for any
 * letters, to `word`; SIZE_MAX if one of them is longer than 128 bytes.
 */
size_t gp_near_edits(const char *pattern, const char *word);

#endif /* GP_NEAR_H */
