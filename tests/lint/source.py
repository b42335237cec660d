"""
The C sources of a tree, read well enough to measure them.

This is no C parser. It relies on the format, which lint/format.sh checks: the
opening brace of a function, and nothing else, stands alone at the margin, and
so does the closing one. Comments, literals and directives are blanked with
spaces, so that offsets and line numbers stay those of the file.
"""
import bisect
import glob
import os
import re

NAME = re.compile(r"[A-Za-z_]\w*")
TOKEN = re.compile(r"[A-Za-z_]\w*|\d[\w.]*|->|&&|\|\||[=!<>]=|\S")
TEXT = re.compile(
    r"""
    (?P<comment> /\*.*?\*/ | //[^\n]* )
    | (?P<literal> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])+' )
    """,
    re.S | re.X,
)
DIRECTIVE = re.compile(r"^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*", re.M)
ATTRIBUTE = re.compile(r"\bGP_PRINTF\([^()]*\)|__attribute__\s*\(\([^;{}]*?\)\)")
FUNCTION = re.compile(r"^\{$(.*?)^\}$", re.M | re.S)
PROTOTYPE = re.compile(
    r"^(?!typedef\b)[A-Za-z_][^;{}=()]*?\b(\w+)\s*\([^;{}=]*\)\s*;", re.M
)
OBJECT = re.compile(
    r"^(?!typedef\b|extern\b)[A-Za-z_][^;(){}=]*?\b(\w+)(?:\[[^]]*\])*\s*="
    r"(?P<value>[^;{]*(?:\{.*?\})?);",
    re.M | re.S,
)
TAG = re.compile(r"\b(?:struct|enum|union)\s+(\w+)\s*\{")
BRANCHES = {"if", "for", "while", "case", "&&", "||", "?"}


def blank(text):
    """The text with spaces for everything but its line ends."""
    return re.sub(r"[^\n]", " ", text)


def public_names(tokens):
    """The identifiers among tokens that are not members."""
    return {
        token
        for before, token in zip([""] + tokens, tokens)
        if before not in (".", "->") and NAME.match(token)
    }


class Function:
    """A function that is defined: its head, its size, and what it names."""

    def __init__(self, file, line, head, body):
        opening = head.index("(")
        self.file = file
        self.line = line
        self.name = NAME.findall(head[:opening])[-1]
        self.static = "static" in head[:opening].split()
        self.parameters = parameter_names(head[opening + 1 : head.rindex(")")])
        self.parameter_text = head[opening + 1 : head.rindex(")")]
        self.length = body.count("\n") - 1
        self.tokens = TOKEN.findall(body)
        self.cyclomatic = 1 + sum(token in BRANCHES for token in self.tokens)
        self.names = public_names(self.tokens)


def head_above(lines, brace):
    """The lines above that of a brace, up to what ends something else."""
    top = brace
    while top > 1 and re.fullmatch(r"[^;{}]*[^;{}\s]", lines[top - 2].rstrip()):
        top -= 1
    return "\n".join(lines[top - 1 : brace - 1])


def parameter_names(text):
    names = []
    for parameter in re.sub(r"\([^()]*\)$|\[[^]]*\]", "", text).split(","):
        pointer = re.search(r"\(\s*\*\s*(\w+)", parameter)
        found = NAME.findall(parameter)
        names.append(pointer[1] if pointer else found[-1] if found else "")
    return names


class Prototype:
    """A function that a header declares."""

    def __init__(self, name, line, documented):
        self.name = name
        self.line = line
        self.documented = documented


class File:
    """One file, and what it defines."""

    def __init__(self, root, path):
        self.path = path
        self.unit = path[: -len(".c")]
        self.room = os.path.dirname(path).removeprefix("src").lstrip("/") or "main"
        self.is_public_header = path.startswith("include/")
        with open(os.path.join(root, path), encoding="utf-8") as file:
            self.text = file.read()
        self.lines = self.text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._read_code()
        self._read_functions()
        self.tags = [(m[1], self.line_at(m.start())) for m in TAG.finditer(self.code)]
        self._read_objects()
        self.prototypes = list(self._read_prototypes()) if path.endswith(".h") else []

    def line_at(self, offset):
        return bisect.bisect_right(self._starts, offset)

    def _read_code(self):
        def without_text(match):
            return blank(match[0]) if match["comment"] else f'"{blank(match[0][2:])}"'

        def without_comment(match):
            return blank(match[0]) if match["comment"] else match[0]

        def take_directive(match):
            self.directives.append(match[0])
            return blank(match[0])

        self.directives = []
        self._uncommented = TEXT.sub(without_comment, self.text).split("\n")
        self.code = DIRECTIVE.sub(take_directive, TEXT.sub(without_text, self.text))

    def _read_functions(self):
        def take(match):
            line = self.line_at(match.start())
            head = ATTRIBUTE.sub(" ", head_above(lines, line))
            if "(" not in head:
                raise SystemExit(f"{self.path}:{line}: a brace without a function")
            self.functions.append(Function(self, line, head, match[1]))
            return blank(match[0])

        self.functions = []
        lines = self.code.split("\n")
        self.outside = FUNCTION.sub(take, self.code)

    def _read_objects(self):
        """Objects at file scope that are public, and the names in all values."""
        self.objects = []
        self.names = set()
        for match in OBJECT.finditer(self.outside):
            if "static" not in match[0].split():
                self.objects.append(match[1])
            self.names |= public_names(TOKEN.findall(match["value"]))
        for function in self.functions:
            self.names |= function.names

    def _read_prototypes(self):
        """A comment covers the prototypes below it, up to any other line."""
        covered = 0
        outside = ATTRIBUTE.sub(lambda match: blank(match[0]), self.outside)
        for match in PROTOTYPE.finditer(outside):
            first = self.line_at(match.start())
            last = self.line_at(match.end() - 1)
            documented = (
                covered == first - 1
                or self.lines[last - 1].endswith("*/")
                or any(map(self.is_comment, range(first - 1, last + 1)))
            )
            if documented:
                covered = last
            yield Prototype(match[1], first, documented)

    def is_comment(self, line):
        """Whether the line has text, and all of it is comment."""
        filled = self.lines[line - 1].strip()
        return bool(filled) and not self._uncommented[line - 1].strip()

    def opens_with_comment(self):
        return self.text.startswith("/*")

    def count_lines(self):
        """How many lines have text, and how many of them are comment."""
        filled = [i for i, line in enumerate(self.lines, 1) if line.strip()]
        return len(filled), sum(map(self.is_comment, filled))


class Tree:
    """All sources below src/ and include/gp/ of a project."""

    def __init__(self, root="."):
        paths = glob.glob("src/**/*.[ch]", root_dir=root, recursive=True)
        paths += glob.glob("include/gp/*.h", root_dir=root)
        self.root = root
        self.files = [File(root, path) for path in sorted(paths)]
        self.sources = [file for file in self.files if file.path.endswith(".c")]
        self.functions = [f for file in self.sources for f in file.functions]
        if not self.functions:
            raise SystemExit(f"no functions in {os.path.join(root, 'src')}")
        self.public = {}  # name: the file that defines it
        for file in self.files:
            names = [f.name for f in file.functions if not f.static]
            self.public.update(dict.fromkeys(names + file.objects, file))

    def static_names(self):
        """{name of a static function: [path]}"""
        names = {}
        for function in self.functions:
            if function.static:
                names.setdefault(function.name, []).append(function.file.path)
        return names

    def shared_statics(self):
        """Those of static_names() in two files or more, the most shared first."""
        shared = [item for item in self.static_names().items() if len(item[1]) > 1]
        return dict(sorted(shared, key=lambda item: (-len(item[1]), item[0])))

    def tags_defined_twice(self):
        """{tag of a struct, enum or union: [path:line]}"""
        tags = {}
        for file in self.files:
            for tag, line in file.tags:
                tags.setdefault(tag, []).append(f"{file.path}:{line}")
        return {tag: tags[tag] for tag in sorted(tags) if len(tags[tag]) > 1}

    def uses(self):
        """
        (file, name, file that defines it) for each public function or object
        that a file takes from another unit: a .c file and the header of the
        same name are one. A name that is static here is another's.
        """
        for file in self.files:
            if file.is_public_header:
                continue
            own = {f.name for f in file.functions}
            for name in sorted(file.names - own):
                there = self.public.get(name)
                if there and there.unit != file.unit:
                    yield file, name, there


def circles(uses):
    """
    Groups of units that reach each other, the largest first, each with the
    names that tie them: [([unit], {(unit, unit): [name]})].
    """
    ties = {}
    for here, name, there in uses:
        ties.setdefault((here.unit, there.unit), []).append(name)
    after = {}
    for here, there in ties:
        after.setdefault(here, []).append(there)
    return [
        (group, {edge: ties[edge] for edge in sorted(ties) if set(edge) <= set(group)})
        for group in sorted(strong_groups(after), key=lambda group: (-len(group), group))
    ]


def strong_groups(after):
    """Tarjan: the strongly connected components of two nodes or more."""
    order, low, stack, groups = {}, {}, [], []

    def visit(node):
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in after.get(node, ()):
            if other not in order:
                visit(other)
            if other in stack:
                low[node] = min(low[node], low[other])
        if low[node] == order[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                groups.append(sorted(stack[at:]))
            del stack[at:]

    for node in after:
        if node not in order:
            visit(node)
    return groups
