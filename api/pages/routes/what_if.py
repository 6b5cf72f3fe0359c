"""What if an actor leaves, a project ends, or two actors start one: the question as a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

from api.pages.choosing import Choice, chosen
from api.pages.rendering import render
from api.pages.routes.questions import ask
from api.pages.routing import page_router
from api.pages.visit import Visit, VisitDep
from graph.errors import HurError
from queries.questions.what_if.sentences import SHARES

router = page_router(kept=True)

_FIELDS: Final = {"without": "actors", "ends": "projects", "a": "actors", "b": "actors"}


@router.get("/tank-om")
def what_if(visit: VisitDep) -> Response:
    """Three things to suppose; the figures before and after, and who loses or gains contact."""
    choices = {name: chosen(visit, kind, visit.given(name)) for name, kind in _FIELDS.items()}
    answer, problem = None, None
    supposed = _supposed(choices)
    if supposed:
        try:
            answer = ask(visit, "what-if", None, **supposed)
        except HurError as error:
            problem = error.say(visit.language)
    items = answer["items"] if answer else []
    return render(
        visit,
        "what_if.html",
        choices=choices,
        answer=answer,
        supposed=supposed,
        problem=problem,
        figures=[item for item in items if item["change"] == "figure"],
        effects=[item for item in items if item["change"] != "figure"],
        shown=_shown(visit),
    )


def _supposed(choices: Mapping[str, Choice]) -> dict[str, Any]:
    """The parameters of the question, empty while something is missing or may mean several."""
    ids = {name: choice.item["id"] for name, choice in choices.items() if choice.item}
    if "a" in ids and "b" in ids:
        return {"together": [ids["a"], ids["b"]]}
    return {name: ids[name] for name in ("without", "ends") if name in ids}


def _shown(visit: Visit) -> Any:
    """A figure as the table has it: shares as per cent."""

    def shown(name: str, value: float | None) -> str:
        if value is None:
            return visit.say("undefined")
        if name in SHARES:
            return f"{visit.number(100 * value, 1)}\N{NO-BREAK SPACE}%"
        return visit.number(value)

    return shown
