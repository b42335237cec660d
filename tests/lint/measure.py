"""
Measures the source of a tree, in the table that docs/STYLE.md has.

    measure.py [--floors FILE] [--LIST] [TREE]

--LIST prints what was counted instead: --shared, --circles, --undocumented,
--openings, --tags, --calls, --complex, --long or --journeys.
"""
import argparse
import os

from floors import FLOORS, Floors
from journey import JOURNEYS, walk
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
    yield "gp_ tags defined twice", " ".join([str(len(public)), *public])
    yield "other tags defined twice", len(tags) - len(public)


def of_structure(tree, floors):
    yield "circles of files", len(circles(tree.uses()))
    yield "calls that do not go down", len(list(floors.not_down(tree.uses())))
    for name, where in JOURNEYS:
        journey = walk(tree, where)
        yield f"changes of folder: {name}", journey.changes() if journey else "-"


def table(tree, floors):
    rows = [*of_functions(tree), *of_comments(tree), *of_names(tree)]
    rows += of_structure(tree, floors)
    wide = max(len(name) for name, _ in rows)
    return [f"| {name:{wide}} | {value} |" for name, value in rows]


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
}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--floors")
    for name, show in LISTS.items():
        parser.add_argument(f"--{name}", dest="show", action="store_const", const=show)
    parser.add_argument("tree", nargs="?", default=".")
    args = parser.parse_args()
    own = os.path.join(args.tree, "tests/lint/floors.txt")
    floors = Floors(args.floors or (own if os.path.exists(own) else FLOORS))
    show = args.show or table
    print("\n".join(show(Tree(args.tree), floors)))


main()
