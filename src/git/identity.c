/*
 * The committer of notes. Recording must not fail in a CI job that has no
 * user.name, so there is a fallback.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/buf.h"

#include "repo.h"

#define FALLBACK_NAME "git perf"
#define FALLBACK_MAIL "git-perf@localhost"

/* NULL if libgit2 rejects the name: it strips characters, and may leave none.
 */
static git_signature *sign(const char *name, const char *mail)
{
	git_signature *signature = NULL;

	if (!name || !mail || git_signature_now(&signature, name, mail))
		return NULL;
	return signature;
}

static git_signature *configured(struct gp_repo *repo)
{
	const char *name = getenv("GIT_COMMITTER_NAME");
	const char *mail = getenv("GIT_COMMITTER_EMAIL");
	git_signature *signature;
	git_config *config = NULL;

	if (git_repository_config_snapshot(&config, repo->git))
		return sign(name, mail);
	if (!name && git_config_get_string(&name, config, "user.name"))
		name = NULL;
	if (!mail && git_config_get_string(&mail, config, "user.email"))
		mail = getenv("EMAIL");
	signature = sign(name, mail);
	git_config_free(config);
	return signature;
}

void gp_identity(struct gp_buf *out, struct gp_repo *repo)
{
	git_signature *who = configured(repo);
	int zone;

	if (!who)
		who = sign(FALLBACK_NAME, FALLBACK_MAIL);
	zone = who ? who->when.offset : 0;
	gp_buf_printf(out, "%s <%s> %lld %c%02d%02d",
		      who ? who->name : FALLBACK_NAME,
		      who ? who->email : FALLBACK_MAIL,
		      who ? (long long)who->when.time : 0LL,
		      zone < 0 ? '-' : '+', abs(zone) / 60, abs(zone) % 60);
	git_signature_free(who);
}

void gp_repo_committer(struct gp_repo *repo, struct gp_buf *out)
{
	git_signature *who = configured(repo);

	if (who)
		gp_buf_printf(out, "%s <%s>", who->name, who->email);
	git_signature_free(who);
}
