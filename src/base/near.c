/*
 * Which known word is near one that is not known, for "did you mean".
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "gp/near.h"

/* Longer words are not compared: the work grows with the square. */
#define WORD_MAX 128

/* Numbers of edits between all beginnings of two words: three rows of them. */
struct edits {
	const char *from, *to;
	bool globs; /* a '*' of `from` stands for any letters */
	size_t rows[3][WORD_MAX + 1];
};

static bool same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The edits from the first `i` letters to the first `j`. */
static size_t count_edits(const struct edits *e, size_t i, size_t j)
{
	const size_t *now = e->rows[i % 3], *last = e->rows[(i + 2) % 3];
	const char *a = e->from + i, *b = e->to + j;
	size_t least = last[j - 1] + !same_letter(a[-1], b[-1]);

	if (e->globs && a[-1] == '*')
		return least_of(last[j], now[j - 1]);
	least = least_of(least, least_of(last[j], now[j - 1]) + 1);
	if (i > 1 && j > 1 && same_letter(a[-1], b[-2]) &&
	    same_letter(a[-2], b[-1]))
		least = least_of(least, e->rows[(i + 1) % 3][j - 2] + 1);
	return least;
}

/* The distance of optimal string alignment. */
static size_t edit_distance(const char *from, const char *to, bool globs)
{
	struct edits e = { .from = from, .to = to, .globs = globs };
	size_t n = strlen(from), m = strlen(to);

	for (size_t j = 0; j <= m; j++)
		e.rows[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		e.rows[i % 3][0] =
			e.rows[(i + 2) % 3][0] + !(globs && from[i - 1] == '*');
		for (size_t j = 1; j <= m; j++)
			e.rows[i % 3][j] = count_edits(&e, i, j);
	}
	return e.rows[n % 3][m];
}

size_t gp_near(const char *word, const char *const *words, size_t n)
{
	size_t len = strlen(word), best = n, least = WORD_MAX;

	if (!len || len > WORD_MAX)
		return n;
	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(words[i]), edits;
		size_t most = (other > len ? other : len) / 3;

		if (other > WORD_MAX)
			continue;
		edits = edit_distance(word, words[i], false);
		if (edits <= most && edits < least) {
			least = edits;
			best = i;
		}
	}
	return best;
}

size_t gp_near_edits(const char *pattern, const char *word)
{
	if (strlen(pattern) > WORD_MAX || strlen(word) > WORD_MAX)
		return SIZE_MAX;
	return edit_distance(pattern, word, true);
}
