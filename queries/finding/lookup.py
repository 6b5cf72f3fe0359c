"""Finding the actor, project, theme or place that a person means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol, TypeVar

from rapidfuzz import process

from graph.errors import InputError, NotFoundError
from graph.messages import Message
from graph.model.names import normalised
from graph.network.facts import Actor, Place, Project, Theme

_SHOWN: Final = 5
_NEAR: Final = 60


class Known(Protocol):
    """What can be looked into."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...  # noqa: D102

    @property
    def projects(self) -> Mapping[str, Project]: ...  # noqa: D102

    @property
    def themes(self) -> Mapping[str, Theme]: ...  # noqa: D102

    @property
    def places(self) -> Mapping[str, Place]: ...  # noqa: D102


Found = TypeVar("Found", Actor, Project, Theme, Place)


def find_project(known: Known, text: str) -> Project:
    """The project with this id, name, acronym or number, or the only one of which one of these begins so.

    Raises:
        NotFoundError: there is none; the nearest are named.
        InputError: several are meant; they are listed.
    """
    return _find("project", known.projects, text, lambda each: (each.name, each.acronym, *each.aliases, *each.numbers))


def find_actor(known: Known, text: str) -> Actor:
    """The actor with this id, name or alias, or the only one whose name or alias begins so; errors as above."""
    return _find("actor", known.actors, text, lambda each: (each.name, *each.aliases))


def find_theme(known: Known, text: str) -> Theme:
    """The theme with this id or name in either language; errors as above."""
    return _find("theme", known.themes, text, lambda each: (each.name_sv, each.name_en))


def find_place(known: Known, text: str) -> Place:
    """The place with this id or name; `Norrbotten` finds Norrbottens län; errors as above."""
    return _find("place", known.places, text, lambda each: (each.name,))


def _find(what: str, nodes: Mapping[str, Found], text: str, names: Callable[[Found], Iterable[str | None]]) -> Found:
    if text in nodes:
        return nodes[text]
    wanted = normalised(text)
    if not wanted:
        raise InputError(Message("errors.no_name", what=Message(f"errors.{what}")))
    called = {id: {normalised(name) for name in names(node) if name} for id, node in nodes.items()}
    exact = [nodes[id] for id, each in called.items() if wanted in each]
    meant = exact or [nodes[id] for id, each in called.items() if any(name.startswith(wanted) for name in each)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise InputError(
            Message("errors.several_meant", what=Message(f"errors.{what}"), name=text, meant=_listed(meant))
        )
    near = _nearest(wanted, called)
    absent = Message(f"errors.no_{what}")
    if not near:
        raise NotFoundError(Message("errors.not_in_view", what=absent, name=text))
    listed = _listed([nodes[id] for id in near])
    raise NotFoundError(Message("errors.not_in_view_near", what=absent, name=text, near=listed))


def _nearest(wanted: str, called: Mapping[str, set[str]]) -> list[str]:
    owners = {name: id for id, names in called.items() for name in names}
    found = process.extract(wanted, list(owners), limit=_SHOWN, score_cutoff=_NEAR)
    return list(dict.fromkeys(owners[name] for name, _, _ in found))


def _listed(nodes: Sequence[Actor | Project | Theme | Place]) -> tuple[object, ...]:
    """Names with ids, for a message."""
    named = [
        {"sv": f"{each.name_sv} ({each.id})", "en": f"{each.name_en} ({each.id})"}
        if isinstance(each, Theme)
        else f"{each.name} ({each.id})"
        for each in nodes[:_SHOWN]
    ]
    more = [Message("errors.more", count=len(nodes) - _SHOWN)] if len(nodes) > _SHOWN else []
    return (*named, *more)
