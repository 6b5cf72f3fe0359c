"""What is worked out before anybody asks, one thing after the other, and how far that has come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from api.service.moment import Moment
from graph.errors import HurError

Step = tuple[str, Callable[[], object]]
"""What is to be worked out, by name."""
_LISTS: Final = ("actors", "projects", "themes", "places", "sources", "datasets")
_TO_JUDGE: Final = {"judged": "no", "series": "together"}
_GAPS: Final = ("groups", "coverage", "isolates")
_LOG: Final = logging.getLogger("hur")


class Preparation:
    """So many steps. What fails is told in the log, and by the page of whoever asks for it."""

    def __init__(self, total: int = 0) -> None:
        self.done, self.total = 0, total

    def take(self, step: Step) -> None:
        """Take one step."""
        name, work = step
        try:
            work()
        except HurError as error:
            _LOG.warning("%s was not prepared: %s", name, error.detail)
        except Exception:  # the pages that need it tell it; all others can be shown
            _LOG.exception("%s was not prepared", name)
        self.done += 1

    def item(self) -> dict[str, int] | None:
        """How many of how many steps are taken; None when none is to come."""
        return {"done": self.done, "total": self.total} if self.done < self.total else None


def common_answers(moment: Moment, language: str) -> Iterator[Step]:
    """What pages without a view show first, in the order in which people come to it."""
    from loaders.registers.registry import load_registry

    yield "registers", load_registry
    yield "overlaps to judge", partial(moment.prepare, "overlaps", language, _TO_JUDGE)
    lists = moment.lists()
    for name in _LISTS:
        yield name, partial(lists.items, name, language)
    yield "map", partial(moment.stage, {}, language)
    for kind in _GAPS:
        yield f"gaps {kind}", partial(moment.prepare, "gaps", language, {"of": kind})
