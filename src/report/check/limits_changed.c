/*
 * What the judged branch changes in .gitperf. Every report lists it,
 * because a gate that a branch sets for itself is none.
 */
#include "report/json_fields.h"

#include "limits_changed.h"

size_t gp_limits_changed(const struct gp_writer *w)
{
	const struct gp_limits_origin *origin = w->findings->set->origin;

	return origin ? origin->n : 0;
}

void gp_write_limits_changed(const struct gp_writer *w)
{
	const struct gp_limits_origin *origin = w->findings->set->origin;

	gp_buf_printf(w->out, "limits of %s ",
		      origin->work_tree ? "the work tree"
		      : origin->on_base ? "this commit"
					: "this branch");
	if (origin->in_effect)
		gp_buf_printf(w->out, "are in effect (--config-from=%s)",
			      origin->work_tree ? "worktree" : "head");
	else if (origin->on_base)
		gp_buf_puts(w->out, "are not in effect before the next commit");
	else
		gp_buf_puts(w->out, "are not in effect until they are merged");
}

static void put_value(const struct gp_writer *w, const char *value)
{
	struct gp_buf text = GP_BUF_INIT;

	gp_escape_short(&text, value ? value : "not set", 60);
	w->plain(w->out, gp_buf_str(&text));
	gp_buf_clear(&text);
}

void gp_write_limit_change(const struct gp_writer *w, size_t i)
{
	const struct gp_limit_change *change =
		&w->findings->set->origin->changes[i];

	gp_buf_puts(w->out, "perf.");
	if (change->pattern) {
		w->plain(w->out, change->pattern);
		gp_buf_putc(w->out, '.');
	}
	w->plain(w->out, change->key);
	gp_buf_putc(w->out, ' ');
	put_value(w, change->base);
	gp_buf_puts(w->out, " -> ");
	put_value(w, change->head);
}

void gp_write_limits_sentence(const struct gp_writer *w)
{
	size_t n = gp_limits_changed(w);

	if (!n)
		return;
	gp_write_limits_changed(w);
	for (size_t i = 0; i < n; i++) {
		gp_buf_puts(w->out, i ? "; " : ": ");
		gp_write_limit_change(w, i);
	}
}

void gp_put_limits_changed(struct gp_buf *out, const struct gp_series_set *set)
{
	const struct gp_limits_origin *origin = set->origin;

	gp_put_key_open(out, "limits_changed", '[');
	for (size_t i = 0; origin && i < origin->n; i++) {
		const struct gp_limit_change *change = &origin->changes[i];

		gp_put_open(out, '{');
		gp_put_key_maybe(out, "pattern",
				 change->pattern ? change->pattern : "");
		gp_put_key_string(out, "key", change->key);
		gp_put_key_maybe(out, "base", change->base ? change->base : "");
		gp_put_key_maybe(out, "head", change->head ? change->head : "");
		gp_put_close(out, '}');
	}
	gp_put_close(out, ']');
	gp_put_key_string(out, "limits_from",
			  origin ? origin->from : "default");
	gp_put_key_bool(out, "limits_changed_in_effect",
			origin && origin->in_effect);
	gp_put_key_maybe(out, "limits_remark", origin ? origin->remark : "");
}
