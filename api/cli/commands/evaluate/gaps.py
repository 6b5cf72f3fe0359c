"""`hur evaluate gaps`: how well suggested pairs foretell who comes to work together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.session import Session

if TYPE_CHECKING:
    from queries.evaluation.gaps.hold_out import HoldOut

HELP: Final = "Hide what begins from a day on, and see whether the pairs suggested before come to work together."
EPILOG: Final = "Example: hur evaluate gaps --split 2018-01-01"


def evaluate(
    context: typer.Context,
    split: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day of what is hidden")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure on the graph as it is, in the default view."""
    from api.cli.console import progress, write_json
    from queries.evaluation.gaps.hold_out import hold_out

    session = Session.of(context)
    network = session.network()
    with progress(session.language) as advance:
        found = hold_out(network, split.date(), advance)
    if as_json:
        write_json(_without_nan(asdict(found)))
    else:
        _show(session, found)


def _show(session: Session, found: HoldOut) -> None:
    from api.cli.console import say, table

    sizes = {name: getattr(found, name) for name in ("projects", "actors", "ties", "new", "open")}
    say(session.say("evaluated_gaps", **sizes))
    firsts = list(next(iter(found.figures.values())).precision)
    heads = ["", *(session.say(f"evaluated_{name}") for name in ("auc_random", "auc_matched")), "MRR", "Hits@10"]
    heads += [session.say("evaluated_right_of", count=first) for first in firsts]
    table(heads, list(_rows(session, found)), right=[False, *(True for _ in heads[1:])])
    new = found.newcomers
    say(session.say("evaluated_newcomers", count=new.pairs))
    areas = {
        "profile": new.profile,
        **{f"part_{part}": area for part, area in new.parts.items()},
        "degree": new.contacts,
    }
    rows = [[session.say(f"evaluated_{name}"), _figure(session, area)] for name, area in areas.items()]
    table(["", session.say("evaluated_auc_matched")], rows, right=[False, True])


def _rows(session: Session, found: HoldOut) -> Iterator[list[str]]:
    for method, figures in found.figures.items():
        numbers = (
            figures.auc_random,
            figures.auc_matched,
            figures.mrr,
            figures.hits_at_10,
            *figures.precision.values(),
        )
        yield [session.say(f"evaluated_{method}"), *(_figure(session, number) for number in numbers)]


def _figure(session: Session, value: float) -> str:
    from graph.messages import number

    return "–" if isnan(value) else number(value, session.language, 3)


def _without_nan(value: Any) -> Any:
    """JSON knows no NaN: undefined is null."""
    if isinstance(value, dict):
        return {str(name): _without_nan(inner) for name, inner in value.items()}
    return None if isinstance(value, float) and isnan(value) else value
