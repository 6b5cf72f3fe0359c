"""Understood rows as records, row by row; what several rows say alike is put down once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
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
from loaders.documents.cells import PlacePhrase
from loaders.tables.brackets import without_brackets
from loaders.tables.grants import RowGrant, RowGrants
from loaders.tables.row_facts import (
    ActorSaid,
    actors,
    approximate_fields,
    money,
    own_fields,
    part,
    plain,
    quoting,
    share_beside,
)
from loaders.tables.sources import Sources
from loaders.tables.understood import RefusedError, Understood, refusing

NodeField = tuple[str, str]  # an id and the name of a property
_CALLED: Final = {"project": "name", "project_number": "numbers", "other_title": "aliases"}
_OF_A_PROJECT: Final = frozenset({"project", "participation", "funding"})
_OF_TIE: Final = {"tie_kind": "kind", "since": "since", "until": "until"}


class Names(Protocol):
    """Which actors and projects the names in rows mean. RefusedError or LeftOutError where a row cannot be used."""

    def actor(self, row: Understood, field: str, name: str, said: Mapping[str, Value]) -> str:
        """The id of the actor called so in a field of a row, which says more of it."""
        ...

    def project(self, row: Understood, field: str = "project") -> str:
        """The id of the project that a row, or a field of it, names."""
        ...

    def agreeing(self, row: Understood, id: str) -> Understood:
        """The row without what contradicts an earlier one about its project, of this id; that is told."""
        ...

    def is_new(self, label: str, name: str, id: str) -> bool:
        """Whether the row that names it has to describe it; asked once everything else of the row is right."""
        ...


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
        self._grants = RowGrants(reading, reading.amounts)

    def add(self, row: Understood) -> None:
        """Put down what a row says, or why it cannot be used; one with problems is reported already."""
        if not row.problems:
            with refusing(row, self._reading):
                add = self._add_tie if row.kind == "tie" else self._add_named
                self._grants.amounts = self._grants.amounts or row.by.mapping.amounts
                add(row, self._sources.evidence(row))

    def finish(self) -> None:
        """Put down what only all rows together say.

        Raises:
            OpenQuestionsError: a person must say what they mean.
        """
        self._grants.report()

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
        funders = [
            (name, self._names.actor(row, "funder", name, {})) for name in map(without_brackets, row.all("funder", str))
        ]
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
        if project and funders:
            recipients = tuple(dict.fromkeys(id for _, id in named))
            cited, called = quoting(row, "amount", evidence) or evidence, row.text("project") or ""
            self._add_grants(row, funders, project, RowGrant(cited, self._granted(row), recipients, called))

    def _add_grants(self, row: Understood, funders: Sequence[tuple[str, str]], project: str, grant: RowGrant) -> None:
        """What the funders of a row give; what several give together is nobody's, and told."""
        if len(funders) > 1:
            self._grants.joint.append(grant)
        for name, id in funders:
            self._mention(ACTOR.label, name, id, grant.evidence)
            said = grant if len(funders) == 1 else replace(grant, money={})
            if row.kind == "participation":
                self._grants.add(id, project, said)
            else:
                self._reading.relation(FUNDS.name, id, project, grant.evidence, said.money)

    def _granted(self, row: Understood) -> dict[str, Value]:
        amount, currency = money(row, "amount")
        granted: dict[str, Value] = {} if amount is None else {"amount": amount, "currency": currency}
        beside = share_beside(row, "amount")
        if row.by.mapping.says("share") or beside is not None:
            granted["share"] = beside if row.get("share") is None else plain(row, "share")
        if approximate := approximate_fields(row, "amount"):
            granted["approximate"] = approximate
        if row.kind == "funding" and (name := row.text("recipient")):
            granted["recipient"] = self._names.actor(row, "recipient", name, {})
            self._mention(ACTOR.label, name, str(granted["recipient"]), self._sources.evidence(row))
        return granted

    def _add_tie(self, row: Understood, evidence: Evidence) -> None:
        names = {field: str(row.get(field)) for field in ("actor_a", "actor_b")}
        one, other = (self._names.actor(row, field, name, {}) for field, name in names.items())
        if one == other:
            raise RefusedError(Message("loading.with_itself"), "actor_b")
        for name, id in zip(names.values(), (one, other), strict=True):
            self._mention(ACTOR.label, name, id, evidence)
        properties: dict[str, Value] = {ours: plain(row, field) for field, ours in _OF_TIE.items()}
        self._reading.relation(COLLABORATES_WITH.name, one, other, evidence, properties)

    def _describe_actor(self, row: Understood, id: str, actor: ActorSaid, evidence: Evidence) -> None:
        self._node(ACTOR.label, id, {"name": actor.name, **actor.properties}, evidence)
        country = actor.properties.get("country")
        self._locate(row, ACTOR.label, id, "place", actor.places, evidence, str(country) if country else None)

    def _describe_project(self, row: Understood, id: str, evidence: Evidence) -> None:
        row = self._names.agreeing(row, id)
        own = {_CALLED.get(name, name): value for name, value in own_fields(row).items() if value is not None}
        quoted = quoting(row, "budget", evidence)
        self._node(PROJECT.label, id, own, evidence, {"budget": quoted} if quoted else {})
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
                self._once(LOCATED_IN.name, id, place, cited, part(row, amount), (label, PLACE.label))

    def _node(
        self,
        label: str,
        id: str,
        properties: Mapping[str, Value],
        evidence: Evidence,
        quoted: Mapping[str, Evidence] | None = None,
    ) -> None:
        key = (label, id, evidence.source, *sorted(properties.items(), key=str))
        if key in self._reported:
            return
        self._reported.add(key)
        first: dict[str, Evidence] = {}
        for field, value in properties.items():
            for cited in self._cited(id, field):
                if first.setdefault(field, cited) is not cited:
                    self._reading.node(label, id, {field: value}, cited, {field: cited})
        self._reading.node(label, id, properties, evidence, {**(quoted or {}), **first})

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
