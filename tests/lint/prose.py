"""
The words that people read: comments and literals of C, and whole other files.

Phrases are searched in them as whole words, in any case, and across the ends
of lines: "is\\n * no" is "is no".
"""
import bisect
import glob
import itertools
import os
import re

from source import TEXT

HERE = os.path.dirname(os.path.abspath(__file__))
PLACES = ["README.md", "contrib/**", "docs/**", "hooks/**", "include/**", "src/**"]
# What a release said stays as it was.
RELEASED = re.compile(r"^## (?!.*not yet released).*", re.M | re.S)


def read_pairs(name):
    """[(regular expression, what is better)] of a file, separated by a tab."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    bad = [pair for pair in pairs if len(pair) != 2]
    if bad:
        raise SystemExit(f"{name}: not a pattern, a tab and a better phrase: {bad[0]}")
    return pairs


def spaces(match):
    return " " * len(match[0])


def prose_of_c(text):
    """Comments and literals; NUL for code, so that no phrase runs across it."""
    parts = []
    end = 0
    for match in TEXT.finditer(text):
        between = text[end : match.start()]
        parts.append(between if between.isspace() else re.sub(r"[^\n]+", "\0", between))
        if match["comment"]:
            parts.append(re.sub(r"^[ \t]*\*|/\*+<?|\*/", spaces, match[0], flags=re.M))
        else:
            parts.append(re.sub(r"^.|.$|\\[nt]", spaces, match[0]))
        end = match.end()
    parts.append(re.sub(r"[^\n]+", "\0", text[end:]))
    return "".join(parts)


def prose_of(path, text):
    """The text of a file, line by line, in lower case."""
    if path.endswith((".c", ".h")):
        text = prose_of_c(text)
    elif not path.endswith(".md"):
        text = re.sub(r"^[ \t]*#", spaces, text, flags=re.M)
    elif os.path.basename(path) == "CHANGELOG.md":
        text = RELEASED.sub("", text)
    return [" ".join(line.split()) for line in text.lower().split("\n")]


class Prose:
    """What people read of a file, as one line of words."""

    def __init__(self, root, path):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            lines = prose_of(path, file.read())
        self.path = path
        # An empty line leaves two blanks, which no phrase has.
        self.text = " ".join(lines)
        self._starts = list(itertools.accumulate(len(line) + 1 for line in lines))

    def line_at(self, offset):
        return bisect.bisect_right(self._starts, offset) + 1


def read_prose(root="."):
    """The Prose of each file that people read."""
    paths = set()
    for place in PLACES:
        paths.update(glob.glob(place, root_dir=root, recursive=True))
    for path in sorted(paths):
        if os.path.isfile(os.path.join(root, path)) and not path.endswith(".patch"):
            yield Prose(root, path)


def find_phrases(root="."):
    """(path:line, phrase, better) of each listed phrase, in order."""
    pairs = [
        (re.compile(rf"(?:{pattern})"), better)
        for pattern, better in read_pairs("phrases.txt")
    ]
    for prose in read_prose(root):
        found = sorted(
            (match.start(), match[0], better)
            for pattern, better in pairs
            for match in pattern.finditer(prose.text)
            if is_whole(prose.text, match)
        )
        for at, phrase, better in found:
            yield f"{prose.path}:{prose.line_at(at)}", phrase.strip(), better


def is_whole(text, match):
    """Whether the match neither begins nor ends inside a word."""
    start, end = match.span()
    return not (
        re.match(r"\w\w", text[start - 1 : start + 1] if start else "")
        or re.match(r"\w\w", text[end - 1 : end + 1])
    )
