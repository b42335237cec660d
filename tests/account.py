#!/usr/bin/env python3
"""The account of numbers: whether every number of an input went somewhere.

usage: account.py [-v] [INPUT...]   (paths below tests/data; all of them)
       account.py --update          (rewrites refused.txt; look at its diff)

Records each input of data/corpus and data/import in a throw-away repository
and looks for each number of the input: among the values that `git perf
export` prints, in the names, tags, facts and parameters, or in what `record
--json` says was refused or left out. The numbers are found by the simple
scanner of this file, which shares nothing with the importers. Prints what is
nowhere with its place. data/corpus/allowed.txt lists what may be nowhere,
data/corpus/refused.txt which files are refused as a whole.
"""
import collections
import csv
import fnmatch
import io
import json
import re
import sys

import corpus

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
WORD = re.compile(r"[^\s\"'|()\[\]{}<>;,=│┃║]+")
GROUPED = re.compile(r"(?<![\d.,:])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])")
FACTORS = [10.0 ** power for power in range(-9, 10) if power] + [
    60, 1 / 60, 3600] + [1024.0 ** power for power in (-3, -2, -1, 1, 2, 3)]

# text: the number as it is written; place: what allowed.txt is matched with;
# word: the word around it; row: names of what holds it; columns: of its cell
Number = collections.namedtuple("Number", "text place line word row columns")


def same(value):
    """A key under which equal numbers, however they are written, meet."""
    return f"{abs(float(value)):.9g}"


def in_text(text, line, row=(), columns=(), place=None):
    """The numbers of a text, each with the word that it is in."""
    for word in WORD.finditer(text):
        for number in NUMBER.finditer(word[0]):
            yield Number(number[0], place if place is not None else text.strip(),
                         line, word[0], row, columns)


def in_lines(text, before):
    """Numbers of a log or a table for people, after so many lines."""
    for line, content in enumerate(text.splitlines(), before + 1):
        content = COLOUR.sub("", content)
        grouped = [m[0] for m in GROUPED.finditer(content)]
        for number in grouped:
            yield Number(number.replace(",", ""), content.strip(), line,
                         number, (content.strip(),), ())
        content = GROUPED.sub(" ", content)
        yield from in_text(content, line, (content.strip(),))


def in_json(value, path=(), names=()):
    """Numbers of parsed JSON, whose numbers were left as text (Text)."""
    if isinstance(value, dict):
        here = tuple(str(v) for v in value.values() if isinstance(v, str))
        for key, child in value.items():
            yield from in_text(str(key), 0, names, path, ".".join(path))
            yield from in_json(child, path + (str(key),),
                               names + here + (str(key),))
    elif isinstance(value, list):
        for child in value:
            yield from in_json(child, path, names)
    elif isinstance(value, Digits):
        yield Number(value.text, ".".join(path), 0, value.text, names, path)
    elif isinstance(value, str):
        yield from in_text(value, 0, names, path,
                           ".".join(path) + ": " + value)


class Digits:
    """A number of JSON as it is written there."""

    def __init__(self, text):
        self.text = text.lstrip("-")


def pieces(text):
    """The JSON values of a text, and the lines around them as they are."""
    decoder = json.JSONDecoder(parse_float=Digits, parse_int=Digits)
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        if text[at:end].lstrip()[:1] in ("{", "["):
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            try:
                value, at = decoder.raw_decode(text, start)
                yield value
                continue
            except ValueError:
                pass
        yield text[at:end]
        at = end


def in_table(text):
    """Numbers of CSV: the first row of the most cells names the columns."""
    comma = max(",;\t", key=lambda c: max(l.count(c)
                                          for l in text.splitlines()))
    reader = csv.reader(io.StringIO(text), delimiter=comma)
    rows = [(cells, reader.line_num) for cells in reader]
    header = max((cells for cells, _ in rows), key=len)
    for cells, line in rows:
        for column, cell in enumerate(cells):
            name = header[column] if len(cells) > 1 and column < len(
                header) else cell
            if comma != "," or "," in cell:
                cell = GROUPED.sub(lambda m: m[0].replace(",", ""), cell)
            yield from in_text(cell, line, tuple(cells), (name,), name)


def scanned(path):
    """Every number of a file."""
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        text = file.read().lstrip("\ufeff")
    if path.endswith((".csv", ".tsv")):
        return list(in_table(text))
    found, lines = [], 0
    for piece in pieces(text):
        found += (in_lines(piece, lines) if isinstance(piece, str)
                  else in_json(piece))
        lines += isinstance(piece, str)
    return found


class Account:
    """What git perf made of one input, asked about a number."""

    def __init__(self, record, show, export):
        self.values, self.strings, self.told = set(), [], []
        self.gather(show["runs"])
        self.gather_values(export)
        for kind in ("refused", "left_out"):
            self.told += [(m.get("benchmark") or "", m["reason"])
                          for m in record.get(kind, ())]
        self.told += [("", notice) for notice in record.get("notices", ())]
        self.paths = {what.replace("[]", "").strip(".")
                      for what, _ in self.told}
        self.named = " \n".join(self.strings)
        self.in_names = {same(n) for n in NUMBER.findall(self.named)}
        said = " \n".join(a + " " + b for a, b in self.told)
        self.said = said
        self.in_said = {same(n) for n in NUMBER.findall(said)}

    def gather(self, runs):
        """Names, tags, facts and parameters of the runs."""
        for run in runs:
            kept = [run.get("facts"), run.get("tags"), run.get("tool_version"),
                    run.get("measured_at"), run.get("measured_as")]
            for result in run["results"]:
                kept += [result.get(key) for key in (
                    "benchmark", "metric", "unit", "parameters", "text")]
                self.gather_numbers(result.get("samples"))
                self.gather_numbers(result.get("summary"))
            self.strings += [json.dumps(x, ensure_ascii=False) for x in kept]

    def gather_values(self, export):
        for point in (p for series in export for p in series["points"]):
            self.gather_numbers(point)

    def gather_numbers(self, value):
        if isinstance(value, (int, float)):
            self.values.add(same(value))
        for child in (value.values() if isinstance(value, dict) else
                      value if isinstance(value, list) else ()):
            self.gather_numbers(child)

    def where(self, number):
        """In what account a number is, or None."""
        if same(number.text) in self.values:
            return "values"
        if number.word in self.named or same(number.text) in self.in_names:
            return "names"
        if self.is_told(number):
            return "told"
        digits = re.sub(r"\D", "", number.text.split("e")[0]).strip("0")
        if len(digits) >= 3 and any(same(float(number.text) * f) in self.values
                                    for f in FACTORS):
            return "converted"
        return None

    def is_told(self, number):
        """Whether something that was refused or left out is, or holds, it."""
        if number.word in self.said or same(number.text) in self.in_said:
            return True
        if number.columns and ".".join(number.columns) in self.paths:
            return True
        return any(tells(number, *message) for message in self.told)


def tells(number, benchmark, reason):
    """Whether a message is about the line, column or row of a number."""
    for first, last in re.findall(r"\blines? (\d+)(?:(?:-| to )(\d+))?",
                                  benchmark + " " + reason):
        if int(first) <= number.line <= int(last or first):
            return True
    about = [c for c in number.columns if len(c) > 1 and re.search(
        r"(?<!\w)" + re.escape(c) + r"(?!\w)", reason + " " + benchmark)]
    if not benchmark or benchmark.startswith('column "'):
        return bool(about)
    mine = any(len(name) > 1 and name in benchmark or benchmark in name
               for name in number.row)
    return mine and (bool(about) or not number.columns
                     or not any(c in reason for c in number.columns))


def recorded(here, name):
    """Records an input: the account, or the words of the refusal."""
    here.forget()
    path = here.place(name)
    run = here.perf("record", "--json", path)
    if run.returncode == 128 and name.startswith("import/"):
        run = here.perf("record", "--json", "-f", name.split("/")[1],
                       path)
    if run.returncode != 0:
        return None, run.stderr.decode(errors="replace").strip()
    record = json.loads(run.stdout)
    return Account(record, here.json("show", "--json"),
                   here.json("export", "--format", "json")["series"]), ""


class Report:
    """Counts, and what is missing."""

    def __init__(self):
        self.allowed = [tuple(row) for row in corpus.table("allowed.txt")]
        self.refused = [tuple(row) for row in corpus.table("refused.txt")]
        self.used, self.found = set(), []
        self.counts = collections.Counter()
        self.failures = 0

    def fail(self, line):
        self.failures += 1
        print("not found: " + line)

    def is_allowed(self, name, number):
        for rule in self.allowed:
            kind, regex = rule[1].split(" ", 1)
            text = getattr(number, kind)
            if (fnmatch.fnmatchcase(name, rule[0]) and re.search(
                    regex.replace("{n}", re.escape(number.text)).replace(
                        "{w}", re.escape(number.word)),
                    text if isinstance(text, str) else " | ".join(text))):
                self.used.add(rule)
                return True
        return False

    def count_input(self, here, name, verbose):
        """Looks for the numbers of one input."""
        account, words = recorded(here, name)
        numbers = [n for f in corpus.files_of(name) for n in scanned(f)]
        self.counts["inputs"] += 1
        self.counts["numbers"] += len(numbers)
        if account is None:
            self.count_refusal(name, words, len(numbers))
            return
        missing = []
        for number in numbers:
            where = account.where(number)
            if not where and self.is_allowed(name, number):
                where = "allowed"
            self.counts[where] += 1
            if not where:
                missing.append(number)
        for number in missing if verbose else missing[:3]:
            place = " ".join(number.place.split())
            self.fail(f"{name}:{number.line}: {number.text} in {place[:100]}")
        if len(missing) > 3 and not verbose:
            self.fail(f"{name}: {len(missing) - 3} more")

    def count_refusal(self, name, words, numbers):
        """A file that is refused must be listed, with the reason."""
        self.counts["refused inputs"] += 1
        self.found.append((name, re.sub(
            r"^fatal: \S+: ((line \d+: )?[^:]*).*", r"\1", words)))
        self.counts["in refused inputs"] += numbers
        for rule in self.refused:
            if fnmatch.fnmatchcase(name, rule[0]):
                self.used.add(rule)
                if rule[1] in words:
                    return
        self.fail(f"{name}: refused as a whole, and not in refused.txt: "
                  f"{words}")

    def summary(self, every):
        """Prints the counts; a rule that nothing needs is a mistake."""
        for rule in self.allowed + self.refused if every else ():
            if rule not in self.used:
                self.fail(f"nothing: this rule is not needed: {rule}")
        c = self.counts
        print(f"{c['inputs']} inputs, {c['refused inputs']} of them refused; "
              f"{c['numbers']} numbers: {c['values']} in values, "
              f"{c['converted']} in values of another unit, "
              f"{c['names']} in names and facts, {c['told']} refused or left "
              f"out, {c['in refused inputs']} in refused inputs, "
              f"{c['allowed']} allowed, {c[None]} not found")


REFUSED = """\
# The inputs that are refused as a whole, for account.py, and what the reason
# must hold, separated by a tab. account.py --update writes this file.
"""


def main(arguments):
    verbose = arguments[:1] == ["-v"]
    update = arguments[:1] == ["--update"]
    names = arguments[verbose or update:]
    report = Report()
    with corpus.repository() as here:
        for name in names or corpus.inputs():
            report.count_input(here, name, verbose)
    if update:
        with open(corpus.path("refused.txt"), "w", encoding="utf-8") as file:
            file.write(REFUSED + "".join("\t".join(f) + "\n"
                                         for f in report.found))
        return False
    report.summary(not names)
    return report.failures > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
