"""The pages and the map show a kind of actor in one colour."""

import re
from pathlib import Path

from viz.view.colours import COLOURS

STYLE = Path(__file__).parents[3] / "api" / "pages" / "static" / "hur.css"


def test_pages_and_map_have_the_same_colours() -> None:
    marks = dict(re.findall(r"\.mark-(\w+) \{ background: (#\w+); \}", STYLE.read_text("utf-8")))
    assert marks == COLOURS
