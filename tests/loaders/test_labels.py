"""Labelled mentions read from CSV and scored. The expected figures were counted by hand."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.identity.evaluation import score
from loaders.enrichment.labels import read_labels

# Six mentions of three entities: 3 + 1 true pairs. Found: the three of LTU. Asked: Samforma.
ROWS = """name,town,entity_id,note
Luleå tekniska universitet,Luleå,ltu,
LTU,,ltu,an abbreviation that only the register knows
LULEA UNIVERSITY OF TECHNOLOGY,LULEÅ,ltu,
LTU Business AB,Luleå,business,
Samforma AB,,samforma,
Samforma ek. för.,Umeå,samforma,
"""


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "labels.csv"
    file.write_text(text, encoding=encoding)
    return file


def test_precision_and_recall_are_those_counted_by_hand(tmp_path: Path) -> None:
    found = score(read_labels(written(tmp_path, ROWS)), errors=5)
    assert (found.mentions, found.entities, found.true) == (6, 3, 4)
    assert (found.merged, found.found, found.asked, found.questions) == (3, 3, 1, 1)
    assert (found.precision, found.recall, found.recall_with_questions) == (1.0, 0.75, 1.0)
    assert found.false_merges == found.missed == ()


def test_wrong_merges_and_misses_are_told(tmp_path: Path) -> None:
    rows = "name;town;entity_id\nBoliden AB;;one\nBOLIDEN AKTIEBOLAG;;two\nLKAB;;three\nSveaskog AB;;three\n"
    found = score(read_labels(written(tmp_path, rows)), errors=5)
    assert (found.precision, found.recall) == (0.0, 0.0)
    assert [[each.said for each in pair] for pair in found.false_merges] == [["Boliden AB", "BOLIDEN AKTIEBOLAG"]]
    assert [[each.said for each in pair] for pair in found.missed] == [["LKAB", "Sveaskog AB"]]
    assert score(read_labels(written(tmp_path, rows))).missed == ()


def test_nothing_merged_has_no_precision(tmp_path: Path) -> None:
    found = score(read_labels(written(tmp_path, "name,town,entity_id\nEn firma AB,,1\n")))
    assert (found.precision, found.recall, found.recall_with_questions) == (None, None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_byte_order_mark_and_semicolons_are_read(tmp_path: Path, encoding: str, separator: str) -> None:
    first, *_ = read_labels(written(tmp_path, ROWS.replace(",", separator), encoding))
    assert first.mention.places == {"se:2580"}
    assert ("org_number", "2021002841") in first.mention.identifiers, "the register's knowledge"


def test_identifiers_count_only_when_asked_for(tmp_path: Path) -> None:
    rows = "name,town,entity_id,vat,pic\nAlfa AB,Luleå,1,SE556000000101,\nBeta AB,Umeå,1,SE556000000101,NA\n"
    file = written(tmp_path, rows)
    assert score(read_labels(file)).recall == 0
    assert score(read_labels(file, with_identifiers=True)).recall == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"name,town\nA,B\n", "no column entity_id"), ("name,town,entity_id\nå,,1\n".encode("latin-1"), "not UTF-8")],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "labels.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read_labels(file)
