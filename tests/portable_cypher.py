"""The portable subset of Cypher, and every statement that HUR runs on both engines."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from graph.model.vocabulary import NODE_TYPES, RELATION_TYPES, NodeType, RelationType, end_pairs
from graph.store import cypher

# What the portable subset leaves out, because an engine lacks it or means something else by it.
FORBIDDEN: Final = {
    r"\bCALL\b": "CALL: subqueries and procedures",
    r"\bFOREACH\b": "FOREACH",
    r"\bapoc\.|\bgds\.": "plugins",
    r"\b(all)?shortestPaths?\b": "paths are found on the snapshot",
    r"\btype\s*\(": "type(r); return a literal",
    r"\blabels?\s*\(": "label(n) and labels(n)",
    r"\b(elementId|id)\s*\(": "an engine's internal id",
    r"\bhead\s*\(|\blast\s*\(": "head(), last()",
    r"\bSET\s+\w+\s*\+?=\s*[$\w]": "SET n = row, SET n += row; spell each property",
    r"(\w|\)|\])\[\s*(-?(\d+|\$\w+)\s*(\]|\.\.)|\.\.)": "list index or slice",
    r"\[\s*\w+\s+IN\b": "list comprehension",
    r"\bREMOVE\b": "REMOVE; use SET n.p = NULL",
    r"\blist_\w+\s*\(": "functions of one engine",
    r"\$\w+\s+IS\s+NULL": "optional filter by IS NULL; use size($xs) = 0 OR",
    r"\b(timestamp|datetime|date|localdatetime)\s*\(": "clocks; time comes as a parameter",
    r"\*(\s*\d*\s*\.\.\s*)?\s*\]": "unbounded variable length",
    r"\bMATCH\s*\(((?!\b(RETURN|WHERE|WITH|SET|CREATE|MERGE)\b).)*\)\s*,\s*\(": "two MATCH clauses: a comma is slow",
    r"(?<![`\w])(starts|ends)\b(?!`|\s+WITH\b)": "a word of one engine; quote it: n.`starts`",
}
# Only these talk to one engine.
_ONE_ENGINE: Final = ("graph/store/ladybug.py", "graph/store/neo4j.py")
_CYPHER: Final = re.compile(r"\b(MATCH|MERGE|UNWIND|RETURN|DETACH DELETE)\b|\bCREATE \(")
_FILLED: Final = "x"  # stands for what an f-string puts in


def forbidden_cypher(statement: str) -> list[str]:
    """The reasons why a statement is outside the portable subset; comments and quoted text don't count."""
    code = re.sub(r"//.*|'[^']*'", "", statement)
    return [reason for pattern, reason in FORBIDDEN.items() if re.search(pattern, code, re.IGNORECASE)]


def written_statements(root: Path, packages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Place and text of every Cypher in a string or f-string of the packages' modules, but for the engines' own."""
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if name not in _ONE_ENGINE:
                for line, text in _strings(ast.parse(path.read_text("utf-8"))):
                    if _CYPHER.search(text):
                        yield f"{name}:{line}", text


def derived_statements() -> Iterator[tuple[str, str]]:
    """Name and text of every statement that `graph.store.cypher` derives for a type of node or relation."""
    for name, build in inspect.getmembers(cypher, inspect.isfunction):
        if build.__module__ != cypher.__name__ or name.startswith("_"):
            continue
        parameters = inspect.signature(build).parameters
        for first, *ends in _types(next(iter(parameters), "")):
            for options in _options(parameters, first):
                yield (
                    f"{name} {first.name if isinstance(first, RelationType) else first.label}",
                    build(first, *ends, **options),
                )


def _types(parameter: str) -> list[tuple[NodeType | RelationType, *tuple[str, ...]]]:
    if parameter == "node":
        return [(node,) for node in NODE_TYPES]
    if parameter == "relation":
        return [(relation, *labels) for relation in RELATION_TYPES for labels in end_pairs(relation)]
    return []  # the schema, which each engine has in its own words


def _options(parameters: Iterable[str], type: NodeType | RelationType) -> list[dict[str, object]]:
    options: list[dict[str, object]] = [{}]
    if "by_id" in parameters:
        options.append({"by_id": True})
    if "absent" in parameters:
        options.append({"absent": [each.name for each in type.properties]})
    return options


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each string that is no docstring; an f-string is one text."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else _FILLED for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        else:
            yield from _strings(node)
