"""Every statement of `docs/cypher/` gives equal rows in equal order on the embedded engine and on a server."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.ingest.ingest import forget, ingest
from graph.model.vocabulary import ACTOR_KINDS
from graph.store.protocol import GraphStore, Row
from tests.contract.samples import actor, everything, load, project, small_load, takes_part, tie
from tests.cypher_examples import EXAMPLES, Example

# When a row was written, not what it says.
MOMENTS = {"at", "loaded"}
OPEN: Mapping[str, Any] = {"text": "", "texts": [], "integer": 1}
NARROW: Mapping[str, list[Any]] = {
    "id": [
        "orgnr:Ångström org_number 1",
        "actor-2",
        "åsa-ab",
        "project-1",
        "project-2",
        "å2:p",
        "å2:q",
        "nobody",
        "1",
        "99",
    ],
    "search": ["å", "KOMMUN", "project-1", "ä", "nothing such", "%' OR 1=1 //"],
    "kinds": [["municipality"], list(ACTOR_KINDS)],
    "themes": [["theme-1", "theme-2"], ["nothing such"]],
    "places": [["place-2"], ["place-1", "nothing such"]],
    "datasets": [["all"], ["å", "b"]],
    "levels": [["country"], ["village"]],
    "first": ["2025-07", "2025-08", "2030"],
    "last": ["2025-07", "2025-06", "1999"],
    "skip": [1, 1000],
    "limit": [2, 1],
}


def test_every_statement_of_the_docs(embedded: GraphStore, served: GraphStore) -> None:
    for store in (embedded, served):
        fill(store)
    assert EXAMPLES
    silent = [example.name for example in EXAMPLES.values() if not gives_equal(example, embedded, served)]
    assert silent == [], "these gave no row whatever they were asked"


def fill(store: GraphStore) -> None:
    """Every type of node and relation, nulls, ties in the order, and a dataset that came and went."""
    who, where, other = actor("Åsa AB"), project("å2:p", starts="2025", ends="2026-03"), project("å2:q")
    named = load("å2", who, where, other, takes_part(who, where), takes_part(who, other), tie("FOLLOWS", other, where))
    for each in (everything(), small_load("å"), small_load("b"), small_load("gone"), named):
        ingest(store, each)
    forget(store, "gone")


def gives_equal(example: Example, embedded: GraphStore, served: GraphStore) -> int:
    """How many rows the statement gave in all, once both engines gave the same ones."""
    total = 0
    for parameters in variants(example):
        first, second = (example.run(store, **parameters) for store in (embedded, served))
        assert in_columns(first) == in_columns(second), (example.name, parameters)
        if example.is_list:
            counts = [example.count(store, **parameters) for store in (embedded, served)]
            assert counts[0] == counts[1] >= len(first), (example.name, parameters)
        total += len(first)
    return total


def variants(example: Example) -> Iterator[dict[str, Any]]:
    """The sample, everything open, and each parameter narrowed by itself."""
    yield dict(example.sample)
    everything_open = {name: OPEN[type] for name, type in example.parameters.items()}
    everything_open |= {"skip": 0, "limit": 100}
    given = {name: value for name, value in everything_open.items() if name in example.parameters}
    yield given
    for name in given:
        yield from ({**given, name: value} for value in NARROW[name])


def in_columns(found: list[Row]) -> list[list[tuple[str, str]]]:
    """Rows with names, order and types of their columns."""
    return [[(name, repr(value)) for name, value in row.items() if name not in MOMENTS] for row in found]
