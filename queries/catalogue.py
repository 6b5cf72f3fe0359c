"""The statements of `queries/cypher/`: loaded, checked against the portable subset, and run on any store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from graph.errors import InputError, absent
from graph.messages import Message
from graph.store.protocol import GraphStore, Row, rows

_TYPES: Final[Mapping[str, type]] = {"text": str, "texts": list, "integer": int}
_HEADER: Final = re.compile(r"// (?P<key>parameters|sample): (?P<value>.*)")
_USED: Final = re.compile(r"\$(\w+)")
NEWEST: Final = 2**62  # `before` this is every number
# What says where a page begins and how long it is; with these values it begins at the beginning.
_PAGE: Final[Mapping[str, int]] = {"skip": 0, "before": NEWEST, "limit": 1}

# What the two engines do not do alike, with the reason shown to whoever writes it.
_UNPORTABLE: Final[Mapping[str, str]] = {
    r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP)\b": "a statement of the catalogue only reads",
    r"\bCALL\b|\bFOREACH\b|\bapoc\.|\bgds\.": "not on the embedded engine",
    r"\btype\(|\blabels?\(|\bid\(|\belementId\(|\bhead\(|\bshortestPath\(": "differs: return a literal",
    r"\b(datetime|timestamp|date|localdatetime)\(": "pass dates as parameters",
    r"\$\w+ IS NULL": "use size($xs) = 0 OR x IN $xs, or $x = ''",
    r"\[\d+\]": "lists begin at 0 on one engine and at 1 on the other",
    r"\.(starts|ends|key)\b": "quote it: n.`starts`",
    r"\blist_contains\(": "write $x IN n.list",
    r"\*(?:\.\.|\]|\s)": "bound the length of a path",
    r"MATCH \([^\n]*\)\s*,\s*\(": "write two MATCH clauses: one with a comma is a hundred times slower",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: the question it answers, its parameters by name and type, and values to try it with."""

    name: str
    question: str
    parameters: Mapping[str, str]
    sample: Mapping[str, Any]
    cypher: str

    @property
    def is_list(self) -> bool:
        """Whether it gives one page of a list and so can be counted."""
        return "limit" in self.parameters and not self.parameters.keys().isdisjoint(("skip", "before"))

    @property
    def counting(self) -> str:
        """The statement that counts what the list would give without its page."""
        body, separator, _ = self.cypher.partition("\nRETURN ")
        if not (separator and self.is_list):
            raise ValueError(f"{self.name} is no list")
        return f"{body}\nRETURN count(*) AS total"


class Catalogue:
    """All statements by name. Parameters reach the engine as parameters, never as text."""

    def __init__(self, statements: Mapping[str, Statement]) -> None:
        self.statements = statements

    def run(self, store: GraphStore, name: str, **parameters: Any) -> list[Row]:
        """Run a statement; every row by the statement's column names.

        Raises:
            NotFoundError: there is no such statement.
            InputError: a parameter is missing, unknown or of the wrong type.
            StoreError: the store failed.
        """
        statement = self._statement(name)
        return rows(store, statement.cypher, _checked(statement, parameters))

    def count(self, store: GraphStore, name: str, **parameters: Any) -> int:
        """How many rows a list has in all, whatever the page; errors as above."""
        statement = self._statement(name)
        whole = {name: value for name, value in _PAGE.items() if name in statement.parameters}
        given = _checked(statement, {**parameters, **whole})
        used = set(_USED.findall(statement.counting))
        found = rows(store, statement.counting, {name: given[name] for name in used})
        return int(found[0]["total"])

    def _statement(self, name: str) -> Statement:
        try:
            return self.statements[name]
        except KeyError:
            raise absent("statement", name, known=self.statements) from None


@cache
def read_catalogue() -> Catalogue:
    """The catalogue of this package.

    Raises:
        ValueError: a statement breaks the portable subset or its header does not fit it; a test finds those.
    """
    folder = files("queries").joinpath("cypher")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".cypher")), key=lambda file: file.name)
    statements = [read_statement(file.name.removesuffix(".cypher"), file.read_text(encoding="utf-8")) for file in found]
    return Catalogue({each.name: each for each in statements})


def read_statement(name: str, text: str) -> Statement:
    """Read a statement with its header: the question, then `// parameters: name: type, …` and `// sample: {JSON}`.

    Raises:
        ValueError: naming the statement and everything that is wrong with it.
    """
    lines = text.strip().splitlines()
    comments = [line for line in lines if line.startswith("//")]
    cypher = "\n".join(line for line in lines if not line.startswith("//"))
    header = {match["key"]: match["value"] for line in comments if (match := _HEADER.fullmatch(line))}
    question = " ".join(line.removeprefix("//").strip() for line in comments if not _HEADER.fullmatch(line))
    pairs = [part.split(":") for part in header.get("parameters", "").split(",") if part.strip()]
    parameters = {key.strip(): type.strip() for key, type in pairs}
    statement = Statement(name, question, parameters, json.loads(header.get("sample", "{}")), cypher)
    if problems := _problems(statement):
        raise ValueError(f"{name}.cypher: {'; '.join(problems)}")
    return statement


def _problems(statement: Statement) -> list[str]:
    broken = [(re.search(rule, statement.cypher), why) for rule, why in _UNPORTABLE.items()]
    found = [f"{match[0]!r}: {why}" for match, why in broken if match]
    if not statement.question:
        found.append("it does not begin with its question")
    if set(_USED.findall(statement.cypher)) != statement.parameters.keys():
        found.append("its header names other parameters than it uses")
    if unknown := set(statement.parameters.values()) - _TYPES.keys():
        found.append(f"unknown types {', '.join(sorted(unknown))}")
    if statement.parameters.keys() != statement.sample.keys():
        found.append("its sample gives other parameters than its header names")
    if "ORDER BY" not in statement.cypher:
        found.append("without ORDER BY two engines give different orders")
    return found


def _checked(statement: Statement, given: Mapping[str, Any]) -> dict[str, Any]:
    if missing := statement.parameters.keys() - given.keys():
        raise InputError(Message("errors.missing_parameter", name=statement.name, missing=tuple(sorted(missing))))
    if unknown := given.keys() - statement.parameters.keys():
        raise InputError(Message("errors.unknown_parameter", name=statement.name, unknown=tuple(sorted(unknown))))
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    for name, value in values.items():
        expected = statement.parameters[name]
        if not isinstance(value, _TYPES[expected]) or isinstance(value, bool):
            raise InputError(Message("errors.parameter_type", name=statement.name, parameter=name, type=expected))
    return values
