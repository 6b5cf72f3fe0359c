"""The spreadsheet loader: what each sheet becomes. Expected records are written by hand from the format."""

import datetime
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from graph.errors import InputError
from graph.ingest.load import Load
from graph.model.records import Node, Relation
from loaders.documents.cells import parse
from loaders.documents.form import template_sheets
from loaders.run import read_files
from loaders.sources.spreadsheet.template import Language, write_template
from tests.loaders.conftest import Rows, WriteText, WriteWorkbook

SHEETS: dict[str, Rows] = {
    "Aktörer": [
        ("namn", "typ", "organisationsnummer", "alias", "plats", "webbplats", "citat"),
        ("Nordnod AB", "företag", None, "Nordnod; NN", "Skellefteå", "https://nordnod.example", "Nordnod AB"),
        ("Luleå tekniska universitet", "universitet", "202100-2841", "LTU", None, None, None),
    ],
    "Projekt": [
        ("namn", "kortnamn", "start", "slut", "budget", "platser", "teman", "del av", "källa", "sida"),
        (
            "Norra nätet",
            "NN1",
            "2024-05",
            "2026",
            "3,8 miljoner SEK",
            "Norrbotten=1000000; Ammarnäs (Sorsele); Atlantis",
            "kompetensförsörjning; blomsterspråk",
            "Stora nätet",
            "PM",
            4,
        ),
    ],
    "Medverkan": [
        ("projekt", "aktör", "roll", "källa"),
        ("NN1", "LTU", "koordinator", "PM"),
        ("norra  NÄTET", "NN", "partner", None),
        ("NN1", "Fiktiva föreningen", "deltagare", "Annan källa"),
        ("NN1", "Region 10", "partner", None),
        ("NN1", "Sorsele kommun", "projektägare", None),
        ("NN1", "deras näringsliv", "partner", None),
    ],
    "Finansiering": [
        ("projekt", "finansiär", "belopp", "valuta", "andel"),
        ("NN1", "ERUF", "1 900 000", "SEK", "50 %"),
        ("NN1", "ERUF", "100 000", "SEK", None),
    ],
    "Samarbeten": [("aktör a", "aktör b", "slag", "sedan"), ("LTU", "Nordnod AB", "kontakt", "2020")],
    "Behov och erbjudanden": [("aktör", "behöver eller erbjuder", "tema"), ("NN", "behöver", "energi")],
    "Källor": [
        ("källa", "titel", "länk", "licens", "hämtad"),
        ("PM", "Projektplan", "https://nordnod.example/pm", "CC0", "2024-06-01"),
    ],
    "Belägg": [
        ("projekt", "aktör", "fält", "citat", "källa", "sida"),
        ("NN1", None, "budget", "Budget 3,8 miljoner", "PM", 2),
        ("NN1", None, "platser", "1 Mkr till Norrbotten", "PM", 3),
        (None, "Nordnod AB", "typ", "ett bolag", "PM", 5),
    ],
}


@pytest.fixture
def load(workbook: WriteWorkbook) -> Load:
    return read_files([workbook(SHEETS)])


def relations(load: Load, name: str) -> list[Relation]:
    return [each for each in load.relations if each.name == name]


def node(load: Load, id: str) -> Node:
    return next(each for each in load.nodes if each.id == id)


def facts(load: Load) -> set[tuple[str, ...]]:
    """All that a load says, without where it stands: locators name sheets, and their titles differ by language."""
    ties = {(each.name, each.start, each.end, repr(each.properties)) for each in load.relations}
    return ties | {(each.label, each.id, repr(sorted(each.properties.items()))) for each in load.nodes}


def test_the_dataset_is_named_after_the_file(load: Load) -> None:
    assert (load.dataset.id, load.dataset.title, load.dataset.loader) == ("nät", "nät", "spreadsheet")
    assert load.prune


def test_a_project_with_evidence_for_single_fields(load: Load) -> None:
    project = node(load, "nät:nn1")
    assert dict(project.properties) == {
        "name": "Norra nätet", "acronym": "NN1", "starts": "2024-05", "ends": "2026", "budget": 3_800_000,
        "currency": "SEK",
    }  # fmt: skip
    assert (project.evidence.source, project.evidence.locator) == ("nät/pm", "4")
    budget = project.property_evidence["budget"]
    assert (budget.quote, budget.locator) == ("Budget 3,8 miljoner", "2")


def test_an_actor_is_known_by_its_number_and_rows_without_source_cite_the_file(load: Load) -> None:
    company = node(load, "nordnod-ab")
    assert company.properties["aliases"] == ("Nordnod", "NN")
    assert company.evidence.source == "nät/nät.xlsx"
    assert company.evidence.locator == "Aktörer!2"
    assert company.property_evidence["kind"].source == "nät/pm"
    assert node(load, "orgnr:2021002841").properties["name"] == "Luleå tekniska universitet"


def test_names_acronyms_and_aliases_mean_the_same_and_groups_are_expanded(load: Load) -> None:
    found = relations(load, "PARTICIPATES_IN")
    named = {(each.start, each.properties["role"]) for each in found if not each.properties.get("expanded_from")}
    assert named == {
        ("orgnr:2021002841", "coordinator"),
        ("nordnod-ab", "partner"),
        ("fiktiva-föreningen", "participant"),
        ("sorsele-kommun", "owner"),
    }
    expanded = [each for each in found if each.properties.get("expanded_from") == "Region 10"]
    # Ten municipalities, of which Sorsele is in the project already.
    assert len(expanded) == 9
    assert {each.end for each in found} == {"nät:nn1"}
    phrases = [each.properties.get("unnamed_participants") for each in load.nodes]
    assert [each for each in phrases if each] == [("deras näringsliv",)]


def test_money(load: Load) -> None:
    grants = [dict(each.properties) for each in relations(load, "FUNDS")]
    assert grants == [
        {"amount": 1_900_000, "currency": "SEK", "share": 0.5},
        {"amount": 100_000, "currency": "SEK", "share": None},
    ]


def test_places_are_counties_municipalities_and_villages_and_never_guessed(load: Load) -> None:
    places = {each.end: each for each in relations(load, "LOCATED_IN") if each.start == "nät:nn1"}
    assert set(places) == {"se:25", "se:2422:ammarnäs"}
    assert places["se:25"].properties == {"amount": 1_000_000, "currency": "SEK"}
    assert places["se:25"].evidence.quote == "1 Mkr till Norrbotten"
    parts = {(each.start, each.end) for each in relations(load, "PART_OF") if each.ends == ("Place", "Place")}
    assert parts >= {("se:2422:ammarnäs", "se:2422"), ("se:2422", "se:24"), ("se:24", "se"), ("se:25", "se")}
    assert any("Atlantis" in note for note in load.notes)


def test_themes_keep_the_phrase_and_unmapped_phrases_are_told(load: Load) -> None:
    assert [(each.end, each.properties["phrase"]) for each in relations(load, "ABOUT")] == [
        ("skills-supply", "kompetensförsörjning")
    ]
    assert any("blomsterspråk" in note for note in load.notes)


def test_ties_between_actors_and_to_themes(load: Load) -> None:
    (contact,) = relations(load, "COLLABORATES_WITH")
    assert (contact.start, contact.end) == ("nordnod-ab", "orgnr:2021002841")
    assert contact.properties == {"kind": "contact", "since": "2020", "until": None}
    assert [(each.start, each.end) for each in relations(load, "NEEDS")] == [("nordnod-ab", "energy")]


def test_what_is_mentioned_but_not_listed_is_created_and_told(load: Load) -> None:
    assert node(load, "nät:stora-nätet").properties == {"name": "Stora nätet"}
    told = "\n".join(load.notes)
    assert "Fiktiva föreningen" in told
    assert "Stora nätet" in told
    assert "Annan källa" in told


def test_every_end_of_every_tie_is_described(load: Load) -> None:
    described = {(each.label, each.id) for each in load.nodes}
    for relation in load.relations:
        assert set(zip(relation.ends, (relation.start, relation.end), strict=True)) <= described
    assert {each.evidence.source for each in load.relations} <= {each.id for each in load.sources}


def test_text_that_looks_like_a_formula_is_data(csv_file: WriteText) -> None:
    load = read_files([csv_file('projekt;aktör\n"=HYPERLINK(""http://x"")";@Bolaget\n')])
    assert {each.properties.get("name") for each in load.nodes} >= {'=HYPERLINK("http://x")', "@Bolaget"}


def test_a_formula_is_read_by_its_stored_value(workbook: WriteWorkbook, tmp_path: Path) -> None:
    written = workbook({"Projekt": [("namn", "budget"), ("A", "=2*21")]})
    _store_values(written, tmp_path / "sparad.xlsx", b"<v></v>", b"<v>42</v>")
    assert node(read_files([tmp_path / "sparad.xlsx"]), "sparad:a").properties["budget"] == 42


def test_a_date_shown_as_a_month_stays_a_month(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Projekt"
    page.append(["namn", "startar", "slutar"])
    page.append(["A", datetime.date(2023, 7, 1), datetime.date(2025, 1, 1)])
    page["B2"].number_format = "mmm-yy"
    page["C2"].number_format = "yyyy"
    book.save(tmp_path / "b.xlsx")
    properties = node(read_files([tmp_path / "b.xlsx"]), "b:a").properties
    assert (properties["starts"], properties["ends"]) == ("2023-07", "2025")


def test_a_flat_list(csv_file: WriteText) -> None:
    load = read_files(
        [
            csv_file(
                "Projekt;Organisation;Roll;Finansiär;Belopp;Start\n"
                "Nätet;Nordnod AB;koordinator;Fonden;5 Mkr;2024\n"
                "Nätet;Sydnod AB;partner;Fonden;5 Mkr;\n",
                name="lista.csv",
            )
        ],
        amounts="project",
    )
    assert {(each.start, each.properties["role"]) for each in relations(load, "PARTICIPATES_IN")} == {
        ("nordnod-ab", "coordinator"),
        ("sydnod-ab", "partner"),
    }
    assert [(each.start, each.properties["amount"]) for each in relations(load, "FUNDS")] == [("fonden", 5_000_000)]
    assert node(load, "lista:nätet").properties["starts"] == "2024"


def test_a_project_of_a_flat_list_is_what_its_rows_say_together(csv_file: WriteText) -> None:
    """The short name of one row is the id in all; who is listed elsewhere is meant by any of its names."""
    actors = csv_file("namn;alias\nNordnod AB;NN\n", name="Aktörer.csv")
    rows = "Nätet;NN; ;Fonden;5 Mkr;2024;\nnätet;Sydnod AB;N;Fonden;5 Mkr;;2026\n"
    flat = csv_file(f"Projekt;Organisation;Kortnamn;Finansiär;Belopp;Start;Slut\n{rows}", name="lista.csv")
    load = read_files([flat, actors], amounts="project")
    (project,) = [dict(each.properties) for each in load.nodes if each.id == "lista:n"]
    assert project == {"name": "Nätet", "acronym": "N", "starts": "2024", "ends": "2026"}
    assert {each.start for each in relations(load, "PARTICIPATES_IN")} == {"nordnod-ab", "sydnod-ab"}
    assert len(relations(load, "FUNDS")) == 1


def test_a_period_that_two_rows_of_a_flat_list_say_together_is_checked(csv_file: WriteText) -> None:
    with pytest.raises(InputError, match="before it starts"):
        read_files([csv_file("projekt;organisation;start;slut\nNätet;A;2025;\nNätet;B;;2024\n", name="lista.csv")])


def test_equal_rows_of_the_sheet_for_funding_are_grants_of_their_own(workbook: WriteWorkbook) -> None:
    rows: Rows = [("projekt", "finansiär", "belopp"), ("A", "Fonden", "5 kr"), ("A", "Fonden", "5 kr")]
    load = read_files([workbook({"Finansiering": rows})])
    assert [each.properties["amount"] for each in relations(load, "FUNDS")] == [5, 5]


def test_several_csv_files_are_one_dataset(csv_file: WriteText) -> None:
    projects = csv_file("namn,kortnamn\nNorra nätet,NN\n", name="Projekt.csv")
    ties = csv_file("projekt\taktör\troll\nNN\tNordnod AB\tägare\n", name="del.csv", encoding="utf-16")
    load = read_files([projects, ties], dataset="nätet")
    assert [(each.start, each.end) for each in relations(load, "PARTICIPATES_IN")] == [("nordnod-ab", "nätet:nn")]


ROWS = [
    ("projekt", "aktör", "roll", "citat"),
    ("Å, ä och ö; nätet", 'Nod "Nord" AB', "koordinator", "två\nrader"),
    ("Håbo", "Habo Energi", "partner", "50 % – ”citat”"),
    ("Håbo", "Nod, Syd", "deltagare", ""),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    separator=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    quoted=st.booleans(),
    order=st.permutations(range(4)),
)
def test_every_dialect_says_the_same(
    tmp_path: Path, separator: str, encoding: str, newline: str, quoted: bool, order: list[int]
) -> None:
    def cell(text: str) -> str:
        special = quoted or any(mark in text for mark in ';,\t"\n')
        return '"' + text.replace('"', '""') + '"' if special else text

    lines = [separator.join(cell(row[index]) for index in order) for row in ROWS]
    file = tmp_path / "medverkan.csv"
    file.write_bytes((newline.join(lines) + newline).encode(encoding))
    load = read_files([file], dataset="d")
    plain = tmp_path / "plain" / "medverkan.csv"
    plain.parent.mkdir(exist_ok=True)
    plain.write_text("\n".join(";".join(cell(each) for each in row) for row in ROWS), encoding="utf-8")
    expected = read_files([plain], dataset="d")
    assert load.nodes == expected.nodes
    assert load.relations == expected.relations
    assert len(relations(load, "PARTICIPATES_IN")) == 3


@pytest.mark.parametrize("seed", range(5))
def test_headings_in_any_order_and_language(workbook: WriteWorkbook, seed: int) -> None:
    chance = random.Random(seed)
    words = {each.name: each for each in template_sheets()}
    shuffled: dict[str, Rows] = {}
    for title, (headings, *content) in SHEETS.items():
        sheet = next(each for each in words.values() if each.swedish == title)
        order = chance.sample(range(len(headings)), len(headings))
        columns = [sheet.column(str(headings[index])) for index in order]
        new = tuple(chance.choice(column.headings).upper() if column else "" for column in columns)
        shuffled[chance.choice((sheet.swedish, sheet.english))] = [
            new,
            *(tuple(row[index] for index in order) for row in content),
        ]
    expected = read_files([workbook(SHEETS)])
    load = read_files([workbook(shuffled)])
    assert facts(load) == facts(expected)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_template_fills_and_loads(tmp_path: Path, language: Language) -> None:
    write_template(tmp_path / "mall.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "mall.xlsx")
    page = book[{"sv": "Medverkan", "en": "Participation"}[language]]
    page.append(["Nätet", "Nordnod AB", {"sv": "projektägare", "en": "owner"}[language]])
    assert page.data_validations.dataValidation[0].formula1 is not None
    book.save(tmp_path / "ifylld.xlsx")
    (tie,) = relations(read_files([tmp_path / "ifylld.xlsx"]), "PARTICIPATES_IN")
    assert (tie.start, tie.end, tie.properties["role"]) == ("nordnod-ab", "ifylld:nätet", "owner")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_a_drop_down_offers_is_understood(tmp_path: Path, language: Language) -> None:
    write_template(tmp_path / "mall.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "mall.xlsx")
    offered = 0
    for sheet in template_sheets():
        page = book[sheet.swedish if language == "sv" else sheet.english]
        for rule in page.data_validations.dataValidation:
            heading = page.cell(row=1, column=next(iter(rule.sqref.ranges)).min_col).value
            column = sheet.column(str(heading))
            assert column is not None
            for word in str(rule.formula1).strip('"').split(","):
                assert parse(column.type, word)
                offered += 1
    assert offered > 30


def _store_values(source: Path, target: Path, before: bytes, after: bytes) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                assert before in content or b"<v />" in content
                content = content.replace(before, after).replace(b"<v />", after)
            new.writestr(name, content)
