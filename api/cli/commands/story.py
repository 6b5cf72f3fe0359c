"""`hur story`: stories told in steps, kept in the graph and exchanged as text files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.commands.finishing import Anonymous, Slides
from api.cli.commands.groups import new_group
from api.cli.session import Session


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = new_group()
    group.command("list", help="List the stories.", epilog="Example: hur story list")(list_)
    group.command("show", help="Show the text file of a story.", epilog="Example: hur story show norra-sverige")(show)
    group.command(
        "load",
        help="Keep the story of a text file.",
        epilog="Examples: hur story load norr.yml | hur story load norr.yml --replace --frozen",
    )(load)
    group.command(
        "export",
        help="Write a story as a file that plays without a network, as slides, a table or its text.",
        epilog="Examples: hur story export norra-sverige norr.html | "
        "hur story export norra-sverige norr.pptx --slides mall.potx --anonymous",
    )(export)
    app.add_typer(group, name="story", help="Stories: list, show, load, export.")


def list_(context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False) -> None:
    """List."""
    from api.cli.console import say, table, write_json
    from api.cli.wording import head

    session = Session.of(context)
    with session.access() as access:
        stories = access.stories()
    if as_json:
        write_json(stories)
    elif stories:
        names = ("id", "title", "steps", "frozen_at", "made_by")
        rows = [["" if item[name] is None else str(item[name]) for name in names] for item in stories]
        table([head(name, session.language) for name in names], rows)
    else:
        say(session.say("no_stories"))


def show(context: typer.Context, name: Annotated[str, typer.Argument(help="Id; `hur story list` lists them")]) -> None:
    """Show its text."""
    from api.cli.console import say

    with Session.of(context).access() as access:
        say(access.story(name)["content"].rstrip("\n"))


def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.yml", exists=True, dir_okay=False, help="Text file of a story")],
    frozen: Annotated[bool, typer.Option("--frozen", help="Keep it at the revision that the graph has now")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="In place of another called so")] = False,
) -> None:
    """Keep it."""
    from api.cli.console import say
    from api.cli.login import login_name
    from graph.errors import InputError
    from graph.messages import Message
    from queries.stories.text import read_story

    session = Session.of(context)
    try:
        content = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Message("cli.story_unread", file=file, why=str(error))) from error
    read_story(content, file.name)  # here, so that what is wrong names the file
    with session.access() as access:
        kept = access.save_story(content, login_name(), frozen=frozen, replacing=replace)
    say(session.say("story_kept", id=kept["id"], count=kept["steps"]))


def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Id; `hur story list` lists them")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File to write; its suffix says the format")],
    anonymous: Anonymous = False,
    slides: Slides = None,
) -> None:
    """Write it."""
    from api.cli.console import say
    from api.cli.files import check_writable, write_whole
    from viz.stories import formats

    session = Session.of(context)
    check_writable(out, ".yml", *(format.SUFFIX for format in formats().values()))
    with session.access() as access:
        format = out.suffix.lower().removeprefix(".")
        template = slides.read_bytes() if slides else None
        content = access.export_story(name, format, session.language, anonymous=anonymous, template=template)
        revision = access.status()["revision"]
    write_whole(out, content)
    say(session.say("file_written", file=out, size=len(content), revision=revision))
