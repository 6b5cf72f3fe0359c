"""`hur evaluate` and other commands that measure, run in this process on a real embedded store."""

import json
import re
from pathlib import Path

import pytest

from tests.api.command_line import run

pytestmark = pytest.mark.usefixtures("graph")


@pytest.fixture
def demo() -> None:
    assert run("load", "demo").exit_code == 0


def test_pairs_that_come_to_be_are_looked_for_among_those_suggested_before() -> None:
    run("load", "demo", "--yes")
    found = json.loads(run("evaluate", "gaps", "--split", "2022-01-01", "--json").stdout)
    assert found["figures"].keys() > {"fused", "structure", "profile", "resource_allocation", "random"}
    assert 0 < found["actors"] < 41
    shown = run("evaluate", "gaps", "--split", "2022-01-01").stdout
    assert "Känt före dagen" in shown
    assert "preferential attachment" in shown


def test_a_member_hidden_from_a_consortium_is_looked_for() -> None:
    run("load", "demo", "--yes")
    figures = json.loads(run("evaluate", "consortium", "--cases", "3", "--json").stdout)
    assert figures["cases"] == 3
    assert all(0 <= figures[name]["mrr"] <= 1 for name in ("partners", "resource_allocation", "popularity"))
    assert "Dolda medlemmar: 3" in run("evaluate", "consortium", "--cases", "3").stdout


def test_themes_are_scored_on_labelled_projects(tmp_path: Path) -> None:
    file, labels = tmp_path / "vind.csv", tmp_path / "labels.csv"
    file.write_text("projekt;aktör\nVindkraft i norr;A\nVisor;A\n", encoding="utf-8")
    labels.write_text("project,themes,split\nvind:vindkraft-i-norr,energy;climate,fit\nx:1,energy,test\n", "utf-8")
    run("load", str(file), "--yes")
    found = json.loads(run("evaluate", "themes", str(labels), "--json").stdout)
    counts = {"precision": 1.0, "recall": 0.5, "right": 1, "found": 1, "labelled": 2}
    sources = [{"split": "fit", "source": source, **counts} for source in ("all", "vind")]
    assert found == {"labelled": 2, "in_graph": 1, "agreements": sources}
    table = run("evaluate", "themes", str(labels)).stdout
    assert "varav i grafen: 1" in table
    assert re.search(r"anpassning +vind +1,000 +0,500 +1 +1 +2", table)


def test_the_classes_of_overlaps_are_held_against_judgements(tmp_path: Path) -> None:
    run("load", "demo", "--yes")
    file = tmp_path / "judgements.csv"
    file.write_text(
        "first,second,class_1,useful_1,class_2,useful_2,class,useful\n"
        "demo:north-sweden-green-deal,demo:shimr,complementary,yes,complementary,yes,complementary,yes\n"
        "demo:north-sweden-green-deal,demo:soress-mmi,none,no,complementary,no,none,no\n"
        "demo:shimr,demo:soress-mmi,,,none,no,none,no\n",
        encoding="utf-8",
    )
    figures = json.loads(run("evaluate", "overlaps", str(file), "--json").stdout)
    assert (figures["judged"], figures["in_graph"], figures["read_by_both"]) == (3, 3, 2)
    # Two readings of two pairs agree in one; by chance .5 · 1 would: κ = 0.
    assert (figures["kappa"]["class"], figures["kappa"]["useful"]) == (0.0, 1.0)
    assert (figures["kappa"]["by_class"]["none"], figures["kappa"]["by_class"]["duplicate"]) == (0.0, None)
    assert figures["first"] == {"listed": 1, "judged": 1, "useful": 1.0, "useful_by_reader": [1.0, 1.0]}
    counted = [(row["class"], row["pairs"], row["right"], row["agreeing"]) for row in figures["classes"]]
    totals = {name: [sum(row[at] for row in counted if row[0] == name) for at in (1, 2, 3)] for name, *_ in counted}
    assert totals == {"complementary": [1, 1, 2], "none": [2, 2, 2]}
    assert all(row["precision"] is row["precision_of_readings"] is None for row in figures["classes"])
    assert "för få" in run("evaluate", "overlaps", str(file)).stdout


def test_findings_are_counted_in_shuffled_networks() -> None:
    run("load", "demo", "--yes")
    figures = json.loads(run("evaluate", "groups", "--runs", "2", "--json").stdout)
    assert {"sector", "county", "sector,county"} == figures.keys()
    assert figures["sector"]["runs"] == 2
    assert "blandade nätverk" in run("evaluate", "groups", "--runs", "2").stdout


def test_identity_is_scored_on_labelled_names(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(
        "name,town,entity_id\nLTU,,1\nLuleå tekniska universitet,,1\nBoliden,,2\nLKAB,,2\n", encoding="utf-8"
    )
    shown = run("identities", "score", str(file), "--errors", "1")
    assert "4 omnämnanden av 2 organisationer" in shown.stdout
    assert "Boliden" in shown.stdout.partition("Missade")[2]
    figures = json.loads(run("identities", "score", str(file), "--json").stdout)
    assert (figures["precision"], figures["recall"], figures["missed"]) == (1.0, 0.5, [])
