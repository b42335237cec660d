#ifndef GERMAN_H
#define GERMAN_H

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gp/process.h"

/**
 * @file
 * A locale with a decimal comma: one that is installed, else one that is
 * made for the moment, where localedef and its sources are there.
 */

static inline bool german_set(void)
{
	return setlocale(LC_ALL, "de_DE.UTF-8") &&
	       strcmp(localeconv()->decimal_point, ",") == 0;
}

static inline void german_make(const char *dir)
{
	char path[128];
	const char *const make[] = { "localedef", "--no-archive", "-i", "de_DE",
				     "-f",        "UTF-8",        path, NULL };
	const struct gp_process process = { .argv = make, .quiet = true };
	int status;

	snprintf(path, sizeof(path), "%s/de_DE.UTF-8", dir);
	if (gp_process_run(NULL, &status, &process))
		gp_error_clear();
}

/** Switches to it; false when there is none. */
static inline bool locale_german(void)
{
	char dir[] = "/tmp/gp-locale-XXXXXX";
	const char *const drop[] = { "rm", "-rf", dir, NULL };
	const struct gp_process process = { .argv = drop, .quiet = true };
	int status;
	bool done;

	if (german_set())
		return true;
	if (!mkdtemp(dir))
		return false;
	german_make(dir);
	setenv("LOCPATH", dir, 1);
	done = german_set();
	unsetenv("LOCPATH");
	if (gp_process_run(NULL, &status, &process))
		gp_error_clear();
	return done;
}

static inline void locale_plain(void)
{
	setlocale(LC_ALL, "C");
}

#endif /* GERMAN_H */
