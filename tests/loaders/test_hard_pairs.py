"""Pairs of names that are hard to tell: no two bodies become one without a question, and one under two names does.

The names are of public bodies or invented; whether a pair is one body was told by hand.
"""

import csv
from pathlib import Path

import pytest

from graph.identity import open_questions, resolve
from loaders.enrichment.labels import read_labels

SIDES = ("one", "other")
COLUMNS = ("town", "country", "ror")


def pairs() -> list[dict[str, str]]:
    with (Path(__file__).parent / "hard_pairs.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair['bodies']}: {pair['one']} – {pair['other']}")
def test_pairs_are_one_body_or_two(pair: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        rows = csv.writer(written)
        rows.writerow(("name", "entity_id", *COLUMNS))
        rows.writerows((pair[side], side, *(pair[f"{column}_{side}"] for column in COLUMNS)) for side in SIDES)
    mentions = [labelled.mention for labelled in read_labels(file, with_identifiers=True)]
    assert len(set(resolve(mentions).values())) == int(pair["bodies"])


@pytest.mark.parametrize(
    "names",
    [
        ("Malmö", "Malmö kommun"),
        ("Södertälje", "Södertälje kommun"),
        ("Rezekne City Council", "Rēzekne municipality"),
        ("Ministry of Education, Science and Sport", "Ministry of Science, Education and Sports"),
        ("Lidköping Energi AB", "Linköping Energi AB"),
    ],
)
def test_what_may_be_one_is_asked(names: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("name;town;entity_id\n" + "".join(f"{name};;\n" for name in names), encoding="utf-8")
    assert len(open_questions(labelled.mention for labelled in read_labels(file))) == 1
