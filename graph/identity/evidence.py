"""Evidence beside the name for and against two being one actor: identifiers, kinds, places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.identity.mentions import REGISTERED, Mention
from graph.identity.names import NameForm
from graph.identity.places import agree
from graph.identity.vocabulary import vocabulary


@dataclass(slots=True)
class Evidence:
    """What a group of mentions says of its actor, gathered."""

    identifiers: dict[str, set[str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, mention: Mention) -> Evidence:
        """What one mention says."""
        found: dict[str, set[str]] = {}
        for kind, value in mention.identifiers:
            found.setdefault(kind, set()).add(value)
        return cls(found, set(mention.kinds), set(mention.places))

    def take(self, other: Evidence) -> None:
        """Add what another group says."""
        for kind, values in other.identifiers.items():
            self.identifiers.setdefault(kind, set()).update(values)
        self.kinds |= other.kinds
        self.places |= other.places

    @property
    def is_registered(self) -> bool:
        """Whether a register knows the actor: its name is then its own wherever it sits."""
        return REGISTERED in self.identifiers

    def other_identifiers(self, other: Evidence) -> tuple[str, ...]:
        """The kinds of identifiers of which both have some and none in common."""
        return tuple(
            kind
            for kind, values in sorted(self.identifiers.items())
            if (theirs := other.identifiers.get(kind)) and values.isdisjoint(theirs)
        )

    def other_kind(self, other: Evidence) -> bool:
        """Whether the two are said to be of different kinds."""
        return bool(self.kinds and other.kinds and self.kinds != other.kinds)

    def other_place(self, other: Evidence) -> bool:
        """Whether the two are said to sit in different places."""
        return bool(self.places and other.places) and not agree(self.places, other.places)

    def same_place(self, other: Evidence) -> bool:
        """Whether the two are said to sit in one place."""
        return bool(self.places and other.places) and agree(self.places, other.places)

    def contradicts(self, other: Evidence) -> bool:
        """Whether something speaks against the two being one."""
        return bool(self.other_identifiers(other)) or self.other_kind(other) or self.other_place(other)


def is_unique_name(form: NameForm, places: Iterable[str]) -> bool:
    """Whether no two may bear this name: a firm's within Sweden."""
    return form.legal_form in vocabulary().exclusive_forms and all(place.startswith("se:") for place in places)


def legal_form(form: NameForm, places: Iterable[str]) -> str | None:
    """The legal form a name has; of a Swedish firm also in English."""
    is_swedish = any(place.startswith("se:") for place in places)
    return vocabulary().translated_forms.get(form.legal_form or "", form.legal_form) if is_swedish else form.legal_form


def other_marks(one: NameForm, other: NameForm) -> bool:
    """Whether both names are written with å, ä or ö, and differently: Håbo is not Habo."""
    return bool(one.marked and other.marked and one.marked != other.marked)
