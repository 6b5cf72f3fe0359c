"""`hur evaluate themes`: how well projects get their themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.session import Session

if TYPE_CHECKING:
    from queries.evaluation.themes import Agreement

HELP: Final = "Precision and recall of projects' themes, against labels by a person."
EPILOG: Final = "Example: hur evaluate themes docs/quality/themes.csv"


def evaluate(
    context: typer.Context,
    labels: Annotated[
        Path, typer.Argument(help="CSV file: project, themes (with ; between), split", exists=True, dir_okay=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure on the graph as it is, in the default view."""
    import csv

    from api.cli.console import say, write_json
    from graph.network.view import View
    from queries.evaluation.themes import agreements, read_labels

    session = Session.of(context)
    with labels.open(encoding="utf-8", newline="") as file:
        labelled = read_labels(csv.DictReader(file))
    network = session.network().of(View())
    found = agreements(network, labelled)
    known = sum(label.project in network.projects for label in labelled)
    if as_json:
        figures = [_figures(split, source, agreement) for (split, source), agreement in found.items()]
        write_json({"labelled": len(labelled), "in_graph": known, "agreements": figures})
        return
    say(session.say("evaluated_labels", labelled=len(labelled), known=known))
    _show(session, found)


def _figures(split: str, source: str, agreement: Agreement) -> dict[str, str | int | float | None]:
    return {
        "split": split,
        "source": source,
        "precision": agreement.precision,
        "recall": agreement.recall,
        "right": agreement.right,
        "found": agreement.found,
        "labelled": agreement.labelled,
    }


def _show(session: Session, found: dict[tuple[str, str], Agreement]) -> None:
    from api.cli.console import table
    from graph.messages import number

    names = ("split", "source", "precision", "recall", "right", "found", "labelled")
    rows = []
    for (split, source), agreement in found.items():
        shares = (agreement.precision, agreement.recall)
        counts = (agreement.right, agreement.found, agreement.labelled)
        shown = ["–" if share is None else number(share, session.language, 3) for share in shares]
        rows.append([session.say(f"evaluated_{split}"), source, *shown, *map(str, counts)])
    if rows:
        heads = [session.say(f"evaluated_{name}") for name in names]
        table(heads, rows, right=[False, False, *[True] * (len(names) - 2)])
