"""CORDIS's table of all participations: invented rows, and the real ones where they are at hand."""

from pathlib import Path

import pandas as pd
import pytest

from loaders.catalogue import Catalogue
from loaders.run import read_files
from tests.loaders.conftest import ties
from tests.loaders.test_cordis import NORRNOD, PARTICIPATION, UNNAMED, read_table, table


def test_the_table_of_all_participations(tmp_path: Path, small: Catalogue) -> None:
    load = read_files([table(tmp_path, PARTICIPATION, [{}, UNNAMED], "topics.csv")], catalogue=small)
    assert load.dataset.id == "cordis-participations"
    id = "cordis-participations:880001"
    assert ties(load, "PARTICIPATES_IN") == [
        (NORRNOD, id, {"role": "coordinator"}),
        ("pic:900000005", id, {"role": "partner"}),
    ]
    assert ties(load, "FUNDS") == [("horizon-2020", id, {"amount": 2_927_875, "currency": "EUR"})]
    found = {each.id: each.properties for each in load.nodes if each.evidence.source == "cordis-participations"}
    assert (found[id]["starts"], found[id]["ends"], found[id]["budget"]) == ("2019-05-01", None, None)
    assert found[id]["numbers"] == ("RCN 880001",)
    assert (found["pic:900000005"]["name"], found["pic:900000005"]["pic"]) == (None, "900000005")
    assert load.rejected == ()


def test_participations_that_say_too_little_are_told(tmp_path: Path, small: Catalogue) -> None:
    rows = [{}, {"pic": "NA"}, {"rcn": "NA"}, {"rcn": "2"}, {"end_date": "2018"}]
    load = read_files([table(tmp_path, PARTICIPATION, rows, "participations.csv")], catalogue=small)
    assert [(each.row, each.column) for each in load.rejected] == [(3, "pic"), (4, "rcn")]
    assert load.prune is False
    assert {each.id for each in load.nodes if each.label == "Project"} == {
        f"{load.dataset.id}:{n}" for n in (880001, 2)
    }


@pytest.mark.parametrize("vat", ["SE556000000201", "SE600101123401"])
def test_wrong_numbers_of_participants_are_told_once_and_not_kept(tmp_path: Path, small: Catalogue, vat: str) -> None:
    rows = [{"vatNumber": vat}, {"vatNumber": vat, "rcn": "2"}]
    load = read_files([table(tmp_path, PARTICIPATION, rows, "participations.csv")], catalogue=small)
    assert [(each.row, each.column) for each in load.rejected] == [(2, "vatNumber")]
    assert [start for start, _, _ in ties(load, "PARTICIPATES_IN")] == ["pic:900000001"] * 2
    assert "600101" not in repr(load)


def test_all_real_participations(shared_data: Path) -> None:
    """Counted with pandas: 144,726 rows of 31,451 projects and 35,871 organisations, 16,796 of these with a name."""
    file = shared_data / "data/cordis/h2020_participations_named.csv.gz"
    rows = read_table(file, ",")
    load = read_files([file])
    found = ties(load, "PARTICIPATES_IN")
    assert len(found) == len(rows) == 144_726
    assert len({end for _, end, _ in found}) == 31_451
    own = {each.id: each for each in load.nodes if each.label == "Actor" and each.evidence.source == load.dataset.id}
    assert len({each.properties.get("pic") for each in own.values()} - {None}) == 35_871
    assert sum(bool(each.properties.get("pic") and each.properties["name"]) for each in own.values()) == 16_796
    granted = sum(properties["amount"] for _, _, properties in ties(load, "FUNDS"))
    assert granted == pytest.approx(pd.to_numeric(rows.drop_duplicates("rcn")["max_contribution"]).sum(), abs=1)
    assert load.rejected == ()
