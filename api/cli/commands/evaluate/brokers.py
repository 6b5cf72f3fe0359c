"""`hur evaluate brokers`: how far estimated betweenness is from the exact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

import typer

from api.cli.session import Session

HELP: Final = "Estimate betweenness as in very large views, and compare it with the exact."
EPILOG: Final = "Example: hur evaluate brokers --seeds 10"


def evaluate(
    context: typer.Context,
    seeds: Annotated[int, typer.Option(min=1, help="How many estimates of each network")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure on the graph as it is, in the default view; the exact figures may take long where it is large."""
    from api.cli.console import say, table, write_json
    from graph.messages import number
    from graph.network.view import View
    from queries.evaluation.brokers import errors

    session = Session.of(context)
    network = session.network().of(View())
    found = list(errors(network, seeds))
    if as_json:
        write_json([asdict(estimate) for estimate in found])
        return
    say(session.say("evaluated_actors", count=len(network.collaboration)))
    rows = [
        [
            session.say(f"evaluated_{estimate.of}"),
            str(estimate.seed),
            number(estimate.largest, session.language, 6),
            number(estimate.mean, session.language, 6),
            str(estimate.wrong_zeros),
        ]
        for estimate in found
    ]
    heads = [session.say(f"evaluated_{head}") for head in ("network", "seed", "largest", "mean", "wrong_zeros")]
    table(heads, rows, right=[False, True, True, True, True])
