#!/usr/bin/env python3
"""Reads a log as the runner of GitHub Actions does.

usage: annotations.py <LOG

The runner takes two forms of a command, one at the begin of a line and one
anywhere in it, and turns back what is escaped. Prints a line an annotation:
level, title, message. Fails on any other command, on a line that is none, and
on more annotations of a level than GitHub shows.
"""
import re
import sys

MOST = 10
KNOWN = """add-mask add-matcher add-path debug echo endgroup error group
internal-set-repo-path notice remove-matcher save-state set-env set-output
stop-commands warning""".split()


def turned_back(text, marks):
    for mark in marks + "%":
        text = text.replace(f"%{ord(mark):02X}", mark)
    return text


def command_of(line):
    """Name, properties and message of the command in a line, or None."""
    line = line.lstrip()
    first = re.match(r"::(.*?)::(.*)", line, re.S)
    if first and first[1].split(" ")[0] in KNOWN:
        name, _, properties = first[1].partition(" ")
        pairs = [pair.split("=", 1) for pair in properties.split(",") if pair]
        return name, {key: turned_back(value, "\r\n:,")
                      for key, value in pairs}, turned_back(first[2], "\r\n")
    second = re.search(r"##\[([^\]]*)\](.*)", line)
    if second and second[1].split(" ")[0] in KNOWN:
        return second[1].split(" ")[0], {}, second[2]
    return None


def main():
    seen = {"error": 0, "warning": 0, "notice": 0}
    log = sys.stdin.buffer.read().decode("utf-8")
    for line in re.split(r"\r\n|\r|\n", log)[:-1]:
        command = command_of(line)
        if not command or command[0] not in seen:
            sys.exit(f"no annotation: {line!r}")
        level, properties, message = command
        if set(properties) != {"title"} or not message:
            sys.exit(f"{properties}: {message!r}")
        if re.search(r"[\x00-\x1f\x7f]", properties["title"] + message):
            sys.exit(f"a control character: {line!r}")
        seen[level] += 1
        if seen[level] > MOST:
            sys.exit(f"more than {MOST} of {level}")
        print(level, properties["title"], message, sep="\t")


main()
