"""What a dataset can show, as its source.yml, its mapping or its spreadsheet says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.messages import Message
from graph.model.dates import check_date
from graph.model.vocabulary import ACTOR_KINDS
from loaders.cell_errors import CellError, ends_before
from loaders.documents import words
from loaders.documents.cells import CellType, chosen, parse
from loaders.documents.countries import country_code
from loaders.registers.registry import Registry

WRITTEN: Final[Mapping[str, CellType]] = {
    "shows_collaboration": "yes_no",
    "covers_places": "texts",
    "covers_from": "date",
    "covers_to": "date",
    "covers_kinds": "kinds",
}
"""What the sheet Om listan has, and of what type."""
_COVERS: Final = ("places", "from", "to", "kinds")


@dataclass(frozen=True, slots=True)
class Showing:
    """Whether a dataset names those who take part together, and within what it claims to show every collaboration.

    `shows_collaboration` is `yes`, `no`, or None where nobody says. Without `covers_places` nothing is claimed;
    without a bound of the period, or kinds of actors, there the claim has no limit.
    """

    shows_collaboration: str | None = None
    covers_places: tuple[str, ...] = ()
    covers_from: str | None = None
    covers_to: str | None = None
    covers_kinds: tuple[str, ...] = ()

    @classmethod
    def taken(cls, document: dict[str, Any]) -> Showing:
        """Take `shows_collaboration` and `covers` out of a document; ValueError where they make no sense."""
        shows = document.pop("shows_collaboration", None)
        if not isinstance(shows, bool | None):  # both words are truth values in YAML
            raise ValueError(f"shows_collaboration is yes or no, not {shows}")
        covers: dict[str, Any] = document.pop("covers", None) or {}
        if unknown := {*covers} - {*_COVERS}:
            raise ValueError(f"covers has no {', '.join(sorted(unknown))}")
        # Norway, written without quotation marks, is a truth value too.
        places = tuple("no" if word is False else str(word) for word in covers.get("places") or ())
        kinds = tuple(str(word) for word in covers.get("kinds") or ())
        if unknown := {*kinds} - {*ACTOR_KINDS}:
            raise ValueError(f"no actor kind is called {', '.join(sorted(unknown))}")
        begins, ends = (check_date(str(covers[key])) if covers.get(key) else None for key in ("from", "to"))
        if ends_before(begins, ends):
            raise ValueError(f"covers: {begins} is after {ends}")
        return cls(None if shows is None else "yes" if shows else "no", places, begins, ends, kinds)

    @classmethod
    def of_words(cls, written: Mapping[str, str]) -> Showing:
        """What a person writes in the words of the sheet *Om listan*; empty where it says nothing.

        Raises:
            CellError: a word that means none of it, or a period that ends before it starts.
        """
        said = {name: parse(type, written.get(name)) for name, type in WRITTEN.items()}
        if reason := ends_before(said["covers_from"], said["covers_to"]):
            raise CellError(reason)
        return cls(**{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]

    def to_words(self) -> dict[str, str]:
        """What `of_words` reads."""
        values = {name: getattr(self, name) for name in WRITTEN}
        return {name: "; ".join(value) if isinstance(value, tuple) else value or "" for name, value in values.items()}

    def to_document(self) -> dict[str, Any]:
        """What `taken` takes; empty where nothing is said."""
        values = (list(self.covers_places), self.covers_from, self.covers_to, list(self.covers_kinds))
        covers = {key: value for key, value in zip(_COVERS, values, strict=True) if value}
        shows = {} if self.shows_collaboration is None else {"shows_collaboration": self.shows_collaboration == "yes"}
        return shows | ({"covers": covers} if covers else {})

    def located(self, registry: Registry) -> Showing:
        """The same with the ids of its places; CellError for one that nobody knows."""
        return replace(self, covers_places=tuple(_ids(self.covers_places, registry)))


UNSAID: Final = Showing()


def _ids(phrases: Iterable[str], registry: Registry) -> Iterable[str]:
    for phrase in phrases:
        if places := registry.places_named(phrase):
            yield from (place.id for place in places)
        elif wide := chosen(phrase, words.WIDE_PLACES):
            yield wide
        elif len(phrase) == 2 and (code := country_code(phrase)):
            yield code.lower()
        else:
            raise CellError(Message("loading.no_such_place", value=phrase))
