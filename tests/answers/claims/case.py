"""One answer's item with the facts that its sentence is held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from queries.wording.names import short_name
from tests.answers.facts import Facts
from tests.answers.marks import Said, Value


@dataclass(frozen=True)
class Case:
    """`before` are the facts of an earlier revision where the question compares two; `said` is the whole sentence."""

    item: Mapping[str, Any]
    facts: Facts
    whole: Facts
    method: Mapping[str, Any]
    said: tuple[Said, ...]
    before: Facts | None = None

    @property
    def actor(self) -> str:
        """The id of the actor that the item is about."""
        return str(self.item["actor"]["id"])

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of the two actors or projects that the item is about."""
        first, second = self.item.get("actors") or self.item["projects"]
        return first["id"], second["id"]

    def check_subject(self, said: Said) -> None:
        """The actor or project that a message is about is the item's."""
        for kind, name in (("actor", self.names), ("project", self.titles)):
            if kind in said.values and self.item.get(kind):
                (called,) = name([self.item[kind]["id"]])
                assert is_called(said.values[kind].text, called)

    def names(self, actors: Iterable[str]) -> list[str]:
        """What actors are called."""
        return [self.whole.network.actors[id].name for id in actors]

    def titles(self, projects: Iterable[str]) -> list[str]:
        """What projects are called in a sentence."""
        return [short_name(self.whole.network.projects[id]) for id in projects]

    def themes(self, themes: Iterable[str]) -> list[str]:
        """What themes are called in a Swedish sentence."""
        names = [self.whole.network.themes[id].name_sv for id in themes]
        return [name[:1].lower() + name[1:] for name in names]


def listed(value: Value) -> tuple[str, int]:
    """The names of a list as one text, and how many more it speaks of."""
    inside = [said for message in value.messages for said in message.all()]
    more = sum(said.values["count"].number for said in inside if said.key == "more")
    lists = [said for said in inside if said.key in ("and", "partner_themes")]
    if not lists:
        return value.text, more
    last = lists[0].values["last"]
    return lists[0].values["first"].text + ("" if more else f", {last.text}"), more


def check_list(value: Value, names: Iterable[str], *, all_of: bool = True) -> None:
    """The list says some of these names and how many more there are, or, with `all_of=False`, only names of these."""
    known = sorted(names)
    text, more = listed(value)
    named = _split(text, known)
    assert named is not None, (text, known[:20])
    assert not all_of or len(named) + more == len(set(known)) or len(named) + more == len(known), (text, more, known)


def _split(text: str, known: list[str]) -> list[str] | None:
    """The text as names of these with commas between; a name that ends with … begins like one of them."""
    if not text:
        return []
    for name in _beginnings(text, known):
        rest = text[len(name) :]
        if not rest:
            return [name]
        if rest.startswith(", ") and (others := _split(rest[2:], known)) is not None:
            return [name, *others]
    return None


def _beginnings(text: str, known: list[str]) -> list[str]:
    whole = [name for name in known if text.startswith(name)]
    cut, mark, _ = text.partition(" …")
    return whole + ([cut + mark] if mark and any(name.startswith(cut) for name in known) else [])


def is_called(text: str, name: str) -> bool:
    """Whether a text is a name, or how one begins where it was cut."""
    return text == name or (text.endswith(" …") and name.startswith(text[:-2].rstrip(" …")))
