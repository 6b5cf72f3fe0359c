"""Which organisation of the registers an actor is: by its number, by its name, and by what agrees with the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.identity.names import name_form
from graph.identity.vocabulary import vocabulary
from graph.messages import Message
from graph.model.records import Node
from graph.model.vocabulary import ACTOR, FUNDS, LOCATED_IN
from loaders.base import Reading
from loaders.registers.entries import Organisation
from loaders.registers.registry import Registry

_SWEDEN: Final = "SE"
_PROGRAMME: Final = "programme"
# Its kinds are the steward's own words for each actor, no categories of a register.
_OWN_SPREADSHEET: Final = "spreadsheet"
_OF_FUNDERS: Final = frozenset((_PROGRAMME, "agency"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of an actor that may speak for or against its being an organisation of the registers."""

    names: tuple[str, ...]
    numbers: frozenset[str] = frozenset()
    rors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    is_funder: bool = False
    is_among_swedes: bool = True

    @classmethod
    def by(cls, nodes: Iterable[Node], **further: Collection[str] | bool) -> Said:
        """What these nodes say of one actor; `further` is what nodes do not say."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in nodes:
            for name, value in node.properties.items():
                found[name] += value if isinstance(value, tuple) else [str(value)] if value else []
        return cls(
            names=tuple(dict.fromkeys((*found["name"], *found["aliases"]))),
            numbers=frozenset(found["org_number"]),
            rors=frozenset(map(_last_part, found["ror"])),
            kinds=frozenset(found["kind"]),
            countries=frozenset(found["country"]),
            **further,  # type: ignore[arg-type]
        )

    def contradicts(self, entry: Organisation) -> bool:
        """Whether an identifier or the country is another than the register's."""
        return (
            _is_other(entry.org_number, self.numbers)
            or _is_other(_last_part(entry.ror), self.rors)
            or (entry.country is not None and bool(self.countries) and entry.country not in self.countries)
        )

    def means(self, entry: Organisation, registry: Registry) -> bool:
        """Whether one of the names is more than an abbreviation of the organisation, or something agrees with it.

        In a list of Swedes an abbreviation is enough, unless something else is spelled out.
        """
        known = [name for name in self.names if registry.organisation(name) == entry]
        if not all(registry.is_short(name) for name in known) or entry.org_number in self.numbers:
            return True
        if self._disagrees(entry, known):
            return False
        if self.is_funder and entry.kind in _OF_FUNDERS:
            return True
        if self._agrees(entry):
            return True
        is_word = entry.kind == _PROGRAMME and not any(name.isupper() for name in known)
        return self.is_among_swedes and not is_word

    def _agrees(self, entry: Organisation) -> bool:
        is_there = bool(self.places) and not self._is_elsewhere(entry)
        return is_there or entry.kind in self.kinds or _SWEDEN in self.countries

    def _is_elsewhere(self, entry: Organisation) -> bool:
        where = entry.place or _SWEDEN.lower()
        return not any(place.startswith(where) or where.startswith(place) for place in self.places)

    def _disagrees(self, entry: Organisation, known: Collection[str]) -> bool:
        """Whether a number, country, kind, place or a name that is spelled out is not the organisation's."""
        others = (name_form(name) for name in self.names if name not in known)
        return (
            bool(self.numbers or self.rors - {_last_part(entry.ror)})
            or bool(self.countries and _SWEDEN not in self.countries)
            or bool(self.kinds and entry.kind not in self.kinds)
            or bool(self.places and self._is_elsewhere(entry))
            or any(len(form.words) > 1 for form in others)
        )


@dataclass(slots=True)
class Recognition:
    """Recognises the actors of a reading, whose nodes these are by the id the source gave."""

    reading: Reading
    nodes: Mapping[str, Sequence[Node]]
    _places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _funders: set[str] = field(default_factory=set)
    _is_among_swedes: bool = True

    def __post_init__(self) -> None:
        """Gather where actors sit, who funds, and whether the list is one of Swedes."""
        for relation in self.reading.relations:
            if relation.name == LOCATED_IN.name and relation.ends[0] == ACTOR.label:
                self._places[relation.start].add(relation.end)
            elif relation.name == FUNDS.name:
                self._funders.add(relation.start)
        signs = [sign for given, nodes in self.nodes.items() for sign in self._signs(given, nodes)]
        abroad = signs.count(False) + len(self.reading.abroad)
        self._is_among_swedes = abroad == 0 or signs.count(True) > abroad

    def known(self, given: str) -> Organisation | None:
        """The organisation that an actor is; None, noted where it might have been, where something contradicts it."""
        registry = self.reading.registry
        said = Said.by(
            self.nodes[given],
            places=frozenset(self._places[given]),
            is_funder=given in self._funders,
            is_among_swedes=self._is_among_swedes,
        )
        by_number = [registry.organisation_by_number(number) for number in sorted(said.numbers)]
        found = [*by_number, *(self.reading.organisation(name) for name in said.names)]
        # A number outlives a name: who has the successor's number under the old name is the successor.
        former = {id for successor in by_number if successor for id in registry.predecessors(successor)}
        entries = {entry.register_id: entry for entry in found if entry and entry.register_id not in former}
        entries = {id: entry for id, entry in entries.items() if said.means(entry, registry)}
        if len(entries) > 1:
            names = tuple(entry.name for entry in entries.values())
            self.reading.note(Message("loading.different_organisations", names=names))
            return None
        entry = next(iter(entries.values()), None)
        return None if entry is None or said.contradicts(entry) or self._is_other_kind(said, entry) else entry

    def _is_other_kind(self, said: Said, entry: Organisation) -> bool:
        """Whether the kind is another; a register's name is its own whatever category a source has it in."""
        if said.kinds <= {entry.kind}:
            return False
        is_category = self.reading.settings.name != _OWN_SPREADSHEET and _PROGRAMME not in {*said.kinds, entry.kind}
        if not is_category:
            registered, *stated = (Message(f"model.kind_{kind}") for kind in (entry.kind, *sorted(said.kinds)))
            note = Message("loading.other_kind", name=entry.name, registered=registered, stated=tuple(stated))
            self.reading.note(note)
        return not is_category

    def _signs(self, given: str, nodes: Iterable[Node]) -> Iterator[bool]:
        """Signs of an actor in Sweden (True) or abroad (False): its country, its place, the legal form of its name."""
        if given in self.reading.abroad:
            return
        if self.reading.settings.country == _SWEDEN or given in self._places:
            yield True
        for name, value in (said for node in nodes for said in node.properties.items()):
            if name == "country" and value:
                yield value == _SWEDEN
            elif name == "name" and isinstance(value, str):
                yield from self._signs_of_name(value)

    def _signs_of_name(self, name: str) -> Iterator[bool]:
        form = name_form(name).legal_form
        if form:
            yield form in vocabulary().swedish_forms
        entry = self.reading.organisation(name)
        if entry and entry.kind != _PROGRAMME and not self.reading.registry.is_short(name):
            yield True


def _is_other(registered: str | None, stated: Collection[str]) -> bool:
    return bool(registered and stated and registered not in stated)


def _last_part(address: str | None) -> str:
    return (address or "").rstrip("/").rsplit("/", 1)[-1]
