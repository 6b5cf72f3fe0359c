"""`hur evaluate groups`: how often group gaps find something where there is nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.evaluation.groups import FalseFindings

HELP: Final = "Shuffle who is in which project, and count the gaps and clusters that are found all the same."
EPILOG: Final = "Example: hur evaluate groups --runs 200"


def evaluate(
    context: typer.Context,
    runs: Annotated[int, typer.Option(min=1, help="How many shuffled networks")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure on the graph as it is, in the default view."""
    from api.cli.console import progress, write_json
    from graph.network.view import View
    from queries.evaluation.groups import false_findings
    from queries.questions.gaps.groups import GROUPS

    session = Session.of(context)
    network = session.network().of(View())
    with progress(session.language) as advance:
        measured = {by: false_findings(network, by, runs, advance) for by in GROUPS}
    found = {by: result for by, result in measured.items() if result}
    if as_json:
        write_json({by: {**asdict(result), "p": result.p} for by, result in found.items()})
    else:
        _show(session, found)


def _show(session: Session, found: Mapping[str, FalseFindings]) -> None:
    from api.cli.console import table
    from graph.messages import number

    heads = ["", *(session.say(f"shuffled_{name}") for name in ("runs", "with_finding", "gaps", "clusters", "p"))]
    rows = [
        [
            by,
            *(number(count, session.language) for count in (result.runs, result.with_finding)),
            *(number(count, session.language) for count in (result.gaps, result.clusters)),
            "–" if result.p is None else number(result.p, session.language, 2),
        ]
        for by, result in found.items()
    ]
    table(heads, rows, right=[False, True, True, True, True, True])
