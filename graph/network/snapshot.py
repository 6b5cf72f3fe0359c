"""Reading one revision of the graph into memory, and cutting a View out of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graph import gc_pause
from graph.model.vocabulary import (
    ACTOR,
    DATASET,
    FACT_RELATIONS,
    PART_OF,
    PLACE,
    PROJECT,
    SOURCE,
    THEME,
    VERDICT,
    end_pairs,
)
from graph.network.facts import Actor, Dataset, Fact, Place, Project, Report, Source, Theme, Verdict
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Row, Transaction

_BETWEEN_ACTORS: Final = frozenset({"COLLABORATES_WITH", "NEEDS", "OFFERS"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one revision says: all nodes and all facts, whatever their status. Kept for many views."""

    revision: int
    actors: Mapping[str, Actor]
    projects: Mapping[str, Project]
    themes: Mapping[str, Theme]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    facts: tuple[Fact, ...]
    datasets: Mapping[str, Dataset]
    verdicts: tuple[Verdict, ...]
    _places_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _themes_of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def network(self, view: View | None = None) -> StakeholderNetwork:
        """The part of the snapshot that `view` shows, the default view when None."""
        return _Cut(self, view or View()).network()

    def places_of(self, id: str) -> frozenset[str]:
        """The places an actor or project is located in, with every place above them."""
        return self._places_of.get(id, frozenset())

    def themes_of(self, id: str) -> frozenset[str]:
        """The themes a project is about, or that an actor needs or offers."""
        return self._themes_of.get(id, frozenset())


def read_snapshot(store: GraphStore) -> Snapshot:
    """Read the newest revision whole, in one transaction. Cost grows with the number of reports."""
    with gc_pause.resting():
        return store.read(snapshot_of)


def read_network(store: GraphStore, view: View | None = None) -> StakeholderNetwork:
    """Read the newest revision and cut `view` out of it."""
    return read_snapshot(store).network(view)


def snapshot_of(transaction: Transaction) -> Snapshot:
    """The revision that a transaction sees, whole."""
    facts: list[Fact] = []
    parents: dict[str, str] = {}
    for relation in FACT_RELATIONS:
        for labels in end_pairs(relation):
            rows = transaction.rows(cypher.read_relations(relation, *labels))
            if relation == PART_OF and labels == (PLACE.label, PLACE.label):
                parents.update((row["start"], row["end_"]) for row in rows)
            else:
                facts.extend(_facts(relation.name, relation.discriminator, rows))
    facts.sort(key=lambda fact: (fact.type, fact.start, fact.end, fact.told or ""))
    places = {row["id"]: _place(row, parents) for row in transaction.rows(cypher.read_nodes(PLACE))}
    return Snapshot(
        revision=state.revision(transaction),
        actors=_nodes(transaction.rows(cypher.read_nodes(ACTOR)), Actor),
        projects=_nodes(transaction.rows(cypher.read_nodes(PROJECT)), Project),
        themes=_nodes(transaction.rows(cypher.read_nodes(THEME)), Theme),
        places=places,
        sources=_nodes(map(_without_claims, transaction.rows(cypher.read_nodes(SOURCE))), Source),
        facts=tuple(facts),
        datasets=_nodes(transaction.rows(cypher.read_nodes(DATASET)), Dataset),
        verdicts=tuple(Verdict(**row) for row in transaction.rows(cypher.read_nodes(VERDICT))),
        _places_of=_place_index(facts, places),
        _themes_of=_index(fact for fact in facts if fact.type in ("ABOUT", "NEEDS", "OFFERS")),
    )


def _without_claims(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "claims"}


def _nodes(rows: Iterable[Row], node: Callable[..., Any]) -> dict[str, Any]:
    texts = ("name", "name_sv", "name_en")
    lists = ("aliases", "numbers", "unnamed_participants", "covers_places", "covers_kinds")
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
    each = row["id"]
    while (each := parents.get(each)) and each not in above:
        above.append(each)
    return Place(
        row["id"], row["name"] or row["id"], row["level"], row["nuts"], tuple(above), tuple(row["neighbours"] or ())
    )


def _facts(type: str, discriminator: str | None, rows: Iterable[Row]) -> Iterator[Fact]:
    """Group the reports of the same relation; rows come ordered by key."""
    grouped: dict[tuple[str, str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["start"], row["end_"], row[discriminator] if discriminator else None].append(row)
    for (start, end, told), reports in grouped.items():
        yield Fact(
            type,
            start,
            end,
            tuple(
                Report(
                    row["key"],
                    row["dataset"],
                    row["source"],
                    row["quote"],
                    row["locator"],
                    row["status"],
                )
                for row in reports
            ),
            told=told,
            expanded_from=_expanded_from(reports),
            **{name: _first(reports, name) for name in ("amount", "currency", "share", "since", "until")},
        )


def _expanded_from(reports: list[Row]) -> str | None:
    phrases = [row.get("expanded_from") for row in reports]
    return phrases[0] if all(phrases) else None


def _first(reports: list[Row], name: str) -> Any:
    return next((row[name] for row in reports if row.get(name) is not None), None)


def _index(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        found[fact.start].add(fact.end)
    return {id: frozenset(ends) for id, ends in found.items()}


def _place_index(facts: Iterable[Fact], places: Mapping[str, Place]) -> dict[str, frozenset[str]]:
    direct = _index(fact for fact in facts if fact.type == "LOCATED_IN")
    return {id: ends.union(*(places[end].parents for end in ends if end in places)) for id, ends in direct.items()}


class _Cut:
    """Cutting one view out of a snapshot, counting what is left out."""

    def __init__(self, snapshot: Snapshot, view: View) -> None:
        self.snapshot = snapshot
        self.view = view
        self.left_out: Counter[str] = Counter()
        self.projects = {id: each for id, each in snapshot.projects.items() if self._shows_project(each)}

    def network(self) -> StakeholderNetwork:
        snapshot = self.snapshot
        facts = tuple(fact for each in snapshot.facts if (fact := self._shown(each)))
        mentioned = {end for fact in facts for end in (fact.start, fact.end)}
        if self.view.dataset:
            self.projects = {id: each for id, each in self.projects.items() if id in mentioned}
        self.left_out.update(
            {"group_not_named": sum(len(each.unnamed_participants) for each in self.projects.values())}
        )
        return StakeholderNetwork(
            revision=snapshot.revision,
            view=self.view,
            actors={id: each for id, each in snapshot.actors.items() if id in mentioned},
            projects=self.projects,
            themes=snapshot.themes,
            places=snapshot.places,
            sources=snapshot.sources,
            facts=facts,
            datasets=snapshot.datasets,
            verdicts=snapshot.verdicts,
            left_out={reason: count for reason, count in self.left_out.items() if count},
        )

    def _shows_project(self, project: Project) -> bool:
        view, snapshot = self.view, self.snapshot
        if not project.is_active(view.first, view.last):
            self.left_out["project_outside_period"] += 1
        elif view.theme and not snapshot.themes_of(project.id).intersection(view.theme):
            self.left_out["project_outside_themes"] += 1
        elif view.place and not snapshot.places_of(project.id).intersection(view.place):
            self.left_out["project_outside_places"] += 1
        else:
            return True
        return False

    def _shown(self, fact: Fact) -> Fact | None:
        """The fact with the reports of the view's datasets, or None when the view does not show it."""
        if self.view.dataset:
            reports = tuple(report for report in fact.reports if report.dataset in self.view.dataset)
            if not reports:
                return None
            fact = replace(fact, reports=reports)
        if fact.status not in self.view.status:
            self.left_out[f"status_{fact.status}"] += 1
            return None
        if any(not self._shows_end(id) for id in (fact.start, fact.end)):
            return None
        if fact.type in _BETWEEN_ACTORS and not self._shows_stated(fact):
            self.left_out["stated_outside_view"] += 1
            return None
        return fact

    def _shows_end(self, id: str) -> bool:
        if id in self.snapshot.projects:
            return id in self.projects
        actor = self.snapshot.actors.get(id)
        return actor is None or not self.view.sector or actor.sector in self.view.sector

    def _shows_stated(self, fact: Fact) -> bool:
        """Whether a tie without a project fits: its period, its theme, and the place of one of its actors."""
        view, snapshot = self.view, self.snapshot
        between = fact.type == "COLLABORATES_WITH"
        if between and not Project("", "", starts=fact.since, ends=fact.until).is_active(view.first, view.last):
            return False
        if view.theme and (between or fact.end not in view.theme):
            return False
        actors = (fact.start, fact.end) if between else (fact.start,)
        return not view.place or any(snapshot.places_of(actor).intersection(view.place) for actor in actors)
