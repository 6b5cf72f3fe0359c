"""Coverage in a terminal: a matrix of theme and place, and the stated needs in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from api.cli.session import Session

MOST_PLACES: Final = 6  # columns that fit a terminal; the option --limit takes another number


def write_matrix(session: Session, items: list[dict[str, Any]], most: int | None) -> None:
    """Projects, actors in brackets and known budget of each theme and place; needs without a project first."""
    from api.cli.console import say, table, tell
    from queries.questions.gaps.matrix import CoverageMatrix
    from queries.wording.names import place_heading

    matrix = CoverageMatrix.of(items)
    places = matrix.places[: most or MOST_PLACES]
    for cell in matrix.needs():
        say(cell["sentence"])
    heads = [place_heading(place["name"], place["id"] in matrix.wider, session.language) for place in places]
    rows = [
        [theme["name"], *(_cell(session, matrix.cells.get((theme["id"], place["id"]))) for place in places)]
        for theme in matrix.themes
    ]
    table([session.say("column_theme"), *heads], rows)
    tell(session.say("matrix_legend"))
    if len(places) < len(matrix.places):
        tell(session.say("matrix_places", shown=len(places), total=len(matrix.places)))


def _cell(session: Session, cell: Mapping[str, Any] | None) -> str:
    from graph.messages import number
    from queries.wording.money import about, rounded_money

    need = [session.say("matrix_need")] if cell and cell["needs"] else []
    if not cell or not cell["n_projects"]:
        return "\n".join(need) or "·"
    counts = f"{number(cell['n_projects'], session.language)} ({number(cell['n_actors'], session.language)})"
    sums = (rounded_money(amount, currency, session.language) for currency, amount in cell["amounts"].items())
    money = [about(written, session.language, cell["approximate"]) for written in sums]
    return "\n".join([counts, *money, *need])
