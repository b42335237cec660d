"""
Tests of what the lints rely on: each reads a small tree of its own.
"""
import os
import tempfile
import unittest

from floors import Floors
from journey import Walk
from prose import Prose
from source import Tree, circles

TABLE_H = """\
/** The rows. */
struct gp_row {
	const char *name; /**< not a { tag */
	int (*run)(struct gp_repo *repo);
};
extern const struct gp_row gp_row_one;

/** Finds a row; "{" in a comment is no brace. */
GP_CHECK enum gp_err gp_row_find(const struct gp_row **out,
				 const char *name);
void gp_row_clear(struct gp_row *row);

void gp_row_alone(void) GP_PRINTF(1, 2);
int gp_row_count(void); /**< At least 1. */
typedef int gp_row_fn(int);
"""

ONE_C = """\
/*
 * The first row.
 */
#include "table.h"
#define TWICE(x) \\
	{        \\
		(x) + (x) }

static int run(struct gp_repo *repo)
{
	const char *brace = "}\\n\\"{ if (";

	if (brace && repo->n > 0) /* or || not */
		return '"' ? TWICE(1) : gp_other(repo);
	for (int i = 0; i < 3; i++)
		repo->gp_row_clear = i;
	return 0;
}

const struct gp_row gp_row_one = {
	.name = "one",
	.run = run,
};
"""

TABLE_C = """\
#include "table.h"

static const struct gp_row *const rows[] = { &gp_row_one };

struct line {
	int n;
};

static
int run(void)
{
	return 0;
}

GP_CHECK enum gp_err gp_row_find(const struct gp_row **out,
				 const char *name)
{
	return run() ? GP_OK : gp_other(NULL);
}
"""

OTHER_C = """\
struct line {
	int n;
};

static void pass(struct line *l)
{
	gp_row_find(l, 0);
}

static int unseen(int n, const char *text)
{
	return n;
}

int gp_other(struct gp_repo *repo, int n)
{
	struct line l = { .repo = repo };
	int size = strlen(n);

	if (unseen(size, "repo") && unseen(gp_count(repo), l.n))
		pass(&l);
	return 0;
}
"""


class SourceTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.put("src/high/table.h", TABLE_H)
        self.put("src/high/table.c", TABLE_C)
        self.put("src/high/rows/one.c", ONE_C)
        self.put("src/low/other.c", OTHER_C)

    def tearDown(self):
        self.folder.cleanup()

    def put(self, path, text):
        full = os.path.join(self.folder.name, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def tree(self):
        return Tree(self.folder.name)

    def file(self, path):
        return next(file for file in self.tree().files if file.path == path)

    def test_functions(self):
        (run,) = self.file("src/high/rows/one.c").functions
        self.assertEqual((run.name, run.static, run.length), ("run", True, 7))
        self.assertEqual(run.parameters, ["repo"])
        # if, &&, ?, for
        self.assertEqual(run.cyclomatic, 5)
        run, find = self.file("src/high/table.c").functions
        self.assertEqual((run.name, run.static), ("run", True))
        self.assertEqual((find.name, find.static), ("gp_row_find", False))
        self.assertEqual(find.parameters, ["out", "name"])

    def test_a_brace_that_is_not_a_functions(self):
        self.put("src/high/odd.c", "/* odd */\n\n{\n}\n")
        self.assertRaises(SystemExit, self.tree)

    def test_a_tree_without_functions(self):
        with tempfile.TemporaryDirectory() as empty:
            self.assertRaises(SystemExit, Tree, empty)

    def test_prototypes(self):
        found = self.file("src/high/table.h").prototypes
        self.assertEqual(
            [(prototype.name, prototype.documented) for prototype in found],
            [
                ("gp_row_find", True),
                ("gp_row_clear", True),
                ("gp_row_alone", False),
                ("gp_row_count", True),
            ],
        )

    def test_comments(self):
        self.assertTrue(self.file("src/high/rows/one.c").opens_with_comment())
        self.assertFalse(self.file("src/high/table.c").opens_with_comment())
        self.assertEqual(self.file("src/high/rows/one.c").count_lines(), (20, 3))

    def test_names(self):
        tree = self.tree()
        self.assertEqual(
            tree.shared_statics(), {"run": ["src/high/rows/one.c", "src/high/table.c"]}
        )
        self.assertEqual(
            tree.tags_defined_twice(), {"line": ["src/high/table.c:5", "src/low/other.c:1"]}
        )

    def test_uses(self):
        uses = [(here.path, name) for here, name, _ in self.tree().uses()]
        self.assertEqual(
            uses,
            [
                ("src/high/rows/one.c", "gp_other"),
                ("src/high/table.c", "gp_other"),
                ("src/high/table.c", "gp_row_one"),
                ("src/low/other.c", "gp_row_find"),
            ],
        )

    def test_circles(self):
        ((group, ties),) = circles(self.tree().uses())
        self.assertEqual(group, ["src/high/rows/one", "src/high/table", "src/low/other"])
        self.assertEqual(ties["src/high/table", "src/high/rows/one"], ["gp_row_one"])

    def test_floors(self):
        self.put("floors", "# a table\n0 low\n1 high # and all in it\n")
        floors = Floors(os.path.join(self.folder.name, "floors"))
        ((here, name, _),) = floors.not_down(self.tree().uses())
        self.assertEqual((here.path, name), ("src/low/other.c", "gp_row_find"))
        self.put("floors", "1 low high\n")
        floors = Floors(os.path.join(self.folder.name, "floors"))
        self.assertEqual(len(list(floors.not_down(self.tree().uses()))), 3)

    def test_journey(self):
        tree = self.tree()
        (run,) = next(f for f in tree.files if f.path.endswith("one.c")).functions
        walk = Walk(tree)
        walk.enter(run, {"repo"})
        # unseen() is given neither the handle nor what holds it, but once
        # something that is computed from it; gp_row_find() is the end
        self.assertEqual(
            [stop.name for stop in walk.stops],
            ["run", "gp_other", "unseen", "pass", "gp_row_find"],
        )
        self.assertEqual(walk.changes(), 2)

    def prose(self, path, text):
        self.put(path, text)
        return Prose(self.folder.name, path)

    def test_prose_of_c(self):
        prose = self.prose(
            "src/a.c",
            '/* What\n * is  no\n *\n * tree */\nint is_no = f("it is "\n\t"NO\\nfile");\n',
        )
        self.assertIn("what is no", prose.text)
        self.assertIn("it is no file", prose.text)
        self.assertNotIn("no tree", prose.text)
        self.assertNotIn("int", prose.text)
        self.assertEqual(prose.line_at(prose.text.index("is no")), 2)
        self.assertEqual(prose.line_at(prose.text.index("it is no")), 5)

    def test_prose_of_others(self):
        prose = self.prose("hooks/a", "#!/bin/sh\n# it is\n# no tree\nsay here\n")
        self.assertIn("it is no tree say here", prose.text)
        prose = self.prose(
            "docs/CHANGELOG.md",
            "# Changes\n\n## 2, not yet released\n\nnew\n\n## 1\n\nold\n",
        )
        self.assertIn("new", prose.text)
        self.assertNotIn("old", prose.text)


unittest.main()
