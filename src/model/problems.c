/*
 * The list of problems that were found, the worst first.
 */
#include <stdlib.h>
#include <string.h>

#include "gp/mem.h"
#include "gp/problem.h"

const char *gp_problem_severity_name(enum gp_problem_severity severity)
{
	static const char *const names[] = {
		[GP_PROBLEM_ERROR] = "error",
		[GP_PROBLEM_WARN] = "warn",
		[GP_PROBLEM_NOTE] = "note",
	};

	return names[severity];
}

struct gp_problem *gp_problems_add(struct gp_problems *problems,
				   const char *check,
				   enum gp_problem_severity severity)
{
	struct gp_problem *problem;

	problems->items = gp_grow(problems->items, problems->n, &problems->cap,
				  sizeof(*problems->items));
	problem = &problems->items[problems->n++];
	memset(problem, 0, sizeof(*problem));
	problem->check = check;
	problem->severity = severity;
	return problem;
}

void gp_problems_clear(struct gp_problems *problems)
{
	for (size_t i = 0; i < problems->n; i++) {
		gp_buf_clear(&problems->items[i].what);
		gp_buf_clear(&problems->items[i].why);
		gp_buf_clear(&problems->items[i].next);
	}
	free(problems->items);
	memset(problems, 0, sizeof(*problems));
}

size_t gp_problems_count(const struct gp_problems *problems,
			 enum gp_problem_severity severity)
{
	size_t n = 0;

	for (size_t i = 0; i < problems->n; i++)
		n += problems->items[i].severity == severity;
	return n;
}

/* An insertion sort: it is stable, which qsort() is not, and there are few. */
void gp_problems_sort(struct gp_problems *problems)
{
	for (size_t i = 1; i < problems->n; i++) {
		struct gp_problem problem = problems->items[i];
		size_t at = i;

		for (;
		     at && problems->items[at - 1].severity > problem.severity;
		     at--)
			problems->items[at] = problems->items[at - 1];
		problems->items[at] = problem;
	}
}
