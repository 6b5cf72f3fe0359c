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
    """Nodes that can be looked up."""

    @property
    def actors(self) -> Mapping[str, Actor]: ...  # noqa: D102

    @property
    def projects(self) -> Mapping[str, Project]: ...  # noqa: D102

    @property
    def themes(self) -> Mapping[str, Theme]: ...  # noqa: D102

    @property
    def places(self) -> Mapping[str, Place]: ...  # noqa: D102


Found = TypeVar("Found", Actor, Project, Theme, Place)


def find_project(nodes: Known, text: str) -> Project:
    """The project with this id, name, acronym or number, or the only one with one that begins so.

    Raises:
        NotFoundError: there is none; the nearest are named.
        InputError: several match; they are listed.
    """
    return _find(
        "project",
        nodes.projects,
        text,
        lambda project: (project.name, project.acronym, *project.aliases, *project.numbers),
    )


def find_actor(nodes: Known, text: str) -> Actor:
    """The actor with this id, name or alias, or the only one whose name or alias begins so; errors as above."""
    return _find("actor", nodes.actors, text, lambda actor: (actor.name, *actor.aliases))


def find_theme(nodes: Known, text: str) -> Theme:
    """The theme with this id or name in either language; errors as above."""
    return _find("theme", nodes.themes, text, lambda theme: (theme.name_sv, theme.name_en))


def find_place(nodes: Known, text: str) -> Place:
    """The place with this id or name; `Norrbotten` finds Norrbottens län; errors as above."""
    return _find("place", nodes.places, text, lambda place: (place.name,))


def _find(what: str, nodes: Mapping[str, Found], text: str, names: Callable[[Found], Iterable[str | None]]) -> Found:
    if text in nodes:
        return nodes[text]
    sought = normalised(text)
    if not sought:
        raise InputError(Message("errors.no_name", what=Message(f"errors.{what}")))
    names_of = {id: {normalised(name) for name in names(node) if name} for id, node in nodes.items()}
    exact = [nodes[id] for id, its_names in names_of.items() if sought in its_names]
    matches = exact or [
        nodes[id] for id, its_names in names_of.items() if any(name.startswith(sought) for name in its_names)
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise InputError(
            Message("errors.several_meant", what=Message(f"errors.{what}"), name=text, meant=_listed(matches))
        )
    near = _nearest(sought, names_of)
    absent = Message(f"errors.no_{what}")
    if not near:
        raise NotFoundError(Message("errors.not_in_view", what=absent, name=text))
    listed = _listed([nodes[id] for id in near])
    raise NotFoundError(Message("errors.not_in_view_near", what=absent, name=text, near=listed))


def _nearest(sought: str, names_of: Mapping[str, set[str]]) -> list[str]:
    owners = {name: id for id, names in names_of.items() for name in names}
    near = process.extract(sought, list(owners), limit=_SHOWN, score_cutoff=_NEAR)
    return list(dict.fromkeys(owners[name] for name, _, _ in near))


def _listed(nodes: Sequence[Actor | Project | Theme | Place]) -> tuple[object, ...]:
    """Names with ids, for a message."""
    named = [
        {"sv": f"{node.name_sv} ({node.id})", "en": f"{node.name_en} ({node.id})"}
        if isinstance(node, Theme)
        else f"{node.name} ({node.id})"
        for node in nodes[:_SHOWN]
    ]
    more = [Message("errors.more", count=len(nodes) - _SHOWN)] if len(nodes) > _SHOWN else []
    return (*named, *more)
