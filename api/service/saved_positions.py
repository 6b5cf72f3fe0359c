"""Where everything lay on the newest drawing of each map, kept over a restart: a small file a map beside the graph.

Ids are written as digests, so that what is forgotten in the graph cannot be read from here. Without a file a map begins
anew; what cannot be written is drawn nevertheless.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from viz.drawing.drawing import Arrangement
    from viz.view.network_view import NetworkView

_MOST_FILES: Final = 256


@dataclass(frozen=True, slots=True)
class SavedPositions:
    """The arrangements in a folder, which need not exist yet."""

    folder: Path

    def find(self, map: Hashable, view: NetworkView) -> Arrangement | None:
        """How the map lay, with the ids of the nodes of `view`; None when there is no file that can be read."""
        from viz.drawing.drawing import Arrangement, Bubble, Point, Rectangle

        ids = {_digest(node.id): node.id for node in view.nodes}
        try:
            saved = json.loads(self._file(map).read_text("utf-8"))
            return Arrangement(
                saved["layout"],
                {ids.get(id, id): Point(*at) for id, at in saved["points"].items()},
                tuple(Bubble(Point(x, y), wide, high, ids.get(id, id)) for x, y, wide, high, id in saved["bubbles"]),
                Rectangle(*saved["bounds"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, map: Hashable, arrangement: Arrangement) -> None:
        """Keep how a map lies, in place of how it lay before and of the maps not drawn for longest."""
        saved = {
            "layout": arrangement.layout,
            "points": {_digest(id): at for id, at in arrangement.points.items()},
            "bubbles": [
                [*disc.at, disc.radius_x, disc.radius_y, _digest(disc.node) if disc.node else ""]
                for disc in arrangement.bubbles
            ],
            "bounds": arrangement.bounds,
        }
        file = self._file(map)
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".part")
            part.write_text(json.dumps(saved, separators=(",", ":")), "utf-8")
            part.replace(file)
            by_age = sorted(self.folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
            for oldest in by_age[:-_MOST_FILES]:
                oldest.unlink()

    def _file(self, map: Hashable) -> Path:
        return self.folder / f"{_digest(repr(map))}.json"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
