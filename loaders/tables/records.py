"""Understood rows as records, row by row; what several rows say alike is put down once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, Value, actor_id, slug
from graph.model.vocabulary import ABOUT, ACTOR, COLLABORATES_WITH, FUNDS, LOCATED_IN, PARTICIPATES_IN, PLACE, PROJECT
from loaders.base import Reading
from loaders.cell_errors import CellError
from loaders.documents.cells import Amount, PlacePhrase
from loaders.documents.fields import NOBODY_SAYS, OF_ACTOR, OF_PROJECT
from loaders.documents.mapping import TableMapping
from loaders.tables.rows import Said, Understanding, Understood

Part = TypeVar("Part", str, PlacePhrase)
# The organisation numbers that a file gives with a name, normalised.
Numbers = Mapping[str, frozenset[str]]
_CALLED: Final = {"project": "name", "project_number": "numbers", "other_title": "aliases"}
_OF_LISTS: Final = frozenset({"project_number", "other_title"})
_OF_TIE: Final = {"tie_kind": "kind", "since": "since", "until": "until"}


@dataclass(frozen=True, slots=True)
class ActorSaid:
    """An actor as one row has it."""

    name: str
    role: str | None
    heading: str
    properties: Mapping[str, Value]
    places: tuple[str, ...]


def actors(row: Understood) -> Iterator[ActorSaid]:
    """The actors of a row.

    What a column says of an actor is of the nearest column of actors to its left, else of the first.

    Raises:
        CellError: that column names several, and nothing tells of which one it is.
    """
    owner: dict[int, list[Said]] = {}
    columns = [index for index, fact in enumerate(row.said) if fact.column.field == "actor"]
    for index, fact in enumerate(row.said):
        if fact.column.field in OF_ACTOR and columns:
            before = [one for one in columns if one < index] if fact.column.heading else []
            owner.setdefault(before[-1] if before else columns[0], []).append(fact)
    for index in columns:
        said, names = row.said[index], row.said[index].value
        assert names is None or isinstance(names, tuple)
        about = [fact for fact in owner.get(index, []) if fact.value is not None] if names else []
        if about and names and len(names) > 1:
            raise _RefusedError(Message("mapping.of_several", count=len(names)), about[0].column.field)
        places = tuple(part.phrase for fact in about if fact.column.field == "place" for part in _places(fact))
        properties: dict[str, Value] = {
            fact.column.field: fact.value  # type: ignore[misc]
            for fact in about
            if fact.column.field != "place"
        }
        role = said.column.role if said.column.role not in ("", NOBODY_SAYS) else row.get("role")
        for name in names or ():
            yield ActorSaid(str(name), str(role) if role else None, said.column.heading, properties, places)


class Records:
    """Puts rows into a reading."""

    def __init__(self, reading: Reading, mapping: TableMapping, numbers: Numbers) -> None:
        self._reading, self._mapping, self._numbers = reading, mapping, numbers
        self._meanings = mapping.meanings()
        self._projects: dict[str, tuple[int, dict[str, Value]]] = {}
        self._reported: set[tuple[object, ...]] = set()

    def add(self, row: Understood, understanding: Understanding, source: str) -> None:
        """Put down what a row says, or why it cannot be used."""
        table = understanding.table.where
        place = f"{table.sheet}!{row.number}" if table.sheet else f"row {row.number}"
        problems = list(row.problems)
        try:
            if not problems:
                self._add(row, Evidence(source, locator=place))
        except _RefusedError as error:
            problems = [understanding.table.problem(error.reason, row.number, understanding.heading(error.field))]
        for problem in problems:
            self._reading.reject(problem, whole_row=problem is problems[0])

    def _add(self, row: Understood, evidence: Evidence) -> None:
        if self._mapping.row == "tie":
            self._add_tie(row, evidence)
            return
        said = [(actor, self._actor_id(actor.name, "actor", actor.properties)) for actor in actors(row)]
        funders = [(name, self._actor_id(name, "funder")) for name in self._all(row, "funder", str)]
        project = self._add_project(row, evidence) if self._mapping.row in ("project", "participation") else None
        for actor, id in said:
            self._node(ACTOR.label, id, {"name": actor.name, **actor.properties}, evidence)
            self._located(ACTOR.label, id, actor.places, evidence)
            if project:
                self._reading.relation(PARTICIPATES_IN.name, id, project, evidence, {"role": actor.role})
        if project:
            for name, id in funders:
                self._node(ACTOR.label, id, {"name": name}, evidence)
                self._add_grant(row, id, project, evidence)

    def _add_project(self, row: Understood, evidence: Evidence) -> str:
        field = _naming(row)
        id = slug(str(row.get(field)))
        if not id:
            raise _RefusedError(Message("loading.no_letter", value=row.get(field)), field)
        id = f"{self._reading.dataset}:{id}"
        self._check_project(id, row)
        self._located(PROJECT.label, id, [place.phrase for place in self._all(row, "places", PlacePhrase)], evidence)
        for phrase in self._all(row, "themes", str):
            if theme := self._theme(phrase):
                self._once(ABOUT.name, id, theme, evidence, {"phrase": phrase})
        own = {_CALLED.get(name, name): value for name, value in _own(row).items() if value is not None}
        self._node(PROJECT.label, id, own, evidence)
        return id

    def _check_project(self, id: str, row: Understood) -> None:
        """Refuse a row about a project that stands already where each should stand once, or that contradicts it."""
        own = _own(row)
        number, first = self._projects.setdefault(id, (row.number, own))
        if number == row.number:
            return
        if self._mapping.row == "project":
            earlier = Message("errors.row", name=str(number))
            raise _RefusedError(Message("loading.same_id", earlier=earlier), _naming(row))
        for name, value in own.items():
            if value is not None and first[name] not in (None, value):
                raise _RefusedError(Message("loading.contradicts_row", earlier=str(number)), name)
        first.update({name: value for name, value in own.items() if value is not None})

    def _add_grant(self, row: Understood, funder: str, project: str, evidence: Evidence) -> None:
        amount = row.get("amount")
        money: dict[str, Value] = {}
        if isinstance(amount, Amount):
            currency = amount.currency or row.get("currency")
            money = {"amount": amount.number, "currency": str(currency) if currency else None}
        self._once(FUNDS.name, funder, project, evidence, money)

    def _add_tie(self, row: Understood, evidence: Evidence) -> None:
        names = [str(row.get(field)) for field in ("actor_a", "actor_b")]
        one, other = (self._actor_id(name, field) for name, field in zip(names, ("actor_a", "actor_b"), strict=True))
        if one == other:
            raise _RefusedError(Message("loading.with_itself"), "actor_b")
        for name, id in zip(names, (one, other), strict=True):
            self._node(ACTOR.label, id, {"name": name}, evidence)
        properties: dict[str, Value] = {ours: _plain(row, field) for field, ours in _OF_TIE.items()}
        self._reading.relation(COLLABORATES_WITH.name, one, other, evidence, properties)

    def _actor_id(self, name: str, field: str, said: Mapping[str, Value] | None = None) -> str:
        """By a number in the row, else by the one number that the file gives with the name, else by the name."""
        numbers = {key: str(said[key]) for key in ("org_number", "ror", "pic") if said and said.get(key)}
        known_numbers = self._numbers.get(normalised(name), frozenset())
        if not numbers and len(known_numbers) == 1:
            numbers = {"org_number": next(iter(known_numbers))}
        id = actor_id(name, **numbers)
        if not id:
            raise _RefusedError(Message("loading.no_letter", value=name), field)
        return id

    def _theme(self, phrase: str) -> str | None:
        key = "theme", normalised(phrase)
        return self._meanings[key] if key in self._meanings else self._reading.theme(phrase)

    def _located(
        self, label: str, id: str, phrases: Iterator[str] | list[str] | tuple[str, ...], evidence: Evidence
    ) -> None:
        for phrase in phrases:
            for place in self._reading.places(phrase):
                self._once(LOCATED_IN.name, id, place, evidence, {}, (label, PLACE.label))

    def _node(self, label: str, id: str, properties: Mapping[str, Value], evidence: Evidence) -> None:
        key = (label, id, evidence.source, *sorted(properties.items(), key=str))
        if key not in self._reported:
            self._reported.add(key)
            self._reading.node(label, id, properties, evidence)

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

    def _all(self, row: Understood, field: str, type: type[Part]) -> list[Part]:
        found = (fact.value for fact in row.said if fact.column.field == field)
        return [part for value in found if isinstance(value, tuple) for part in value if isinstance(part, type)]


def _naming(row: Understood) -> str:
    """The field that makes the id of a row's project."""
    return next((field for field in ("project_id", "project_number", "acronym") if row.get(field)), "project")


def _own(row: Understood) -> dict[str, Value]:
    """What the row says of its project by itself, by field; the currency is that of the budget."""
    budget = row.get("budget")
    currency = budget.currency or row.get("currency") if isinstance(budget, Amount) else None
    plain = {name: _plain(row, name) for name in OF_PROJECT} | {"currency": str(currency) if currency else None}
    return plain | {name: (str(plain[name]),) for name in _OF_LISTS if plain[name] is not None}


def _plain(row: Understood, field: str) -> Value:
    value = row.get(field)
    return value.number if isinstance(value, Amount) else value  # type: ignore[return-value]


def _places(said: Said) -> tuple[PlacePhrase, ...]:
    return said.value or ()  # type: ignore[return-value]


class _RefusedError(CellError):
    """A row cannot be used because of one field."""

    def __init__(self, reason: Message, field: str) -> None:
        super().__init__(reason)
        self.field = field
