"""Which actor or project a name means in a table that lists nobody: each row says what is known of whom it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Value, actor_id
from loaders.base import Reading
from loaders.cell_errors import ends_before
from loaders.documents.mapping import NUMBERED
from loaders.tables.contradictions import contradiction
from loaders.tables.row_facts import key_of, own_fields
from loaders.tables.understood import RefusedError, Understood

_MONEY: Final = frozenset({"budget", "currency"})  # neither says anything without the other

# The organisation numbers, or countries, that a file gives with a name, normalised.
Numbers = Mapping[str, frozenset[str]]


class Earlier(NamedTuple):
    """The first row about a project, and what it and those that agree with it have said so far."""

    place: tuple[str, str]
    number: int
    said: dict[str, Value]


class MentionedNames:
    """Actors by their numbers or names, projects by what a table has of id, number, acronym and name."""

    def __init__(self, reading: Reading, numbers: Numbers, countries: Numbers) -> None:
        self._reading, self._numbers, self._countries = reading, numbers, countries
        self._projects: dict[str, Earlier] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()

    def actor(self, row: Understood, field: str, name: str, said: Mapping[str, Value]) -> str:  # noqa: ARG002
        """By a number in the row, else by the one number that the file gives with the name, else by the name.

        Of a name that the file has in several countries the country is a part.
        """
        numbers = {key: str(said[key]) for key in ("org_number", "ror", "pic") if said.get(key)}
        known_numbers = self._numbers.get(normalised(name), frozenset())
        if not numbers and len(known_numbers) == 1:
            numbers = {"org_number": next(iter(known_numbers))}
        elif said.get("country") and len(self._countries.get(normalised(name), ())) > 1:
            name = f"{name} {said['country']}"
        if id := actor_id(name, **numbers):
            return id
        raise RefusedError(Message("loading.no_letter", value=name), field)

    def project(self, row: Understood, field: str = "project") -> str:
        """The id of the row's project; RefusedError where each should stand once and it stands already."""
        field, key = key_of(row)
        if not key:
            raise RefusedError(Message("loading.no_letter", value=row.text(field)), field)
        id = f"{self._reading.dataset}:{key}"
        if row.kind == "project" and row.by.mapping.repeated == NUMBERED:
            return self._numbered(id, row)
        place = row.by.table.where.file, row.place
        first = self._projects.setdefault(id, Earlier(place, row.number, own_fields(row)))
        if row.kind == "project" and first.place != place:
            raise RefusedError(Message("mapping.repeated_title", earlier=str(first.number)), field)
        return id

    def agreeing(self, row: Understood, id: str) -> Understood:
        """The row without what contradicts an earlier row about its project, which is told."""
        first = self._projects.get(id)
        if first is None:  # numbered rows are projects of their own
            return row
        said = {name: value for name, value in own_fields(row).items() if value is not None}
        wrong = {
            name: contradiction(first.said[name], value, first.number)
            for name, value in said.items()
            if first.said[name] not in (None, value)
        }
        agreed = {name: value for name, value in said.items() if name not in wrong}
        if reason := ends_before((first.said | agreed)["starts"], (first.said | agreed)["ends"]):
            wrong["ends" if "ends" in agreed else "starts"] = reason
        for name, reason in wrong.items():
            self._reading.fields_left_out.append(row.problem(reason, name))
        dropped = wrong.keys() | (_MONEY if _MONEY & wrong.keys() else frozenset())
        first.said.update({name: value for name, value in agreed.items() if name not in dropped})
        return replace(row, said=tuple(fact for fact in row.said if fact.column.field not in dropped))

    def _numbered(self, id: str, row: Understood) -> str:
        """The id of a row that is a project of its own whatever its title: the first bears it, the others a number."""
        place = row.by.table.where.file, row.place
        if place not in self._ids:
            self._counts[id] += 1
            count = self._counts[id]
            self._ids[place] = id if count == 1 else f"{id}-{count}"
        return self._ids[place]

    def is_new(self, label: str, name: str, id: str) -> bool:  # noqa: ARG002
        """Always: no other row is sure to describe it."""
        return True
