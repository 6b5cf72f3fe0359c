"""What of a sheet is a row of a table, and what is a total, a note, a heading or another table.

The tables are written by hand as people keep them; what is expected is what a person sees in them.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from graph.messages import Message
from loaders.files.sample import Sample
from loaders.run import read_files
from loaders.tables.open_table import OpenTable, open_tables, strict_tables
from tests.loaders.conftest import WriteText
from tests.loaders.layouts import FULL, HEADINGS, first, left_out, numbers, styled

ROWS = ("Isväg;Luleå kommun;2023;300000", "Norrspår;Piteå kommun;2024;500000", "Fjällnät;Kiruna kommun;2025;200000")


def listed(csv_file: WriteText, *lines: str, strict: bool = False) -> OpenTable:
    return first(csv_file("\n".join((HEADINGS, *lines)) + "\n", "Projektlista.csv"), strict=strict)


@pytest.mark.parametrize(
    "total",
    [
        "Summa;;;1000000", "Totalt:;;;1 000 000 kr", "TOTAL;;;1000000", "SUMMA PROJEKT;;;1 mkr", "Sum;;;1000000",
        "Totalt 2025;;;1000000", "I alt;;;1.000.000", "Yhteensä;;;1000000", "Grand total (SEK);;;1000000",
        "Gesamtsumme;;;1000000", "Razem;;;1000000", "Kokku;;;1000000", "Kopā;;;1000000", "Iš viso:;;;1000000",
        "Total général;;;1000000", "Celkem;;;1000000", ";;Summa;1000000", ";;;1000000", "Norrbotten totalt;;;1000000",
        "Totalt utanförskap;;;1000000", "Summa;;;", "Delsumma Norrbotten;;;7", "Antal projekt;;;3", "Summa;-;-;1000000",
        "Medelvärde;;;333333,33", "Summa;3 projekt;;1000000",
    ],
)  # fmt: skip
@pytest.mark.parametrize("strict", [False, True])
def test_a_total_is_no_row(csv_file: WriteText, total: str, strict: bool) -> None:
    table = listed(csv_file, *ROWS, total, strict=strict)
    assert numbers(table) == [2, 3, 4]
    assert list(left_out(table)) == [5]
    assert "summa" in left_out(table)[5]


@pytest.mark.parametrize(
    "row",
    [
        "Totalförsvaret i norr;;;400000", "Summa summarum AB;;;400000", "Totalt utanförskap;;;400000",
        "Total;Region Norrbotten;2024;1000000", "Summa;Umeå kommun;;", "Delsumman;;;1000000", "Totalt;;2024-03-01;",
        "Sum of us;;;400000", "Ensemble Norr;;;400000", "Samlet Norden;;2024;400000", "Suma Energi AB;;;1000000 x",
        "Totalentreprenad Kiruna;Kiruna kommun;;", "Kokkulan silta;;;1000000", "Mean Sea Level;;;400000",
        "*Stjärnor* i norr;Luleå kommun;2024;1", "Källa: vatten i norr;Luleå kommun;2024;1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("strict", [False, True])
def test_a_project_with_such_a_name_stays(csv_file: WriteText, row: str, at: int, strict: bool) -> None:
    table = listed(csv_file, *ROWS[:at], row, *ROWS[at:], strict=strict)
    assert numbers(table) == [2, 3, 4, 5]
    assert not left_out(table)


def test_a_total_may_stand_first_and_after_each_section(csv_file: WriteText) -> None:
    assert numbers(listed(csv_file, "Summa;;;1000000", *ROWS)) == [3, 4, 5]
    table = listed(
        csv_file,
        "Kusten",
        *ROWS[:2],
        "Summa;;;800000",
        "Fjällen",
        ROWS[2],
        ROWS[2],
        "Summa;;;400000",
        "Totalt;;;1200000",
    )
    assert numbers(table) == [3, 4, 7, 8]
    assert ["rubrik" in why for why in left_out(table).values()] == [True, False, True, False, False]


NOTE = "* Beloppen är preliminära"


@pytest.mark.parametrize(
    "notes",
    [
        ("", NOTE), (NOTE,), ("Källa: projektlistan",), ("Anm: gäller 2025;;;",), ("", "Uppdaterad i maj av enheten"),
        ("", "1) Ej beslutat", "2) Med medel från kommunen"), ("", "Not: a", "fortsätter här"), ("", "*;Preliminärt"),
        ("Summa;;;1000000", "Alla belopp är preliminära."), ("", "Lähde: luettelo"), ("", ";Source: the list"),
    ],
)  # fmt: skip
def test_notes_below_a_table_are_no_rows(csv_file: WriteText, notes: tuple[str, ...]) -> None:
    table = listed(csv_file, *ROWS, *notes)
    assert numbers(table) == [2, 3, 4]
    assert len(left_out(table)) == sum(map(bool, notes))


def test_a_list_of_names_alone_loses_none(csv_file: WriteText) -> None:
    for text in ("Namn\nLuleå kommun\n\nPiteå kommun\nTotal AB\n", "Namn;Ort\nA;\nB;\n\nC;\nD;Luleå\n"):
        table = first(csv_file(text))
        assert len(numbers(table)) == text.count("\n") - 2
        assert not left_out(table)


def test_rows_with_a_name_only_stay_among_full_ones(csv_file: WriteText) -> None:
    assert numbers(listed(csv_file, ROWS[0], "Ny idé", *ROWS[1:], "Ännu en")) == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "lines",
    [
        ("Norrbotten", *ROWS[:2], "Västerbotten", *ROWS[1:]),
        (*ROWS[:2], "", "Västerbotten;;;", *ROWS[1:]),
        (*ROWS[:2], "Avslutade projekt", *ROWS[1:]),
        ("2024", *ROWS[:2], "2025", *ROWS[1:]),
    ],
)
def test_the_heading_of_a_section_is_no_row(csv_file: WriteText, lines: tuple[str, ...]) -> None:
    table = listed(csv_file, *lines)
    assert len(numbers(table)) == 4
    assert all("rubrik över raderna" in why for why in left_out(table).values())


def test_headings_that_are_repeated_are_no_row(csv_file: WriteText) -> None:
    table = listed(csv_file, *ROWS[:2], "", "Sida 2", HEADINGS, ROWS[2])
    assert numbers(table) == [2, 3, 7]
    assert sorted(left_out(table)) == [5, 6]


TITLED = ["Projekt i norr", "Sammanställning 2025"]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("merge", [("A4:A5", "B4:B5", "C4:D4", "E4:F4", "A1:F1"), ("C4:D4", "E4:F4"), ()])
def test_headings_in_two_rows_are_one(tmp_path: Path, merge: tuple[str, ...], strict: bool) -> None:
    upper = ["Projekt", "Projektägare", "Tid", None, "Budget (tkr)", None]
    lower = [None, None, "Start", "Slut", "Totalt", "Varav kommunen"]
    rows: list[list[object]] = [[TITLED[0]], [TITLED[1]], [], [*upper], [*lower], *FULL]
    table = first(styled(tmp_path / "a.xlsx", rows=rows, merge=merge), strict=strict)
    assert table.headings == (
        "Projekt",
        "Projektägare",
        "Start",
        "Slut",
        "Budget (tkr)",
        "Budget (tkr) / Varav kommunen",
    )
    assert (numbers(table), table.above) == ([6, 7], (1, 2))


def test_groups_above_whole_headings_tell_them_apart(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [None, None, "Ansökan", None, "Beslut", None],
        ["Projekt", "Ägare", "Datum", "Belopp", "Datum", "Belopp"],
        *FULL,
    ]
    table = first(styled(tmp_path / "a.xlsx", rows=rows, merge=("C1:D1", "E1:F1")))
    assert table.headings[2:] == ("Ansökan / Datum", "Ansökan / Belopp", "Beslut / Datum", "Beslut / Belopp")


def test_the_first_row_of_words_is_no_second_half_of_headings(csv_file: WriteText) -> None:
    assert numbers(first(csv_file("Projekt;Ägare;;Partner\nIsväg;Luleå kommun;;\nSpår;Piteå kommun;;\n"))) == [2, 3]


@pytest.mark.parametrize("bold", [(), ("A2", "A5")])
def test_sections_are_told_by_how_they_are_written(tmp_path: Path, bold: tuple[str, ...]) -> None:
    rows: list[list[object]] = [
        ["Projekt", "Ägare", "Start", "Slut", "A", "B"],
        FULL[0],
        FULL[1],
        FULL[0],
        ["Kusten"],
        FULL[1],
    ]
    merge = () if bold else ("A5:F5",)
    table = first(styled(tmp_path / "a.xlsx", rows=rows, merge=merge, bold=bold[1:]))
    assert (numbers(table), list(left_out(table))) == ([2, 3, 4, 6], [5])


def test_what_cells_merged_over_rows_say_each_row_says(tmp_path: Path) -> None:
    """As the sheet of a regional council has it: sections in bold, a project over the rows of its partners."""
    rows: list[list[object]] = [
        ["EAKR-hankkeet 2021–2027"], ["Päivitetty 1.3.2025"], [],
        ["Hanke", "Toteuttaja", "Rooli", "Alkaa", "Tuki (€)"], ["Rovaniemi"],
        ["Arktinen vety", "Lapin yliopisto", "Päätoteuttaja", "1.1.2023", 500000],
        [None, "Rovaniemen kaupunki", "Osatoteuttaja", None, 100000], ["Välisumma Rovaniemi", None, None, None, 600000],
        ["Kemi"], ["Meri ja satama", "Kemin kaupunki", "Päätoteuttaja", "1.5.2023", 250000],
        ["Kierto", "Digipolis Oy", "Päätoteuttaja", "1.2.2024", 150000], ["Yhteensä", None, None, None, 1000000], [],
        ["Lähde: EURA 2021"], ["Huom. tuki on EU:n ja valtion osuus"],
    ]  # fmt: skip
    table = first(styled(tmp_path / "a.xlsx", rows=rows, merge=("A1:E1", "A6:A7"), bold=("A5", "A9")))
    assert [(row.number, row.cells[0]) for row in table.rows()] == [
        (6, "Arktinen vety"), (7, "Arktinen vety"), (10, "Meri ja satama"), (11, "Kierto"),
    ]  # fmt: skip
    assert (table.above, list(left_out(table))) == ((1, 2), [5, 8, 9, 12, 14, 15])


def test_an_empty_column_within_a_table_parts_nothing(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Projekt", "Ägare", None, "Budget"],
        ["A", "B", None, 1],
        ["C", "D", None, 2],
        ["E", "F", None, None],
    ]
    (table,) = open_tables(Sample(styled(tmp_path / "a.xlsx", rows=rows)))
    assert (table.headings, numbers(table)) == (("Projekt", "Ägare", "C", "Budget"), [2, 3, 4])


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = "Projekt"
    page.append(["Projekt", "Budget", "Ort"])
    for number in range(2, 9):
        page.append([f"P{number}", number, "Luleå"])
    for number in (3, 5, 6):
        page.row_dimensions[number].hidden = True
    page.column_dimensions["B"].hidden = True
    workbook.create_sheet("Mer")["A1"] = "Projekt"
    workbook.worksheets[1].append(["Isväg"])
    workbook.worksheets[1].sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")
    load = read_files([tmp_path / "a.xlsx"])
    assert len({node.id for node in load.nodes if node.label == "Project"}) == 8
    said = [note.say("sv") for note in load.notes if isinstance(note, Message)]
    assert "Dolda rader i Projekt lästes som de andra. De är 3: 3, 5–6" in said
    assert "Dolda kolumner i Projekt togs med som de andra: Budget" in said
    assert "Bladet Mer är dolt i arbetsboken men lästes ändå." in said


CELL = st.sampled_from(
    ["", "Summa", "Totalt", "* not", "Isväg", "12", "2024-01-01", "Projekt", "Ägare", "Källa: x", "-", "Norr"]
)


def beside(table: OpenTable) -> range:
    """The rows of the cells beside the table, which are told as `C2:C4`."""
    ends = [int(number) for number in re.findall(r"\d+", table.region.beside)]
    return range(ends[0], ends[1] + 1) if ends else range(0)


@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=14))
def test_every_row_is_in_or_told(tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]]) -> None:
    """Whatever stands in a file, each of its filled rows is a heading, above one, a row of one table, or left out."""
    file = tmp_path_factory.mktemp("lista") / "a.csv"
    file.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    if not any(cell for line in lines for cell in line):
        return
    filled = {number for number, line in enumerate(lines, start=1) if any(line)}
    for open_file in (open_tables, strict_tables):
        told: set[int] = set()
        for table in open_file(Sample(file)):
            told |= {*table.above, *table.region.head.rows, *numbers(table), *left_out(table), *beside(table)}
            assert not set(numbers(table)) & set(left_out(table))
        assert filled <= told


def test_a_list_below_its_title_is_loaded_whole_and_what_is_no_row_is_told(csv_file: WriteText) -> None:
    text = "Projektlista 2025;;;\n;;;\nProjekt;Aktör;Roll;Budget\nIsväg;Luleå kommun;Partner;300000\n"
    text += '"Norr\nspår";Piteå kommun;Partner;500000\nSumma;;;800000\n\n* preliminärt;;;\n'
    load = read_files([csv_file(text, "titel.csv")])
    assert {node.properties.get("name") for node in load.nodes if node.label == "Project"} == {"Isväg", "Norr\nspår"}
    assert [problem.row for problem in load.rejected] == [6, 8]
    assert load.prune
    ties = [tie for tie in load.relations if tie.name == "PARTICIPATES_IN"]
    assert [tie.evidence.locator for tie in ties] == ["row 4", "row 5"]
