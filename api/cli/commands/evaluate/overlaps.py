"""`hur evaluate overlaps`: how often the proposed classes are what readers of the records gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from queries.evaluation.overlaps import Precision

HELP: Final = "Precision of the proposed classes of overlaps, and use of the first 50, against judged pairs."
EPILOG: Final = "Example: hur evaluate overlaps docs/quality/overlaps.csv"


def evaluate(
    context: typer.Context,
    judgements: Annotated[
        Path,
        typer.Argument(
            help="CSV file: first, second, class_1, useful_1, class_2, useful_2, class, useful",
            exists=True,
            dir_okay=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure on the graph as it is, in the default view."""
    import csv

    from api.cli.console import write_json
    from graph.network.view import View
    from queries.evaluation.overlaps import (
        first_useful,
        kappa,
        kappa_by_class,
        precisions,
        read_by_both,
        read_judgements,
    )

    session = Session.of(context)
    with judgements.open(encoding="utf-8-sig", newline="") as file:
        judged = read_judgements(csv.DictReader(file))
    network = session.network().of(View())
    found = precisions(network, judged)
    useful = first_useful(network, judged)
    both = read_by_both(judged)
    figures = {
        "judged": len(judged),
        "in_graph": sum(precision.pairs for precision in found.values()),
        "read_by_both": len(both),
        "kappa": {
            "class": kappa([(first.name, second.name) for first, second in both]),
            "useful": kappa([(first.useful, second.useful) for first, second in both]),
            "by_class": kappa_by_class(judged),
        },
        "first": {
            "listed": useful.listed,
            "judged": useful.judged,
            "useful": useful.share,
            "useful_by_reader": list(useful.by_reader),
        },
        "classes": [_figures(*key, precision) for key, precision in found.items()],
    }
    if as_json:
        write_json(figures)
    else:
        _show(session, figures, found)


def _figures(half: str, owners: str, proposed: str, precision: Precision) -> dict[str, Any]:
    return {
        "half": half,
        "owners": owners,
        "class": proposed,
        "pairs": precision.pairs,
        "right": precision.right,
        "precision": precision.share,
        "readings": precision.readings,
        "agreeing": precision.agreeing,
        "precision_of_readings": precision.share_of_readings,
    }


def _show(session: Session, figures: dict[str, Any], found: dict[tuple[str, str, str], Precision]) -> None:
    from api.cli.console import say, table
    from graph.messages import message, number
    from queries.evaluation.overlaps import HALVES, Precision
    from queries.questions.overlaps import CLASSES

    def share(value: float | None) -> str:
        return "–" if value is None else number(value, session.language, 2)

    kappa, first = figures["kappa"], figures["first"]
    say(session.say("judged_pairs", judged=figures["judged"], known=figures["in_graph"]))
    say(
        session.say(
            "judged_kappa", pairs=figures["read_by_both"], classes=share(kappa["class"]), useful=share(kappa["useful"])
        )
    )
    one, other = map(share, first["useful_by_reader"])
    say(session.say("judged_first", **{**first, "share": share(first["useful"])}, one=one, other=other))
    rows = []
    for owners in ("between", "same"):
        for proposed in CLASSES:
            halves = [found.get((half, owners, proposed), Precision(0, 0, 0, 0)) for half in HALVES]
            if any(half.pairs for half in halves):
                cells = [cell for half in halves for cell in _cells(session, half, share)]
                agreement = share(kappa["by_class"][proposed])
                name = message(f"questions.class_{proposed}", session.language)
                rows.append([name, session.say(f"judged_{owners}"), agreement, *cells])
    measures = [head for half in HALVES for head in (f"{half}_pairs", "right", "read")]
    heads = [session.say(f"judged_{head}") for head in ("class", "owners", "agreement", *measures)]
    table(heads, rows, right=[False, False, *([True] * 7)])


def _cells(session: Session, precision: Precision, share: Callable[[float | None], str]) -> list[str]:
    if precision.share is None:
        return [str(precision.pairs), session.say("judged_too_few"), ""]
    return [str(precision.pairs), share(precision.share), share(precision.share_of_readings)]
