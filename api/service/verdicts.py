"""What people decide about pairs of projects, of actors, or of a project and an actor suggested to it."""

from __future__ import annotations

from typing import Final

from api.service.moment import Moment
from graph.decisions.verdicts import decide, fingerprint, withdraw
from graph.errors import NotFoundError, absent
from graph.messages import Message
from graph.network.facts import Verdict
from graph.store.protocol import GraphStore

_ENDS: Final = {
    "overlap": ("project", "project"),
    "collaboration": ("actor", "actor"),
    "partner": ("project", "actor"),
}


def give_verdict(
    store: GraphStore,
    moment: Moment,
    question: str,
    pair: tuple[str, str],
    verdict: str,
    decided_by: str,
    reason: str | None,
) -> Verdict:
    """Store what a person decided about a pair; for `partner` a project and an actor, in this order.

    Raises:
        NotFoundError: one of them is not in the graph.
        InputError: the question has no such verdict, nobody decides, or both are the same.
    """
    for what, id in zip(_ENDS[question], pair, strict=True):
        if id not in (moment.whole.projects if what == "project" else moment.whole.actors):
            raise absent(what, id)
    digest = fingerprint(moment.network(), pair)
    return decide(store, question, pair, verdict, decided_by=decided_by, digest=digest, reason=reason)


def take_back_verdict(store: GraphStore, question: str, pair: tuple[str, str]) -> None:
    """Withdraw what was decided about a pair; NotFoundError when nothing was."""
    if not withdraw(store, question, pair):
        raise NotFoundError(Message("errors.no_verdict", first=pair[0], second=pair[1]))
