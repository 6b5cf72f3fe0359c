"""`hur review identities`: the candidate pairs of actors, or of projects, that a person decides."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.commands.groups import add_group
from api.cli.session import Session

if TYPE_CHECKING:
    from api.service.requests import Access
    from graph.identity import Pair

_VERDICT: Final = {"s": "same", "i": "different", "n": "related"}
_ROWS: Final = {
    "actors": ("names", "kinds", "places", "identifiers", "dataset"),
    "projects": ("names", "acronyms", "numbers", "starts", "ends", "dataset"),
}


class Of(StrEnum):
    """What the pairs are of."""

    actors = "actors"
    projects = "projects"


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    add_group(
        app,
        "review",
        "What waits for a person: identities.",
        identities,
        help="Decide pair by pair which actors, or --of projects, are one; --list only shows them.",
        epilog="Example: hur review identities --least 85 --by Projektkontoret",
    )


def identities(
    context: typer.Context,
    of: Annotated[Of, typer.Option(help="What the pairs are of")] = Of.actors,
    least: Annotated[float, typer.Option(min=0, max=100, help="Only pairs of at least this score")] = 0,
    dataset: Annotated[str | None, typer.Option(help="Only pairs with a mention of this dataset")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; asked for when not given")] = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list the pairs")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Only list the pairs, as JSON")] = False,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Say of all of them that they are the same")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before --accept-all")] = False,
) -> None:
    """Review."""
    from api.cli.console import write_json
    from api.service.requests import CandidatesAsked

    session = Session.of(context)
    with session.access() as access:
        queue = access.candidates(session.language, CandidatesAsked(of, least, dataset))
        if as_json:
            write_json(queue)
        elif listed or not queue["items"]:
            _list(session, queue)
        elif accept_all:
            _accept(session, access, queue, of, by, yes)
        else:
            _walk(session, access, queue, of, by)


def _list(session: Session, queue: Mapping[str, Any]) -> None:
    from api.cli.console import say, table

    rows = [
        [
            f"{candidate['score']:g}",
            candidate["one"]["names"][0],
            candidate["other"]["names"][0],
            " ".join(candidate["reasons"]),
        ]
        for candidate in queue["items"]
    ]
    if rows:
        heads = [session.say(f"review_{name}") for name in ("score", "one", "other", "why")]
        table(heads, rows, right=[True, False, False, False])
    say(session.say("review_waiting", waiting=queue["total"], decided=queue["decided"]))


def _accept(session: Session, access: Access, queue: Mapping[str, Any], of: Of, by: str | None, yes: bool) -> None:
    from api.cli.console import say

    _list(session, queue)
    decided_by = by or _ask_who(session)
    if not yes and not typer.confirm(session.say("review_accept", count=queue["total"])):
        raise typer.Exit(1)
    _decide(access, queue["items"], of, "same", decided_by)
    say(session.say("review_accepted", count=queue["total"]))


def _walk(session: Session, access: Access, queue: Mapping[str, Any], of: Of, by: str | None) -> None:
    """One pair after another; undo withdraws the decisions of this run, the last first."""
    from api.cli.console import say

    decided_by = by or _ask_who(session)
    items, decided = queue["items"], list[int]()
    place = 0
    while place < len(items):
        _show(session, items[place], of, place + 1, len(items))
        key = typer.prompt(session.say("review_keys"), prompt_suffix=" ").strip().lower()[:1]
        if key == "q":
            break
        if key == "z" and decided:
            place = decided.pop()
            access.withdraw_identities([_pair(items[place])], of, decided_by)
        elif key in _VERDICT:
            _decide(access, [items[place]], of, _VERDICT[key], decided_by)
            decided.append(place)
            place += 1
        elif key == "h":
            place += 1
    say(session.say("review_done", count=len(decided)))


def _ask_who(session: Session) -> str:
    if not sys.stdin.isatty():
        from graph.errors import InputError
        from graph.messages import Message

        raise InputError(Message("cli.review_by_missing"))
    return str(typer.prompt(session.say("review_who")))


def _show(session: Session, candidate: Mapping[str, Any], of: Of, number: int, total: int) -> None:
    from api.cli.console import say, table

    say("")
    say(session.say("review_pair", number=number, total=total, score=f"{candidate['score']:g}"))
    sides = (candidate["one"], candidate["other"])
    rows = [[session.say(f"review_{name}"), *(_text_of(side[name]) for side in sides)] for name in _ROWS[of]]
    table(["", session.say("review_one"), session.say("review_other")], rows, right=[False, False, False])
    for reason in candidate["reasons"]:
        say(f"  {reason}")


def _text_of(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _decide(access: Access, candidates: list[Mapping[str, Any]], of: Of, verdict: str, decided_by: str) -> None:
    from graph.identity import Decision

    access.decide_identities([Decision(_pair(candidate), verdict) for candidate in candidates], decided_by, of=of)


def _pair(candidate: Mapping[str, Any]) -> Pair:
    from graph.identity import Pair

    one, other = ((candidate[end]["dataset"], candidate[end]["id"]) for end in ("one", "other"))
    return Pair(one, other)
