/*
 * Names of columns, keys and tags that tell about a run and never separate
 * results: when, where and of what it was measured.
 */
#include <ctype.h>
#include <string.h>

#include "gp/parameters.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* In lower case, without '_', '-' and blanks. */
static const char *const fact_names[] = {
	"author",        "branch",      "branchname", "build",
	"buildid",       "buildnumber", "buildurl",   "commit",
	"commitdate",    "commithash",  "commitid",   "commitsha",
	"commitmessage", "committime",  "cpu",        "cpumodel",
	"createdat",     "date",        "datetime",   "duration",
	"end",           "endtime",     "epoch",      "finishedat",
	"generatedat",   "gitbranch",   "gitcommit",  "githash",
	"gitref",        "gitsha",      "hash",       "host",
	"hostname",      "job",         "jobid",      "jobname",
	"joburl",        "kernel",      "link",       "machine",
	"message",       "note",        "notes",      "os",
	"pid",           "pipeline",    "platform",   "pr",
	"pullrequest",   "ref",         "rerun",      "rev",
	"revision",      "run",         "runid",      "runnumber",
	"runner",        "runurl",      "schema",     "schemaversion",
	"seed",          "sha",         "sha1",       "start",
	"startedat",     "starttime",   "state",      "status",
	"time",          "timestamp",   "ts",         "url",
	"user",          "username",    "uuid",       "version",
};

bool gp_is_fact_name(const char *name)
{
	char plain[32];
	size_t n = 0;

	for (; *name; name++) {
		if (strchr("_- ", *name))
			continue;
		if (n == sizeof(plain) - 1)
			return false;
		plain[n++] = (char)tolower((unsigned char)*name);
	}
	plain[n] = '\0';
	for (size_t i = 0; i < LEN(fact_names); i++)
		if (!strcmp(plain, fact_names[i]))
			return true;
	return false;
}
