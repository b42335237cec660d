/*
 * Rows of plain data: what becomes of each field of a row, by its key's role
 * and its value; and whether the row says that it failed.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "gp/limits.h"
#include "gp/parameters.h"
#include "gp/parse.h"

#include "plain_rows.h"

/* ---- points in time ---- */

/* Seconds, milliseconds, … since 1970, between 2001 and 2096. */
static int64_t epoch_seconds(struct gp_decimal number)
{
	double value = gp_decimal_double(number);

	for (int i = 0; i < 4; i++, value /= 1000)
		if (value >= 1e9 && value < 4e9)
			return (int64_t)value;
	return INT64_MIN;
}

/* "2026-01-02", "2026/01/02 3:00:00 +0100": the day is enough. */
static int64_t day_seconds(const char *text)
{
	char iso[] = "0000-00-00T00:00:00";
	int64_t ms;

	if (strlen(text) < 10)
		return INT64_MIN;
	for (size_t i = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			if (!strchr("-/.", text[i]))
				return INT64_MIN;
			continue;
		}
		if (!isdigit((unsigned char)text[i]))
			return INT64_MIN;
		iso[i] = text[i];
	}
	return gp_time_parse(&ms, gp_span_of(iso)) ? ms / 1000 : INT64_MIN;
}

int64_t gp_plain_time(const struct gp_plain_field *field)
{
	int64_t ms;

	if (field->kind == GP_CELL_NUMBER && !*field->unit)
		return epoch_seconds(field->number);
	if (gp_time_parse(&ms, gp_span_of(field->text)))
		return ms / 1000;
	return day_seconds(field->text);
}

/* ---- numbers ---- */

static bool is_whole_field(const struct gp_plain_field *field)
{
	double value = gp_decimal_double(field->number);

	return field->kind == GP_CELL_NUMBER && value == floor(value);
}

static bool is_byte_unit(const char *unit)
{
	double factor;

	return gp_unit_factor(unit, "B", &factor);
}

bool gp_plain_is_count(const struct gp_plain_field *field)
{
	const struct gp_plain_key *key = field->key;
	const char *unit = *field->unit ? field->unit : key->unit;
	enum gp_kind kind;

	if (field->list || *field->path || !is_whole_field(field) ||
	    key->role == GP_ROLE_SAMPLE || (*unit && !is_byte_unit(unit)))
		return false;
	if (key->statistic && key->statistic != GP_STATISTIC_COUNT)
		return false;
	kind = gp_kind_of("", key->metric, unit);
	return kind == GP_KIND_OTHER || kind == GP_KIND_MEMORY;
}

/* Sizes that are measured: "gzip_size" next to "size". */
static bool is_size(const struct gp_plain_key *key)
{
	static const char *const words[] = { "size",   "gzip",   "brotli",
					     "bytes",  "parsed", "minified",
					     "length", "raw",    "len" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasestr(key->metric, words[i]))
			return true;
	return is_byte_unit(key->unit);
}

/* A number next to which others can be parameters. */
static bool counts_as_measure(const struct gp_plain_field *field)
{
	const struct gp_plain_key *key = field->key;

	if (field->forced || field->about || field->kind == GP_CELL_BOOL)
		return false;
	if (key->n_numbers > key->n_texts && key->role == GP_ROLE_OPEN)
		return true; /* or a refused one */
	if (!field->list && !gp_plain_is_number(field) &&
	    field->kind != GP_CELL_NAN && field->kind != GP_CELL_GROUPED)
		return false;
	switch (key->role) {
	case GP_ROLE_OPEN:
	case GP_ROLE_FACT_TEXT:
	case GP_ROLE_STATUS:
	case GP_ROLE_ERROR:
	case GP_ROLE_SUCCESS:
		return true;
	case GP_ROLE_MAYBE_TIME:
		return epoch_seconds(field->number) == INT64_MIN;
	case GP_ROLE_SAMPLE:
		return true;
	default:
		return false;
	}
}

static bool has_measure(const struct gp_plain_row *row, bool but_sizes)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct gp_plain_field *field = &row->fields[i];

		if (counts_as_measure(field) &&
		    !(but_sizes && is_size(field->key)))
			return true;
	}
	return row->has_rows;
}

/* "n" next to a mean is the number of samples; in a row only with a deviation.
 */
static bool is_sample_count(const struct gp_plain_row *row,
			    const struct gp_plain_field *field)
{
	bool mean = false, spread = false;

	if (field->key->statistic != GP_STATISTIC_COUNT)
		return false;
	for (size_t i = 0; i < row->n; i++) {
		if (strcmp(row->fields[i].path, field->path))
			continue;
		switch (row->fields[i].key->statistic) {
		case GP_STATISTIC_MEAN:
		case GP_STATISTIC_MEDIAN:
		case GP_STATISTIC_PLAIN:
			mean = true;
			break;
		case GP_STATISTIC_NONE:
		case GP_STATISTIC_COUNT:
			break;
		default:
			spread = true;
		}
	}
	return mean && (spread || !row->in_list);
}

/* ---- the use of a field ---- */

static enum gp_plain_use use_of_word(const struct gp_plain_row *row,
				     const struct gp_plain_field *field)
{
	const char *unit = *field->unit ? field->unit : field->key->unit;

	if (field->kind == GP_CELL_TEXT)
		return GP_PLAIN_PARAM;
	if (field->list || field->kind == GP_CELL_BOOL ||
	    is_sample_count(row, field) ||
	    !has_measure(row, is_size(field->key)))
		return GP_PLAIN_VALUE;
	if (*field->unit ? is_byte_unit(unit) : is_whole_field(field))
		return GP_PLAIN_PARAM;
	return GP_PLAIN_VALUE;
}

/* A text that is neither the name nor a fact. */
static enum gp_plain_use use_of_text(const struct gp_plain_row *row,
				     const struct gp_plain_field *field)
{
	const struct gp_plain_key *key = field->key;

	if (key->n_numbers > key->n_texts || *key->unit ||
	    (!key->is_text && row->in_list && key->statistic) ||
	    (!key->is_text && gp_role_says_failed(gp_span_of(field->text))))
		return GP_PLAIN_REFUSED;
	return row->in_list ? GP_PLAIN_PARAM : GP_PLAIN_FACT;
}

static bool is_hex(const char *text)
{
	return strspn(text, "0123456789abcdefABCDEF") == strlen(text);
}

/* "hash" may also be the name of an algorithm. */
static enum gp_plain_use use_of_commit(const struct gp_plain_row *row,
				       const struct gp_plain_field *field)
{
	if (!strcasecmp(field->key->name, "hash") && row->in_list &&
	    field->kind == GP_CELL_TEXT && !is_hex(field->text))
		return GP_PLAIN_PARAM;
	return GP_PLAIN_FACT;
}

static enum gp_plain_use use_of_index(const struct gp_plain_row *row,
				      const struct gp_plain_field *field)
{
	if (field->list || field->kind == GP_CELL_BOOL ||
	    (!*field->key->name && !row->line))
		return GP_PLAIN_VALUE;
	if (field->kind == GP_CELL_TEXT && *field->key->name)
		return gp_is_fact_name(field->key->name) || !row->in_list
			       ? GP_PLAIN_FACT
			       : GP_PLAIN_PARAM;
	if (field->kind == GP_CELL_TEXT)
		return GP_PLAIN_LEFT_OUT;
	return is_whole_field(field) ? GP_PLAIN_LEFT_OUT : GP_PLAIN_VALUE;
}

static bool has_value_field(const struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->fields[i].key->statistic == GP_STATISTIC_PLAIN &&
		    gp_plain_is_number(&row->fields[i]))
			return true;
	return false;
}

/* A text under one of the roles that numbers have as values. */
static enum gp_plain_use use_of_open(const struct gp_plain_row *row,
				     const struct gp_plain_field *field)
{
	if (field->list || gp_plain_is_number(field))
		return GP_PLAIN_VALUE;
	return field->kind == GP_CELL_TEXT ? use_of_text(row, field)
					   : GP_PLAIN_REFUSED;
}

/* "error": false, or 0; but "errors": 0 is a count. */
static bool says_no_error(const struct gp_plain_field *field)
{
	static const char *const words[] = { "error", "err", "exception",
					     "failure" };

	if (!gp_plain_is_number(field) || gp_decimal_double(field->number) != 0)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (gp_role_same_name(field->key->name, words[i]))
			return true;
	return field->kind == GP_CELL_BOOL;
}

static enum gp_plain_use use_of_role(const struct gp_plain_row *row,
				     const struct gp_plain_field *field)
{
	bool is_text = field->kind == GP_CELL_TEXT;

	switch (field->key->role) {
	case GP_ROLE_IGNORED:
		return GP_PLAIN_LEFT_OUT;
	case GP_ROLE_PARAM:
		return field->list ? GP_PLAIN_VALUE : GP_PLAIN_PARAM;
	case GP_ROLE_SAMPLE:
		return is_text ? GP_PLAIN_LEFT_OUT : use_of_open(row, field);
	case GP_ROLE_PARAM_WORD:
		return use_of_word(row, field);
	case GP_ROLE_FACT:
		return field->list ? GP_PLAIN_LEFT_OUT : GP_PLAIN_FACT;
	case GP_ROLE_COMMIT:
		return use_of_commit(row, field);
	case GP_ROLE_TIME:
		return GP_PLAIN_TIME;
	case GP_ROLE_MAYBE_TIME:
		if (gp_plain_time(field) != INT64_MIN ||
		    (is_text && !field->key->n_numbers && !*field->key->unit))
			return GP_PLAIN_TIME;
		return use_of_open(row, field);
	case GP_ROLE_INDEX:
		return use_of_index(row, field);
	case GP_ROLE_VERSION:
		return row->in_list ? GP_PLAIN_PARAM : GP_PLAIN_FACT;
	case GP_ROLE_METRIC:
		if (is_text && has_value_field(row))
			return GP_PLAIN_METRIC;
		return use_of_open(row, field);
	case GP_ROLE_UNIT:
		return is_text ? GP_PLAIN_UNIT : use_of_open(row, field);
	case GP_ROLE_FACT_TEXT:
		return is_text ? GP_PLAIN_FACT : use_of_open(row, field);
	case GP_ROLE_ERROR:
		return is_text || says_no_error(field)
			       ? GP_PLAIN_NOTHING
			       : use_of_open(row, field);
	case GP_ROLE_SUCCESS:
		return is_text ? GP_PLAIN_NOTHING : use_of_open(row, field);
	case GP_ROLE_STATUS:
		return is_text || gp_is_fact_name(field->key->name)
			       ? GP_PLAIN_FACT
			       : use_of_open(row, field);
	case GP_ROLE_EXIT:
		return GP_PLAIN_FACT;
	case GP_ROLE_OPEN:
		break;
	}
	return use_of_open(row, field);
}

/* Nothing is lost with an empty cell of a text, a fact or a deviation. */
static bool may_be_empty(const struct gp_plain_field *field)
{
	const struct gp_plain_key *key = field->key;

	if (key->n_texts > key->n_numbers ||
	    (key->statistic > GP_STATISTIC_PLAIN))
		return true;
	switch (key->role) {
	case GP_ROLE_OPEN:
	case GP_ROLE_SAMPLE:
	case GP_ROLE_MAYBE_TIME:
		return false;
	case GP_ROLE_FACT_TEXT:
		return !key->n_numbers;
	default:
		return true;
	}
}

static enum gp_plain_use use_of(const struct gp_plain_row *row,
				const struct gp_plain_field *field)
{
	if (field == row->named)
		return GP_PLAIN_NAME;
	if (field->about)
		return GP_PLAIN_FACT;
	if (field->kind == GP_CELL_BLANK && !field->list &&
	    field->key->role != GP_ROLE_IGNORED)
		return may_be_empty(field) ? GP_PLAIN_NOTHING
					   : GP_PLAIN_REFUSED;
	if (field->forced && field->key->role != GP_ROLE_IGNORED &&
	    field->key->role != GP_ROLE_SAMPLE &&
	    field->key->role != GP_ROLE_FACT && !field->list)
		return row->in_list || has_measure(row, false) ? GP_PLAIN_PARAM
							       : GP_PLAIN_FACT;
	return use_of_role(row, field);
}

/* ---- did it fail? ---- */

static bool is_false(const struct gp_plain_field *field)
{
	static const char *const words[] = { "false", "no", "n", "failed",
					     "fail" };

	if (field->kind == GP_CELL_BOOL)
		return gp_decimal_double(field->number) == 0;
	for (size_t i = 0; field->kind == GP_CELL_TEXT && i < 5; i++)
		if (!strcasecmp(field->text, words[i]))
			return true;
	return false;
}

static bool says_failed(const struct gp_plain_field *field)
{
	bool is_text = field->kind == GP_CELL_TEXT;

	switch (field->key->role) {
	case GP_ROLE_ERROR:
		return is_text ? !gp_role_says_nothing(gp_span_of(field->text))
			       : field->kind == GP_CELL_BOOL &&
					 gp_decimal_double(field->number) != 0;
	case GP_ROLE_STATUS:
		return is_text && gp_role_says_failed(gp_span_of(field->text));
	case GP_ROLE_SUCCESS:
		return is_false(field);
	case GP_ROLE_EXIT:
		return field->kind == GP_CELL_NUMBER &&
		       gp_decimal_double(field->number) != 0;
	default:
		return false;
	}
}

static const char *failure_text(struct gp_plain *plain,
				const struct gp_plain_field *field)
{
	struct gp_buf why = GP_BUF_INIT;
	const char *kept;

	gp_buf_printf(&why, "it failed: %s is ", field->key->name);
	if (field->kind == GP_CELL_TEXT)
		gp_buf_printf(&why, "\"%.60s\"", field->text);
	else if (field->kind == GP_CELL_BOOL)
		gp_buf_puts(&why, gp_decimal_double(field->number) != 0
					  ? "true"
					  : "false");
	else
		gp_decimal_format(&why, field->number);
	kept = gp_entry_string(plain->out->run, gp_buf_view(&why));
	gp_buf_clear(&why);
	return kept;
}

void gp_plain_judge(struct gp_plain *plain, struct gp_plain_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		struct gp_plain_field *field = &row->fields[i];

		field->use = (uint8_t)use_of(row, field);
		if (!row->failed && field != row->named &&
		    field->key->role != GP_ROLE_IGNORED && !field->about &&
		    says_failed(field))
			row->failed = failure_text(plain, field);
	}
}
