#!/usr/bin/env python3
"""Holds JUnit XML against what its readers have in common.

usage: junit.py FILE...

The rules are those of the schemas of Ant and Jenkins where they agree, and
what GitLab asks for beyond: every count adds up, and a test that did not pass
says why both in the attribute and in the text. Prints a line a test: outcome,
suite, classname, name.
"""
import re
import sys
import xml.etree.ElementTree as tree

COUNTS = ("tests", "failures", "errors", "skipped")
SUITE = {"name", "hostname", "time", "timestamp", *COUNTS}
OUTCOMES = {"failure": "failures", "error": "errors", "skipped": "skipped"}
ORDER = ("properties", "testcase", "system-out", "system-err")


def need(condition, what):
    if not condition:
        raise ValueError(what)


def check_attributes(element, wanted):
    need(set(element.attrib) == wanted,
         f"<{element.tag}> has {sorted(element.attrib)}")


def check_counts(element, found):
    for name in COUNTS:
        need(int(element.get(name)) == found[name],
             f"{name}={element.get(name)}, found {found[name]}")
    need(float(element.get("time")) >= 0, "time")


def check_case(case, found):
    check_attributes(case, {"classname", "name", "time"})
    need(case.get("classname") and case.get("name"), "a test without a name")
    need(float(case.get("time")) >= 0, "time")
    need(len(case) == 1, "one outcome, or the output")
    (child,) = case
    need(child.text.strip() and not len(child), f"<{child.tag}> is empty")
    found["tests"] += 1
    if child.tag == "system-out":
        check_attributes(child, set())
        return "passed"
    found[OUTCOMES[child.tag]] += 1
    check_attributes(child, {"message", "type"})
    need(child.get("message").strip() and child.get("type"), "says nothing")
    return child.tag


def check_properties(element):
    names = []
    for child in element:
        need(child.tag == "property", child.tag)
        check_attributes(child, {"name", "value"})
        names.append(child.get("name"))
    need(len(names) == len(set(names)), "a property stands twice")
    need({"commit", "verdict"} <= set(names), "which commit, which verdict")


def check_suite(suite, found, tests):
    own = dict.fromkeys(COUNTS, 0)
    check_attributes(suite, SUITE)
    need(suite.get("name") and suite.get("hostname"), "a suite without a name")
    need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
                      suite.get("timestamp")), suite.get("timestamp"))
    places = [ORDER.index(child.tag) for child in suite]
    need(places == sorted(places), "an element stands too late")
    for tag in ORDER:
        need(tag == "testcase" or len(suite.findall(tag)) < 2, f"two {tag}")
    check_properties(suite.find("properties"))
    for case in suite.findall("testcase"):
        outcome = check_case(case, own)
        tests.append((outcome, suite.get("name"), case.get("classname"),
                      case.get("name")))
    check_counts(suite, own)
    for name in COUNTS:
        found[name] += own[name]


def check(path):
    root = tree.parse(path).getroot()
    found = dict.fromkeys(COUNTS, 0)
    tests = []
    need(root.tag == "testsuites", root.tag)
    check_attributes(root, {"name", "time", *COUNTS})
    need(len(root) == len({suite.get("name") for suite in root}) > 0,
         "suites are told apart by their names")
    for suite in root:
        need(suite.tag == "testsuite", suite.tag)
        check_suite(suite, found, tests)
    check_counts(root, found)
    need(len(tests) == len({test[1:] for test in tests}),
         "tests are told apart by their names")
    for test in tests:
        print("\t".join(test))


for name in sys.argv[1:]:
    try:
        check(name)
    except (ValueError, tree.ParseError, AttributeError) as problem:
        sys.exit(f"{name}: {problem!r}")
