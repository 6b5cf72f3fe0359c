"""What is seen of a map in a browser."""

from __future__ import annotations

import re
from typing import Any

Box = tuple[float, float, float, float, str]


def boxes(page: Any, selector: str) -> list[Box]:
    """What is seen of the elements, on the screen."""
    found: list[list[Any]] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(e => e.getClientRects().length).map(e => {
             const b = e.getBoundingClientRect();
             return [b.left, b.top, b.right, b.bottom, e.closest('[data-i]')?.dataset.i ?? e.textContent] })""",
        selector,
    )
    return [(*each[:4], each[4]) for each in found]


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share more than half a pixel."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def scale(page: Any) -> float:
    """Pixels for a unit of the drawing, once what was moved as one is drawn."""
    page.wait_for_timeout(200)
    return float(re.search(r"scale\(([\d.]+)\)", page.get_attribute("#port", "transform")).group(1))  # type: ignore[union-attr]
