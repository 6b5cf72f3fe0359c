"""A sheet that reaches too far is refused before room is made for it, and told apart from one that does not.

Where a cell stands is what ECMA-376 part 1, 18.3.1.4 (c) and 18.3.1.73 (row), say of the attribute `r`.
"""

import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from loaders.files import workbook_bounds
from loaders.files.sample import Sample
from loaders.files.workbook import check_workbook
from loaders.run import read_files

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(folder: Path, *titles: str, cell: str = "A2") -> Path:
    workbook = Workbook()
    for title in titles:
        page = workbook.create_sheet(title)
        page["A1"], page[cell] = "Namn", "Nätet"
    workbook.remove(workbook.worksheets[0])
    workbook.save(folder / "nät.xlsx")
    return folder / "nät.xlsx"


def with_part(file: Path, part: str, content: bytes) -> Path:
    """The workbook with another content of one of its parts."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | {part: content}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, bytes_of in parts.items():
            archive.writestr(name, bytes_of)
    return file


def sheet(rows: Iterable[str], prefix: str = "") -> bytes:
    colon = f"{prefix}:" if prefix else ""
    name = f'xmlns:{prefix}="{NAMESPACE}"' if prefix else f'xmlns="{NAMESPACE}"'
    return f"<{colon}worksheet {name}><{colon}sheetData>{''.join(rows)}</{colon}sheetData></{colon}worksheet>".encode()


def refusal(file: Path) -> str:
    with pytest.raises(InputError) as error, Sample(file) as sample:
        check_workbook(sample)
    return error.value.say("sv")


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD10000", "Z1048576"])
def test_a_far_cell_is_named_with_its_sheet(tmp_path: Path, cell: str) -> None:
    said = refusal(book(tmp_path, "Aktörer", "Projekt", cell=cell))
    assert said.startswith("nät.xlsx, blad Aktörer: ")
    assert cell in said


def test_keep_eu_is_refused_as_any_workbook(tmp_path: Path) -> None:
    file = book(tmp_path, "Projects (lead partners)", "Partners", cell="XFD1048576")
    with pytest.raises(InputError, match=r"Projects.*reaches to cell XFD1048576"):
        read_files([file])


@pytest.mark.parametrize(
    ("rows", "far"),
    [
        (['<row r="1"><c r="' + "A" * 40 + '1"/></row>'], "AAAA1"),
        (['<row r="' + "1" * 30 + '"><c r="A' + "1" * 30 + '"/></row>'], "A11111111"),
        (['<row r="1048576"/><row r="1"><c r="XFD1"/></row>'], "XFD1048576"),
        (["<row/>"] * 700 + ["<row>", "<c/>" * 16_000, "</row>"], "701,"),
        (["<row r = '1'><c r\n=\n'XFE1'/></row>"], "XFE1"),
    ],
    ids=["forty letters", "thirty digits", "row apart from column", "no places", "other quotes and spaces"],
)
@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("block", [1 << 20, 61])
def test_a_place_is_found_however_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[str], far: str, prefix: str, block: int
) -> None:
    monkeypatch.setattr(workbook_bounds, "_BLOCK", block)
    content = sheet(rows, prefix)
    if prefix:
        for tag in (b"row", b"c"):
            for end in (b" ", b"/", b">"):
                content = content.replace(b"<" + tag + end, b"<x:" + tag + end).replace(b"</row>", b"</x:row>")
    assert far in refusal(with_part(book(tmp_path, "Projekt"), "xl/worksheets/sheet1.xml", content))


def test_a_large_sheet_within_the_bounds_passes(tmp_path: Path) -> None:
    rows = (f'<row r="{number}"><c r="A{number}"/><c r="J{number}"/></row>' for number in range(1, 100_001))
    check_workbook(Sample(with_part(book(tmp_path, "Projekt"), "xl/worksheets/sheet1.xml", sheet(rows))))


@pytest.mark.parametrize("tag", ["sheet", "si"])
def test_too_many_sheets_or_texts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    monkeypatch.setattr(workbook_bounds, "MOST", {tag.encode(): 30})
    part = "xl/workbook.xml" if tag == "sheet" else "xl/sharedStrings.xml"
    assert "30 delar" in refusal(with_part(book(tmp_path, "Projekt"), part, f"<{tag} ".encode() * 31))


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_an_archive_that_is_two_kinds_of_workbook_is_none(tmp_path: Path, part: str) -> None:
    assert "ingen Excelfil" in refusal(with_part(book(tmp_path, "Projekt"), part, b"<x/>"))
