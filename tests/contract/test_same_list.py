"""The same list under another file name is asked about, and replaces the loaded one under the ids it had."""

import json
from pathlib import Path

import pytest

from graph.errors import ResemblanceError
from graph.ingest.earlier import earlier
from graph.network.reading import network_of
from graph.store.protocol import GraphStore
from loaders.documents.mapping import Column, TableMapping
from tests.contract.samples import rows_of
from tests.loading import load_into, prepared

HEADINGS = "Projekt;Projektnummer;Aktör;Roll;Finansiär;Belopp;Startar"
LAST_YEAR = (
    "Skogsvägar;24-1;Malå kommun;projektägare;Norrfonden;100000;2024",
    "Fjällmat;24-2;Sorsele kommun;projektägare;Norrfonden;200000;2024",
    "Älvdalens ljus;24-3;Arjeplogs kommun;projektägare;Norrfonden;300000;2024",
    "Myrens minne;24-4;Åsele kommun;projektägare;Norrfonden;400000;2024",
)


def listed(folder: Path, name: str, *rows: str, headings: str = HEADINGS) -> Path:
    file = folder / name
    file.write_text("\n".join((headings, *rows)) + "\n", "utf-8")
    return file


@pytest.fixture
def loaded(store: GraphStore, tmp_path: Path) -> GraphStore:
    load_into(store, listed(tmp_path, "Projektlista 2024.csv", *LAST_YEAR))
    return store


def asked(store: GraphStore, file: Path) -> dict[str, object]:
    """What the question about a file says; empty where none is asked."""
    try:
        prepared(store, file).compare()
    except ResemblanceError as error:
        return {name: error.values[name] for name in ("dataset", "count", "common", "equal", "lacking")}
    return {}


def test_a_list_with_half_its_projects_in_common_is_asked_about(loaded: GraphStore, tmp_path: Path) -> None:
    rows = (LAST_YEAR[0], LAST_YEAR[1].replace("200000", "250000"), "Nyland;25-1;Malå kommun;;;;2025")
    file = listed(tmp_path, "Projektlista 2025.csv", *rows, "Nysjö;25-2;Malå kommun;;;;2025")
    assert asked(loaded, file) == {
        "dataset": "projektlista-2024",
        "count": 4,
        "common": 2,
        "equal": 1,
        "lacking": 2,
    }
    with pytest.raises(ResemblanceError):
        load_into(loaded, file)
    assert [row["id"] for row in rows_of(loaded, "Dataset")] == ["projektlista-2024"]
    load_into(loaded, file, new=True)
    assert [row["id"] for row in rows_of(loaded, "Dataset")] == ["projektlista-2024", "projektlista-2025"]
    assert asked(loaded, file) == {}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("Nyland;25-1;Malå kommun;;;;2025", "Nysjö;25-2;Åsele kommun;;;;2025"), id="other projects"),
        pytest.param(
            tuple(row.replace(";24-", ";25-").replace("2024", "2025") for row in LAST_YEAR), id="names used every year"
        ),
    ],
)
def test_next_years_list_without_a_project_in_common_is_a_new_list(
    loaded: GraphStore, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    assert asked(loaded, listed(tmp_path, "Projektlista 2025.csv", *rows)) == {}


def test_another_list_of_the_same_projects_is_not_asked_about(loaded: GraphStore, tmp_path: Path) -> None:
    rows = (f"{row.split(';')[0]};En text om projektet;Norrbotten" for row in LAST_YEAR)
    file = listed(tmp_path, "Beskrivningar.csv", *rows, headings="Projekt;Sammanfattning;Platser")
    assert asked(loaded, file) == {}


def test_a_handful_of_a_long_list_is_not_asked_about(store: GraphStore, tmp_path: Path) -> None:
    many = [f"Projekt nummer {number};9-{number};Malå kommun;partner;;;2024" for number in range(40)]
    load_into(store, listed(tmp_path, "lista.csv", *many))
    assert asked(store, listed(tmp_path, "urval.csv", *many[:3])) == {}
    assert asked(store, listed(tmp_path, "halva.csv", *many[:20]))["lacking"] == 20


def test_a_list_of_actors_is_compared_by_its_actors(store: GraphStore, tmp_path: Path) -> None:
    headings = "namn;typ;plats"
    rows = ("Malå kommun;kommun;Malå", "Norrskens förening;förening;Åsele", "Älvbolaget;företag;Arjeplog")
    load_into(store, listed(tmp_path, "Aktörer.csv", *rows, headings=headings))
    found = asked(store, listed(tmp_path, "Aktörer ny.csv", *rows[:2], headings=headings))
    assert (found["common"], found["equal"], found["lacking"]) == (2, 2, 1)


def test_neither_the_demo_network_nor_a_register_is_taken_for_a_list(store: GraphStore, tmp_path: Path) -> None:
    load_into(store)
    rows = [f"{row['name']};;Luleå kommun;;;;2025" for row in rows_of(store, "Project")]
    assert asked(store, listed(tmp_path, "egen lista.csv", *rows)) == {}


def test_a_replacing_list_keeps_the_ids_and_what_it_says_again(loaded: GraphStore, tmp_path: Path) -> None:
    file = listed(tmp_path, "Projektlista 2025.csv", *LAST_YEAR[:3], "Nyland;25-1;Malå kommun;partner;;;2025")
    report = load_into(loaded, file, dataset="projektlista-2024")
    taking_part = report.counts["PARTICIPATES_IN"]
    assert (taking_part.new, taking_part.changed, taking_part.unchanged, taking_part.withdrawn) == (1, 0, 3, 1)
    assert {row["id"] for row in rows_of(loaded, "Project")} == {
        f"projektlista-2024:{name}" for name in ("skogsvägar", "fjällmat", "älvdalens-ljus", "nyland")
    }
    (dataset,) = rows_of(loaded, "Dataset")
    assert (dataset["id"], dataset["title"]) == ("projektlista-2024", "Projektlista 2025")
    assert "Projektlista 2025.csv" in {row["title"] for row in rows_of(loaded, "Source")}
    again = load_into(loaded, file, dataset="projektlista-2024")
    assert not again.changed


def test_what_a_list_replaced_is_there_at_the_revision_before_and_when_it_is_loaded_again(
    loaded: GraphStore, tmp_path: Path
) -> None:
    facts = ("Project", "Actor", "PARTICIPATES_IN", "FUNDS")
    before = {name: _said(loaded, name) for name in facts}
    then = loaded.read(lambda transaction: network_of(earlier(transaction, 1)))
    file = listed(tmp_path, "Projektlista 2025.csv", LAST_YEAR[0], "Nyland;25-1;Malå kommun;partner;;;2025")
    load_into(loaded, file, dataset="projektlista-2024")
    assert {name: _said(loaded, name) for name in facts} != before
    assert loaded.read(lambda transaction: network_of(earlier(transaction, 1))).facts == then.facts
    load_into(loaded, tmp_path / "Projektlista 2024.csv", dataset="projektlista-2024")
    assert {name: _said(loaded, name) for name in facts} == before


def _said(store: GraphStore, name: str) -> list[dict[str, object]]:
    """The rows of a type without the run that wrote them."""
    return [{key: value for key, value in row.items() if key != "run"} for row in rows_of(store, name)]


def test_a_mapped_register_under_another_name_is_asked_about(store: GraphStore, tmp_path: Path) -> None:
    columns = (Column("nr", "project_id"), Column("titel", "project"), Column("vem", "actor", role="owner"))
    mapping = TableMapping("project", columns)
    records = [{"nr": f"A{number}", "titel": f"Titel {number}", "vem": "Malå kommun"} for number in range(6)]
    first, second = tmp_path / "register.json", tmp_path / "register (1).json"
    first.write_text(json.dumps(records[:5]), "utf-8")
    second.write_text(json.dumps(records[1:]), "utf-8")
    load_into(store, first, mapping=mapping)
    with pytest.raises(ResemblanceError) as refused:
        load_into(store, second, mapping=mapping)
    assert [refused.value.values[name] for name in ("common", "equal", "lacking")] == [4, 4, 1]
    load_into(store, second, mapping=mapping, dataset=refused.value.dataset)
    assert {row["id"] for row in rows_of(store, "Project")} == {f"register:a{number}" for number in range(1, 6)}
