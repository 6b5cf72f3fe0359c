"""`hur identities`: who is who."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.groups import add_group
from api.cli.session import Session

if TYPE_CHECKING:
    from graph.identity.evaluation import Pair, Scores
    from graph.identity.mentions import Mention


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    add_group(
        app,
        "identities",
        "Who is who: score.",
        score,
        help="Measure on labelled names how well identity tells who is who.",
        epilog="Example: hur identities score labels.csv --errors 20",
    )


def score(
    context: typer.Context,
    labels: Annotated[
        Path, typer.Argument(metavar="LABELS.csv", exists=True, dir_okay=False, help="Columns name, town, entity_id")
    ],
    ids: Annotated[bool, typer.Option("--ids", help="Also use the columns org_number, ror, pic and vat")] = False,
    errors: Annotated[int, typer.Option(min=0, help="How many wrong merges and misses to list")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Measure."""
    from api.cli.console import write_json
    from graph.identity.evaluation import score as scored
    from loaders.enrichment.labels import read_labels

    scores = scored(read_labels(labels, with_identifiers=ids), errors)
    if as_json:
        write_json(_item(scores))
    else:
        _show(scores, Session.of(context).language)


def _item(scores: Scores) -> dict[str, Any]:
    return {
        "mentions": scores.mentions,
        "entities": scores.entities,
        "true_pairs": scores.true,
        "merged_pairs": scores.merged,
        "found_pairs": scores.found,
        "asked_pairs": scores.asked,
        "questions": scores.questions,
        "precision": scores.precision,
        "recall": scores.recall,
        "recall_with_questions": scores.recall_with_questions,
        "false_merges": [[_row(mention) for mention in pair] for pair in scores.false_merges],
        "missed": [[_row(mention) for mention in pair] for pair in scores.missed],
    }


def _row(mention: Mention) -> dict[str, Any]:
    return {"row": int(mention.given), "name": mention.said, "places": sorted(mention.places)}


def _show(scores: Scores, language: str) -> None:
    from api.cli.console import say, table
    from graph.messages import message, number

    def text(key: str, **values: object) -> str:
        return message(f"identity.{key}", language, **values)

    say(text("scored_mentions", mentions=scores.mentions, entities=scores.entities))
    rows = [
        [text(key), text("undefined") if value is None else number(value, language, 4)]
        for key, value in (
            ("precision", scores.precision),
            ("recall", scores.recall),
            ("recall_with_questions", scores.recall_with_questions),
        )
    ]
    table(["", ""], [*rows, [text("questions"), number(scores.questions, language)]], right=[False, True])
    for key, pairs in (("false_merges", scores.false_merges), ("missed", scores.missed)):
        if pairs:
            say(f"\n{text(key)}")
            _show_pairs(pairs)


def _show_pairs(pairs: tuple[Pair, ...]) -> None:
    from api.cli.console import say

    for pair in pairs:
        say("  " + " ≠ ".join(f"{mention.said} ({int(mention.given)})" for mention in pair))
