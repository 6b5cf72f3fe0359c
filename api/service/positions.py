"""Where everything lay on the newest drawing of each map, so that the next one stands still."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from api.service.saved_positions import SavedPositions
    from viz.drawing.drawing import Arrangement, Drawing, Layout
    from viz.view.network_view import NetworkView

_MOST_MAPS: Final = 64


class Positions:
    """The arrangements of the maps drawn last; a new revision leaves them. Safe for several threads.

    With `saved` they outlive the process.
    """

    def __init__(self, most: int = _MOST_MAPS, saved: SavedPositions | None = None) -> None:
        self._most, self._saved = most, saved
        self._lock = threading.Lock()
        self._newest: OrderedDict[Hashable, Arrangement] = OrderedDict()

    def draw(self, map: Hashable, view: NetworkView, layout: Layout | None = None) -> Drawing:
        """The drawing of `view` with everything that was on the newest drawing of this map where it was.

        One of another layout than the usual is a map of its own.
        """
        from viz.drawing.layout import draw

        map = (map, layout) if layout else map
        with self._lock:
            previous = self._newest.get(map)
        if previous is None and self._saved:
            previous = self._saved.find(map, view)
        drawing = draw(view, previous, layout)
        if self._saved and drawing.arrangement != previous:
            self._saved.save(map, drawing.arrangement)
        with self._lock:
            self._newest[map] = drawing.arrangement
            self._newest.move_to_end(map)
            while len(self._newest) > self._most:
                self._newest.popitem(last=False)
        return drawing
