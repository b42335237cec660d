"""
How often a walk through the program changes folder.

A journey follows one value, the handle of the repository, through the calls
that pass it on, in the order of the code, as a reader would: every branch, and
no call through a pointer. A variable that is set from the handle, and a struct
that holds it, count as the handle. A function is read again only when the
handle comes as another of its parameters; each call is a stop all the same.
The stops in src/base, whose functions are everybody's, are left out.
"""
import re

from source import NAME

JOURNEYS = [
    # name, the file that opens the repository or the functions that take it
    ("record", "src/cmd/record.c"),
    ("check", "src/cmd/check.c"),
    ("pull", "gp_sync_pull"),
    ("pull --last", "gp_pull_last gp_sync_pull_last"),
    ("load history", "gp_history_load"),
]
# The second name is what the first was called before.
OPEN = {"gp_repo_open", "gp_store_open"}
HANDLE = re.compile(r"\bstruct gp_(?:repo|store) \*(\w+)")
OPENING, CLOSING = "([{", ")]}"


def closing(tokens, start):
    """The index of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += (tokens[i] in OPENING) - (tokens[i] in CLOSING)
        if not depth:
            return i
    return len(tokens)


def until(tokens, start, ends):
    """The index of the first of `ends` outside of brackets, or of their end."""
    i = start
    while i < len(tokens) and tokens[i] not in ends and tokens[i] not in CLOSING:
        i = closing(tokens, i) + 1 if tokens[i] in OPENING else i + 1
    return i


def is_call(tokens, i):
    return (
        i + 1 < len(tokens)
        and tokens[i + 1] == "("
        and NAME.match(tokens[i])
        and not (i and tokens[i - 1] in (".", "->"))
    )


def arguments(tokens, start):
    """The arguments of a call whose bracket is at `start`."""
    end = closing(tokens, start)
    at = start + 1
    while at < end:
        comma = until(tokens, at, ",")
        yield tokens[at:comma]
        at = comma + 1


def without_calls(tokens):
    """What a call returns is something else than what it was given."""
    i = 0
    while i < len(tokens):
        if is_call(tokens, i):
            i = closing(tokens, i + 1)
        else:
            yield tokens[i]
        i += 1


def names(tokens, held):
    """Whether the tokens name one of the variables, and not a member."""
    tokens = list(tokens)
    return any(
        token in held and not (i and tokens[i - 1] in (".", "->"))
        for i, token in enumerate(tokens)
    )


def assigned(tokens, equals):
    """The variable that is set by the "=" at `equals`, whole or in part."""
    start = equals
    while start and tokens[start - 1] not in (";", "{", "}", ",", "(", "&&", "||"):
        start -= 1
    target = tokens[start:equals]
    for i, token in enumerate(target):
        if token in (".", "->", "["):
            target = target[:i]
            break
    return target[-1] if target and NAME.match(target[-1]) else None


class Walk:
    """One journey; `stops` are the functions that it comes to."""

    def __init__(self, tree):
        self.stops = []
        self._passed = {}  # function: the parameters that it was read for
        self._public = {f.name: f for f in tree.functions if not f.static}

    def enter(self, function, parameters):
        """Reads a function that is given the handle as these parameters."""
        self.stops.append(function)
        passed = self._passed.setdefault(function, set())
        new = parameters - passed
        passed |= new
        if new:
            self.follow(function, new)

    def follow(self, function, held):
        held = set(held)
        tokens = function.tokens
        for i, token in enumerate(tokens):
            if token == "=":
                value = tokens[i + 1 : until(tokens, i + 1, ",;")]
                if names(without_calls(value), held):
                    held.add(assigned(tokens, i))
            elif is_call(tokens, i):
                self._call(function, token, arguments(tokens, i + 1), held)

    def _call(self, function, name, given, held):
        there = self._find(name, function.file)
        if there:
            parameters = {
                parameter
                for parameter, argument in zip(there.parameters, given)
                if names(argument, held)
            }
            if parameters:
                self.enter(there, parameters)

    def _find(self, name, file):
        own = (f for f in file.functions if f.name == name)
        return next(own, self._public.get(name))

    def changes(self):
        rooms = [stop.file.room for stop in self.stops if stop.file.room != "base"]
        return sum(here != there for here, there in zip(rooms, rooms[1:]))


def starts(tree, where):
    """The function at which a journey starts, and its variable: (f, {name})."""
    for function in tree.functions:
        if function.file.path == where:
            for i, token in enumerate(function.tokens):
                if token in OPEN and is_call(function.tokens, i):
                    argument = next(arguments(function.tokens, i + 1))
                    return function, set(argument[1:2])
        elif function.name in where.split():
            return function, set(HANDLE.findall(function.parameter_text))
    return None, set()


def walk(tree, where):
    """The Walk from there; None if the tree has no such place."""
    function, held = starts(tree, where)
    if not function:
        return None
    journey = Walk(tree)
    journey.enter(function, held)
    return journey
