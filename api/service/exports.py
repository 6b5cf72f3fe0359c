"""A view as a file: the formats of viz/exports with what each is written from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.service.picture import AS_USUAL, Picture
from graph.errors import InputError, absent
from graph.network.choosing import chosen_part
from graph.network.network import StakeholderNetwork
from graph.network.untied import counting_untied, with_untied

if TYPE_CHECKING:
    from api.service.positions import Positions
    from viz.drawing.drawing import Drawing
    from viz.drawing.overview import Overview
    from viz.exports import Export
    from viz.svg.stage import Stage


def format_named(name: str) -> Export:
    """The format called `name`; InputError when there is none."""
    from viz.exports import exports

    if name not in exports():
        raise InputError(absent("format", name, known=exports()).detail)
    return exports()[name]


def exported(
    network: StakeholderNetwork,
    format: str,
    language: str,
    positions: Positions,
    *,
    around: str | None = None,
    picture: Picture = AS_USUAL,
) -> bytes:
    """Whom the view chooses in that format. Maps are sized by brokerage in the whole network and dated today.

    Data take along the actors without ties, whom a map counts among what it leaves out. A map begins from the newest
    drawing of the same view, in whatever format and language; `around` names the node whose surroundings the network is
    cut to, `picture` says how it is finished.

    Raises:
        InputError: something was wished that the format cannot do, or a template is none.
        NotFoundError: the group that was wished is not on the map.
    """
    from viz.exports import takes_network

    export = format_named(format)
    finish = picture.told_to(export)
    if takes_network(export):
        part, _ = opened(network, picture.group, language)
        return export.render(chosen_part(part if around or picture.group else with_untied(part), but=around))
    return export.render(drawn(network, language, positions, around, picture), **finish)


def opened(network: StakeholderNetwork, groups: Iterable[str], language: str) -> tuple[StakeholderNetwork, str]:
    """The part of the network that a community of its map stands for, each group in the one before, and its name.

    Without a group it is all of it, without a name.

    Raises:
        NotFoundError: a group is not on the map.
    """
    from viz.view.build import community_part

    name = ""
    for group in groups:
        network, name = community_part(chosen_part(network), group, language, of=network)
    return network, name


def _key(picture: Picture) -> str | None:
    """What tells the map of a group from that of the whole view."""
    return f"group {'|'.join(picture.group)}" if picture.group else None


def staged(
    network: StakeholderNetwork,
    language: str,
    positions: Positions,
    around: str | None = None,
    picture: Picture = AS_USUAL,
) -> Stage:
    """The same map as a page of ours shows it."""
    from viz.svg.stage import stage

    return stage(drawn(network, language, positions, around, picture), is_linked=True)


def drawn(
    network: StakeholderNetwork,
    language: str,
    positions: Positions,
    around: str | None = None,
    picture: Picture = AS_USUAL,
) -> Drawing:
    """The drawing of whom the view chooses."""
    from queries.questions.brokers.between import brokerage
    from viz.drawing.hiding import hiding
    from viz.view.build import network_view

    part, name = opened(network, picture.group, language)
    around = around or _key(picture)
    view = network_view(
        chosen_part(part if around else counting_untied(part), but=around),
        of=part,
        brokerage=brokerage(part),
        language=language,
        date=datetime.now(UTC).date().isoformat(),
        part=name,
        by_county=picture.layout == "geographic",
    )
    if picture.anonymous:
        from viz.drawing.layout import draw
        from viz.view.anonymous import anonymous

        # by itself: places kept from a map with names would tell who is who
        unnamed = picture.titled(anonymous(view, (network.whole or network).places))
        return hiding(draw(unnamed, layout=picture.layout), picture.without)
    return hiding(positions.draw((network.view, around), picture.titled(view), picture.layout), picture.without)


def overview_data(drawn: Overview, language: str) -> bytes:
    """The overview for the script that draws it on a canvas, as JSON: columns, not rows, since nodes are many."""
    from viz.drawing.overview import colours
    from viz.view.words import say

    palette = colours()
    keys = list(palette)
    seats = drawn.seats
    columns = [
        [seat.name for seat in seats],
        [seat.id for seat in seats],
        [keys.index(seat.colour) for seat in seats],
        [seat.ties for seat in seats],
        [seat.community for seat in seats],
        [round(seat.x, 1) for seat in seats],
        [round(seat.y, 1) for seat in seats],
    ]
    discs = [
        [disc.id, disc.names, disc.size, *(round(at, 1) for at in (disc.x, disc.y, disc.radius))]
        for disc in drawn.discs
    ]
    data = {
        "seats": columns,
        "ties": drawn.ties,
        "discs": discs,
        "colours": list(palette.values()),
        "kinds": [say(key, language) for key in keys],
        "keys": keys,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
