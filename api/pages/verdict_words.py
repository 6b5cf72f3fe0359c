"""What somebody decided, in words: the verdict, and how it stands in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.pages.visit import Visit
from graph.model.records import KEY_SEPARATOR

_WORDS: Final = {"overlap": "class_", "collaboration": "verdict_", "partner": "partner_"}
_OF_IDENTITY: Final = "review_"


def verdict_word(visit: Visit, question: str, verdict: str) -> str:
    """What a verdict is called."""
    return visit.say(f"{_WORDS.get(question, _OF_IDENTITY)}{verdict}")


def verdict_told(visit: Visit, change: Mapping[str, Any]) -> str:
    """A verdict that is new, changed or withdrawn: about whom, what, by whom and why, and what was said before."""
    question, *ends = str(change["id"]).split(KEY_SEPARATOR)
    before, after = (
        _said(visit, question, {"verdict": change["name"], **(said or {})})
        for said in (change["before"], change["after"])
    )
    pair = " – ".join(_named(visit, question, ends))
    return visit.say(
        f"verdict_told_{change['change']}",
        question=visit.say(f"question_{question}"),
        pair=pair,
        said=before if change["change"] == "withdrawn" else after,
        before=before,
    )


def _said(visit: Visit, question: str, said: Mapping[str, Any]) -> str:
    """The verdict, who gave it and why, as far as the history says that."""
    parts = [verdict_word(visit, question, said["verdict"])]
    if who := said.get("decided_by"):
        parts.append(visit.say("verdict_told_who", who=who))
    if reason := said.get("reason"):
        parts.append(visit.say("verdict_told_why", reason=reason))
    return ", ".join(parts)


def _named(visit: Visit, question: str, ends: list[str]) -> list[str]:
    """What the two are called; mentions stand as a dataset and the id that it gave."""
    whole = visit.moment.whole
    ids = ends if question in _WORDS else ends[1::2]
    nodes: Mapping[str, Any] = {**whole.projects, **whole.actors}
    return [nodes[id].name if id in nodes else id for id in ids]
