/*
 * /proc/cpuinfo -> the processor's model.
 *
 * The short name is part of the testbed's name, which identifies a history. So
 * the result is frozen by tests/data/testbeds: if it changed, results of the
 * same machine would no longer be compared.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "arm.h"
#include "cpu.h"

/* More kinds of core than any machine has; limits the length of a name. */
#define KINDS_MAX 4

/* Splits "key : value"; s390 writes "machine = 8561" after a comma. */
static bool split_field(struct gp_span line, struct gp_span *key,
			struct gp_span *value)
{
	size_t at = gp_span_find(line, ":");

	if (at == line.len)
		return false;
	*key = gp_span_trim(gp_span_sub(line, 0, at));
	*value = gp_span_trim(gp_span_sub(line, at + 1, line.len));
	return true;
}

static bool same_word(struct gp_span a, const char *b)
{
	return a.len == strlen(b) && !strncasecmp(a.data, b, a.len);
}

/* The first value of `name` that is not empty. */
static struct gp_span first_value(struct gp_span text, const char *name)
{
	struct gp_span line, key, value;

	while (gp_span_line(&line, &text))
		if (split_field(line, &key, &value) && same_word(key, name) &&
		    value.len)
			return value;
	return gp_span_of(NULL);
}

/* ---- ARM: numbers ---- */

/* Reads "0x41" or "8"; false for anything else. */
static bool parse_number(unsigned *out, struct gp_span text)
{
	bool hex = gp_span_starts(text, "0x") || gp_span_starts(text, "0X");
	unsigned value = 0;

	if (hex)
		text = gp_span_sub(text, 2, text.len);
	if (!text.len || text.len > 6)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		int c = tolower((unsigned char)text.data[i]);

		if (hex ? !isxdigit(c) : !isdigit(c))
			return false;
		value = value * (hex ? 16 : 10) +
			(unsigned)(isdigit(c) ? c - '0' : c - 'a' + 10);
	}
	*out = value;
	return true;
}

/* For a number that the tables lack, the numbers themselves are the name. */
static void arm_name(struct gp_buf *out, unsigned maker, unsigned part)
{
	const char *name = gp_arm_part(maker, part);

	if (name)
		gp_buf_puts(out, name);
	else if ((name = gp_arm_implementer(maker)))
		gp_buf_printf(out, "%s 0x%03x", name, part);
	else
		gp_buf_printf(out, "0x%02x 0x%03x", maker, part);
}

struct kinds {
	struct gp_buf names[KINDS_MAX];
	size_t n;
};

static void kinds_clear(struct kinds *kinds)
{
	for (size_t i = 0; i < KINDS_MAX; i++)
		gp_buf_clear(&kinds->names[i]);
}

/* Keeps the names sorted and unique, because cores come in any order. */
static void kinds_add(struct kinds *kinds, unsigned maker, unsigned part)
{
	struct gp_buf name = GP_BUF_INIT;
	size_t i = kinds->n;

	arm_name(&name, maker, part);
	for (size_t k = 0; k < kinds->n; k++)
		if (!strcmp(gp_buf_str(&kinds->names[k]), gp_buf_str(&name))) {
			gp_buf_clear(&name);
			return;
		}
	if (kinds->n == KINDS_MAX) {
		gp_buf_clear(&name);
		return;
	}
	for (; i &&
	       strcmp(gp_buf_str(&kinds->names[i - 1]), gp_buf_str(&name)) > 0;
	     i--)
		kinds->names[i] = kinds->names[i - 1];
	kinds->names[i] = name;
	kinds->n++;
}

static void arm_kinds(struct kinds *kinds, struct gp_span text)
{
	struct gp_span line, key, value;
	unsigned maker = 0, part;

	while (gp_span_line(&line, &text)) {
		if (!split_field(line, &key, &value))
			continue;
		if (same_word(key, "CPU implementer") &&
		    !parse_number(&maker, value))
			maker = 0;
		if (maker && same_word(key, "CPU part") &&
		    parse_number(&part, value))
			kinds_add(kinds, maker, part);
	}
}

static void arm_model(struct gp_buf *out, struct gp_span text)
{
	struct kinds kinds = { 0 };

	arm_kinds(&kinds, text);
	for (size_t i = 0; i < kinds.n; i++)
		gp_buf_printf(out, "%s%s", i ? " + " : "",
			      gp_buf_str(&kinds.names[i]));
	kinds_clear(&kinds);
}

/* ---- other makers: a name ---- */

/* s390: "processor 0: version = FF,  identification = …,  machine = 8561" */
static struct gp_span s390_machine(struct gp_span text)
{
	size_t at = gp_span_find(text, "machine = ");
	struct gp_span word;

	text = gp_span_sub(text, at + strlen("machine = "), text.len);
	return gp_span_word(&word, &text) ? word : gp_span_of(NULL);
}

static struct gp_span printed_model(struct gp_span text)
{
	static const char *const keys[] = { "model name", "cpu model", "cpu",
					    "uarch" };
	struct gp_span value;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		value = first_value(text, keys[i]);
		if (value.len && !same_word(value, "unknown"))
			return value;
	}
	return s390_machine(text);
}

void gp_cpu_model(struct gp_buf *out, struct gp_span cpuinfo)
{
	size_t before = out->len;
	struct gp_span rest, word;

	arm_model(out, cpuinfo);
	if (out->len != before)
		return;
	rest = printed_model(cpuinfo);
	while (gp_span_word(&word, &rest)) {
		if (out->len != before)
			gp_buf_putc(out, ' ');
		gp_buf_span(out, word);
	}
}

/* ---- the short name ---- */

void gp_slug(struct gp_buf *out, struct gp_span text)
{
	bool gap = false, begun = false;

	for (size_t i = 0; i < text.len; i++) {
		int c = (unsigned char)text.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') || c == '.' || c == '_')) {
			gap = true;
			continue;
		}
		if (gap && begun)
			gp_buf_putc(out, '-');
		gp_buf_putc(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
		gap = false;
		begun = true;
	}
}

/* Copies without trademark signs and without lists of features in parentheses:
   "(R)", "(TM)" are dropped, "(Skylake, IBRS)" becomes Skylake. */
static void without_marks(struct gp_buf *out, struct gp_span text)
{
	static const char *const marks[] = {
		"(R)", "(r)", "(TM)", "(tm)", "\xc2\xae", "\xe2\x84\xa2"
	};
	bool inside = false, in_features = false;

	while (text.len) {
		size_t skip = 0;

		for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
			if (gp_span_starts(text, marks[i]))
				skip = strlen(marks[i]);
		if (!skip && strchr("()", *text.data))
			inside = *text.data == '(';
		in_features = inside && (in_features || *text.data == ',');
		if (!skip && !in_features)
			gp_buf_putc(out, strchr("()", *text.data) ? ' '
								  : *text.data);
		text = gp_span_sub(text, skip ? skip : 1, text.len);
	}
}

/* Words that end the model's name. */
static bool ends_model(struct gp_span word)
{
	static const char *const words[] = { "with",   "w/",  "version",
					     "Radeon", "raw", "architected" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (same_word(word, words[i]))
			return true;
	return false;
}

/* "64-Core", "Eight-Core", "3.00GHz", "12th" (Gen): not part of the model. */
static bool is_measure(struct gp_span word)
{
	static const char *const ends[] = { "-core", "ghz", "mhz" };
	struct gp_span tail;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		tail = gp_span_sub(word, word.len - strlen(ends[i]), word.len);
		if (word.len > strlen(ends[i]) && same_word(tail, ends[i]))
			return true;
	}
	return isdigit((unsigned char)word.data[0]) &&
	       (gp_span_ends(word, "th") || gp_span_ends(word, "st") ||
		gp_span_ends(word, "nd") || gp_span_ends(word, "rd"));
}

/* Words that every model of a maker shares. `x86`: made by Intel or AMD. */
static bool is_filler(struct gp_span word, bool x86)
{
	return same_word(word, "Processor") || same_word(word, "Gen") ||
	       (x86 && (same_word(word, "CPU") || same_word(word, "Intel") ||
			same_word(word, "AMD")));
}

static bool names_maker(struct gp_span text)
{
	struct gp_span word;

	while (gp_span_word(&word, &text))
		if (same_word(word, "Intel") || same_word(word, "AMD"))
			return true;
	return false;
}

/* Appends the words that distinguish one model from another. */
static void distinctive(struct gp_buf *out, struct gp_span text, bool x86)
{
	struct gp_span word;

	while (gp_span_word(&word, &text) && !ends_model(word)) {
		size_t at = gp_span_find(word, "@");
		bool last = at < word.len;

		word = gp_span_sub(word, 0, at);
		if (word.len && !is_measure(word) && !is_filler(word, x86)) {
			gp_buf_span(out, word);
			gp_buf_putc(out, ' ');
		}
		if (last)
			break;
	}
}

/* Nothing but a brand: "Xeon ", "EPYC ". */
static bool is_bare(struct gp_span words)
{
	struct gp_span word;

	if (!gp_span_word(&word, &words))
		return true;
	for (size_t i = 0; i < word.len; i++)
		if (!isalpha((unsigned char)word.data[i]))
			return false;
	return !gp_span_word(&word, &words);
}

/* The numbers of family and model, which only x86 has. */
static void numbered(struct gp_buf *out, struct gp_span cpuinfo)
{
	struct gp_span family = first_value(cpuinfo, "cpu family");
	struct gp_span model = first_value(cpuinfo, "model");

	if (!family.len || !model.len)
		return;
	if (!out->len)
		gp_buf_span(out, first_value(cpuinfo, "vendor_id"));
	gp_buf_putc(out, ' ');
	gp_buf_span(out, family);
	gp_buf_putc(out, ' ');
	gp_buf_span(out, model);
}

/*
 * Cloud providers hide the model: four generations are all called "Intel(R)
 * Xeon(R) CPU @ 2.20GHz". The numbers still distinguish them.
 */
void gp_cpu_slug(struct gp_buf *out, struct gp_span cpuinfo)
{
	struct gp_buf model = GP_BUF_INIT, bare = GP_BUF_INIT,
		      words = GP_BUF_INIT;
	size_t before = out->len;
	bool x86;

	gp_cpu_model(&model, cpuinfo);
	without_marks(&bare, gp_buf_view(&model));
	x86 = names_maker(gp_buf_view(&bare));
	distinctive(&words, gp_buf_view(&bare), x86);
	if (!words.len || (x86 && is_bare(gp_buf_view(&words))))
		numbered(&words, cpuinfo);
	gp_slug(out, gp_buf_view(&words));
	if (out->len == before)
		gp_buf_puts(out, "unknown");
	gp_buf_clear(&model);
	gp_buf_clear(&bare);
	gp_buf_clear(&words);
}
