"""
Prints the table of docs/STYLE.md, with a column for each tree that is given
(this one if none is), or lists what the table counts.
"""
import argparse
import os

from floors import FLOORS, Floors
from journey import JOURNEYS, walk
from prose import find_phrases
from source import Tree, circles


def percent(part, whole):
    return f"{100 * part / whole:.1f} %"


def at(numbers, share):
    """The number that so many percent of sorted numbers do not exceed."""
    return numbers[(len(numbers) * share + 99) // 100 - 1]


def of_functions(tree):
    lengths = sorted(f.length for f in tree.functions)
    n_complex = sum(f.cyclomatic > 10 for f in tree.functions)
    yield "functions", len(lengths)
    yield (
        "lines of a function: median, 90 %, longest",
        f"{at(lengths, 50)}, {at(lengths, 90)}, {lengths[-1]}",
    )
    yield (
        "functions with a cyclomatic number above 10",
        f"{n_complex} ({percent(n_complex, len(lengths))})",
    )
    yield "files of more than 400 lines", len(list_long(tree))


def of_comments(tree):
    filled, comment = map(sum, zip(*(file.count_lines() for file in tree.files)))
    n_prototypes = sum(len(file.prototypes) for file in tree.files)
    yield "comment lines, of those that are not blank", percent(comment, filled)
    yield (
        "prototypes in headers without a comment",
        f"{len(list_undocumented(tree))} of {n_prototypes}",
    )
    yield (
        ".c files without an opening comment",
        f"{len(list_openings(tree))} of {len(tree.sources)}",
    )


def of_names(tree):
    n_static = sum(f.static for f in tree.functions)
    n_shared = sum(map(len, tree.shared_statics().values()))
    tags = tree.tags_defined_twice()
    public = [tag for tag in tags if tag.startswith("gp_")]
    yield (
        "static functions whose name another file uses too",
        f"{percent(n_shared, n_static)} ({n_shared} of {n_static})",
    )
    yield "gp_ tags defined twice", len(public)
    yield "other tags defined twice", len(tags) - len(public)


def of_structure(tree, floors):
    yield "circles of files", len(circles(tree.uses()))
    yield "calls that do not go down", len(list(floors.not_down(tree.uses())))
    for name, where in JOURNEYS:
        journey = walk(tree, where)
        yield f"changes of folder: {name}", journey.changes() if journey else "-"


def measure(tree, floors):
    """The rows of a table: {name: value}."""
    return {
        **dict(of_functions(tree)),
        **dict(of_comments(tree)),
        **dict(of_names(tree)),
        **dict(of_structure(tree, floors)),
    }


def print_table(columns):
    """Aligned Markdown: names that all columns share, then their values."""
    rows = [["", *(root for root, _ in columns)]]
    for name in columns[0][1]:
        rows.append([name, *(str(column[name]) for _, column in columns)])
    wide = [max(map(len, cells)) for cells in zip(*rows)]
    rows.insert(1, ["-" * n for n in wide])
    for row in rows:
        print("|", " | ".join(cell.ljust(n) for cell, n in zip(row, wide)), "|")


# ---- lists ----


def list_shared(tree, _floors=None):
    shared = tree.shared_statics()
    return [f"{len(shared[name]):3} {name}: {' '.join(shared[name])}" for name in shared]


def list_circles(tree, _floors=None):
    lines = []
    for group, ties in circles(tree.uses()):
        lines.append(f"circle: {' '.join(group)}")
        for (here, there), names in ties.items():
            lines.append(f"    {here} -> {there}: {' '.join(names)}")
    return lines


def list_undocumented(tree, _floors=None):
    return [
        f"{file.path}:{prototype.line}: {prototype.name}"
        for file in tree.files
        for prototype in file.prototypes
        if not prototype.documented
    ]


def list_openings(tree, _floors=None):
    return [file.path for file in tree.sources if not file.opens_with_comment()]


def list_tags(tree, _floors=None):
    twice = tree.tags_defined_twice()
    return [f"{tag}: {' '.join(twice[tag])}" for tag in twice]


def list_calls(tree, floors):
    return [
        f"{here.path} uses {name} of {there.path}"
        for here, name, there in floors.not_down(tree.uses())
    ]


def list_complex(tree, _floors=None):
    most = sorted(tree.functions, key=lambda f: -f.cyclomatic)
    return [
        f"{f.cyclomatic:3} {f.file.path}:{f.line}: {f.name}"
        for f in most
        if f.cyclomatic > 10
    ]


def list_long(tree, _floors=None):
    lengths = [(file.text.count("\n"), file.path) for file in tree.files]
    return [f"{n} {path}" for n, path in sorted(lengths, reverse=True) if n > 400]


def list_journeys(tree, _floors=None):
    lines = []
    for name, where in JOURNEYS:
        journey = walk(tree, where)
        lines.append(f"{name}:")
        file = None
        for stop in journey.stops if journey else ():
            if stop.file.room == "base":
                continue
            if stop.file is not file:
                file = stop.file
                lines.append(f"    {file.path}:")
            lines[-1] += f" {stop.name}"
    return lines


def list_phrases(tree, _floors=None):
    return [
        f"{where}: '{phrase}', better: {better}"
        for where, phrase, better in find_phrases(tree.root)
    ]


LISTS = {
    "shared": list_shared,
    "circles": list_circles,
    "undocumented": list_undocumented,
    "openings": list_openings,
    "tags": list_tags,
    "calls": list_calls,
    "complex": list_complex,
    "long": list_long,
    "journeys": list_journeys,
    "phrases": list_phrases,
}


def floors_of(root):
    """The table of floors of a tree, or ours if it has none."""
    own = os.path.join(root, "tests/lint/floors.txt")
    return Floors(own if os.path.exists(own) else FLOORS)


def main():
    parser = argparse.ArgumentParser(prog="contrib/dev measure", description=__doc__)
    one = parser.add_mutually_exclusive_group()
    for name, show in LISTS.items():
        one.add_argument(f"--{name}", dest="show", action="store_const", const=show)
    parser.add_argument("tree", nargs="*", default=["."])
    args = parser.parse_args()
    columns = []
    for root in args.tree:
        tree, floors = Tree(root), floors_of(root)
        if args.show:
            print(*args.show(tree, floors), sep="\n")
        else:
            columns.append((root, measure(tree, floors)))
    if columns:
        print_table(columns)


main()
