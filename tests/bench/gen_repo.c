/*
 * Writes a git fast-import stream: a linear history with notes on it, as
 * `git perf record` would have made them.
 *
 *	gen_repo [commits] [notes] [metrics] [samples] | git fast-import
 *
 * Deterministic: the same arguments give the same repository. Ids that the
 * runs hold are computed here, as git computes them.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "gp/buf.h"
#include "gp/codec.h"
#include "gp/entry.h"
#include "gp/parse.h"

#define START 1500000000
#define STEP  3600
#define TREES 1000

struct gen {
	size_t commits, notes, metrics, samples;
	git_oid trees[TREES];
	uint64_t seed;
};

static uint64_t next(struct gen *gen)
{
	gen->seed ^= gen->seed << 13;
	gen->seed ^= gen->seed >> 7;
	gen->seed ^= gen->seed << 17;
	return gen->seed;
}

static double uniform(struct gen *gen)
{
	return (double)(next(gen) >> 11) / 9007199254740992.0;
}

static double normal(struct gen *gen)
{
	double u = uniform(gen), v = uniform(gen);

	return sqrt(-2 * log(u + 1e-300)) * cos(6.283185307179586 * v);
}

static void data(const char *text, size_t len)
{
	printf("data %zu\n", len);
	fwrite(text, 1, len, stdout);
	putchar('\n');
}

/* The blobs and, computed, the trees that hold one of them as "f". */
static void write_blobs(struct gen *gen)
{
	char text[32], tree[64];

	for (size_t i = 0; i < TREES; i++) {
		int len = snprintf(text, sizeof(text), "%zu\n", i);
		git_oid blob;

		printf("blob\nmark :%zu\n", i + 1);
		data(text, (size_t)len);
		git_odb_hash(&blob, text, (size_t)len, GIT_OBJECT_BLOB);
		memcpy(tree, "100644 f", 9);
		memcpy(tree + 9, blob.id, GIT_OID_RAWSZ);
		git_odb_hash(&gen->trees[i], tree, 9 + GIT_OID_RAWSZ,
			     GIT_OBJECT_TREE);
	}
}

static void write_commit(const struct gen *gen, git_oid *ids, size_t i)
{
	const char *who = "A <a@example.com>";
	long long when = START + (long long)i * STEP;
	struct gp_buf object = GP_BUF_INIT;
	char hex[GIT_OID_HEXSZ + 1];

	gp_buf_printf(&object, "tree %s\n",
		      git_oid_tostr(hex, sizeof(hex), &gen->trees[i % TREES]));
	if (i)
		gp_buf_printf(&object, "parent %s\n",
			      git_oid_tostr(hex, sizeof(hex), &ids[i - 1]));
	gp_buf_printf(&object,
		      "author %s %lld +0000\n"
		      "committer %s %lld +0000\n\ncommit %zu\n",
		      who, when, who, when, i);
	git_odb_hash(&ids[i], object.data, object.len, GIT_OBJECT_COMMIT);
	gp_buf_clear(&object);
	printf("commit refs/heads/main\nmark :%zu\n"
	       "author %s %lld +0000\ncommitter %s %lld +0000\n"
	       "data <<E\ncommit %zu\nE\nM 100644 :%zu f\n",
	       TREES + 1 + i, who, when, who, when, i, i % TREES + 1);
}

static void measure(struct gen *gen, struct gp_entry *run, size_t metric,
		    size_t commit)
{
	char name[64];
	double level = 1000.0 * (double)(metric + 1);
	struct gp_measurement *m;

	snprintf(name, sizeof(name), "BM_Case/%zu", metric / 2);
	m = gp_entry_measurement(
		run, gp_span_of(name),
		gp_span_of(metric % 2 ? "cpu_time" : "real_time"),
		gp_span_of("ns"));
	m->better = GP_BETTER_LOWER;
	level *= 1 + 0.01 * normal(gen) + 0.1 * (commit > gen->commits / 2);
	for (size_t s = 0; s < gen->samples; s++) {
		double value = level * (1 + 0.02 * normal(gen));
		struct gp_decimal d = gp_decimal_int(llround(value * 100));

		d.exp = -2;
		gp_entry_sample(run, m, d);
	}
}

static void fill(struct gen *gen, struct gp_entry *run, const git_oid *id,
		 size_t commit)
{
	for (size_t i = 0; i < sizeof(run->id.raw); i++)
		run->id.raw[i] = (unsigned char)(next(gen) >> 20);
	run->commit_time = START + (int64_t)commit * STEP;
	run->time_ms = (run->commit_time + 600) * 1000;
	memcpy(run->commit.raw, id->id, GIT_OID_RAWSZ);
	run->commit.size = GIT_OID_RAWSZ;
	memcpy(run->tree.raw, gen->trees[commit % TREES].id, GIT_OID_RAWSZ);
	run->tree.size = GIT_OID_RAWSZ;
	run->testbed = "bench";
	run->tool = "google-benchmark";
	run->branch = "main";
	gp_entry_set(run, &run->facts, gp_span_of("os"), gp_span_of("linux"));
	gp_entry_set(run, &run->facts, gp_span_of("cores"), gp_span_of("2"));
	for (size_t m = 0; m < gen->metrics; m++)
		measure(gen, run, m, commit);
}

static void write_note(struct gen *gen, const git_oid *id, size_t commit)
{
	struct gp_buf bytes = GP_BUF_INIT, line = GP_BUF_INIT;
	struct gp_entries runs = { 0 };
	struct gp_entry *run = gp_entries_add(&runs);

	fill(gen, run, id, commit);
	if (gp_entry_encode(&bytes, run)) {
		fprintf(stderr, "%s\n", gp_error_message());
		exit(1);
	}
	gp_buf_puts(&line, "1 ");
	gp_base64_encode(&line, gp_buf_view(&bytes));
	gp_buf_putc(&line, '\n');
	printf("N inline :%zu\n", TREES + 1 + commit);
	data(line.data, line.len);
	gp_entries_clear(&runs);
	gp_buf_clear(&bytes);
	gp_buf_clear(&line);
}

/* The notes are spread evenly; the newest commit always has one. */
static void write_notes(struct gen *gen, const git_oid *ids)
{
	puts("commit refs/notes/perf\n"
	     "committer A <a@example.com> 1500000000 +0000\n"
	     "data <<E\nnotes\nE");
	for (size_t i = 0; i < gen->notes; i++) {
		size_t back = i * gen->commits / gen->notes;
		size_t commit = gen->commits - 1 - back;

		write_note(gen, &ids[commit], commit);
	}
}

static size_t argument(int argc, char **argv, int i, size_t otherwise)
{
	return argc > i ? (size_t)strtoull(argv[i], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
	struct gen gen = { .seed = UINT64_C(88172645463325252) };
	git_oid *ids;

	gen.commits = argument(argc, argv, 1, 160000);
	gen.notes = argument(argc, argv, 2, 100000);
	gen.metrics = argument(argc, argv, 3, 10);
	gen.samples = argument(argc, argv, 4, 1);
	if (!gen.commits || gen.notes > gen.commits)
		return 129;
	git_libgit2_init();
	ids = gp_calloc(gen.commits, sizeof(*ids));
	write_blobs(&gen);
	for (size_t i = 0; i < gen.commits; i++)
		write_commit(&gen, ids, i);
	if (gen.notes)
		write_notes(&gen, ids);
	puts("done");
	free(ids);
	git_libgit2_shutdown();
	return fflush(stdout) ? 1 : 0;
}
