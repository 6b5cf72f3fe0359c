"""Judged pairs of projects against what is proposed, on small worlds and on the published judgements."""

import csv
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.network.facts import Project
from queries.evaluation.overlaps import (
    COLUMNS,
    HALVES,
    Judged,
    Judgement,
    Precision,
    first_useful,
    kappa,
    kappa_by_class,
    precisions,
    read_by_both,
    read_judgements,
)
from tests.unit.queries.small_networks import fact, network

PUBLISHED = Path(__file__).parents[4] / "docs/quality/overlaps.csv"
SAME = "Fossilfria transporter längs malmbanan med vätgas och elektrifierade lastbilar"


def judged(ids: str, *readings: tuple[str, bool], agreed: tuple[str, bool] | None = None) -> Judged:
    """Of one reading or two, the second reader's last; agreed is the first of them where nothing else is given."""
    given = [Judgement(*reading) for reading in readings]
    first, second = given if len(given) == 2 else (None, *given)
    return Judged((ids[0], ids[1]), Judgement(*agreed) if agreed else given[0], (first, second))


def test_kappa_is_that_of_the_literature() -> None:
    # Two readers of 50 applications: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no. Observed .7, by chance .5: κ = .4.
    readings = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(readings) == pytest.approx(0.4)
    assert kappa([]) is None
    assert kappa([(True, True), (True, True)]) is None, "who always says the same agrees by chance"


def test_a_share_of_few_pairs_is_not_told() -> None:
    many, few = Precision(15, 12, 25, 20), Precision(14, 14, 28, 28)
    assert many.share == pytest.approx(0.8)
    assert many.share_of_readings == pytest.approx(0.8)
    assert (few.share, few.share_of_readings) == (None, None)


def test_classes_are_counted_by_half_and_owners() -> None:
    projects = [Project(id, f"Projekt {id}", summary=SAME, starts="2020", ends="2022") for id in "abc"]
    here = [fact("LOCATED_IN", project, "se:25") for project in "abc"]
    world = network({"a": "m1", "b": "u1", "c": "u1"}, projects=projects, facts=here)
    pairs = [
        judged("ab", ("overlapping", True), ("none", False), agreed=("none", True)),
        judged("bc", ("duplicate", True)),
        judged("ax", ("none", False), ("none", False)),
    ]
    found = precisions(world, pairs)
    ab, bc = (HALVES[sha256(ids.encode()).digest()[0] % 2] for ids in ("a│b", "b│c"))
    assert found == {
        (ab, "between", "overlapping"): Precision(1, right=0, readings=2, agreeing=1),
        (bc, "same", "overlapping"): Precision(1, right=0, readings=1, agreeing=0),
    }
    useful = first_useful(world, pairs)
    # The pairs of different owners are listed: a and b, agreed to be useful against the second reader, and a and c,
    # which nobody judged.
    assert (useful.listed, useful.judged, useful.share, useful.by_reader) == (2, 1, 1.0, (1.0, 0.0))
    assert first_useful(world, []).share is None


def test_only_what_both_have_read_is_compared() -> None:
    # Of three pairs read twice, of class a once by both, once by the first alone and once by neither: observed 2/3,
    # by chance 2/3 · 1/3 + 1/3 · 2/3 = 4/9, so κ = (2/3 - 4/9) / (1 - 4/9) = 2/5. A pair read once changes nothing.
    none, same = ("none", False), ("duplicate", True)
    pairs = [judged("ab", same, same), judged("ac", same, none), judged("ad", none, none), judged("ae", same)]
    assert len(read_by_both(pairs)) == 3
    assert kappa_by_class(pairs)["duplicate"] == kappa_by_class(pairs)["none"] == pytest.approx(0.4)
    assert kappa_by_class(pairs)["part_of"] is None


def row(**changed: Any) -> Any:
    given = ("b", "a", "none", "no", "look_alike", "yes", "look_alike", "no")
    return dict(zip(COLUMNS, given, strict=True)) | changed


def test_judgements_are_read_with_the_smaller_id_first() -> None:
    agreed, first, second = Judgement("look_alike", False), Judgement("none", False), Judgement("look_alike", True)
    assert read_judgements([row()]) == [Judged(("a", "b"), agreed, (first, second))]
    assert read_judgements([row(class_1="", useful_1="")])[0].readings == (None, second)
    with pytest.raises(InputError, match="class"):
        read_judgements([row(**{"class": None})])
    with pytest.raises(InputError, match="likt"):
        read_judgements([row(class_1="likt")])


def test_the_published_judgements_are_whole() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = read_judgements(csv.DictReader(file))
    assert len(published) == len({pair.ids for pair in published})
    assert len(read_by_both(published)) >= 200
    assert all(pair.readings[1] for pair in published), "the second reader read all"
    assert all(pair.agreed in pair.readings for pair in published if None in pair.readings)
