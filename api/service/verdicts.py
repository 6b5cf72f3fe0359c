"""What people decide about pairs of projects, of actors, or of a project and an actor suggested to it."""

from __future__ import annotations

from collections.abc import Iterable
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
    also: Iterable[tuple[str, str]] = (),
) -> Verdict:
    """Store what a person decided about a pair; for `partner` a project and an actor, in this order.

    Other pairs `also` get the same in one revision.

    Raises:
        NotFoundError: one of them is not in the graph.
        InputError: the question has no such verdict, nobody decides, or both are the same.
    """
    digests = {ends: _digest(moment, question, ends) for ends in (pair, *also)}
    digest = digests.pop(pair)
    return decide(store, question, pair, verdict, decided_by=decided_by, digest=digest, reason=reason, also=digests)


def _digest(moment: Moment, question: str, pair: tuple[str, str]) -> str:
    for what, id in zip(_ENDS[question], pair, strict=True):
        if not _known(moment, what, id):
            raise absent(what, id)
    return fingerprint(moment.network(), pair)


def take_back_verdict(
    store: GraphStore, question: str, pair: tuple[str, str], made_by: str | None = None, *, together: bool = False
) -> None:
    """Withdraw what was decided about a pair, which `made_by` does; NotFoundError when nothing was.

    `together`: with what was decided with it in one go.
    """
    if not withdraw(store, question, pair, made_by, together=together):
        raise NotFoundError(Message("errors.no_verdict", first=pair[0], second=pair[1]))


def pair_at(moment: Moment, question: str, ends: tuple[str, str]) -> tuple[str, str]:
    """The two ids of an address, where ids that hold a slash stand one after the other.

    An address is unquoted before it is routed, so it does not say at which slash the second id begins: it begins
    where both are in the graph. Where that is nowhere, the ends stay as they were cut.
    """
    steps = "/".join(ends).split("/")
    for cut in range(1, len(steps)):
        pair = "/".join(steps[:cut]), "/".join(steps[cut:])
        if all(_known(moment, what, id) for what, id in zip(_ENDS[question], pair, strict=True)):
            return pair
    return ends


def _known(moment: Moment, what: str, id: str) -> bool:
    return id in (moment.whole.projects if what == "project" else moment.whole.actors)
