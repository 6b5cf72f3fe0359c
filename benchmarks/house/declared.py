"""What is answered beside what is declared: names on the demo network that the description of the API lacks.

And in how many places the code chooses a theme's name, makes an item of a report, or picks a language.

python -m benchmarks.house.declared
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import open_store, read_settings

_API: Final = "/api/v1"
_LISTS: Final = ("actors", "projects", "funders", "themes", "places", "sources", "datasets")
_QUESTIONS: Final = (
    "brokers",
    "gaps?of=pairs",
    "gaps?of=groups",
    "gaps?of=coverage",
    "gaps?of=isolates",
    "overlaps?none=include",
    "partners?project=SORESS-MMI",
    "introductions?a=Boliden AB&b=Region Norrbotten",
)

_PACKAGES: Final = ("graph", "queries", "loaders", "viz", "api")
_HOMES: Final = {
    "a theme's name by language": r"name_sv if (?!id in)",
    "a report as an item": r"\"locator\": report|\"quote\", \"locator\", \"status\"",
    "a language of ours among those asked for": r"(?<!for language) in LANGUAGES| \"en\" if .* == \"en\"| lang or ",
    "a cursor read": r"isdigit\(\).*(\n.*){1,3}errors\.cursor|def read_cursor",
    "a node as a reference": r"def reference\(",
}


class Description:
    """The description of the API, and what it says of the names in an answer."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.document = client.get(f"{_API}/openapi.json").json()
        self.shapes: Mapping[str, Any] = self.document["components"]["schemas"]

    def lacking(self, route: str, path: str) -> set[str]:
        """The names in an answer that its description lacks, each behind the shape that it stands in."""
        answered = self.document["paths"][f"{_API}/{route}"]["get"]["responses"]["200"]
        schema = answered["content"]["application/json"]["schema"]
        return set(self._walk(self._client.get(f"{_API}/{path}").json(), [schema]))

    def _walk(self, content: Any, schemas: list[Any]) -> Iterator[str]:
        shapes = [shape for schema in schemas for shape in self._resolved(schema)]
        if isinstance(content, list):
            for item in content:
                yield from self._walk(item, [shape["items"] for shape in shapes if "items" in shape])
        if isinstance(content, dict) and any("properties" in shape for shape in shapes):
            for name, value in content.items():
                inside = [shape["properties"][name] for shape in shapes if name in shape.get("properties", ())]
                if not inside:
                    yield f"{shapes[0]['title']}.{name}"
                yield from self._walk(value, inside)
        elif isinstance(content, dict) and any(shape.get("additionalProperties") is True for shape in shapes):
            yield from (f"(no shape).{name}" for name in content)

    def _resolved(self, schema: Any) -> Iterator[Any]:
        if "$ref" in schema:
            yield from self._resolved(self.shapes[schema["$ref"].rpartition("/")[2]])
        for kind in ("anyOf", "oneOf"):
            for option in schema.get(kind, ()):
                yield from self._resolved(option)
        if not {"$ref", "anyOf", "oneOf"} & set(schema):
            yield schema


def measure() -> list[tuple[str, str]]:
    """Name and figure of each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(graph=folder)
        with TestClient(create_app(settings, open_store(settings)), base_url="http://localhost:8087") as client:
            client.post(f"{_API}/loads", params={"apply": True}, data={"demo": "true"}).raise_for_status()
            described = Description(client)
            in_lists = _in_lists(client, described)
            in_questions = {name for path in _QUESTIONS for name in described.lacking(path.partition("?")[0], path)}
            in_network = described.lacking("network", "network")
    homes = [(f"places that make {what}", str(_places(pattern))) for what, pattern in _HOMES.items()]
    wide = [name for name, shape in described.shapes.items() if shape.get("additionalProperties") is True]
    return [
        ("names of lists and details that are not described", f"{len(in_lists)}: {', '.join(sorted(in_lists))}"),
        ("names of answers to questions that are not described", str(len(in_questions))),
        ("names of the network that are not described", str(len(in_network))),
        ("shapes that let other names through", str(len(wide))),
        *homes,
    ]


def _places(pattern: str) -> int:
    root = Path.cwd()
    files = [file for package in _PACKAGES for file in (root / package).rglob("*.py")]
    return sum(len(re.findall(pattern, file.read_text("utf-8"))) for file in files)


def _in_lists(client: TestClient, described: Description) -> set[str]:
    found: set[str] = set()
    for name in _LISTS:
        found |= described.lacking(name, f"{name}?limit=1000")
        id = client.get(f"{_API}/{name}").json()["items"][0]["id"]
        found |= described.lacking(f"{name}/{{id}}", f"{name}/{id}?limit=1000")
    return found


if __name__ == "__main__":
    for name, figure in measure():
        print(f"{name}: {figure}")
