/*
 * Parses options and prints the help, both from one table.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/parse.h"

#include "cmd.h"

void gp_strings_clear(struct gp_strings *strings)
{
	free(strings->items);
	memset(strings, 0, sizeof(*strings));
}

/* More commits than any history has. */
#define COUNT_MAX 1000000000

static void print_opt(const struct gp_opt *opt)
{
	struct gp_buf help = GP_BUF_INIT;
	char left[64];
	int len = 0;

	if (opt->list)
		opt->list(&help);
	else
		gp_buf_puts(&help, opt->help);
	if (opt->letter)
		len = snprintf(left, sizeof(left), "-%c", opt->letter);
	if (opt->name)
		len += snprintf(left + len, sizeof(left) - (size_t)len,
				"%s--%s", len ? ", " : "", opt->name);
	if (opt->arg)
		snprintf(left + len, sizeof(left) - (size_t)len, " <%s>",
			 opt->arg);
	if (strlen(left) < 24)
		printf("    %-24s%s\n", left, gp_buf_str(&help));
	else
		printf("    %s\n    %24s%s\n", left, "", gp_buf_str(&help));
	gp_buf_clear(&help);
}

static _Noreturn void print_help(const struct gp_cmd *self,
				 const struct gp_opt *opt)
{
	printf("usage: git perf %s%s%s\n\n    %s\n\n", self->name,
	       *self->usage ? " " : "", self->usage, self->summary);
	for (; opt->type != GP_OPT_T_DONE; opt++)
		print_opt(opt);
	printf("    %-24s%s\n", "-h, --help", "show this help");
	exit(gp_exit_printed());
}

static enum gp_err find_long(const struct gp_opt **out,
			     const struct gp_opt *opts, const char *name,
			     size_t len)
{
	const struct gp_opt *found = NULL;

	for (const struct gp_opt *o = opts; o->type != GP_OPT_T_DONE; o++) {
		if (!o->name || strncmp(o->name, name, len) != 0)
			continue;
		if (!o->name[len]) {
			*out = o;
			return GP_OK;
		}
		if (found)
			return gp_fail(GP_EUSAGE,
				       "ambiguous option '--%.*s': --%s or "
				       "--%s?",
				       (int)len, name, found->name, o->name);
		found = o;
	}
	if (!found)
		return gp_fail(GP_EUSAGE, "unknown option '--%.*s'", (int)len,
			       name);
	*out = found;
	return GP_OK;
}

static enum gp_err parse_count(size_t *out, const char *name, const char *text)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 10);

	if (*text < '0' || *text > '9' || *end || !value || value > COUNT_MAX)
		return gp_fail(GP_EUSAGE,
			       "option '--%s' requires a whole number from 1 "
			       "to %d, not '%s'",
			       name, COUNT_MAX, text);
	*out = (size_t)value;
	return GP_OK;
}

static enum gp_err set_opt(const struct gp_opt *opt, const char *text)
{
	struct gp_strings *list = opt->value;

	switch (opt->type) {
	case GP_OPT_T_FLAG:
		*(bool *)opt->value = true;
		return GP_OK;
	case GP_OPT_T_STRING:
		*(const char **)opt->value = text;
		return GP_OK;
	case GP_OPT_T_COUNT:
		return parse_count(opt->value, opt->name, text);
	case GP_OPT_T_STRINGS:
		list->items = gp_grow(list->items, list->n, &list->cap,
				      sizeof(*list->items));
		list->items[list->n++] = text;
		return GP_OK;
	case GP_OPT_T_DONE:
		break;
	}
	return GP_OK;
}

/* argv[*i] is a long option; its argument may be argv[*i + 1]. */
static enum gp_err parse_long(const struct gp_opt *opts, int argc, char **argv,
			      int *i)
{
	const char *name = argv[*i] + 2, *eq = strchr(name, '=');
	size_t len = eq ? (size_t)(eq - name) : strlen(name);
	const struct gp_opt *opt = NULL;
	enum gp_err err;

	if ((err = find_long(&opt, opts, name, len)))
		return err;
	if (!opt->arg && eq)
		return gp_fail(GP_EUSAGE, "option '--%s' does not take a value",
			       opt->name);
	if (opt->arg && !eq && *i + 1 >= argc)
		return gp_fail(GP_EUSAGE,
			       "option '--%s' requires a value: --%s <%s>",
			       opt->name, opt->name, opt->arg);
	return set_opt(opt, !opt->arg ? NULL : eq ? eq + 1 : argv[++*i]);
}

/* argv[*i] is one or more letters: -v, -vn 3, -n3. */
static enum gp_err parse_short(const struct gp_opt *opts, int argc, char **argv,
			       int *i)
{
	const char *at = argv[*i] + 1;
	enum gp_err err;

	for (; *at; at++) {
		const struct gp_opt *opt = opts;

		while (opt->type != GP_OPT_T_DONE && opt->letter != *at)
			opt++;
		if (opt->type == GP_OPT_T_DONE)
			return gp_fail(GP_EUSAGE, "unknown option '-%c'", *at);
		if (!opt->arg) {
			if ((err = set_opt(opt, NULL)))
				return err;
			continue;
		}
		if (at[1])
			return set_opt(opt, at + 1);
		if (*i + 1 >= argc)
			return gp_fail(GP_EUSAGE,
				       "option '-%c' requires a value: -%c "
				       "<%s>",
				       *at, *at, opt->arg);
		return set_opt(opt, argv[++*i]);
	}
	return GP_OK;
}

enum gp_err gp_opts_parse(const struct gp_cmd *self, const struct gp_opt *opts,
			  int *argc, char **argv)
{
	int kept = 0, i;
	enum gp_err err;

	for (i = 0; i < *argc; i++) {
		const char *arg = argv[i];

		if (!strcmp(arg, "--")) {
			i++;
			break;
		}
		if (!strcmp(arg, "-h") || !strcmp(arg, "--help"))
			print_help(self, opts);
		if (arg[0] != '-' || !arg[1]) {
			argv[kept++] = argv[i];
			continue;
		}
		err = arg[1] == '-' ? parse_long(opts, *argc, argv, &i)
				    : parse_short(opts, *argc, argv, &i);
		if (err)
			return gp_fail_at(err, "git perf %s", self->name);
	}
	while (i < *argc)
		argv[kept++] = argv[i++];
	*argc = kept;
	return GP_OK;
}

enum gp_err gp_operands_check(int argc, int min, int max, const char *expected)
{
	if (argc > max)
		return gp_fail(GP_EUSAGE, "too many arguments: expected %s",
			       expected);
	if (argc < min)
		return gp_fail(GP_EUSAGE, "missing argument: expected %s",
			       expected);
	return GP_OK;
}

enum gp_err gp_opt_time(int64_t *out, const char *name, const char *text,
			int64_t now, bool last)
{
	if (gp_when_parse(out, gp_span_of(text), now, last))
		return GP_OK;
	return gp_fail(GP_EUSAGE,
		       "option '--%s' requires a time, not '%s': 2026-11-21, "
		       "2026-11-21T09:40:00Z, '30 days ago', 2w",
		       name, text);
}
