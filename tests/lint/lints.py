"""
The lints that read what people read: `lints.py SUBJECT [--list]`.

A lint finds things that exceptions.txt may excuse, each with its reason. It
fails if there are more of the others than limits.txt allows, and on an
exception that excuses nothing. `--list` prints all that it found.
"""
import os
import re
import sys

from floors import Floors, read_table
from prose import find_phrases, read_pairs, read_prose
from source import NAME, Tree, circles

HERE = os.path.dirname(os.path.abspath(__file__))


class Found:
    """One thing that a lint complains of, by the name that excuses it."""

    def __init__(self, subject, message, weight=1):
        self.subject = subject
        self.message = message
        self.weight = weight


# ---- lints: how many things they looked at, what to say, what they found ----


def shared_names(tree):
    statics = [f for f in tree.functions if f.static]
    found = []
    for name, paths in tree.shared_statics().items():
        for room in sorted({os.path.dirname(path) for path in paths}):
            here = sum(os.path.dirname(path) == room for path in paths)
            found.append(
                Found(
                    f"{name} {room}",
                    f"{room} has {name}, which is in {' '.join(paths)}",
                    100 * here / len(statics),
                )
            )
    return len(statics), "% of {} static functions share their name", found


def circles_of_files(tree):
    uses = list(tree.uses())
    found = []
    for group, ties in circles(uses):
        lines = [f"a circle: {' '.join(group)}"]
        for (here, there), names in ties.items():
            lines.append(f"{here} uses {' '.join(names)} of {there}")
        found.append(Found(" ".join(group), "\n    ".join(lines)))
    return len(uses), "circles in {} uses of names of other files", found


def calls(tree):
    uses = list(tree.uses())
    return (
        len(uses),
        "of {} uses of names of other files do not go down the floors",
        [
            Found(f"{here.path} {name}", f"{here.path} uses {name} of {there.path}")
            for here, name, there in Floors().not_down(uses)
        ],
    )


def tags(tree):
    return (
        sum(len(file.tags) for file in tree.files),
        "tags in {} definitions are defined twice",
        [
            Found(tag, f"{tag} is defined in {' '.join(places)}")
            for tag, places in tree.tags_defined_twice().items()
        ],
    )


def openings(tree):
    return (
        len(tree.sources),
        "of {} .c files have no opening comment",
        [
            Found(file.path, f"{file.path} does not say what it is for")
            for file in tree.sources
            if not file.opens_with_comment()
        ],
    )


def prototypes(tree):
    return (
        sum(len(file.prototypes) for file in tree.files),
        "of {} prototypes have no comment",
        [
            Found(prototype.name, f"{file.path}:{prototype.line}: {prototype.name}")
            for file in tree.files
            for prototype in file.prototypes
            if not prototype.documented
        ],
    )


def identifiers(tree):
    rules = [(re.compile(rule), better) for rule, better in read_pairs("identifiers.txt")]
    found = []
    looked_at = set()
    for file in tree.files:
        names = set(NAME.findall(file.code + "".join(file.directives)))
        looked_at |= names
        found += [
            Found(name, f"{file.path}: {name}, better: {better}")
            for name in sorted(names)
            for rule, better in rules
            if rule.fullmatch(name)
        ]
    return len(looked_at), "of {} names have a better one", found


def phrases():
    return (
        sum(prose.text.count(" ") for prose in read_prose()),
        "phrases in {} words have a better one",
        [
            Found(phrase, f"{where}: '{phrase}', better: {better}")
            for where, phrase, better in find_phrases()
        ],
    )


LINTS = {
    "calls": calls,
    "circles": circles_of_files,
    "identifiers": identifiers,
    "openings": openings,
    "phrases": phrases,
    "prototypes": prototypes,
    "shared-names": shared_names,
    "tags": tags,
}


# ---- what passes all the same ----


def limit(lint):
    """How many of a lint's findings pass."""
    rows = read_table(os.path.join(HERE, "limits.txt"))
    return next((float(row[1]) for row in rows if row[0] == lint), 0)


def exceptions(lint):
    """{subject: its line in exceptions.txt}; each needs a reason."""
    with open(os.path.join(HERE, "exceptions.txt"), encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    found = {}
    for line in lines:
        words, _, reason = line.partition("#")
        name, _, subject = words.strip().partition(" ")
        if words and not reason:
            raise SystemExit(f"exceptions.txt: no reason: {line}")
        if name == lint:
            found[subject] = line
    return found


def main(lint, as_list):
    run = LINTS[lint]
    looked_at, said, found = run() if run is phrases else run(Tree())
    excused = exceptions(lint)
    stale = set(excused) - {one.subject for one in found}
    found = [one for one in found if one.subject not in excused]
    amount = sum(one.weight for one in found)
    most = limit(lint)
    failed = amount > most or stale or not looked_at
    if failed or as_list:
        for one in found:
            print("not ok -" if failed else "#", one.message)
    for subject in sorted(stale):
        print(f"not ok - exceptions.txt excuses nothing: {excused[subject]}")
    print(
        "not ok -" if failed else "ok -",
        f"{lint}: {amount:.4g} {said.format(looked_at)}",
        f"(at most {most:g}; {len(excused)} exceptions)",
    )
    return 1 if failed else 0


sys.exit(main(sys.argv[1], "--list" in sys.argv[2:]))
