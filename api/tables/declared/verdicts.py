"""What people decided: who, when and why, about which pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.tables.columns import Column, Row
from api.tables.shapes import DECISION, id_of, kind_of, node
from api.tables.table import Asked, Found, Table
from graph.decisions.verdicts import fingerprint
from graph.messages import message
from graph.network.facts import Verdict
from queries.answer import referred

_VERDICT: Final = (
    node("first"),
    node("second"),
    Column("question", "code", words=("tables.question_",), filtered=True),
    *DECISION,
    Column("asks_again", "flag"),
    kind_of("first_kind", "first", shown=False),
    kind_of("second_kind", "second", shown=False),
    id_of("first"),
    id_of("second"),
)
_OF_PAIRS: Final = ("overlap", "collaboration", "partner")


def _find(asked: Asked) -> Found:
    """Verdicts on pairs whose ends the view shows, or that nobody knows any more; the newest first."""
    rows = sorted(_rows(asked), key=lambda row: str(row["decided_at"]), reverse=True)
    return Found(rows, () if rows else (message("tables.no_verdicts", asked.language),))


def _rows(asked: Asked) -> Iterator[Row]:
    whole, network = asked.moment.whole, asked.moment.network(asked.moment.view(asked.options))
    for verdict in whole.verdicts:
        ends = (verdict.first, verdict.second)
        is_shown = all(
            id in network.actors or id in network.projects or (id not in whole.actors and id not in whole.projects)
            for id in ends
        )
        if verdict.question in _OF_PAIRS and is_shown:
            yield _row(verdict, asked)


def _row(verdict: Verdict, asked: Asked) -> Row:
    whole = asked.moment.whole
    ends = (verdict.first, verdict.second)
    if verdict.question == "partner" and verdict.first in whole.actors:
        ends = (verdict.second, verdict.first)  # the project, then the actor that was suggested to it
    first, second = (referred(id, whole, asked.language) for id in ends)
    return {
        "first": first,
        "second": second,
        "question": verdict.question,
        "verdict": verdict.verdict,
        "decided_by": verdict.decided_by,
        "decided_at": verdict.decided_at,
        "reason": verdict.reason,
        "asks_again": fingerprint(whole, (verdict.first, verdict.second)) != verdict.fingerprint,
    }


TABLES: Final = (Table("verdicts", _VERDICT, _find, key=("first_id", "second_id")),)
