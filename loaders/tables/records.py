"""Understood rows as records, row by row; what several rows say alike is put down once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, Value
from graph.model.vocabulary import (
    ABOUT,
    ACTOR,
    COLLABORATES_WITH,
    FUNDS,
    LOCATED_IN,
    PART_OF,
    PARTICIPATES_IN,
    PLACE,
    PROJECT,
)
from loaders.base import Reading
from loaders.documents.cells import Amount, PlacePhrase
from loaders.documents.fields import NOBODY_SAYS, OF_ACTOR, OF_PROJECT
from loaders.tables.rows import RefusedError, Said, Understood, parts, refusing
from loaders.tables.sources import Sources

NodeField = tuple[str, str]  # an id and the name of a property
_CALLED: Final = {"project": "name", "project_number": "numbers", "other_title": "aliases"}
_OF_LISTS: Final = frozenset({"project_number", "other_title"})
_OF_A_PROJECT: Final = frozenset({"project", "participation", "funding"})
_OF_TIE: Final = {"tie_kind": "kind", "since": "since", "until": "until"}


@dataclass(frozen=True, slots=True)
class ActorSaid:
    """An actor as one row has it."""

    name: str
    role: str | None
    heading: str
    properties: Mapping[str, Value]
    places: tuple[PlacePhrase, ...]


class Names(Protocol):
    """Which actors and projects the names in rows mean. RefusedError or LeftOutError where a row cannot be used."""

    def actor(self, row: Understood, field: str, name: str, said: Mapping[str, Value]) -> str:
        """The id of the actor called so in a field of a row, which says more of it."""
        ...

    def project(self, row: Understood, field: str = "project") -> str:
        """The id of the project that a row, or a field of it, names."""
        ...

    def is_new(self, label: str, name: str, id: str) -> bool:
        """Whether the row that names it has to describe it; asked once everything else of the row is right."""
        ...


def actors(row: Understood) -> Iterator[ActorSaid]:
    """The actors of a row.

    What a column says of an actor is of the nearest column of actors to its left, else of the first.

    Raises:
        RefusedError: that column names several, and nothing tells of which one it is.
    """
    owner: dict[int, list[Said]] = {}
    columns = [index for index, fact in enumerate(row.said) if fact.column.field == "actor"]
    for index, fact in enumerate(row.said):
        if fact.column.field in OF_ACTOR and columns:
            before = [column for column in columns if column < index] if fact.column.heading else []
            owner.setdefault(before[-1] if before else columns[0], []).append(fact)
    for index in columns:
        said = row.said[index]
        names = [name for name in parts(said.value) if isinstance(name, str)]
        about = [fact for fact in owner.get(index, []) if fact.value is not None] if names else []
        if about and len(names) > 1:
            raise RefusedError(Message("mapping.of_several", count=len(names)), about[0].column.field)
        phrases = (part for fact in about if fact.column.field == "place" for part in parts(fact.value))
        places = tuple(phrase for phrase in phrases if isinstance(phrase, PlacePhrase))
        properties: dict[str, Value] = {
            fact.column.field: fact.value  # type: ignore[misc]
            for fact in about
            if fact.column.field != "place"
        }
        role = said.column.role if said.column.role not in ("", NOBODY_SAYS) else row.text("role")
        for name in names:
            yield ActorSaid(name, role, said.column.heading, properties, places)


class Records:
    """Puts rows into a reading.

    `about` are rows that are evidence for a single field of an actor or project, `used` those that were needed.
    """

    def __init__(
        self,
        reading: Reading,
        names: Names,
        sources: Sources,
        about: Mapping[NodeField, list[Understood]] | None = None,
    ) -> None:
        self._reading, self._names, self._sources, self._about = reading, names, sources, about or {}
        self.used: set[NodeField] = set()
        self._reported: set[tuple[object, ...]] = set()

    def add(self, row: Understood) -> None:
        """Put down what a row says, or why it cannot be used; one with problems is reported already."""
        if not row.problems:
            with refusing(row, self._reading):
                add = self._add_tie if row.kind == "tie" else self._add_named
                add(row, self._sources.evidence(row))

    def describe(self, row: Understood) -> None:
        """Put down what a row says of the actor or the project that it lists."""
        with refusing(row, self._reading):
            evidence = self._sources.evidence(row)
            if row.kind != "actor":
                self._describe_project(row, self._names.project(row), evidence)
            for actor in actors(row) if row.kind == "actor" else ():
                self._describe_actor(row, self._actor(row, actor), actor, evidence)

    def _add_named(self, row: Understood, evidence: Evidence) -> None:
        """What ties the actors and funders of a row to its project, or to a theme."""
        named = [(actor, self._actor(row, actor)) for actor in actors(row)]
        funders = [(name, self._names.actor(row, "funder", name, {})) for name in row.all("funder", str)]
        project = self._names.project(row) if row.kind in _OF_A_PROJECT else None
        if project and self._names.is_new(PROJECT.label, str(row.get("project")), project):
            self._describe_project(row, project, evidence)
        for actor, id in named:
            if self._names.is_new(ACTOR.label, actor.name, id):
                self._describe_actor(row, id, actor, evidence)
            if project:
                self._reading.relation(PARTICIPATES_IN.name, id, project, evidence, {"role": actor.role})
            elif theme := self._theme(row, row.text("theme")):
                self._reading.relation(str(row.get("offers_or_needs")), id, theme, evidence)
        for name, id in funders if project else ():
            self._mention(ACTOR.label, name, id, evidence)
            self._add_grant(row, id, str(project), evidence)

    def _add_grant(self, row: Understood, funder: str, project: str, evidence: Evidence) -> None:
        amount, currency = _money(row, "amount")
        money: dict[str, Value] = {} if amount is None else {"amount": amount, "currency": currency}
        if row.by.mapping.says("share"):
            money["share"] = _plain(row, "share")
        # A list repeats a project's grant on every row; each row of Finansiering is a grant of its own.
        put = self._reading.relation if row.kind == "funding" else self._once
        put(FUNDS.name, funder, project, evidence, money)

    def _add_tie(self, row: Understood, evidence: Evidence) -> None:
        names = {field: str(row.get(field)) for field in ("actor_a", "actor_b")}
        one, other = (self._names.actor(row, field, name, {}) for field, name in names.items())
        if one == other:
            raise RefusedError(Message("loading.with_itself"), "actor_b")
        for name, id in zip(names.values(), (one, other), strict=True):
            self._mention(ACTOR.label, name, id, evidence)
        properties: dict[str, Value] = {ours: _plain(row, field) for field, ours in _OF_TIE.items()}
        self._reading.relation(COLLABORATES_WITH.name, one, other, evidence, properties)

    def _describe_actor(self, row: Understood, id: str, actor: ActorSaid, evidence: Evidence) -> None:
        self._node(ACTOR.label, id, {"name": actor.name, **actor.properties}, evidence)
        country = actor.properties.get("country")
        self._locate(row, ACTOR.label, id, "place", actor.places, evidence, str(country) if country else None)

    def _describe_project(self, row: Understood, id: str, evidence: Evidence) -> None:
        own = {_CALLED.get(name, name): value for name, value in own_fields(row).items() if value is not None}
        self._node(PROJECT.label, id, own, evidence)
        self._locate(row, PROJECT.label, id, "places", row.all("places", PlacePhrase), evidence)
        for phrase in row.all("themes", str):
            if theme := self._theme(row, phrase):
                cited = self._cited_for(id, "themes", phrase, evidence)
                self._once(ABOUT.name, id, theme, cited, {"phrase": phrase})
        if whole := row.text("part_of"):
            self._add_whole(row, id, whole, self._cited_for(id, "part_of", whole, evidence))

    def _add_whole(self, row: Understood, id: str, name: str, evidence: Evidence) -> None:
        whole = self._names.project(row, "part_of")
        if whole == id:
            raise RefusedError(Message("loading.part_of_itself"), "part_of")
        self._mention(PROJECT.label, name, whole, evidence)
        self._reading.relation(PART_OF.name, id, whole, evidence, labels=(PROJECT.label, PROJECT.label))

    def _actor(self, row: Understood, actor: ActorSaid) -> str:
        return self._names.actor(row, "actor", actor.name, actor.properties)

    def _mention(self, label: str, name: str, id: str, evidence: Evidence) -> None:
        if self._names.is_new(label, name, id):
            self._node(label, id, {"name": name}, evidence)

    def _theme(self, row: Understood, phrase: str | None) -> str | None:
        if phrase is None:
            return None
        key = "theme", normalised(phrase)
        return row.by.meanings[key] if key in row.by.meanings else self._reading.theme(phrase)

    def _locate(
        self,
        row: Understood,
        label: str,
        id: str,
        field: str,
        phrases: Iterable[PlacePhrase],
        evidence: Evidence,
        country: str | None = None,
    ) -> None:
        for phrase, amount in phrases:
            places = self._reading.places_in(country, phrase)
            if amount and len(places) > 1:
                reason = Message("loading.several_counties", phrase=phrase, count=len(places))
                self._reading.reject(row.problem(reason, field), whole_row=True)
                continue
            cited = self._cited_for(id, field, phrase, evidence)
            for place in places:
                self._once(LOCATED_IN.name, id, place, cited, _part(row, amount), (label, PLACE.label))

    def _node(self, label: str, id: str, properties: Mapping[str, Value], evidence: Evidence) -> None:
        key = (label, id, evidence.source, *sorted(properties.items(), key=str))
        if key in self._reported:
            return
        self._reported.add(key)
        first: dict[str, Evidence] = {}
        for field, value in properties.items():
            for cited in self._cited(id, field):
                if first.setdefault(field, cited) is not cited:
                    self._reading.node(label, id, {field: value}, cited, {field: cited})
        self._reading.node(label, id, properties, evidence, first)

    def _cited(self, id: str, field: str) -> list[Evidence]:
        """The evidence for a field, in the order of the rows."""
        self.used.add((id, field))
        return [self._sources.evidence(row) for row in self._about.get((id, field), ())]

    def _cited_for(self, id: str, field: str, item: str, otherwise: Evidence) -> Evidence:
        """The evidence for one item of a list: the one that quotes it, else the first, else `otherwise`."""
        found = self._cited(id, field)
        quoting = (evidence for evidence in found if evidence.quote and normalised(item) in normalised(evidence.quote))
        return next(quoting, found[0] if found else otherwise)

    def _once(
        self,
        name: str,
        start: str,
        end: str,
        evidence: Evidence,
        properties: Mapping[str, Value],
        labels: tuple[str, str] | None = None,
    ) -> None:
        key = (name, start, end, evidence.source, *sorted(properties.items(), key=str))
        if key not in self._reported:
            self._reported.add(key)
            self._reading.relation(name, start, end, evidence, properties, labels)


def own_fields(row: Understood) -> dict[str, Value]:
    """What the row says of its project by itself, by field; the currency is that of the budget."""
    plain = {name: _plain(row, name) for name in OF_PROJECT} | {"currency": _money(row, "budget")[1]}
    return plain | {name: tuple(row.all(name, str)) or None for name in _OF_LISTS}


def _money(row: Understood, field: str) -> tuple[float | None, str | None]:
    """Amount and currency; the currency may stand in its own column or beside the amount."""
    amount = row.get(field)
    return (amount.number, amount.currency or row.text("currency")) if isinstance(amount, Amount) else (None, None)


def _part(row: Understood, amount: Amount | None) -> dict[str, Value]:
    """The part of a row's budget that is meant for a place."""
    if amount is None:
        return {}
    currency = amount.currency or _money(row, "budget")[1] or row.text("currency")
    return {"amount": amount.number, "currency": currency}


def _plain(row: Understood, field: str) -> Value:
    value = row.get(field)
    return value.number if isinstance(value, Amount) else value  # type: ignore[return-value]
