"""Which actors together could do what is sought: the question as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import Response

from api.pages.choosing import Choice, all_chosen, chosen
from api.pages.rendering import render
from api.pages.routes.questions import ask
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from graph.errors import HurError

router = page_router(kept=True)

KINDS: Final = ("municipality", "region", "agency", "university", "company", "association")
"""The kinds that the form asks a least number of; the command line takes every kind."""
_WANTED: Final = ("theme", "place", "sector")
_LEAST: Final = "minst-"
_MOST: Final = 20


@router.get("/konsortium")
def consortium(visit: VisitDep) -> Response:
    """Up to three teams: by cover, by trust, by new ties. Theme, place and sector are what is sought, not the view."""
    choice = chosen(visit, "projects", visit.given("project"))
    named = {name: all_chosen(visit, "actors", name) for name in ("must", "without")}
    wanted = visit.asked(*_WANTED)
    kinds = {kind: least for kind in KINDS if (least := _whole(visit.given(f"{_LEAST}{kind}")))}
    answer, problem = None, None
    asked = _asked(visit, choice, kinds, named)
    is_whole = not choice.candidates and (choice.item or not choice.written) and all(map(_is_known, named.values()))
    if is_whole and (choice.item or wanted):
        try:
            answer = ask(visit, "consortium", None, **wanted, **asked)
        except HurError as error:
            problem = error.say(visit.language)
    return render(
        visit,
        "consortium.html",
        choice=choice,
        named=named,
        wanted=wanted,
        kinds={kind: kinds.get(kind) for kind in KINDS},
        most=_whole(visit.given("most")),
        largest=_MOST,
        answer=answer,
        asked=asked,
        problem=problem,
    )


def _asked(
    visit: Visit, choice: Choice, kinds: Mapping[str, int], named: Mapping[str, Sequence[Choice]]
) -> dict[str, Any]:
    """The parameters of the question beside theme and place."""
    actors = {name: [found.item["id"] for found in choices if found.item] for name, choices in named.items()}
    return {
        "project": choice.item["id"] if choice.item else None,
        "kinds": [f"{kind}={least}" for kind, least in kinds.items()],
        "most": _whole(visit.given("most")) or None,
        "abroad": visit.given("abroad"),
        **actors,
    }


def _is_known(choices: Sequence[Choice]) -> bool:
    return all(choice.item for choice in choices)


def _whole(text: str) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() else 0
