"""What a dataset says of an actor, as far as it tells who the actor is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from stdnum.se import orgnr

from graph.model.claims import REGISTER_PREFIX, Claim
from graph.model.names import normalised
from graph.model.records import actor_id, slug
from graph.model.vocabulary import COUNTING_STATUSES

MentionKey = tuple[str, str]
Resolution = Mapping[MentionKey, str]

# In the order in which they make an id. The name an actor has in a register tells it apart, but makes no id.
IDENTIFIERS: Final = ("org_number", "ror", "pic")
REGISTERED: Final = "register"


@dataclass(slots=True)
class Mention:
    """All that one dataset says of one actor, under the id the dataset gave it.

    `names` are normalised, `written` the same as they were written, and `aliases` what the dataset (no register)
    calls it besides; `places` are ids of places (`se:2580`) or towns as written; `identifiers` are pairs such as
    (`pic`, `999876874`), also (`register`, name) where a register knows the actor, of which it then says
    `registered_kinds`. `countries` are ISO 3166-1 codes. `tied` are the ids that the dataset gave to others of which it
    says that they collaborate with this one.
    """

    dataset: str
    given: str
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    disputed: dict[str, str] = field(default_factory=dict)
    registered_kinds: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    tied: set[str] = field(default_factory=set)

    @property
    def own_id(self) -> str:
        """The given id, or one made of the name where the given one is made of a disputed identifier."""
        return self.disputed.get(self.given, self.given)

    @property
    def key(self) -> MentionKey:
        """The mention's place in a resolution."""
        return self.dataset, self.given

    def add(self, claims: Mapping[str, Claim], source: str = "") -> None:
        """Take up what a report of this mention by `source` claims. A disputed identifier identifies nobody."""
        is_register = source.startswith(REGISTER_PREFIX)
        if name := _text(claims, "name"):
            self.names.add(normalised(name))
            self.written.add(name)
            if is_register:
                self.identifiers.add((REGISTERED, normalised(name)))
        if kind := _text(claims, "kind"):
            (self.registered_kinds if is_register else self.kinds).add(kind)
        if country := _text(claims, "country"):
            self.countries.add(country)
        for identifier in IDENTIFIERS:
            if value := _text(claims, identifier):
                if claims[identifier].status in COUNTING_STATUSES:
                    self.identifiers.add((identifier, comparable(identifier, value)))
                elif name and (name_id := slug(name)):
                    disputed = actor_id("", **{identifier: value})
                    self.disputed[disputed] = min(name_id, self.disputed.get(disputed, name_id))
        aliases = claims.get("aliases")
        if aliases and isinstance(aliases.value, tuple) and not is_register:
            self.aliases.update(aliases.value)

    @property
    def own_names(self) -> list[str]:
        """Its names as the dataset writes them, in order; those of a register where it has no other."""
        own = {name for name in self.written if (REGISTERED, normalised(name)) not in self.identifiers}
        return sorted(own or self.written or self.names)

    @property
    def said(self) -> str:
        """The first of its names."""
        return next(iter(self.own_names), self.given)

    @property
    def digest(self) -> str:
        """Changes when a name or an identifier of the mention does: what was decided of it may then be asked anew."""
        identifiers = sorted(identifier for identifier in self.identifiers if identifier[0] != REGISTERED)
        return digest_of((self.own_names, sorted(self.aliases), identifiers))


def digest_of(said: object) -> str:
    """A short digest of what a mention says."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def comparable(identifier: str, value: str) -> str:
    """An identifier as it is compared: of an organisation number the ten digits, also out of a Swedish VAT number.

    A number without a valid check digit is compared as written: it identifies nobody but itself.
    """
    if identifier == "ror":
        return value.rstrip("/").rsplit("/", 1)[-1].lower()
    if identifier != "org_number" or value[2:3] == "-":  # another country's: NO-BRC-923609016
        return value
    digits = "".join(letter for letter in value if letter.isdigit())
    if len(digits) == 12:
        digits = digits[2:] if digits.startswith("16") else digits.removesuffix("01")
    return digits if orgnr.is_valid(digits) else value


def _text(claims: Mapping[str, Claim], name: str) -> str | None:
    claim = claims.get(name)
    return claim.value if claim and isinstance(claim.value, str) else None
