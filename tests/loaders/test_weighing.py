"""A table is taken for one of our sheets only when nothing that matters would stay unread."""

from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.catalogue import find_loaders
from loaders.files.sample import Sample
from loaders.recognition import why_unknown
from loaders.run import read_files
from tests.loaders.conftest import Rows, WriteText, WriteWorkbook

PROJECTS: Rows = [
    ["Projektnamn", "Beskrivning", "Koordinator", "Bidragsgivare", "Start", "Slut", "Plats", "Kontaktperson"],
    ["Nätbygge", "Nät byggs", "Ås kommun", "Norrfonden", "2024", "2025", "Luleå", "Al Ek"],
]
PARTICIPATION: Rows = [["Projekt", "Aktör", "Roll"], ["Nätbygge", "Ås kommun", "koordinator"]]


def why(*files: Path) -> tuple[str, ...] | None:
    """The columns that would stay unread, as they are told; None when the files are ours."""
    found = why_unknown([Sample(file) for file in files], find_loaders())
    columns = found.values.get("columns", ()) if found else None
    assert columns is None or isinstance(columns, tuple)
    return columns


def test_a_project_list_with_its_partners_is_no_sheet_of_ours(workbook: WriteWorkbook) -> None:
    file = workbook({"Projekt": PROJECTS})
    assert why(file) == ("Koordinator", "Bidragsgivare")
    with pytest.raises(InputError) as refused:
        read_files([file])
    assert "Koordinator, Bidragsgivare" in refused.value.say("sv")
    assert "Ladda data" in refused.value.say("sv")


@pytest.mark.parametrize(
    ("headings", "row", "unread"),
    [
        # Ours, with a column that says nothing HUR knows: told, and loaded.
        ("Projekt;Startar;Kontaktperson", "Nät;2024;Al Ek", None),
        ("Projekt;Startar;Anteckning", "Nät;2024;ring i maj", None),
        ("Projekt;Aktör;Roll;Handläggare;Status", "Nät;Ås kommun;partner;Al Ek;pågår", None),
        ("Namn;Typ;Organisationsnummer;Anteckning", "Ås kommun;kommun;;", None),
        # One column that carries what is asked of HUR.
        ("Projekt;Aktör;Roll;Medsökande", "Nät;Ås kommun;partner;Älv AB", ("Medsökande",)),
        ("Projekt;Startar;Slutar;Budget;Sökande", "Nät;2024;2025;100 000 kr;Älv AB", ("Sökande",)),
        ("Project;Starts;Ends;Amount awarded;Funding organisation", "Net;2024;2025;£100;Trust", ("Amount awarded",)),
        ("Projekt;Beskrivning;Beviljat belopp;Plats", "Nät;Nät byggs;100 000 kr;Luleå", ("Beviljat belopp",)),
        # The column is there, but says nothing.
        ("Projekt;Startar;Slutar;Budget;Sökande", "Nät;2024;2025;100 000 kr;", None),
    ],
)
def test_what_would_stay_unread_is_weighed(
    csv_file: WriteText, headings: str, row: str, unread: tuple[str, ...] | None
) -> None:
    found = why(csv_file(f"{headings}\n{row}\n", name="lista.csv"))
    assert found is None if unread is None else found is not None and set(unread) <= set(found)


def test_a_harmless_column_is_noted(csv_file: WriteText) -> None:
    load = read_files([csv_file("Projekt;Startar;Anteckning\nNät;2024;ring i maj\n", name="Projekt.csv")])
    assert any("Anteckning" in note for note in load.notes)


def test_what_another_sheet_of_the_workbook_says_need_not_be_read(workbook: WriteWorkbook) -> None:
    funding: Rows = [["Projekt", "Finansiär", "Belopp"], ["Nätbygge", "Norrfonden", 100]]
    whole: dict[str, Rows] = {"Projekt": PROJECTS, "Medverkan": PARTICIPATION, "Finansiering": funding}
    assert why(workbook(whole)) is None
    assert why(workbook({**whole, "Medverkan": PARTICIPATION[:1]})) == ("Koordinator",)
    assert why(workbook({**whole, "Finansiering": funding[:1]})) == ("Bidragsgivare",)


def test_several_files_are_weighed_together(csv_file: WriteText) -> None:
    projects = csv_file("\n".join(";".join(map(str, row)) for row in PROJECTS), name="Projekt.csv")
    ties = csv_file("\n".join(";".join(map(str, row)) for row in PARTICIPATION), name="Medverkan.csv")
    assert why(projects) == ("Koordinator", "Bidragsgivare")
    assert why(projects, ties) == ("Bidragsgivare",)


def test_who_names_the_loader_gets_the_sheet(csv_file: WriteText) -> None:
    file = csv_file("Projekt;Startar;Sökande\nNät;2024;Älv AB\n", name="Projekt.csv")
    load = read_files([file], loader="spreadsheet")
    assert [node.id for node in load.nodes if node.label == "Actor"] == []
    assert any("Sökande" in note for note in load.notes)


def test_a_flat_list_is_one_whatever_its_sheet_is_called(workbook: WriteWorkbook) -> None:
    rows: Rows = [["Projekt", "Aktör", "Roll", "Startdatum"], ["Nät", "Älv AB", "partner", "2024"]]
    file = workbook({"Projekt": rows})
    assert why(file) is None
    assert [tie.start for tie in read_files([file]).relations if tie.name == "PARTICIPATES_IN"] == ["älv-ab"]
