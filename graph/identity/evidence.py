"""Evidence beside the name for and against two being one actor: identifiers, kinds, countries, places."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from graph.identity.mentions import IDENTIFIERS, REGISTERED, Mention
from graph.identity.names import NameForm
from graph.identity.places import agree
from graph.identity.vocabulary import vocabulary

_SWEDEN: Final = "SE"
# Where a city and the municipality around it bear one name.
_CITY_AND_COUNTRYSIDE: Final = frozenset(("LV", "PL", "EE", "LT", "UA", "BY", "RU", "MD"))


@dataclass(slots=True)
class Evidence:
    """What a group of mentions says of its actor, gathered."""

    identifiers: dict[str, set[str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, mention: Mention) -> Evidence:
        """What one mention says; of its kind what a register says, which a source's category does not outweigh."""
        found: dict[str, set[str]] = {}
        for kind, value in mention.identifiers:
            found.setdefault(kind, set()).add(value)
        countries = mention.countries | {_SWEDEN for place in mention.places if _is_swedish(place)}
        return cls(found, set(mention.registered_kinds or mention.kinds), set(mention.places), countries)

    def take(self, other: Evidence) -> None:
        """Add what another group says."""
        for kind, values in other.identifiers.items():
            self.identifiers.setdefault(kind, set()).update(values)
        self.kinds |= other.kinds
        self.places |= other.places
        self.countries |= other.countries

    @property
    def is_registered(self) -> bool:
        """Whether a register knows the actor: its name is then its own wherever it sits."""
        return REGISTERED in self.identifiers

    @property
    def is_swedish(self) -> bool:
        """Whether it is known to sit in Sweden and nowhere else."""
        return self.countries == {_SWEDEN} and all(map(_is_swedish, self.places))

    def other_identifiers(self, other: Evidence) -> tuple[str, ...]:
        """The kinds of identifiers of which both have some and none in common."""
        return tuple(
            kind
            for kind, values in sorted(self.identifiers.items())
            if (theirs := other.identifiers.get(kind)) and values.isdisjoint(theirs)
        )

    def same_identifier(self, other: Evidence) -> bool:
        """Whether the two have a number or id in common; the name that a register has is none."""
        return any(
            not self.identifiers.get(kind, set()).isdisjoint(other.identifiers.get(kind, ())) for kind in IDENTIFIERS
        )

    def other_kind(self, other: Evidence) -> bool:
        """Whether the two are said to be of different kinds."""
        return bool(self.kinds and other.kinds and self.kinds != other.kinds)

    def other_country(self, other: Evidence) -> bool:
        """Whether the two are said to sit in different countries."""
        return bool(self.countries and other.countries) and self.countries.isdisjoint(other.countries)

    def other_place(self, other: Evidence) -> bool:
        """Whether the two are said to sit in different places."""
        return bool(self.places and other.places) and not agree(self.places, other.places)

    def same_place(self, other: Evidence) -> bool:
        """Whether the two are said to sit in one place."""
        return bool(self.places and other.places) and agree(self.places, other.places)

    def same_area(self, other: Evidence) -> bool:
        """Whether the two are said to sit in one place or one country."""
        return not self.countries.isdisjoint(other.countries) or self.same_place(other)

    def contradicts(self, other: Evidence) -> bool:
        """Whether something speaks against the two being one."""
        return (
            bool(self.other_identifiers(other))
            or self.other_kind(other)
            or self.other_country(other)
            or self.other_place(other)
        )


def _is_swedish(place: str) -> bool:
    return place.startswith("se:")


def is_firms_name(one: NameForm, other: NameForm, evidences: Collection[Evidence]) -> bool:
    """Whether equal names are one firm's, wherever its offices are: both have one legal form, in one country.

    Where a country is not known, the legal form may be of one country alone, or of few and the name of several words.
    """
    known, found = vocabulary(), {country for evidence in evidences for country in evidence.countries}
    mine, theirs = legal_form(one, found), legal_form(other, found)
    if mine is None or mine != theirs or len(found) > 1:
        return False
    if all(evidence.countries for evidence in evidences):
        return mine in known.firm_forms
    return mine in known.national_forms or (mine in known.neighbouring_forms and len(one.words) > 1)


def is_grown(one: str, other: str) -> bool:
    """Whether a firm of one of these legal forms may have become one of the other."""
    grown = vocabulary().grown_forms
    return grown.get(one) == other or grown.get(other) == one


def is_own_name(forms: Iterable[NameForm], evidences: Iterable[Evidence]) -> bool:
    """Whether equal names are one Swedish firm's, by the legal form of one of them: a source's category says less."""
    is_exclusive = any(form.legal_form in vocabulary().exclusive_forms for form in forms)
    return is_exclusive and all(evidence.is_swedish for evidence in evidences)


def other_city(one: NameForm, other: NameForm, countries: Collection[str]) -> bool:
    """Whether one is called a city and the other a municipality of that name, where the two may be two bodies."""
    is_said = one.is_city is not None and other.is_city is not None and one.is_city != other.is_city
    return is_said and (not countries or not _CITY_AND_COUNTRYSIDE.isdisjoint(countries))


def other_order(one: NameForm, other: NameForm) -> bool:
    """Whether the words that say what the names are about are the same in another order."""
    return one.order != other.order and sorted(one.order) == sorted(other.order)


def is_unique_name(form: NameForm, places: Iterable[str]) -> bool:
    """Whether no two may bear this name: a firm's within Sweden."""
    return form.legal_form in vocabulary().exclusive_forms and all(map(_is_swedish, places))


def legal_form(form: NameForm, countries: Collection[str]) -> str | None:
    """The legal form a name has; of a firm in one country the country's, where the name has it in English."""
    if len(countries) != 1:
        return form.legal_form
    translated = vocabulary().translated_forms.get(form.legal_form or "", {})
    return translated.get(next(iter(countries)), form.legal_form)


def other_marks(one: NameForm, other: NameForm) -> bool:
    """Whether both names are written with å, ä or ö, and differently: Håbo is not Habo."""
    return bool(one.marked and other.marked and one.marked != other.marked)
