"""JSON read record by record: lists, lists under a key, and files that are broken somewhere."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.files import json_records as module
from loaders.files.json_records import flattened, json_records
from loaders.files.sample import Sample

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner, max_size=3))
RECORDS = st.lists(st.dictionaries(TEXTS, VALUES, max_size=4), max_size=6)


@pytest.fixture(autouse=True, params=[1, 7, 1 << 20])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in pieces so small that every mark, number and letter is cut once."""
    monkeypatch.setattr(module, "_CHUNK", request.param)


def write(folder: Path, text: str | bytes) -> Path:
    (folder / "records.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / "records.json"


@given(records=RECORDS, indent=st.none() | st.just(2), escaped=st.booleans())
def test_what_json_wrote_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]], indent: int | None, *, escaped: bool
) -> None:
    folder = tmp_path_factory.mktemp("json")
    plain = json.dumps(records, indent=indent, ensure_ascii=escaped)
    assert list(json_records(Sample(write(folder, plain)))) == records
    beside = json.dumps({"version": "1", "n": 1.5, "grants": records, "x": {}}, indent=indent, ensure_ascii=escaped)
    assert list(json_records(Sample(write(folder, "\ufeff" + beside)), "grants")) == records


@pytest.mark.parametrize(
    ("text", "key", "row", "reason"),
    [
        ("", None, 1, "no list"),
        ("{}", None, 1, "no list"),
        ("{}", "grants", 1, "no list"),
        ('{"grants": {}}', "grants", 1, "no list"),
        ("[1]", None, 1, "no list"),
        ('[{"a": 1},\n {"b": ', None, 2, "no whole JSON"),
        ('[{"a": 1}\n {"b": 2}]', None, 2, "no whole JSON"),
        ('[{"a": 1}]\n]', None, 2, "no whole JSON"),
        ('{"grants": [{"a": 1}]', "grants", 1, "no whole JSON"),
        ("[" * 100_000, None, 1, "no list|no whole"),
        ('[{"a": ' + "[" * 100_000, None, 1, "no whole JSON"),
        ('[\n{"a": "\\u0000"}]', None, 2, "no text can hold"),
        ('[\n{"a": "\\ud83d"}]', None, 2, "no text can hold"),
        (b'[\n{"a": "\xff"}]', None, 2, "UTF-8"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, key: str | None, row: int, reason: str
) -> None:
    with pytest.raises(InputError, match=reason) as error:
        list(json_records(Sample(write(tmp_path, text)), key))
    assert [(each.file, each.row) for each in error.value.problems] == [("records.json", row)]


def test_values_by_path() -> None:
    record = {"id": "1", "orgs": [{"name": "Nod", "n": None}, {"name": "Nät"}], "amount": 0}
    assert dict(flattened(record)) == {"id": "1", "orgs/0/name": "Nod", "orgs/1/name": "Nät", "amount": 0}


def test_the_start_of_any_file(tmp_path: Path) -> None:
    assert Sample(write(tmp_path, "\ufeff\n [1]")).start == "[1]"
    assert Sample(write(tmp_path, b"\xff\xfe")).start == "\ufffd\ufffd"
    assert Sample(tmp_path / "absent.json").start == ""
