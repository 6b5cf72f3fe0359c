"""Reading one revision of the graph into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Final, Protocol

from graph import gc_pause
from graph.model.vocabulary import (
    ACTOR,
    DATASET,
    FACT_RELATIONS,
    FUNDS,
    PART_OF,
    PLACE,
    PROJECT,
    SOURCE,
    THEME,
    VERDICT,
    NodeType,
    RelationType,
    end_pairs,
)
from graph.network.facts import Actor, Dataset, Fact, Place, Project, Report, Source, Theme, Verdict
from graph.network.money import Grant
from graph.network.network import StakeholderNetwork
from graph.network.view import EVERYTHING
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Row, Transaction

_REPORT: Final = itemgetter("key", "dataset", "source", "quote", "locator", "status")
_TOLD: Final = ("amount", "currency", "since", "until")
_NOTHING: Final = Grant()
_LOADED: Final = (
    "MATCH (r:Revision) WHERE r.number <= $number AND r.action IN ['load', 'load_part', 'forget', 'undo'] "
    "RETURN r.dataset AS dataset, r.action AS action ORDER BY r.number"
)
_MADE: Final = "MATCH (r:Revision {id: $id}) RETURN r.at AS made"


class Graph(Protocol):
    """The rows of one revision, each with every property of its type."""

    @property
    def revision(self) -> int:
        """The revision's number."""
        ...

    @property
    def made(self) -> str | None:
        """When the revision was made, ISO 8601 in UTC; None for an empty graph."""
        ...

    @property
    def parts(self) -> frozenset[str]:
        """The ids of the datasets of which only parts have been loaded."""
        ...

    def nodes(self, node_type: NodeType) -> list[Row]:
        """The nodes of a label, by id."""
        ...

    def relations(self, relation: RelationType, labels: tuple[str, str]) -> list[Row]:
        """The reports between two labels with `start` and `end_`, by key."""
        ...


@dataclass(frozen=True, slots=True)
class Stored:
    """The revision that a transaction sees."""

    transaction: Transaction

    @property
    def revision(self) -> int:
        """The newest revision's number."""
        return state.revision(self.transaction)

    @property
    def made(self) -> str | None:
        """When it was made."""
        return made(self.transaction, self.revision)

    @property
    def parts(self) -> frozenset[str]:
        """The datasets that were never loaded whole."""
        return parts(self.transaction, self.revision)

    def nodes(self, node_type: NodeType) -> list[Row]:
        """The nodes of a label, as stored."""
        return self.transaction.rows(cypher.read_nodes(node_type))

    def relations(self, relation: RelationType, labels: tuple[str, str]) -> list[Row]:
        """The reports between two labels, as stored."""
        return self.transaction.rows(cypher.read_relations(relation, *labels))


def made(transaction: Transaction, number: int) -> str | None:
    """When a revision was made, ISO 8601 in UTC; None when there is none of that number."""
    found = transaction.rows(_MADE, {"id": str(number)})
    return found[0]["made"] if found else None


def parts(transaction: Transaction, number: int) -> frozenset[str]:
    """The datasets of which only parts have been loaded by a revision, since they were last forgotten or undone."""
    loaded: dict[str, set[str]] = defaultdict(set)
    for row in transaction.rows(_LOADED, {"number": number}):
        if row["action"] in ("forget", "undo"):
            loaded.pop(row["dataset"], None)
        else:
            loaded[row["dataset"]].add(row["action"])
    return frozenset(dataset for dataset, actions in loaded.items() if actions == {"load_part"})


def read_network(store: GraphStore) -> StakeholderNetwork:
    """Read the newest revision whole, in one transaction. Cost grows with the number of reports."""
    with gc_pause.paused():
        return store.read(lambda transaction: network_of(Stored(transaction)))


def network_of(graph: Graph) -> StakeholderNetwork:
    """Everything that a revision says."""
    facts: list[Fact] = []
    parents: dict[str, str] = {}
    for relation in FACT_RELATIONS:
        for labels in end_pairs(relation):
            rows = graph.relations(relation, labels)
            if relation == PART_OF and labels == (PLACE.label, PLACE.label):
                parents.update((row["start"], row["end_"]) for row in rows)
            else:
                grouped = _facts(relation.name, relation.discriminator, rows)
                facts.extend(map(Fact.with_money, grouped) if relation == FUNDS else grouped)
    facts.sort(key=lambda fact: (fact.type, fact.start, fact.end, fact.discriminator or ""))
    return StakeholderNetwork(
        revision=graph.revision,
        made=graph.made,
        view=EVERYTHING,
        actors=_nodes(graph.nodes(ACTOR), Actor),
        projects=_nodes(graph.nodes(PROJECT), Project),
        themes=_nodes(graph.nodes(THEME), Theme),
        places={row["id"]: _place(row, parents) for row in graph.nodes(PLACE)},
        sources=_nodes(map(_without_claims, graph.nodes(SOURCE)), Source),
        facts=tuple(facts),
        datasets=_datasets(graph),
        verdicts=tuple(Verdict(**row) for row in graph.nodes(VERDICT)),
    )


def _datasets(graph: Graph) -> dict[str, Dataset]:
    datasets: dict[str, Dataset] = _nodes(graph.nodes(DATASET), Dataset)
    in_parts = graph.parts
    return {id: replace(dataset, part=id in in_parts) for id, dataset in datasets.items()}


def _without_claims(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "claims"}


def _nodes(rows: Iterable[Row], node: Callable[..., Any]) -> dict[str, Any]:
    texts = ("name", "name_sv", "name_en")
    lists = ("aliases", "numbers", "unnamed_participants", "covers_places", "covers_kinds", "neighbours", "approximate")
    return {
        row["id"]: node(
            **{
                key: tuple(value) if isinstance(value, list) else value
                for key, value in row.items()
                if value is not None or key not in lists
            }
            | {key: row["id"] for key in texts if key in row and row[key] is None}
        )
        for row in rows
    }


def _place(row: Row, parents: Mapping[str, str]) -> Place:
    above: list[str] = []
    place = row["id"]
    while (place := parents.get(place)) and place not in above:
        above.append(place)
    return Place(
        row["id"], row["name"] or row["id"], row["level"], row["nuts"], tuple(above), tuple(row["neighbours"] or ())
    )


def _facts(type: str, discriminator: str | None, rows: list[Row]) -> Iterator[Fact]:
    """Group the reports of the same relation; rows come ordered by key."""
    grouped: dict[tuple[str, str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["start"], row["end_"], row[discriminator] if discriminator else None].append(row)
    is_paid = type == FUNDS.name
    told = [name for name in _TOLD if rows and name in rows[0] and not is_paid]
    for (start, end, discriminator), reports in grouped.items():
        if start == end:  # a person called two the same of which a source said that one works with the other
            continue
        yield Fact(
            type,
            start,
            end,
            tuple([Report(*report) for report in map(_paid if is_paid else _REPORT, reports)]),
            discriminator=discriminator,
            expanded_from=_expanded_from(reports),
            **{name: _first(reports, name) for name in told},
        )


def _paid(row: Row) -> tuple[Any, ...]:
    """A report with what it states of the money."""
    about = tuple(row["approximate"] or ())
    grant = Grant(row["amount"], row["currency"], row["recipient"], row["share"], about)
    return (*_REPORT(row), None if grant == _NOTHING else grant)


def _expanded_from(reports: list[Row]) -> str | None:
    phrase: str | None = reports[0].get("expanded_from")
    return phrase if phrase and all(row["expanded_from"] for row in reports) else None


def _first(reports: list[Row], name: str) -> Any:
    return next((row[name] for row in reports if row[name] is not None), None) if len(reports) > 1 else reports[0][name]
