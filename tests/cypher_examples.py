"""The statements of `docs/cypher/`, read as their page says, and run on any store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.store.protocol import GraphStore, Row, rows

FOLDER: Final = Path(__file__).parents[1] / "docs" / "cypher"
_TYPES: Final = {"text", "texts", "integer"}
_HEADER: Final = re.compile(r"// (?P<key>parameters|sample): (?P<value>.*)")
_USED: Final = re.compile(r"\$(\w+)")
_WRITES: Final = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP)\b")


@dataclass(frozen=True, slots=True)
class Example:
    """One statement: the question it answers, its parameters by name and type, and values to try it with."""

    name: str
    question: str
    parameters: Mapping[str, str]
    sample: Mapping[str, Any]
    cypher: str

    @property
    def is_list(self) -> bool:
        """Whether it gives one page of a list and so can be counted."""
        return {"skip", "limit"} <= self.parameters.keys()

    @property
    def counting(self) -> str:
        """The statement that counts what the list would give without its page."""
        body, separator, _ = self.cypher.partition("\nRETURN ")
        assert separator, self.name
        assert self.is_list, self.name
        return f"{body}\nRETURN count(*) AS total"

    def run(self, store: GraphStore, **parameters: Any) -> list[Row]:
        """Its rows."""
        return rows(store, self.cypher, parameters)

    def count(self, store: GraphStore, **parameters: Any) -> int:
        """How many rows the list has in all, whatever the page."""
        used = set(_USED.findall(self.counting))
        found = rows(store, self.counting, {name: value for name, value in parameters.items() if name in used})
        return int(found[0]["total"])


def read_example(name: str, text: str) -> Example:
    """Read a file of the folder.

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
    example = Example(name, question, parameters, json.loads(header.get("sample", "{}")), cypher)
    if problems := _problems(example):
        raise ValueError(f"{name}.cypher: {'; '.join(problems)}")
    return example


def _problems(example: Example) -> list[str]:
    found = []
    if not example.question:
        found.append("it does not begin with its question")
    if set(_USED.findall(example.cypher)) != example.parameters.keys():
        found.append("its header names other parameters than it uses")
    if unknown := set(example.parameters.values()) - _TYPES:
        found.append(f"unknown types {', '.join(sorted(unknown))}")
    if example.parameters.keys() != example.sample.keys():
        found.append("its sample gives other parameters than its header names")
    if written := _WRITES.search(example.cypher):
        found.append(f"{written[0]}: an example only reads")
    if "ORDER BY" not in example.cypher:
        found.append("without ORDER BY two engines give different orders")
    return found


EXAMPLES: Final = {
    path.stem: read_example(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.cypher"))
}
