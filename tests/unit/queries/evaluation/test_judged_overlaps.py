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
    Precision,
    first_useful,
    kappa,
    precisions,
    read_judgements,
)
from queries.questions.overlaps import CLASSES
from tests.unit.queries.small_networks import fact, network

PUBLISHED = Path(__file__).parents[4] / "docs/quality/overlaps.csv"
SAME = "Fossilfria transporter längs malmbanan med vätgas och elektrifierade lastbilar"


def judged(first: Any, second: Any, classes: Any, useful: Any = (True, True)) -> Judged:
    return Judged((first, second), classes, useful)


def test_kappa_is_that_of_the_literature() -> None:
    # Two readers of 50 applications: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no. Observed .7, by chance .5: κ = .4.
    readings = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(readings) == pytest.approx(0.4)
    assert kappa([]) is None
    assert kappa([(True, True), (True, True)]) is None, "who always says the same agrees by chance"


def test_a_share_of_few_pairs_is_not_told() -> None:
    assert Precision(15, 24).share == pytest.approx(0.8)
    assert Precision(14, 28).share is None


def test_classes_are_counted_by_half_and_owners() -> None:
    projects = [Project(id, f"Projekt {id}", summary=SAME, starts="2020", ends="2022") for id in "abc"]
    here = [fact("LOCATED_IN", project, "se:25") for project in "abc"]
    world = network({"a": "m1", "b": "u1", "c": "u1"}, projects=projects, facts=here)
    pairs = [
        judged("a", "b", ("overlapping", "none"), (True, False)),
        judged("b", "c", ("duplicate", "duplicate")),
        judged("a", "x", ("none", "none")),
    ]
    found = precisions(world, pairs)
    ab, bc = (HALVES[sha256(ids.encode()).digest()[0] % 2] for ids in ("a│b", "b│c"))
    assert found == {(ab, "between", "overlapping"): Precision(1, 1), (bc, "same", "overlapping"): Precision(1, 0)}
    useful = first_useful(world, pairs)
    # The pairs of different owners are listed: a and b, judged useful once of twice, and a and c, not judged.
    assert (useful.listed, useful.judged, useful.share) == (2, 1, 0.5)
    assert first_useful(world, []).share is None


def row(**changed: Any) -> Any:
    return dict(zip(COLUMNS, ("b", "a", "none", "no", "look_alike", "yes"), strict=True)) | changed


def test_judgements_are_read_with_the_smaller_id_first() -> None:
    assert read_judgements([row()]) == [Judged(("a", "b"), ("none", "look_alike"), (False, True))]
    with pytest.raises(InputError, match="class_2"):
        read_judgements([row(class_2=None)])
    with pytest.raises(InputError, match="likt"):
        read_judgements([row(class_1="likt")])


def test_the_published_judgements_are_whole() -> None:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = read_judgements(csv.DictReader(file))
    assert len(published) == len({pair.ids for pair in published}) >= 200
    assert {name for pair in published for name in pair.classes} <= CLASSES.keys()
