"""Every kind of file is told from its content: exactly its own loader takes it, whatever the file is called."""

import gzip
import json
from pathlib import Path

import pytest

from loaders.catalogue import choose, find_loaders
from loaders.files.sample import Sample
from tests.loaders import test_kohesio, test_ror, test_vinnova
from tests.loaders.test_registers_of_projects import RECORD as BANK
from tests.loaders.test_threesixtygiving import HEADINGS as GRANT_HEADINGS
from tests.loaders.test_threesixtygiving import grant

KOHESIO = test_kohesio.text(test_kohesio.ROW)
VINNOVA = test_vinnova.as_text(test_vinnova.RECORD, separator=";")
FILES: dict[str, tuple[str, bytes]] = {
    "kohesio.csv": ("kohesio", KOHESIO.encode()),
    "kohesio.csv.gz": ("kohesio", gzip.compress(KOHESIO.encode())),
    "kohesio": ("kohesio", KOHESIO.encode("utf-8-sig")),
    "bank.json": ("projektbanken", json.dumps([BANK]).encode()),
    "ror.json": ("ror", json.dumps([test_ror.record()], indent=2).encode()),
    "ror.csv": ("ror", f"{test_ror.HEADINGS}\n".encode()),
    "grants.json": ("threesixtygiving", json.dumps({"version": "1.1", "grants": [grant()]}).encode()),
    "grants.csv": ("threesixtygiving", f"{GRANT_HEADINGS[0]}\n".encode()),
    "vinnova.csv": ("vinnova", VINNOVA.encode("cp1252")),
    "vinnova.json": ("vinnova", json.dumps([test_vinnova.RECORD]).encode()),
}
OTHERS: dict[str, bytes] = {
    "empty.json": b"",
    "broken.json": b'{"grants"',
    "kumu.json": b'{"elements": [], "connections": []}',
    "graph.json": b'{"nodes": [{"id": "https://ror.org/016st3p78"}], "links": []}',
    "people.json": b'[{"id": 1, "name": "Nod"}]',
    "broken.zip": b"PK\x03\x04 no archive",
    "page.html": b"<!doctype html><p>grants: [</p>",
    "noise": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_loader(tmp_path: Path, name: str) -> None:
    loader, content = FILES[name]
    (tmp_path / name).write_bytes(content)
    takers = [entry.name for entry in find_loaders().values() if entry.loader.recognises(Sample(tmp_path / name))]
    assert [taker for taker in takers if taker != "spreadsheet"] == [loader]
    assert choose(find_loaders(), None, Sample(tmp_path / name)).name == loader


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("loader", ["kohesio", "ror", "threesixtygiving", "vinnova"])
def test_no_other_file_is_taken(tmp_path: Path, name: str, loader: str) -> None:
    (tmp_path / name).write_bytes(OTHERS[name])
    assert not find_loaders()[loader].loader.recognises(Sample(tmp_path / name))


@pytest.mark.parametrize(
    ("file", "loader"),
    [
        ("registers/ror_sweden.csv", "ror"),
        ("projektbanken/projektbanken_2014-2020.json", "projektbanken"),
        ("keep_eu/keep_2014-2020.xlsx", "keep_eu"),
        ("formats/kumu_snap-to-tutorial-data.xlsx", "kumu"),
        ("registers/organisations_with_orgnr.csv", "spreadsheet"),
        ("registers/municipalities.csv", "spreadsheet"),
    ],
)
def test_the_real_files_are_told_apart(shared_data: Path, file: str, loader: str) -> None:
    assert choose(find_loaders(), None, Sample(shared_data / "data" / file)).name == loader
