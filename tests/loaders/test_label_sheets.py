"""Sheets of labels and values are projects; lists of two columns are not turned. Told apart by hand-made cases."""

from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.catalogue import find_loaders
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.saved_mappings import SavedMappings
from loaders.files.sample import Sample
from loaders.recognition import saved_for, why_unknown
from loaders.run import read_files
from loaders.tables.label_sheets import labelled
from loaders.tables.open_table import open_tables
from tests.loaders.conftest import Rows, WriteText, WriteWorkbook

NET: Rows = [
    ["Projektblad"],
    [],
    ["Projektnamn:", "Nätbygge"],
    ["Syfte:", "Nät byggs"],
    ["Start", "2024", "Slut", "2025"],
    ["Budget", "100 000 kr"],
    ["Status", "Pågår"],
    ["Kontaktperson", "Al Ek"],
    [],
    ["Deltagande organisationer", "Roll"],
    ["Ås kommun", "Koordinator"],
    ["Älv AB", "Partner"],
    ["Norrskens förening", "Partner"],
    ["Bygdelaget", "Huvudpart"],
]
WOOD: Rows = [
    ["Projektnamn:", "Skog"],
    ["Start", 2023],
    ["Budget", "okänt"],
    ["Partner", "Älv AB", "Malå matlag"],
    [None, "Ås kommun"],
    ["Plats", "Malå"],
    ["Finansiär"],
    ["Norrfonden"],
    ["Skogsfonden"],
]


def numbered(rows: Rows) -> list[tuple[int, list[str | int | float | None]]]:
    return [(number, list(row)) for number, row in enumerate(rows, start=1) if row]  # type: ignore[arg-type]


def test_values_stand_beside_and_below_their_labels() -> None:
    assert labelled(numbered(NET))[""] == {
        "–": ("Projektblad",),
        "Projektnamn": ("Nätbygge",),
        "Syfte": ("Nät byggs",),
        "Start": ("2024",),
        "Slut": ("2025",),
        "Budget": ("100 000 kr",),
        "Status": ("Pågår",),
        "Kontaktperson": ("Al Ek",),
        "Koordinator": ("Ås kommun",),
        "Partner": ("Älv AB", "Norrskens förening"),
        "Deltagande organisationer: Huvudpart": ("Bygdelaget",),
    }
    assert labelled(numbered(WOOD))[""] == {
        "Projektnamn": ("Skog",),
        "Start": (2023,),
        "Budget": ("okänt",),
        "Partner": ("Älv AB", "Malå matlag", "Ås kommun"),
        "Plats": ("Malå",),
        "Finansiär": ("Norrfonden", "Skogsfonden"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["Project name", "Nets"], ["Start date", "2024-01-01"], ["Total budget", "EUR 1000"], ["Partners", "Elv AS"]],
        [["Prosjektnavn:", "Nett"], ["Prosjekteier:", "Bodø kommune"], ["Prosjektperiode:", "2022-2024"]],
        [["Hankkeen nimi", "Verkko"], ["Toteuttaja", "Oulun yliopisto"], ["Alkaa", "1.1.2023"], ["Budjetti", "5 €"]],
        [["Projekttitel", "Netz"], ["Laufzeit", "2021 - 2023"], ["Zuwendungsempfänger", "Uni"], ["Budget", "5 EUR"]],
        [["Projektnavn", "Net"], ["Tilskudsmodtager", "Aalborg Kommune"], ["Startdato", "2021"], ["Fond", "Fonden"]],
        [["Titel", "Nät"], ["Finansiär", "Norrfonden"], ["Projektägare", "Ås kommun"]],
        [["Ort", "Malå"], ["Beskrivning", "Nät"], ["Startdatum", "våren 2025"], ["Anmärkning", "bra"]],
    ],
)
def test_sheets_of_labels(rows: Rows) -> None:
    assert labelled(numbered(rows))


@pytest.mark.parametrize(
    "rows",
    [
        # Lists of two columns.
        [["Projekt", "Aktör"], ["Nät", "Ås kommun"], ["Skog", "Älv AB"], ["Bygd", "Malå matlag"]],
        [["Projekt", "Finansiär"], ["Budget", "Norrfonden"], ["Period", "Norrfonden"], ["Partner", "Norrfonden"]],
        [["Organisation", "Roll"], ["Ås kommun", "Koordinator"], ["Älv AB", "Partner"], ["Lag", "Partner"]],
        [["Aktör", "Antal"], ["Ås kommun", 3], ["Älv AB", 2], ["Start", 1]],
        [["Region Gävleborg", "Nät"], ["Region Dalarna", "2024"], ["Boliden AB", "Skog 2"], ["Ås kommun", "Bygd"]],
        # What the columns of another sheet are.
        [
            ["Kolumn", "Förklaring"],
            ["Projektnamn", "Vad projektet heter"],
            ["Startdatum", "När det börjar"],
            ["Slutdatum", "När det är slut"],
            ["Budget", "Hela kostnaden"],
        ],
        # A list under a title, with headings in two rows and a total.
        [
            ["Kommunens projekt"],
            ["Projekt", "Projektägare", "Tid", None, "Budget"],
            [None, None, "Start", "Slut", None],
            ["Nät", "Ås kommun", "2024", "2025", "2 000 000 kr"],
            ["Summa", None, None, None, "2 000 000 kr"],
        ],
        # Too little to tell.
        [["Projektnamn", "Nät"], ["Startdatum", "2024"]],
        [["Nät"], ["Skog"], ["Bygd"]],
        [],
    ],
)
def test_other_tables_are_not_turned(rows: Rows) -> None:
    assert labelled(numbered(rows)) == {}


MAPPING = TableMapping(
    "project",
    tuple(
        Column(heading, field, role=role)
        for heading, field, role in [
            ("Projektnamn", "project", ""),
            ("Start", "starts", ""),
            ("Partner", "actor", "partner"),
            ("Koordinator", "actor", "coordinator"),
            ("Finansiär", "funder", ""),
            ("Plats", "places", ""),
        ]
    ),
    dates="iso",
)


def test_each_sheet_is_one_project(workbook: WriteWorkbook) -> None:
    file = workbook({"Nät": NET, "Skog": WOOD, "Adresser": [["Ort", "Gata"], ["Malå", "Storgatan"]]})
    table, other = open_tables(Sample(file))
    assert (table.sheets, other.where.sheet) == (("Nät", "Skog"), "Adresser")
    load = read_files([file], mapping=MAPPING, dataset="blad")
    assert sorted(node.id for node in load.nodes if node.label == "Project") == ["blad:nätbygge", "blad:skog"]
    named = {(tie.name, tie.start, tie.end, tie.evidence.locator) for tie in load.relations}
    assert {tie[1:] for tie in named if tie[0] == "PARTICIPATES_IN"} == {
        ("ås-kommun", "blad:nätbygge", "Nät"),
        ("älv-ab", "blad:nätbygge", "Nät"),
        ("norrskens-förening", "blad:nätbygge", "Nät"),
        ("älv-ab", "blad:skog", "Skog"),
        ("malå-matlag", "blad:skog", "Skog"),
        ("ås-kommun", "blad:skog", "Skog"),
    }
    assert {tie[1] for tie in named if tie[0] == "FUNDS"} == {"norrfonden", "skogsfonden"}
    assert any("Adresser" in note for note in load.notes)


def test_one_sheet_of_labels_is_asked_about_and_not_a_list(workbook: WriteWorkbook, csv_file: WriteText) -> None:
    text = "\n".join(";".join(str(cell) for cell in row) for row in NET[2:])
    for file in (workbook({"Projekt": NET}), csv_file(text, name="projektblad.csv")):
        why = why_unknown([Sample(file)], find_loaders())
        assert why is not None
        assert why.key == "mapping.is_labels"
        with pytest.raises(InputError, match="labels"):
            read_files([file])


def test_a_list_on_its_side_is_a_project_a_column(workbook: WriteWorkbook) -> None:
    rows: Rows = [
        ["Samverkansprojekt"],
        ["Projekt", "Nätbygge", "Skog", "Bygd"],
        ["Projektägare", "Ås kommun", "Älv AB", "Malå matlag"],
        ["Startdatum", "2024-01-01", "2023-05-01", None],
        ["Budget", "100 000 kr", None, "50 000 kr"],
        ["Status", "Pågår", "Avslutat", "Pågår"],
    ]
    table = open_tables(Sample(workbook({"Översikt": rows})))[0]
    assert table.sheets == ("Översikt!B", "Översikt!C", "Översikt!D")
    assert table.headings[:5] == ("Projekt", "–", "Projektägare", "Startdatum", "Budget")
    assert [row.cells[0:1] + row.cells[2:5] for row in table.rows()] == [
        ("Nätbygge", "Ås kommun", "2024-01-01", "100 000 kr"),
        ("Skog", "Älv AB", "2023-05-01", None),
        ("Bygd", "Malå matlag", None, "50 000 kr"),
    ]


def test_a_sheet_that_names_no_project_is_called_as_it_is(workbook: WriteWorkbook) -> None:
    rows: Rows = [["Startår", 2024], ["Finansiär", "Norrfonden"], ["Syfte", "Nät byggs"]]
    table = open_tables(Sample(workbook({"Nätbygge": rows})))[0]
    assert table.headings == ("Projekt (blad)", "Startår", "Finansiär", "Syfte")
    assert [row.cells for row in table.rows()] == [("Nätbygge", 2024, "Norrfonden", "Nät byggs")]


def test_the_labels_are_the_fingerprint(workbook: WriteWorkbook, tmp_path: Path) -> None:
    saved, file = SavedMappings(tmp_path / "kept"), workbook({"A": WOOD})
    mapping = TableMapping("project", tuple(map(Column, open_tables(Sample(file))[0].headings)))
    saved.save(mapping)
    again = workbook({"B": [WOOD[0], *reversed(WOOD[1:5]), *WOOD[5:]], "C": WOOD}, name="nästa.xlsx")
    assert saved_for(Sample(again), saved, find_loaders()) == mapping


def test_sheets_of_ours_beside_a_sheet_of_labels_are_ours(workbook: WriteWorkbook) -> None:
    about: Rows = [["Organisation", "Ås kommun"], ["Startdatum", "2024-01-01"], ["Titel", "Vår lista"]]
    projects: Rows = [["Projekt", "Startar"], ["Nät", "2024"]]
    assert why_unknown([Sample(workbook({"Projekt": projects, "Uppgifter": about}))], find_loaders()) is None
