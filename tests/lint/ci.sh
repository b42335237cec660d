#!/bin/sh
# The YAML of contrib/ci: all shell is one call of the linted script, nothing
# is interpolated into it, and no job has a right that it does not need.
set -eu
cd "$(dirname "$0")/../.."
python3 -c 'import yaml' 2>/dev/null || {
	echo "1..0 # SKIP no yaml module for python3"
	exit 77
}
python3 - <<'END'
import re
import sys

import yaml

bad = []


def want(true, *words):
    if not true:
        bad.append(" ".join(map(str, words)))


def text_of(name):
    with open(f"contrib/ci/{name}") as file:
        return file.read()


words = re.findall(r"^#\t(\w+)  +", text_of("git-perf-ci"), re.M)
CALL = {
    "github": r"sh \.github/git-perf-ci (\w+)",
    "gitlab": r"sh \.gitlab/git-perf-ci (\w+)",
    "action": r'sh "\$GITHUB_ACTION_PATH/\.\./git-perf-ci" (\w+)',
}


def is_call(kind, command, name):
    found = re.fullmatch(CALL[kind], command)
    want(found and found[1] in words, name, "runs", repr(command))


def steps(kind, name, steps):
    for step in steps:
        if "run" in step:
            is_call(kind, step["run"], name)
            continue
        action = step["uses"]
        known = r"actions/(checkout|upload-artifact|download-artifact)@v\d+"
        want(re.fullmatch(known, action), name, "uses", action)
        if action.startswith("actions/checkout@"):
            kept = step["with"].get("persist-credentials")
            want(kept is False, name, "leaves the credentials to the benchmark")


def settings(name):
    yours = re.search(r"^# ---- yours.*?^# ---- end of yours", text_of(name), re.M | re.S)
    numbers = re.findall(r" # (\d)\. ", yours[0])
    want(numbers == list("12345"), name, "has the settings", numbers)


perf = yaml.safe_load(text_of("github/git-perf.yml"))
fork = yaml.safe_load(text_of("github/git-perf-fork.yml"))
settings("github/git-perf.yml")
settings("gitlab/git-perf.yml")
for name, flow in ("git-perf.yml", perf), ("git-perf-fork.yml", fork):
    # YAML 1.1 has "on" for true
    want("pull_request_target" not in flow[True], name, "runs forks with rights")
    want(flow["permissions"] == {"contents": "read"}, name, "permissions")
    for job in flow["jobs"].values():
        steps("github", name, job["steps"])
write = {"contents": "write", "pull-requests": "write"}
want(perf["jobs"]["perf"]["permissions"] == write, "perf: permissions")
want(perf["jobs"]["fork"]["permissions"] == {"contents": "read"}, "fork: permissions")
want(set(perf["jobs"]) == {"perf", "fork"}, "git-perf.yml: jobs")
want(set(fork[True]) == {"workflow_run"}, "git-perf-fork.yml: events")
want(fork[True]["workflow_run"]["workflows"] == [perf["name"]], "git-perf-fork.yml: name")
report = fork["jobs"]["report"]
want(
    report["permissions"]
    == {"actions": "read", "contents": "read", "pull-requests": "write"},
    "report: permissions",
)
for step in report["steps"]:
    want("ref" not in step.get("with", {}), "report: checks out what is not the default")
    want("measure" not in step.get("run", ""), "report: runs a benchmark")
for step in perf["jobs"]["perf"]["steps"] + perf["jobs"]["fork"]["steps"]:
    if "PERF_TOKEN" in step.get("env", {}):
        want(
            re.search("(fetch|push|comment)$", step["run"]), "a token for", step["run"]
        )

action = yaml.safe_load(text_of("github/action.yml"))
steps("action", "action.yml", action["runs"]["steps"])
for step in action["runs"]["steps"]:
    want("run" not in step or step["shell"] == "sh", "action.yml: a step has no shell")

job = yaml.safe_load(text_of("gitlab/git-perf.yml"))["git-perf"]
for command in job["script"] + job["after_script"]:
    is_call("gitlab", command, "gitlab/git-perf.yml")
want(job["artifacts"]["when"] == "always", "gitlab/git-perf.yml: artifacts")

for line in bad:
    print("not ok -", line)
sys.exit(bool(bad))
END
echo "ok - ci"
