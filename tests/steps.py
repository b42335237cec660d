"""Runs what a forge would run of a YAML file, step by step, in this directory.

    steps.py github FILE JOB CONTEXT    a workflow's job; CONTEXT is JSON
    steps.py action FILE CONTEXT        a composite action
    steps.py gitlab FILE JOB            variables are the environment's
    steps.py context NAME=VALUE...      prints a CONTEXT; names have dots

Steps of actions/checkout and the artifact actions are played here, with their
names and inputs checked; all other steps are the file's own words, run by the
shell that the forge takes. CONTEXT has the contexts of expressions ("github",
"inputs", "runner"), and "artifacts" and "url", which the played steps need.
Prints "step <name>: <status>" for each to stderr; the exit status is the job's:
128 where it was not to run at all ("if:").
"""

import json
import os
import re
import shutil
import subprocess
import sys

import yaml

TOKEN = re.compile(r"\s*('[^']*'|&&|\|\||==|!=|!|\(|\)|[A-Za-z_][\w.-]*)")


class Expression:
    """As much of GitHub's expressions as the templates use, and no more."""

    def __init__(self, text, contexts):
        self.words = []
        self.contexts = contexts
        while text.strip():
            found = TOKEN.match(text)
            if not found:
                raise SystemExit(f"expression not understood: {text}")
            self.words.append(found[1])
            text = text[found.end() :]

    def take(self, *words):
        if self.words and self.words[0] in words:
            return self.words.pop(0)
        return None

    def either(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.same()
        while self.take("&&"):
            right = self.same()
            left = left and right
        return left

    def same(self):
        left = self.one()
        sign = self.take("==", "!=")
        if not sign:
            return left
        right = self.one()
        return ((left or "") == (right or "")) == (sign == "==")

    def one(self):
        if self.take("!"):
            return not self.one()
        if self.take("("):
            value = self.either()
            assert self.take(")")
            return value
        word = self.words.pop(0)
        if word[0] == "'":
            return word[1:-1]
        if self.take("("):
            assert self.take(")")
            return self.contexts["functions"][word]
        value = self.contexts
        for part in word.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value


def evaluate(text, contexts):
    expression = Expression(text, contexts)
    value = expression.either()
    assert not expression.words, text
    return value


def expand(text, contexts):
    def put(found):
        value = evaluate(found[1], contexts)
        return "" if value is None else str(value)

    return re.sub(r"\$\{\{(.*?)\}\}", put, str(text))


def wanted(step, contexts, ok):
    """`if:` is an expression; without a status function it wants success."""
    text = str(step.get("if", "success()"))
    text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", text)
    contexts["functions"] = {
        "success": ok,
        "failure": not ok,
        "always": True,
        "cancelled": False,
    }
    if not re.search(r"\b(success|failure|always|cancelled)\(", text):
        text = f"success() && ({text})"
    return evaluate(text, contexts)


# ---- actions that are not ours ----


def checkout(inputs, contexts):
    unknown = set(inputs) - {"ref", "persist-credentials", "fetch-depth"}
    assert not unknown, unknown
    url = contexts["url"]
    token = contexts["github"]["token"]
    ref = inputs.get("ref") or contexts["github"]["sha"]
    header = ["http.extraheader", "AUTHORIZATION: basic " + basic(token)]
    subprocess.run("git init -q . && git remote add origin " + url, shell=True, check=True)
    fetch = ["git", "-c", "=".join(header), "fetch", "-q", "--no-tags"]
    if inputs.get("fetch-depth", 1):
        fetch.append("--depth=1")
    subprocess.run(fetch + ["origin", f"+{ref}:refs/remotes/pull/head"], check=True)
    subprocess.run("git checkout -q --detach refs/remotes/pull/head", shell=True, check=True)
    subprocess.run("git update-ref -d refs/remotes/pull/head", shell=True, check=True)
    if inputs.get("persist-credentials", True) is True:
        name = "http." + contexts["github"]["server_url"] + "/.extraheader"
        subprocess.run(["git", "config", name, header[1]], check=True)
    return 0


def basic(token):
    import base64

    return base64.b64encode(b"x-access-token:" + token.encode()).decode()


def upload(inputs, contexts):
    unknown = set(inputs) - {"name", "path"}
    assert not unknown, unknown
    if os.path.isdir(inputs["path"]):
        shutil.copytree(
            inputs["path"],
            os.path.join(contexts["artifacts"], inputs["name"]),
            symlinks=True,
        )
    return 0


def download(inputs, contexts):
    assert set(inputs) == {"name", "path", "run-id", "github-token"}
    assert inputs["github-token"] == contexts["github"]["token"]
    assert inputs["run-id"] == contexts["github"]["event"]["workflow_run"]["id"]
    there = os.path.join(contexts["artifacts"], inputs["name"])
    if not os.path.isdir(there):
        return 1
    shutil.copytree(there, inputs["path"], symlinks=True)
    return 0


PLAYED = {
    "actions/checkout@v4": checkout,
    "actions/upload-artifact@v4": upload,
    "actions/download-artifact@v4": download,
}


def literal(value, contexts):
    return value if isinstance(value, (bool, int)) else expand(value, contexts)


# ---- jobs ----


def run(words, step, environment):
    shell = {"sh": ["sh", "-e", "-c"], None: ["bash", "-e", "-c"]}
    assert "${{" not in words, "an expression within a command"
    done = subprocess.run(shell[step.get("shell")] + [words], env=environment)
    return done.returncode


def steps(all_steps, contexts, environment):
    result = 0
    for step in all_steps:
        name = step.get("run") or step["uses"]
        if not wanted(step, contexts, result == 0):
            print(f"step {name}: left out", file=sys.stderr)
            continue
        if "uses" in step:
            inputs = {k: literal(v, contexts) for k, v in step.get("with", {}).items()}
            status = PLAYED[step["uses"]](inputs, contexts)
        else:
            own = {k: expand(v, contexts) for k, v in step.get("env", {}).items()}
            status = run(step["run"], step, {**environment, **own})
        print(f"step {name}: {status}", file=sys.stderr, flush=True)
        if status and not step.get("continue-on-error"):
            result = result or status
    return result


def of_github(contexts):
    """The variables that a step has by itself."""
    names = "actor base_ref event_name head_ref ref ref_name repository run_id sha"
    more = "api_url server_url step_summary action_path"
    given = contexts["github"]
    variables = {
        f"GITHUB_{n.upper()}": str(given.get(n) or "") for n in f"{names} {more}".split()
    }
    return {**os.environ, **variables, "GITHUB_ACTIONS": "true", "CI": "true"}


def github(path, job, context):
    workflow = load(path)
    contexts = json.loads(context)
    environment = of_github(contexts)
    job = workflow["jobs"][job]
    if not wanted(job, contexts, True):
        return 128
    for part in (workflow, job):
        for name, value in part.get("env", {}).items():
            environment[name] = expand(value, contexts)
    return steps(job["steps"], contexts, environment)


def action(path, context):
    contexts = json.loads(context)
    loaded = load(path)
    given = contexts.setdefault("inputs", {})
    for name, about in loaded["inputs"].items():
        given.setdefault(name, expand(about.get("default", ""), contexts))
    return steps(loaded["runs"]["steps"], contexts, of_github(contexts))


def gitlab(path, job):
    job = load(path)[job]
    environment = {**os.environ, "GITLAB_CI": "true", "CI": "true"}
    for name, value in job["variables"].items():
        environment.setdefault(name, str(value))
    shell = ["sh", "-e", "-c"]
    result = 0
    for words in job["script"]:
        result = result or subprocess.run(shell + [words], env=environment).returncode
        print(f"step {words}: {result}", file=sys.stderr, flush=True)
    for words in job["after_script"]:
        status = subprocess.run(shell + [words], env=environment).returncode
        print(f"step {words}: {status}", file=sys.stderr, flush=True)
    return result


def context(*pairs):
    made = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        *way, last = name.split(".")
        at = made
        for part in way:
            at = at.setdefault(part, {})
        at[last] = value
    print(json.dumps(made))
    return 0


def load(path):
    with open(path) as file:
        return yaml.safe_load(file)


WORDS = {"github": github, "action": action, "gitlab": gitlab, "context": context}
sys.exit(WORDS[sys.argv[1]](*sys.argv[2:]))
