"""No regular expression of ours needs more than time in proportion to what it looks through.

Every pattern of the code and of the documents beside it is run over strings made to hurt it: its own literals and one
character of each of its classes, repeated, alone and in pairs, before an end that fits nothing. It runs in a child
process with a timer of processor time, so that one that backtracks ends as a failure that names it.
"""

import ast
import pkgutil
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import permutations
from pathlib import Path
from re import _constants as kinds
from re import _parser as parser
from typing import Any, Final, NamedTuple

import pytest
import yaml

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = ("graph", "loaders", "queries", "viz", "api")
LENGTH: Final = 80_000
SECONDS: Final = 1.0  # of processor time for one string, which takes 0.04 where time grows with length alone
_MOST_PIECES: Final = 8
_OF_CATEGORY: Final = {
    kinds.CATEGORY_DIGIT: "1",
    kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_WORD: "a",
    kinds.CATEGORY_NOT_DIGIT: "a",
    kinds.CATEGORY_NOT_SPACE: "a",
    kinds.CATEGORY_NOT_WORD: "-",
}
_FUNCTIONS: Final = ("match", "search", "sub", "fullmatch", "findall", "split", "finditer", "subn")


class Use(NamedTuple):
    """A pattern and the functions that it is used by."""

    pattern: re.Pattern[Any]
    functions: tuple[str, ...]


def uses() -> dict[str, Use]:
    """Every pattern by where it stands: names of modules, texts in calls, `kinds` and `pattern` of documents."""
    found: dict[str, Use] = {}
    for module in modules():
        code = Path(module.__file__).read_text("utf-8")
        for name, pattern in patterns_of(vars(module)):
            named = dict.fromkeys(re.findall(rf"\b{name}\.(\w+)\b", code))
            found[f"{module.__name__}.{name}"] = Use(pattern, tuple(named) or ("search",))
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for line, function, text in texts_in_calls(file):
                found[f"{file.relative_to(ROOT)}:{line}"] = Use(re.compile(text), (function,))
        for file in (ROOT / room).rglob("*.yml"):
            for key, text in texts_in_document(yaml.safe_load(file.read_text("utf-8"))):
                function = "fullmatch" if key == "pattern" else "search"
                found[f"{file.relative_to(ROOT)}: {text}"] = Use(re.compile(text), (function,))
    return found


def modules() -> Iterator[Any]:
    for room in ROOMS:
        for module in pkgutil.walk_packages([str(ROOT / room)], f"{room}."):
            yield import_module(module.name)


def patterns_of(names: dict[str, Any]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in names.items():
        items = value.items() if isinstance(value, dict) else [("", value)]
        yield from ((f"{name}{key}", item) for key, item in items if isinstance(item, re.Pattern))


def texts_in_calls(file: Path) -> Iterator[tuple[int, str, Any]]:
    """What is given as text to a function of `re` that looks for it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FUNCTIONS:
            first = node.args[0] if node.args else None
            if ast.unparse(node.func.value) == "re" and isinstance(first, ast.Constant):
                yield node.lineno, node.func.attr, first.value


def texts_in_document(content: Any) -> Iterator[tuple[str, str]]:
    """The keys of `kinds`, as a source and a set of kinds have them, and every `pattern`."""
    for value in content if isinstance(content, list) else ():
        yield from texts_in_document(value)
    for key, value in content.items() if isinstance(content, dict) else ():
        if key in ("kinds", "swedish", "european") and isinstance(value, dict):
            yield from ((key, sign) for sign in value)
        elif key == "pattern":
            yield key, value
        else:
            yield from texts_in_document(value)


def pieces(tree: Any) -> Iterator[str]:
    """A character of each class of a pattern, and its literals with their neighbours."""
    run = ""
    for kind, value in tree:
        if kind is kinds.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        yield from pieces_of(kind, value)
    if run:
        yield run


def pieces_of(kind: Any, value: Any) -> Iterator[str]:
    if kind is kinds.CATEGORY:
        yield _OF_CATEGORY[value]
    elif kind is kinds.RANGE:
        yield chr(value[0])
    elif kind in (kinds.ANY, kinds.NOT_LITERAL):
        yield "x"
    elif kind is kinds.IN:
        yield from ("x",) if value[0][0] is kinds.NEGATE else pieces(value)
    elif kind is kinds.BRANCH:
        for branch in value[1]:
            yield from pieces(branch)
    elif isinstance(value, tuple | list):
        for part in value:
            if isinstance(part, parser.SubPattern):
                yield from pieces(part)


def hostile(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Strings of `LENGTH` characters made of the pattern's own pieces."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    # Where there are many pieces, single characters are the classes and signs that repeat.
    found = dict.fromkeys([*pieces(parser.parse(text, pattern.flags)), " ", "a"])
    own = sorted(found, key=lambda piece: len(piece) > 1)[:_MOST_PIECES]
    for piece in (*own, *map("".join, permutations(own, 2))):
        yield own[-1] + piece * (LENGTH // len(piece)) + "\x01"
    for piece in own:
        yield piece * (LENGTH // len(piece)) + "\n"


def run() -> None:
    """Try every pattern on every string; the signal of a timer that runs out ends the process."""
    for name, use in sorted(uses().items()):
        print(name, flush=True)  # noqa: T201
        for text in hostile(use.pattern):
            content: Any = text if isinstance(use.pattern.pattern, str) else text.encode("latin-1", "replace")
            for function in use.functions:
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                try_out(use.pattern, function, content)


def try_out(pattern: re.Pattern[Any], function: str, content: Any) -> None:
    """Use the pattern; what it finds is of no interest."""
    if function in ("sub", "subn"):
        pattern.sub(content[:0], content)
    elif function == "finditer":
        sum(1 for _ in pattern.finditer(content))
    elif function in _FUNCTIONS:
        getattr(pattern, function)(content)


@pytest.mark.skipif(sys.platform == "win32", reason="no timers of processor time there")
def test_no_pattern_backtracks() -> None:
    done = subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, cwd=ROOT, check=False)
    tried = done.stdout.splitlines()
    assert done.returncode == 0, f"{tried[-1]} takes too long\n{done.stderr[-2000:]}"
    assert len(tried) > 80


if __name__ == "__main__":
    run()
