#!/usr/bin/env python3
"""Cuts every input of data/corpus and data/import at twenty places.

usage: truncated.py [INPUT...]   (paths below tests/data; all of them)

The places are random, and the same in each run. What is left must be read, or
refused in one line (exit status 128): no crash, no report of a sanitizer.
Some of the cut files are recorded: a value that the whole file does not hold
is half a number, and must not come in without a word. Some cuts leave what the
tool could have printed (UNMARKED): these are counted.
"""
import concurrent.futures
import json
import os
import random
import re
import sys
import threading

import corpus

CUTS = 20
# Formats in which the last number of a text may lose digits; of which the last
# table may be one that Locust printed on its way; or where the words of a
# failure may be missing, which hyperfine prints after the numbers.
UNMARKED = ("csv", "google-benchmark-console", "locust-console",
            "hyperfine-console")
# Every so many cuts, one is recorded, and its values are compared.
RECORDED = 5


def faults_of_run(run):
    """What is wrong with how a command ended, if anything is."""
    words = run.stderr.decode(errors="replace")
    if "Sanitizer" in words or "runtime error:" in words:
        return "a sanitizer reports: " + words[:600]
    if run.returncode not in (0, 128):
        return f"exit status {run.returncode}: {words[:200]}"
    fatal = [l for l in words.splitlines() if l.startswith("fatal: ")]
    if run.returncode == 128 and len(fatal) != 1:
        return f"not one line of failure: {words[:400]}"
    return None


def values_of(here):
    """Every sample and every given summary of the last run."""
    found = set()
    for run in here.json("show", "--json")["runs"]:
        for result in run["results"]:
            found.update(result.get("samples") or ())
            found.update(v for v in (result.get("summary") or {}).values()
                         if isinstance(v, (int, float)))
    return found


def said(record):
    """How much a record says about what is not right with the input."""
    return sum(len(record.get(k) or ()) for k in (
        "refused", "left_out", "notices")) + bool(record.get("incomplete"))


class Cutter:
    """Cuts and records in a repository of its own, one a thread."""

    def __init__(self):
        self.threads = threading.local()
        self.open = []
        self.lock = threading.Lock()
        self.runs = self.compared = self.unmarked = 0

    def here(self):
        if not hasattr(self.threads, "here"):
            throwaway = corpus.repository()
            self.threads.here = throwaway.__enter__()
            with self.lock:
                self.open.append(throwaway)
        return self.threads.here

    def close(self):
        for throwaway in self.open:
            throwaway.__exit__()

    def record(self, here, path, content, *options):
        with open(os.path.join(here.folder, path), "wb") as file:
            file.write(content)
        return here.perf("record", "--json", *options, path)

    def whole(self, here, path, content):
        """The values of an input that was not cut, and how much was said;
        None if it is refused."""
        here.forget()
        run = self.record(here, path, content)
        if run.returncode:
            return None
        return values_of(here), said(json.loads(run.stdout))

    def compare(self, here, path, content, whole):
        """Whether half a number came in without a word."""
        here.forget()
        run = self.record(here, path, content)
        if run.returncode or not whole:
            return faults_of_run(run)
        values, words = whole
        new = values_of(here) - values
        record = json.loads(run.stdout)
        runs = here.json("show", "--json")["runs"]
        if not new or said(record) > words or any(
                r.get("incomplete") for r in runs):
            return None
        if self.is_unmarked(record["format"], new, content):
            self.unmarked += 1
            return None
        return f"recorded {sorted(new)[:3]}, which the whole does not hold"

    @staticmethod
    def is_unmarked(form, new, content):
        """Whether this is one number, the last thing in a text."""
        last = re.search(rb"[\d.]+$", content)
        return form in UNMARKED and (
            form in ("hyperfine-console", "locust-console")
            or bool(last) and new == {float(last[0])})

    def cut(self, name):
        """Cuts one input; the faults, a line each."""
        here = self.here()
        path = here.place(name)
        with open(os.path.join(corpus.DATA, name), "rb") as file:
            content = file.read()
        whole = self.whole(here, path, content)
        chance = random.Random(name)
        places = sorted(chance.sample(range(len(content)),
                                      min(CUTS, len(content))))
        faults = []
        for i, place in enumerate(places):
            if i % RECORDED == 0:
                fault = self.compare(here, path, content[:place], whole)
            else:
                fault = faults_of_run(self.record(
                    here, path, content[:place], "--dry-run"))
            if fault:
                faults.append(f"{name}: cut after {place} bytes: {fault}")
        with self.lock:
            self.runs += len(places)
            self.compared += (len(places) + RECORDED - 1) // RECORDED
        return faults


def main(arguments):
    names = arguments or [
        n for n in corpus.inputs()
        if not os.path.isdir(os.path.join(corpus.DATA, n))]
    cutter = Cutter()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        faults = [f for found in pool.map(cutter.cut, names) for f in found]
    cutter.close()
    for fault in faults:
        print(fault)
    print(f"{len(names)} inputs, {cutter.runs} cuts, {cutter.compared} of "
          f"them compared with the whole, {cutter.unmarked} that nothing "
          f"marks, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
