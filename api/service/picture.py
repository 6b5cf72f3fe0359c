"""How a file of a view is finished: what part of it, its title, what is behind it, and the template of slides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from graph.errors import InputError
from graph.messages import Message

if TYPE_CHECKING:
    from viz.drawing.drawing import Layout
    from viz.exports import Export
    from viz.view.colours import Colour
    from viz.view.network_view import NetworkView

LONGEST_TITLE: Final = 200
LARGEST_TEMPLATE: Final = 50 * 1024 * 1024
"""In bytes."""

_OF_ANY_DRAWING: Final = ("title", "layout", "anonymous", "without")
_NOT_OF_FORMATS: Final = ("group", *_OF_ANY_DRAWING)


@dataclass(frozen=True, slots=True)
class Picture:
    """What was wished of a picture; nothing of it is the usual one.

    `title` stands in the place of the finding, `template` is a .potx or .pptx. One that is `anonymous` says what
    actors and projects are, and not who. `layout` is another than the one that the view is usually drawn in. `group` is
    the community of its map that alone is shown; a further one lies in the community before. `without` are the colours
    of actors that are left out, everything else staying where it is.
    """

    title: str = ""
    layout: Layout | None = None
    transparent: bool = False
    anonymous: bool = False
    template: bytes | None = None
    group: tuple[str, ...] = ()
    without: tuple[Colour, ...] = ()

    def __post_init__(self) -> None:
        if len(self.title) > LONGEST_TITLE:
            raise InputError(Message("errors.title_too_long", most=LONGEST_TITLE))

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this picture from others of the same view."""
        return (
            self.title,
            self.layout,
            self.transparent,
            self.anonymous,
            sha256(self.template).hexdigest() if self.template else "",
            self.group,
            frozenset(self.without),
        )

    def titled(self, view: NetworkView) -> NetworkView:
        """The view under the title that was wished."""
        return replace(view, title=self.title) if self.title else view

    def told_to(self, export: Export) -> Mapping[str, Any]:
        """What the format is told beside what to draw.

        Raises:
            InputError: something was wished that the format cannot do.
        """
        from viz.exports import taken, takes_network

        wished = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        able = {"group", *taken(export), *(() if takes_network(export) else _OF_ANY_DRAWING)}
        if unable := sorted(set(wished) - able):
            raise InputError(Message("errors.picture_unable", format=export.NAME, wished=tuple(unable)))
        return {name: value for name, value in wished.items() if name not in _NOT_OF_FORMATS}


def read_template(file: BinaryIO) -> bytes:
    """What was sent as a template.

    Raises:
        InputError: it is too large.
    """
    content = file.read(LARGEST_TEMPLATE + 1)
    if len(content) > LARGEST_TEMPLATE:
        raise InputError(Message("errors.too_large", most=LARGEST_TEMPLATE))
    return content


AS_USUAL: Final = Picture()
