"""How a map is drawn, as it is saved beside the options of its view: another layout, and what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.service.picture import Picture
from graph.errors import InputError
from graph.messages import Message
from viz.drawing.drawing import LAYOUTS
from viz.view.colours import COLOURS, colours_of

DRAWN: Final = ("layout", "without")
_KNOWN: Final[Mapping[str, tuple[str, ...]]] = {"layout": tuple(LAYOUTS), "without": tuple(COLOURS)}


def of_view(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of the view alone, whatever its map looks like."""
    return {name: value for name, value in options.items() if name not in DRAWN}


def drawn(options: Mapping[str, Any]) -> dict[str, Any]:
    """What was wished of the map, and nothing of the view.

    Raises:
        InputError: there is no such layout, or no such sort of actor.
    """
    wished = {name: options[name] for name in DRAWN if options.get(name)}
    for name, value in wished.items():
        if unknown := {*([value] if isinstance(value, str) else value)} - {*_KNOWN[name]}:
            raise InputError(
                Message("errors.view_value", option=name, values=tuple(sorted(unknown)), known=_KNOWN[name])
            )
    return wished


def picture_of(options: Mapping[str, Any], **wished: Any) -> Picture:
    """The picture that saved options ask for; a layout or sort that is no more is the usual one, or shown."""
    layout = next((layout for layout in LAYOUTS if layout == options.get("layout")), None)
    return Picture(layout=layout, without=colours_of(options.get("without", ())), **wished)
