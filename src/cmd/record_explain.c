/*
 * git perf record --explain: how each input is recognised. It records nothing
 * and needs no repository.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/import.h"
#include "gp/mem.h"
#include "gp/report.h"

#include "args.h"

static bool must_be_read(const struct gp_explanation *about,
			 const struct gp_inputs *inputs, size_t i)
{
	return !about[i].format && inputs->items[i].named &&
	       (inputs->n == 1 || !about[i].side);
}

/* As record would: a file that was named, or no file at all, must be read. */
static enum gp_err check_explained(const struct gp_explanation *about,
				   const struct gp_inputs *inputs)
{
	const char *path;
	size_t n_read = 0;

	for (size_t i = 0; i < inputs->n; i++) {
		path = inputs->items[i].path;
		n_read += about[i].format != NULL;
		if (must_be_read(about, inputs, i))
			return gp_fail(GP_EPARSE, "%s: %s",
				       strcmp(path, "-") ? path : "stdin",
				       about[i].refusal);
	}
	if (!n_read)
		return gp_fail(GP_EPARSE, "no file that can be read");
	return GP_OK;
}

static enum gp_err print_explained(const struct gp_explanation *about, size_t n,
				   bool json)
{
	struct gp_buf out = GP_BUF_INIT;
	enum gp_err err;

	if (json)
		gp_report_explain_json(&out, about, n);
	else
		gp_report_explain_text(&out, about, n);
	err = gp_output(&out, NULL);
	gp_buf_clear(&out);
	return err;
}

static enum gp_err explain_inputs(const struct gp_inputs *inputs,
				  const struct gp_record_args *args)
{
	struct gp_explanation *about = gp_calloc(inputs->n + 1, sizeof(*about));
	enum gp_err err;

	for (size_t i = 0; i < inputs->n; i++)
		gp_explain(&about[i], &inputs->items[i], args->from);
	if (!(err = print_explained(about, inputs->n, args->json)))
		err = check_explained(about, inputs);
	for (size_t i = 0; i < inputs->n; i++)
		gp_explanation_clear(&about[i]);
	free(about);
	return err;
}

enum gp_err gp_record_explain(const struct gp_record_args *args)
{
	struct gp_inputs inputs = { 0 };
	enum gp_err err = GP_OK;

	if (!args->n_paths)
		err = gp_inputs_add(&inputs, "-");
	for (size_t i = 0; !err && i < args->n_paths; i++)
		err = gp_inputs_add(&inputs, args->paths[i]);
	if (!err)
		err = explain_inputs(&inputs, args);
	gp_inputs_clear(&inputs);
	return err;
}
