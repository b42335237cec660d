#ifndef GP_ERROR_H
#define GP_ERROR_H

/**
 * @file
 * One way to fail: a code, and one line that says what, where and what next.
 *
 * A code is only made by `return gp_fail(...)`, so there is no code without a
 * message. A message is one line, starts in lower case, and has no full stop;
 * if the user can do something, it ends in ": <what to do>".
 * The message of the function that failed first is kept: callers add the
 * place with gp_fail_at() and never replace it. Only src/cmd/exit.c prints it.
 */

#define GP_CHECK             __attribute__((warn_unused_result))
#define GP_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/** Why something failed; GP_OK is zero, so `if ((err = f()))` reads well. */
enum gp_err {
	GP_OK,
	GP_EUSAGE,    /**< The command line is wrong: exit status 129. */
	GP_EPARSE,    /**< Input is malformed. */
	GP_ELIMIT,    /**< Input is larger or deeper than allowed. */
	GP_EIO,       /**< A system call failed. */
	GP_EGIT,      /**< The repository cannot be read or written. */
	GP_ENOTFOUND, /**< A revision, entry or object does not exist. */
	GP_EBUSY,     /**< Somebody else holds a lock; nothing was changed. */
	GP_EDENIED    /**< Configuration or policy forbids it. */
};

/** Records the message and returns `code`, which must not be GP_OK. */
enum gp_err gp_fail(enum gp_err code, const char *fmt, ...) GP_PRINTF(2, 3);

/** Puts "<where>: " before the message of a failure and returns `code`. */
enum gp_err gp_fail_at(enum gp_err code, const char *fmt, ...) GP_PRINTF(2, 3);

/** Returns a borrowed pointer to the last failure's message; "" if none. */
const char *gp_error_message(void);

/** Forgets the message of a failure that was expected and handled. */
void gp_error_clear(void);

#endif /* GP_ERROR_H */
