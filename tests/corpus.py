"""The inputs of data/corpus and data/import, and what git perf makes of them.

account.py and truncated.py use it. $GP_BUILD is the directory that git-perf
was built in.
"""
import fnmatch
import json
import os
import shutil
import subprocess
import tempfile

TESTS = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(TESTS, "data")
# Notes and lists beside the inputs, and the programs that made them.
NO_INPUTS = ("*/README.md", "*.expect", "import/make/*", "corpus/allowed.txt",
             "corpus/refused.txt")


def path(name):
    """Where a list in data/corpus is."""
    return os.path.join(DATA, "corpus", name)


def table(name):
    """The rows of a list in data/corpus: cells separated by tabs."""
    with open(path(name), encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines
                if line.strip() and not line.startswith("#")]


def is_folder(folder):
    """Whether the files below a folder are one input together."""
    return (os.path.exists(folder + ".expect")
            or os.path.basename(folder) == "target-criterion")


def inputs():
    """The paths below data/ of all inputs, files and folders."""
    found = []
    for top in ("corpus", "import"):
        for folder, folders, files in os.walk(os.path.join(DATA, top)):
            whole = [f for f in folders if is_folder(os.path.join(folder, f))]
            folders[:] = sorted(f for f in folders if f not in whole)
            found += [os.path.relpath(os.path.join(folder, name), DATA)
                      for name in files + whole]
    return sorted(name for name in found
                  if not any(fnmatch.fnmatch(name, p) for p in NO_INPUTS))


def files_of(name):
    """The files of an input: one, or all below its folder."""
    top = os.path.join(DATA, name)
    if not os.path.isdir(top):
        return [top]
    return sorted(os.path.join(folder, file)
                  for folder, _, files in os.walk(top) for file in files)


class Repository:
    """A throw-away repository with one commit, older than every input."""

    def __init__(self, folder):
        self.folder = folder
        home = os.path.join(folder, "home")
        os.mkdir(home)
        sanitizers = "exitcode=99:" + os.environ.get("ASAN_OPTIONS", "")
        self.environment = {
            "PATH": os.environ["GP_BUILD"] + ":" + os.environ["PATH"],
            "HOME": home, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
            "TZ": "UTC", "ASAN_OPTIONS": sanitizers,
            "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1",
            "LSAN_OPTIONS": "suppressions=" + os.path.join(TESTS, "lsan.supp")
            + ":print_suppressions=0",
            "GIT_AUTHOR_DATE": "1577880000 +0000",
            "GIT_COMMITTER_DATE": "1577880000 +0000"}
        self.git("init", "-q")
        for key, value in (("user.name", "A Tester"),
                           ("user.email", "tester@example.com"),
                           ("perf.testbed", "bed"), ("perf.durable", "false"),
                           ("gc.auto", "0")):
            self.git("config", key, value)
        self.git("commit", "-q", "--allow-empty", "-m", "one")

    def git(self, *arguments):
        """Runs git; the finished process has bytes, not text."""
        return subprocess.run(("git",) + arguments, cwd=self.folder,
                              env=self.environment, check=False,
                              capture_output=True, timeout=120)

    def perf(self, *arguments):
        """Runs git-perf itself, as git would."""
        return subprocess.run(("git-perf",) + arguments, cwd=self.folder,
                              env=self.environment, check=False,
                              capture_output=True, timeout=120)

    def place(self, name):
        """Copies an input here under its own name; its path from here."""
        shutil.rmtree(os.path.join(self.folder, "in"), ignore_errors=True)
        to = os.path.join("in", os.path.basename(name))
        source = os.path.join(DATA, name)
        if os.path.isdir(source):
            shutil.copytree(source, os.path.join(self.folder, to))
        else:
            os.mkdir(os.path.join(self.folder, "in"))
            shutil.copy(source, os.path.join(self.folder, to))
        return to

    def forget(self):
        """Removes every note, so that the next input is the first."""
        self.git("update-ref", "-d", "refs/notes/perf")

    def json(self, *arguments):
        """The JSON that a command prints; nothing but JSON may be there."""
        return json.loads(self.perf(*arguments).stdout)


def repository():
    """Use it as `with repository() as here: …`."""
    class Throwaway:
        def __enter__(self):
            self.folder = tempfile.TemporaryDirectory(prefix="git-perf-")
            return Repository(self.folder.name)

        def __exit__(self, *_):
            self.folder.cleanup()
    return Throwaway()
