"""A story as a workbook: a row a step."""

from __future__ import annotations

from typing import Final

from viz.exchange.workbook import Sheet, workbook
from viz.stories.rows import headings, rows
from viz.stories.scenes import Telling
from viz.svg.page import source_text
from viz.view.words import say

NAME: Final = "xlsx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX: Final = ".xlsx"
_WIDTHS: Final = (8, 32, 70, 28, 60, 50, 70)


def render(telling: Telling) -> bytes:
    """The steps, then of which revision and from which sources."""
    about = (telling.title, telling.state, source_text(telling.view))
    return workbook(
        {
            say("story_step", telling.language): Sheet(headings(telling), rows(telling), widths=_WIDTHS),
            say("story_sources", telling.language): Sheet(
                [telling.title], [(line,) for line in about[1:]], widths=(90,)
            ),
        }
    )
