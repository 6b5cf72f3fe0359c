"""Reconciliation of actors: which of one revision match a name and evidence from a table cleaned elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from graph.identity.blocking import sure_keys, word_keys
from graph.identity.evidence import Evidence
from graph.identity.mentions import IDENTIFIERS, comparable
from graph.identity.names import NameForm, name_form
from graph.identity.places import is_same_place
from graph.identity.scoring import Judgement, Side, judge, with_places
from graph.model.names import normalised
from graph.model.vocabulary import ACTOR_KINDS
from graph.network.facts import Actor, Project
from graph.network.network import StakeholderNetwork
from queries.reconciliation.matches import Match
from queries.reconciliation.projects import ProjectReconciler

# Names less alike than this, letter by letter, are not compared word by word.
_LEAST: Final = 55.0
_LEAST_MISSPELT: Final = 75.0
_JUDGED: Final = 60
# A word that more names have is too common for a block; names that should match share another word too.
_LARGEST_BLOCK: Final = 1000
_CERTAIN: Final = 100.0
# An abbreviation may mean others too, unless one actor alone bears it: identity never merges by one.
_ABBREVIATION: Final = 90.0


@dataclass(frozen=True, slots=True)
class Sought:
    """What a table says of one actor; `identifiers` by kind (org_number, ror, pic), `within` the kinds to search.

    `kinds` and `places` (ids or names) are evidence: what contradicts them scores less. `within` None is all.
    """

    name: str
    identifiers: Mapping[str, Collection[str]] = field(default_factory=dict)
    kinds: Collection[str] = ()
    places: Collection[str] = ()
    within: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """One of an actor's names; `abbreviates` when it is an alias that only shortens another."""

    actor: str
    form: NameForm
    abbreviates: bool


class Reconciler:
    """The actors of one snapshot by their names and identifiers. Made once per revision; safe for several threads.

    `projects` does the same for its projects.
    """

    def __init__(self, snapshot: StakeholderNetwork) -> None:
        self._snapshot = snapshot
        self.projects = ProjectReconciler(snapshot)
        self._place_names = {id: place.name for id, place in snapshot.places.items()}
        self._named = [named for actor in snapshot.actors.values() for named in _names(actor)]
        self._keys = [named.form.key for named in self._named]
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._identified: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._evidence = {id: self._said_of(actor) for id, actor in snapshot.actors.items()}
        for number, named in enumerate(self._named):
            for key in _blocks_of(named.form):
                self._blocks[key].append(number)
        for id, evidence in self._evidence.items():
            for kind, values in evidence.identifiers.items():
                for value in values:
                    self._identified[kind, value].append(id)
        self._listed = sorted((normalised(named.form.written), named.actor) for named in self._named)
        self._all_listed = sorted([*self._listed, *self.projects.names()])
        self._bearers: dict[str, set[str]] = defaultdict(set)
        for name, id in self._listed:
            self._bearers[name].add(id)

    def matches(self, sought: Sought, limit: int) -> list[Match]:
        """The actors that match, the most likely first. Equal identifiers score 100, as does an actor's id."""
        evidence = self._evidence_of(sought)
        best = dict.fromkeys(
            self._identified_by(sought.name, evidence), Judgement(_CERTAIN, (("same_identifier", {}),))
        )
        for id, judgement in self._judged(sought.name, evidence):
            if id not in best or judgement.score > best[id].score:
                best[id] = judgement
        actors = self._snapshot.actors
        fits = {
            id: (judgement.score, _is_written_so(actors[id], sought.name), letters)
            for id, judgement in best.items()
            if (sought.within is None or actors[id].kind in sought.within)
            and ((letters := _letters(actors[id], sought.name)) >= _LEAST_MISSPELT or judgement.band != "apart")
        }
        ranked = sorted(sorted(fits), key=fits.__getitem__, reverse=True)
        is_alone = len(ranked) == 1 or (len(ranked) > 1 and fits[ranked[0]][:2] > fits[ranked[1]][:2])
        return [
            Match(
                actors[id],
                best[id].score,
                is_alone and not place and best[id].band == "merge",
                best[id].findings,
                tuple(with_places(reason, self._place_names) for reason in best[id].reasons),
            )
            for place, id in enumerate(ranked[:limit])
        ]

    def beginning(self, prefix: str) -> Iterator[Actor | Project]:
        """Nodes with a name that begins so, in alphabetical order, then those with a word that does."""
        start = normalised(prefix)
        tests: tuple[Callable[[str], bool], ...] = (
            lambda name: name.startswith(start),
            lambda name: f" {start}" in name,
        )
        yielded: set[str] = set()
        for test in tests:
            for name, id in self._all_listed:
                if id not in yielded and test(name):
                    yielded.add(id)
                    yield self._snapshot.actors.get(id) or self._snapshot.projects[id]

    def places_of(self, id: str) -> list[str]:
        """The ids of the places an actor sits in, without those above them."""
        registered, places = self._snapshot.places, self._snapshot.areas_of(id)
        above = {parent for place in places if place in registered for parent in registered[place].parents}
        return sorted(places - above)

    def _said_of(self, actor: Actor) -> Evidence:
        identifiers = {kind: (value,) for kind in IDENTIFIERS if (value := getattr(actor, kind))}
        return Evidence(_compared(identifiers), {actor.kind} if actor.kind else set(), set(self.places_of(actor.id)))

    def _evidence_of(self, sought: Sought) -> Evidence:
        places = {place for text in sought.places if text.strip() for place in self._places_called(text)}
        return Evidence(_compared(sought.identifiers), set(sought.kinds) & set(ACTOR_KINDS), places)

    def _places_called(self, text: str) -> set[str]:
        """Ids of the places that are called so; the text itself when we know none."""
        registered = self._snapshot.places
        return {id for id, place in registered.items() if text == id or is_same_place(text, place.name)} or {text}

    def _identified_by(self, name: str, evidence: Evidence) -> Iterator[str]:
        if name in self._snapshot.actors:
            yield name
        named = ((kind, comparable(kind, name)) for kind in IDENTIFIERS)
        stated = ((kind, value) for kind, values in evidence.identifiers.items() for value in values)
        for key in {*named, *stated}:
            yield from self._identified.get(key, ())

    def _judged(self, name: str, evidence: Evidence) -> Iterator[tuple[str, Judgement]]:
        form = name_form(name)
        if not form.key:
            return
        for candidate in self._worth_judging(form):
            judgement = judge(Side(form, evidence), Side(candidate.form, self._evidence[candidate.actor]))
            if candidate.abbreviates and self._bearers.get(normalised(name)) != {candidate.actor}:
                judgement = Judgement(min(judgement.score, _ABBREVIATION), judgement.findings)
            yield candidate.actor, judgement

    def _worth_judging(self, form: NameForm) -> list[_Named]:
        sure = {number for key in set(sure_keys(form)) for number in self._blocks.get(key, ())}
        blocks = (self._blocks.get(key, ()) for key in set(word_keys(form)))
        shared = {number for block in blocks if len(block) <= _LARGEST_BLOCK for number in block}
        alike = self._alike(form, shared, _LEAST)
        if not sure and not alike:
            alike = self._alike(form, range(len(self._named)), _LEAST_MISSPELT)
        return [self._named[number] for number in sorted(sure | alike)]

    def _alike(self, form: NameForm, numbers: Iterable[int], least: float) -> set[int]:
        keys = {number: self._keys[number] for number in numbers}
        matches = process.extract(form.key, keys, scorer=fuzz.token_ratio, score_cutoff=least, limit=_JUDGED)
        return {number for _, _, number in matches}


def _names(actor: Actor) -> Iterator[_Named]:
    yield _Named(actor.id, name_form(actor.name), abbreviates=False)
    for alias in actor.aliases:
        form = name_form(alias)
        yield _Named(actor.id, form, form.is_acronym)


def _is_written_so(actor: Actor, name: str) -> bool:
    """Whether the actor has this very name with its å, ä or ö; one in ASCII may have lost them, so it tells nothing."""
    written = normalised(name)
    return not written.isascii() and written in map(normalised, (actor.name, *actor.aliases))


def _letters(actor: Actor, name: str) -> float:
    """How alike the names are letter by letter, 0–100: it orders what identity would keep apart, or leaves it out."""
    return fuzz.ratio(normalised(name), normalised(actor.name))


def _blocks_of(form: NameForm) -> set[str]:
    return {*word_keys(form), *sure_keys(form)}


def _compared(identifiers: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    compared = {
        kind: {comparable(kind, value.strip()) for value in values if value.strip()}
        for kind, values in identifiers.items()
    }
    return {kind: values for kind, values in compared.items() if values}
