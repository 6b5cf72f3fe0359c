"""A story as a plain table: a row a step, as Excel in the story's language opens it."""

from __future__ import annotations

import csv
import io
from typing import Final

from viz.exchange.harmless import harmless
from viz.stories.rows import headings, rows
from viz.stories.scenes import Telling

NAME: Final = "csv"
MEDIA_TYPE: Final = "text/csv; charset=utf-8"
SUFFIX: Final = ".csv"
_SEPARATORS: Final = {"sv": ";"}


def render(telling: Telling) -> bytes:
    """The steps, marked as UTF-8 so that Excel reads å, ä and ö."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATORS.get(telling.language, ","), lineterminator="\r\n")
    writer.writerow(headings(telling))
    writer.writerows(map(harmless, row) for row in rows(telling))
    return text.getvalue().encode("utf-8-sig")
