"""What a load reads: how often its file is opened, and how many source.yml are parsed, by kind of file.

    python -m benchmarks.house.loading [SHARED_DATA]

Each file is prepared by the service, as every door does it, without saved mappings and with one of another table. The
first lines are of a whole `hur load` of a small CSV file. Opens in compiled code (calamine) are not seen.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from unittest.mock import patch

from typer.testing import CliRunner

from api.cli.main import app
from api.service.requests import LoadOrder
from api.service.service import Service
from graph.errors import HurError
from graph.settings import Settings
from graph.store.ladybug import LadybugStore
from loaders.base import SourceSettings
from loaders.documents.mapping import Column, TableMapping
from loaders.sources.spreadsheet.template import write_template
from tests.loaders.opens import opens_of

SHARED: Final = "../shared"
SMALL: Final = "projekt;aktör;roll\nSkog;Norrskens förening;partner\n"
MAPPED: Final = "Insats;Vem\nSkog;Älvlaget\n"
MAPPING: Final = TableMapping("participation", (Column("Insats", "project"), Column("Vem", "actor", role="partner")))
OTHER: Final = TableMapping("actor", (Column("Namn", "actor"),))
REAL: Final = (
    "projektbanken/projektbanken_2014-2020.json", "keep_eu/keep_2014-2020.xlsx", "swecris/swecris_north.csv",
    "swecris/swecris_kth.csv.gz", "registers/ror_sweden.csv", "formats/kumu_snap-to-tutorial-data.xlsx",
    "formats/gephi_airlines.graphml",
)  # fmt: skip


def measure(shared: Path = Path(SHARED)) -> list[tuple[str, str]]:
    """Each figure with its name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = list(_whole_load(folder))  # first, while nothing is cached in this process
        for file in [*_written(folder), *(shared / "data" / path for path in REAL)]:
            if file.is_file():
                counts = [_opens(file, folder / f"{file.name}-{index}", saved) for index, saved in enumerate(_SAVED)]
                figures.append(
                    (f"opens of {file.name}: no mapping saved, another one saved", f"{counts[0]}, {counts[1]}")
                )
        return figures


_SAVED: Final = ((), (OTHER,))


def _written(folder: Path) -> Iterator[Path]:
    (folder / "small.csv").write_text(SMALL, encoding="utf-8")
    (folder / "mapped.csv").write_text(MAPPED, encoding="utf-8")
    (folder / "mapped.json").write_text(json.dumps([{"Insats": "Skog", "Vem": "Älvlaget"}]), encoding="utf-8")
    write_template(folder / "template.xlsx")
    yield from (folder / name for name in ("small.csv", "mapped.csv", "mapped.json", "template.xlsx"))


def _opens(file: Path, home: Path, saved: tuple[TableMapping, ...]) -> int:
    service = Service(Settings(graph=str(home / "graph"), mappings=home / "mappings"), LadybugStore(home / "graph"))
    for mapping in saved + ((MAPPING,) if file.stem == "mapped" else ()):
        service.mappings.save(mapping)
    with opens_of(file) as opens, suppress(HurError):  # an empty template
        service.prepare(LoadOrder((file,)))
    service.close()
    return opens[0]


def _whole_load(folder: Path) -> Iterator[tuple[str, str]]:
    file, parsed = folder / "small.csv", 0
    file.write_text(SMALL, encoding="utf-8")
    parse = SourceSettings.from_yaml.__func__  # type: ignore[attr-defined]

    def counted(cls: type[SourceSettings], name: str, text: str) -> SourceSettings:
        nonlocal parsed
        parsed += 1
        found: SourceSettings = parse(cls, name, text)
        return found

    environment = {"HUR_GRAPH": str(folder / "cli"), "HUR_WAIT": "0"}
    with patch.object(SourceSettings, "from_yaml", classmethod(counted)), opens_of(file) as opens:
        result = CliRunner().invoke(app, ["load", str(file), "--yes"], env=environment, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    yield "opens of small.csv in a whole `hur load`", str(opens[0])
    yield "source.yml parsed, all of them once being 16", str(parsed)


if __name__ == "__main__":
    for name, figure in measure(Path(*sys.argv[1:2]) if sys.argv[1:] else Path(SHARED)):
        print(f"{figure:>10}  {name}")
