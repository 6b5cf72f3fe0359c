"""Tables read by a mapping: every row in, or reported with file, row and column. Organisations are invented."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.ingest.load import Load
from graph.model.records import Evidence
from graph.store.ladybug import LadybugStore
from loaders.catalogue import find_loaders
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.saved_mappings import SavedMappings
from loaders.files.sample import Sample
from loaders.recognition import saved_for, why_unknown
from loaders.registers.registry import Registry
from loaders.run import read_files
from loaders.tables.open_table import open_tables
from loaders.tables.rows import Understanding
from tests.loaders.conftest import WriteText, WriteWorkbook
from tests.loading import load_into

HEADINGS = "Ärende;Titel;Sökande;Org.nr;Kommun;Beviljat (tkr);Start;Slut;Medsökande;Område;Handläggare\n"
ROWS = [
    "24-1;Skogens värden;Norrskens förening;769600-0012;Vindeln;1 250;01/03/2024;28/02/2026;"
    "Älvbyn AB, Åsele bygdelag;Skog;Ek\n",
    "24-2;Fjällmat;Malå matlag;;Malå;480;01/04/2024;31/12/2025;Norrskens förening;Nordligt;Al\n",
]
MAPPING = TableMapping(
    "project",
    (
        Column("Ärende", "project_id"),
        Column("Titel", "project"),
        Column("Sökande", "actor", role="owner"),
        Column("Org.nr", "org_number"),
        Column("Kommun", "place"),
        Column("Beviljat (tkr)", "amount", unit="tkr"),
        Column("Start", "starts"),
        Column("Slut", "ends"),
        Column("Medsökande", "actor", role="partner", separator=","),
        Column("Område", "themes"),
        Column("Handläggare"),
    ),
    {"funder": "Norrfonden"},
    {"theme": {"Nordligt": "energy"}},
    "day-first",
)


def ties(load: Load, name: str) -> set[tuple[object, ...]]:
    told = {"PARTICIPATES_IN": "role", "FUNDS": "amount", "ABOUT": "phrase"}.get(name)
    return {(each.start, each.end, each.properties.get(told or "")) for each in load.relations if each.name == name}


@pytest.fixture
def table(csv_file: WriteText) -> Path:
    return csv_file(HEADINGS + "".join(ROWS), name="lista.csv")


def test_a_number_names_the_project_and_is_kept_with_the_other_title(csv_file: WriteText) -> None:
    columns = (Column("Dnr", "project_number"), Column("Titel", "project"), Column("Engelsk titel", "other_title"))
    file = csv_file("Dnr;Titel;Engelsk titel\n2014-05039;Norra nätet;The northern net\n;Älv;\n")
    load = read_files([file], mapping=TableMapping("project", columns))
    assert {each.id: dict(each.properties) for each in load.nodes if each.label == "Project"} == {
        "medverkan:2014-05039": {
            "name": "Norra nätet",
            "aliases": ("The northern net",),
            "numbers": ("2014-05039",),
        },
        "medverkan:älv": {"name": "Älv"},
    }


def test_one_project_a_row_with_its_actors_and_grant(table: Path) -> None:
    load = read_files([table], mapping=MAPPING)
    assert load.rejected == ()
    first = next(node for node in load.nodes if node.id == "lista:24-1")
    assert first.properties == {"name": "Skogens värden", "starts": "2024-03-01", "ends": "2026-02-28"}
    assert first.evidence.source == "lista/lista.csv"
    assert first.evidence.locator == "row 2"
    assert ties(load, "PARTICIPATES_IN") == {
        ("orgnr:7696000012", "lista:24-1", "owner"),
        ("älvbyn-ab", "lista:24-1", "partner"),
        ("åsele-bygdelag", "lista:24-1", "partner"),
        ("malå-matlag", "lista:24-2", "owner"),
        ("orgnr:7696000012", "lista:24-2", "partner"),  # the number stands in another row
    }
    assert ties(load, "FUNDS") == {("norrfonden", "lista:24-1", 1_250_000.0), ("norrfonden", "lista:24-2", 480_000.0)}
    assert {each.properties["currency"] for each in load.relations if each.name == "FUNDS"} == {"SEK"}
    assert ties(load, "ABOUT") >= {("lista:24-2", "energy", "Nordligt")}
    assert ("orgnr:7696000012", "se:2404", None) in ties(load, "LOCATED_IN")
    assert any("Handläggare" in note for note in load.notes)
    assert "Ek" not in repr(load.nodes)


def test_the_order_of_rows_and_loading_twice_change_nothing(csv_file: WriteText, store: LadybugStore) -> None:
    load_into(store, csv_file(HEADINGS + "".join(ROWS), name="lista.csv"), mapping=MAPPING)
    again = load_into(store, csv_file(HEADINGS + "".join(ROWS), name="lista.csv"), mapping=MAPPING)
    assert not again.changed
    turned = read_files([csv_file(HEADINGS + "".join(reversed(ROWS)), name="lista.csv")], mapping=MAPPING)
    assert ties(turned, "PARTICIPATES_IN") == ties(
        read_files([csv_file(HEADINGS + "".join(ROWS), name="lista.csv")], mapping=MAPPING), "PARTICIPATES_IN"
    )


BAD = {
    "Titel": (1, "", "required"),
    "Ärende": (0, "24-1", "same id as row 2"),
}


@pytest.mark.parametrize("column", BAD)
def test_a_bad_row_is_told_with_its_column_and_the_others_load(csv_file: WriteText, column: str) -> None:
    index, value, reason = BAD[column]
    cells = ROWS[1].split(";")
    cells[index] = value
    file = csv_file(HEADINGS + ROWS[0] + ";".join(cells), name="lista.csv")
    with pytest.raises(InputError) as refused:
        read_files([file], mapping=MAPPING)
    (problem,) = refused.value.problems
    assert (problem.file, problem.row, problem.column) == ("lista.csv", 3, column)
    assert reason in problem.reason
    load = read_files([file], mapping=MAPPING, skip_bad_rows=True)
    assert {each.id for each in load.nodes if each.label == "Project"} == {"lista:24-1"}
    assert "malå-matlag" not in {each.id for each in load.nodes}, "nothing of a bad row is used"
    assert [each.row for each in load.rejected] == [3]
    assert load.prune is False


def test_a_row_with_nothing_but_what_is_left_out_is_told(csv_file: WriteText) -> None:
    file = csv_file(HEADINGS + ROWS[0] + ";;;;;;;;;;Ek\n;;;;;;;;;;\n", name="lista.csv")
    load = read_files([file], mapping=MAPPING, skip_bad_rows=True)
    assert [(each.row, each.column) for each in load.rejected] == [(3, "Titel")]


def test_a_number_is_a_number_whatever_the_decimal_sign(workbook: WriteWorkbook) -> None:
    mapping = TableMapping("project", (Column("P", "project"), Column("B", "budget", unit="mkr")), decimal=",")
    load = read_files([workbook({"Data": [["P", "B"], ["A", 1.234], ["B", "1,234"]]})], mapping=mapping)
    assert {node.properties.get("budget") for node in load.nodes if node.label == "Project"} == {1_234_000.0}


def test_a_cell_that_cannot_be_read_is_told_and_asks_nothing(csv_file: WriteText, registry: Registry) -> None:
    file = csv_file("Projekt;Part;Roll;Typ;Budget\nNät;A;" + "x" * 40_000 + ";;\n")
    (table,) = open_tables(Sample(file))
    assert Understanding(PARTICIPATION, table).unknown_categories(registry) == {}
    with pytest.raises(InputError, match="at most 32,767"):
        read_files([file], mapping=PARTICIPATION)


def test_every_row_is_in_or_reported(csv_file: WriteText) -> None:
    bad = "24-{};{};X;;;;2024;;;;\n"
    rows = [bad.format(number, "P" if number % 3 else "") for number in range(60)]
    load = read_files([csv_file(HEADINGS + "".join(rows), name="lista.csv")], mapping=MAPPING, skip_bad_rows=True)
    assert len({each.id for each in load.nodes if each.label == "Project"}) + len(load.rejected) == 60


PARTICIPATION = TableMapping(
    "participation",
    (
        Column("Projekt", "project"), Column("Part", "actor"), Column("Roll", "role"), Column("Typ", "kind"),
        Column("Budget", "budget", unit="EUR"),
    ),
    values={"role": {"Huvudpart": "coordinator", "Observatör": None}, "kind": {"Ek. för.": "association"}},
)  # fmt: skip


def test_one_participation_a_row(csv_file: WriteText) -> None:
    text = "Projekt;Part;Roll;Typ;Budget\nNät;A;Huvudpart;Ek. för.;1.5 mn\nNät;B;partner;;\n"
    text += "Nät;C;Observatör;kommun;1500000\n"
    load = read_files([csv_file(text, name="d.csv")], mapping=PARTICIPATION)
    assert ties(load, "PARTICIPATES_IN") == {
        ("a", "d:nät", "coordinator"),
        ("b", "d:nät", "partner"),
        ("c", "d:nät", None),
    }
    own = [node.properties for node in load.nodes if node.id == "d:nät"]
    assert {"name": "Nät", "budget": 1_500_000.0, "currency": "EUR"} in own
    assert {node.properties.get("kind") for node in load.nodes if node.id == "a"} == {"association"}


def test_an_unknown_category_is_never_defaulted(csv_file: WriteText, registry: Registry) -> None:
    file = csv_file("Projekt;Part;Roll;Typ;Budget\nNät;A;Kung;sekt;\nNät;B;Kung;kommun;\n")
    (table,) = open_tables(Sample(file))
    unknown = Understanding(PARTICIPATION, table).unknown_categories(registry)
    assert {name: dict(phrases) for name, phrases in unknown.items()} == {"role": {"Kung": 2}, "kind": {"sekt": 1}}
    with pytest.raises(InputError) as refused:
        read_files([file], mapping=PARTICIPATION)
    assert [(each.row, each.column) for each in refused.value.problems] == [(2, "Roll"), (2, "Typ"), (3, "Roll")]
    answered = PARTICIPATION.answered({"role": {"Kung": "owner"}, "kind": {"sekt": None}})
    assert read_files([file], mapping=answered).rejected == ()


def test_a_row_cites_its_source_with_quote_and_page(csv_file: WriteText) -> None:
    columns = (
        Column("Projekt", "project"), Column("Part", "actor", role="partner"), Column("Källa", "source"),
        Column("Citat", "quote"), Column("Sida", "page"),
    )  # fmt: skip
    rows = "Nät;A AB;https://nod.example/pm;A AB deltar;12\nNät;B AB;;;\n"
    load = read_files(
        [csv_file(f"Projekt;Part;Källa;Citat;Sida\n{rows}")], mapping=TableMapping("participation", columns)
    )
    cited = {each.start: each.evidence for each in load.relations if each.name == "PARTICIPATES_IN"}
    assert cited["a-ab"] == Evidence("medverkan/https-nod-example-pm", "A AB deltar", "12")
    assert cited["b-ab"] == Evidence("medverkan/Medverkan.csv", None, "row 3")
    source = next(each for each in load.sources if each.id == "medverkan/https-nod-example-pm")
    assert (source.title, source.url) == ("https://nod.example/pm", "https://nod.example/pm")


def test_a_period_that_two_rows_say_together_is_checked(csv_file: WriteText) -> None:
    columns = (Column("P", "project"), Column("A", "actor", role="partner"), Column("S", "starts"), Column("E", "ends"))
    load = read_files(
        [csv_file("P;A;S;E\nNät;X;2025;\nNät;Y;;2024\n")],
        mapping=TableMapping("participation", columns, dates="iso"),
    )
    assert {node.properties.get("ends") for node in load.nodes if node.label == "Project"} == {None}
    (problem,) = load.rejected
    assert (problem.row, problem.column) == (3, "E")
    assert "before it starts" in problem.why("en")


def test_organisations_of_one_name_stay_apart_by_their_numbers(csv_file: WriteText) -> None:
    mapping = TableMapping("actor", (Column("Namn", "actor"), Column("Org", "org_number"), Column("Ort", "place")))
    text = "Namn;Org;Ort\nBygdelaget;769600-0012;Malå\nBygdelaget;556677-8899;Åre\nBygdelaget;;Boden\n"
    load = read_files([csv_file(text)], mapping=mapping)
    assert {"orgnr:7696000012", "orgnr:5566778899", "bygdelaget"} <= {node.id for node in load.nodes}


def test_other_identifiers_are_ids_too(csv_file: WriteText) -> None:
    mapping = TableMapping("actor", (Column("Namn", "actor"), Column("ROR", "ror"), Column("PIC", "pic")))
    load = read_files([csv_file("Namn;ROR;PIC\nA;https://ror.org/000hdh770;\nB;;999876874\n")], mapping=mapping)
    assert {"ror:000hdh770", "pic:999876874"} <= {node.id for node in load.nodes}


def test_one_tie_a_row(csv_file: WriteText) -> None:
    mapping = TableMapping(
        "tie",
        (Column("Från", "actor_a"), Column("Till", "actor_b"), Column("Hur", "tie_kind"), Column("År", "since")),
        dates="iso",
    )
    load = read_files([csv_file("Från;Till;Hur;År\nA AB;B AB;avtal;2024\n")], mapping=mapping)
    (tie,) = [each for each in load.relations if each.name == "COLLABORATES_WITH"]
    assert (tie.start, tie.end, tie.properties["kind"], tie.properties["since"]) == ("a-ab", "b-ab", "avtal", "2024")
    with pytest.raises(InputError, match="itself"):
        read_files([csv_file("Från;Till;Hur;År\nA AB;A AB;avtal;2024\n")], mapping=mapping)


def test_what_is_said_of_several_actors_at_once_is_refused(csv_file: WriteText) -> None:
    mapping = TableMapping(
        "participation",
        (Column("P", "project"), Column("A", "actor", role="partner", separator=";"), Column("Nr", "org_number")),
    )
    with pytest.raises(InputError) as refused:
        read_files([csv_file("P,A,Nr\nNät,A;B,769600-0012\n")], mapping=mapping)
    assert [(each.row, each.column) for each in refused.value.problems] == [(2, "Nr")]
    assert "en av 2 aktörer" in refused.value.say("sv")


def test_sheets_of_a_year_each_are_one_dataset_and_others_are_noted(workbook: WriteWorkbook) -> None:
    mapping = TableMapping("participation", (Column("Projekt", "project"), Column("Part", "actor", role="partner")))
    load = read_files(
        [
            workbook(
                {
                    "2023": [["Projekt", "Part"], ["A", "X"]],
                    "2024": [["Part", "Projekt"], ["Y", "B"]],
                    "Om": [["Text"], ["z"]],
                }
            )
        ],
        mapping=mapping,
    )
    assert ties(load, "PARTICIPATES_IN") == {("x", "nät:a", "partner"), ("y", "nät:b", "partner")}
    assert {each.evidence.locator for each in load.relations if each.name == "PARTICIPATES_IN"} == {"2023!2", "2024!2"}
    assert any("sheet Om was not read" in note for note in load.notes)


def test_json_records_are_rows(tmp_path: Path) -> None:
    records = [{"projekt": "Nät", "parter": ["A", "B; C"], "org": {"ort": "Malå"}}]
    (tmp_path / "d.json").write_text(json.dumps({"data": records}))
    mapping = TableMapping(
        "participation",
        (Column("projekt", "project"), Column("parter", "actor", role="partner"), Column("org.ort", "places")),
    )
    load = read_files([tmp_path / "d.json"], mapping=mapping)
    assert ties(load, "PARTICIPATES_IN") == {("a", "d:nät", "partner"), ("b-c", "d:nät", "partner")}
    assert ("d:nät", "se:2418", None) in ties(load, "LOCATED_IN")


def test_another_table_and_an_incomplete_mapping_are_refused(csv_file: WriteText) -> None:
    with pytest.raises(InputError) as refused:
        read_files([csv_file("Titel;Färg\nA;röd\n")], mapping=MAPPING)
    assert "saknar kolumner som kopplingen använder: Ärende, Sökande" in refused.value.say("sv")
    with pytest.raises(InputError) as refused:
        read_files([csv_file("Titel\nA\n")], mapping=replace(MAPPING, constants={}))
    assert "behöver en finansiär" in refused.value.say("sv")
    with pytest.raises(InputError) as refused:
        read_files([csv_file("Titel\nA\n")], loader="mapping")
    assert "--map" in refused.value.say("sv")


def test_texts_damaged_before_are_mended_and_counted(csv_file: WriteText) -> None:
    mapping = TableMapping("participation", (Column("Projekt", "project"), Column("Part", "actor", role="partner")))
    load = read_files([csv_file("Projekt;Part\nNät;Lule√• matlag\n")], mapping=mapping)
    assert ties(load, "PARTICIPATES_IN") == {("luleå-matlag", "medverkan:nät", "partner")}
    assert any("were mended: Luleå matlag" in note for note in load.notes)


def test_which_tables_need_a_mapping(table: Path, csv_file: WriteText, tmp_path: Path) -> None:
    catalogue, kept = find_loaders(), SavedMappings(tmp_path / "kept")
    assert why_unknown([Sample(table)], catalogue)
    assert not why_unknown([Sample(csv_file("projekt;aktör;roll\nA;B;partner\n"))], catalogue)
    assert not why_unknown([Sample(csv_file("", name="tom.csv"))], catalogue)
    (tmp_path / "d.json").write_text('[{"a": 1}]')
    (tmp_path / "bank.json").write_text('[{"ärende-id": 1}]')
    assert why_unknown([Sample(tmp_path / "d.json")], catalogue)
    assert not why_unknown([Sample(tmp_path / "bank.json")], catalogue)
    assert saved_for(Sample(table), kept, catalogue) is None
    kept.save(MAPPING)
    assert saved_for(Sample(table), kept, catalogue) == MAPPING
    assert saved_for(Sample(csv_file("a;b\n1;2\n")), kept, catalogue) is None
