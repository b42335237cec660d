/*
 * A mark whose pattern matches nothing is misspelt: it would be stored, shared,
 * and have no effect.
 */
#include "gp/history.h"

#include "matched.h"

static enum gp_err refuse_pattern(struct gp_key_choice *choice,
				  const struct gp_mark_search *search)
{
	struct gp_buf names = GP_BUF_INIT;
	size_t n = gp_key_choice_candidates(choice, &names, search->pattern);
	enum gp_err err = GP_OK;

	if (n || !search->believe)
		err = gp_fail(GP_ENOTFOUND, "no series matches '%.200s'%s%s",
			      search->pattern, n ? "; candidates: " : "",
			      gp_buf_str(&names));
	gp_buf_clear(&names);
	return err;
}

enum gp_err gp_mark_must_match(const struct gp_marks *marks,
			       const struct gp_mark_search *search)
{
	char hex[GP_OID_HEX];
	const char *const revs[] = { gp_oid_hex(&marks->commit.oid, hex),
				     "HEAD" };
	const struct gp_history_range range = {
		.revs = revs,
		.n_revs = 2,
		.first_parent = search->renamed,
		.facts = gp_config_facts(marks->config),
	};
	struct gp_notices unused = { 0 };
	struct gp_key_choice choice;
	enum gp_err err;

	gp_key_choice_init(&choice, &search->pattern, 1);
	err = gp_history_choose_keys(&choice, marks->repo, &range,
				     search->testbed, &unused);
	if (!err && choice.n && !gp_key_choice_done(&choice))
		err = refuse_pattern(&choice, search);
	gp_key_choice_clear(&choice);
	gp_notices_clear(&unused);
	return err;
}
