"""What tells who a person is never gets into a store; numbers of organisations, projects, years and money stay.

The personal identity numbers are those that Skatteverket publishes for tests, or made up with a check digit computed by
hand (Luhn over ten digits, Skatteverket SKV 704).
"""

import json
from pathlib import Path

import pytest

from loaders.documents.fields import RowKind
from loaders.documents.mapping import Column, TableMapping
from loaders.persons import masked
from loaders.run import read_files

MAIL, PHONE, NUMBER = "[mejladress]", "[telefonnummer]", "[personnummer]"


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Skriv till anna.berg@luleå.se.", f"Skriv till {MAIL}."),
        ("<anna+x@a-b.example.org>", f"<{MAIL}>"),
        ("anna (at) lulea.se, bo[at]x.se", f"{MAIL}, {MAIL}"),
        ("Tolvan 121212-1212 hjälper", f"Tolvan {NUMBER} hjälper"),
        ("20121212-1212", NUMBER),
        ("201212121212", NUMBER),
        ("1212121212", NUMBER),
        ("121212+1212", NUMBER),
        ("121212 – 1212", NUMBER),
        ("701063-2391 är ett samordningsnummer", f"{NUMBER} är ett samordningsnummer"),
        ("Ring 070-123 45 67!", f"Ring {PHONE}!"),
        ("0701234567", PHONE),
        ("tel 0920-49 10 00, 08-123 456 78", f"tel {PHONE}, {PHONE}"),
        ("(0920) 491000", PHONE),
        ("+46 (0)70-123 45 67", PHONE),
        ("+46701234567 och 0046 70 123 45 67", f"{PHONE} och {PHONE}"),
        ("Ring +47 912 34 567.", f"Ring {PHONE}."),
        ("+358 40 123 4567", PHONE),
    ],
)
def test_what_tells_who_a_person_is_is_masked(text: str, without: str) -> None:
    assert masked(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "202100-2841", "5560160680", "165560160680",
        "SE556016068001", "PL7010639032", "BE0407626464",
        "Dnr 2014-00123", "2020-01234_VR", "20200123", "Dnr: SNIC 032/08-001", "101007654", "GA 870292",
        "2014-2020", "201012-2013", "2007–2013", "2020-01-31", "08-12-2014", "2024-01-31 10:15:00",
        "20240131",
        "12 000 000 kr", "+45 000 000 kr", "1 200,50", "0,5", "0.0920 491 000",
        "0114 0115 0117", "SE332", "https://x.example/0920-491000/2", "10.1016/j.x.2014.01.0203",
        "@norrbotten", "a @ b",
        "121212-1213", "991332-1212", "kl. 08-16", "08-16 och 17-19",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


def mapping(row: RowKind, **fields: str) -> TableMapping:
    role = {"actor": "partner"} if row == "participation" else {}
    return TableMapping(
        row, tuple(Column(heading, field, role=role.get(field, "")) for field, heading in fields.items())
    )


PARTICIPATION = mapping(
    "participation",
    project="projekt",
    project_number="nummer",
    summary="text",
    actor="vem",
    source="källa",
    quote="citat",
)
ACTORS = mapping("actor", actor="vem", aliases="alias", website="webb", source="källa")
SENTINELS = ("anna.berg", "121212", "070-123", "070-1", "anna-berg")


def test_a_table_of_projects_is_without_persons(tmp_path: Path) -> None:
    file = tmp_path / "nät.csv"
    file.write_text(
        "projekt;nummer;text;vem;källa;citat\n"
        "Skog 2030;121212-1212;Fråga anna.berg@x.se eller 070-123 45 67;Skogslaget (anna.berg@x.se);"
        "Mejl från anna.berg@x.se;ring 070-123 45 67\n"
        "Skog 2030;;;anna.berg@x.se;;\nSkog 2030;;;Älvlaget;;\n",
        "utf-8",
    )
    load = read_files([file], mapping=PARTICIPATION)
    stored = repr((load.sources, load.nodes, load.relations))
    assert not [sentinel for sentinel in SENTINELS if sentinel in stored]
    assert {node.id for node in load.nodes if node.label == "Actor"} == {"skogslaget-mejladress", "älvlaget"}
    ends = {relation.start for relation in load.relations if relation.name == "PARTICIPATES_IN"}
    assert ends == {"skogslaget-mejladress", "älvlaget"}
    told = {str(note) for note in load.notes}
    assert {"telephone numbers, masked: 2", "personal identity numbers, masked: 1"} <= told
    assert any(note.startswith("mail addresses, masked: ") for note in told)
    assert any("left out: 1" in note for note in told)


def test_a_table_of_actors_is_without_persons(tmp_path: Path) -> None:
    file = tmp_path / "vilka.csv"
    file.write_text("vem;alias;webb;källa\nSkogslaget;Laget 121212-1212;mailto:anna.berg@x.se;070-123 45 67\n", "utf-8")
    load = read_files([file], mapping=ACTORS)
    stored = repr((load.sources, load.nodes, load.relations))
    assert not [sentinel for sentinel in SENTINELS if sentinel in stored]
    (actor,) = (node for node in load.nodes if node.label == "Actor")
    assert actor.properties["aliases"] == (f"Laget {NUMBER}",)
    assert actor.properties["website"] is None


def test_a_graph_of_another_program_is_without_persons(tmp_path: Path) -> None:
    nodes = [
        {"key": "anna.berg@x.se", "attributes": {"label": "Skogslaget 070-123 45 67"}},
        {"key": "b", "attributes": {"label": "Skog", "type": "project", "summary": "Kontakt: 121212-1212"}},
    ]
    content = {"nodes": nodes, "edges": [{"source": "anna.berg@x.se", "target": "b", "attributes": {}}]}
    (tmp_path / "g.json").write_text(json.dumps(content))
    load = read_files([tmp_path / "g.json"], answers={"nodes": "actor"})
    stored = repr((load.sources, load.nodes, load.relations))
    assert not [sentinel for sentinel in SENTINELS if sentinel in stored]
    assert {"skogslaget-telefonnummer"} == {each.start for each in load.relations if each.name == "PARTICIPATES_IN"}
    assert "skogslaget-telefonnummer" in {node.id for node in load.nodes}


def test_real_sources_lose_nothing(shared_data: Path) -> None:
    """None of them holds any: numbers of organisations and projects are as they were."""
    data = shared_data / "data"
    for file in ("projektbanken/projektbanken_2014-2020.json", "swecris/swecris_kth.csv.gz"):
        load = read_files([data / file])
        assert not [note for note in load.notes if "masked" in str(note)]
