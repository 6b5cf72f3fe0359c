"""`hur evaluate consortium`: whether a member that was hidden is found again."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from api.cli.session import Session

HELP: Final = "Hide one member of real consortia, and see whether it is among the first ten suggested."
EPILOG: Final = "Example: hur evaluate consortium --cases 200"


def evaluate(
    context: typer.Context,
    cases: Annotated[int, typer.Option(min=1, help="How many projects to hide a member of")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure on the graph as it is, in the default view."""
    from api.cli.console import progress, write_json
    from graph.network.view import View
    from queries.evaluation.consortium import METHODS, found, hide

    session = Session.of(context)
    network = session.network().of(View())
    with progress(session.language) as advance:
        hidden = hide(network, cases, advance)
    results = {method: found(hidden, method) for method in METHODS} if hidden else {}
    if as_json:
        write_json(
            {
                "cases": len(hidden),
                **{
                    method: {"hits_at_10": result.hits, "mrr": result.reciprocal_rank}
                    for method, result in results.items()
                },
            }
        )
    else:
        _show(session, len(hidden), {name: (result.hits, result.reciprocal_rank) for name, result in results.items()})


def _show(session: Session, cases: int, results: dict[str, tuple[float, float]]) -> None:
    from api.cli.console import say, table
    from graph.messages import number

    say(session.say("evaluated_cases", count=cases))
    rows = [
        [session.say(f"evaluated_{method}"), *(number(figure, session.language, 3) for figure in figures)]
        for method, figures in results.items()
    ]
    if rows:
        table(["", "Hits@10", "MRR"], rows, right=[False, True, True])
