"""`hur export`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.view_options import taking_view
from api.cli.session import Session

if TYPE_CHECKING:
    from api.service.picture import Picture


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "export",
        help="Write the data of a view for other programs.",
        epilog="Examples: hur export nät.graphml | hur export nät.kumu.json | hur export nät.xlsx --place Norrbotten",
    )(taking_view(export))


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.json", help="File to write; its suffix says the format")],
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="ID", help="One community of the map: the grupp= in the address of its page"),
    ] = None,
    *,
    options: dict[str, Any],
) -> None:
    """Write."""
    from api.cli.files import check_writable
    from api.service.picture import Picture

    formats = formats_by_suffix(pictures=False)
    check_writable(out, *formats)
    write(Session.of(context), out, format_of(out, formats), options, Picture(group=tuple(group or ())))


def formats_by_suffix(*, pictures: bool) -> dict[str, str]:
    """The formats of pictures, or of data, by the suffix of their files."""
    from viz.exports import exports, takes_network

    return {export.SUFFIX: name for name, export in exports().items() if takes_network(export) is not pictures}


def format_of(out: Path, formats: Mapping[str, str]) -> str:
    """The format by the longest suffix that the file has: `.kumu.json` is another than `.json`."""
    return formats[max((suffix for suffix in formats if out.name.lower().endswith(suffix)), key=len)]


def write(session: Session, out: Path, format: str, options: dict[str, Any], picture: Picture) -> None:
    """Write the view in one of the formats and say so."""
    from api.cli.console import say
    from api.cli.files import write_whole

    with session.access() as access:
        content = access.export(format, options, session.language, picture)
        revision = access.status()["revision"]
    write_whole(out, content)
    say(session.say("file_written", file=out, size=len(content), revision=revision))
