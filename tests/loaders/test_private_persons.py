"""Recipients without an organisation's number that look like private persons. Every name is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import OpenQuestionsError
from graph.ingest.load import Load
from loaders.documents.mapping import TableMapping
from loaders.registers.name_words import may_be_person
from loaders.run import read_files

_HEADINGS = (
    *("Identifier", "Title", "Amount Awarded", "Currency", "Funding Org:Name", "Funding Org:Identifier"),
    *("Recipient Org:Name", "Recipient Org:Identifier", "Recipient Ind:Name"),
)
_GRANTS = (
    ("1", "Writing", "Anna Testsson", "360G-f-ORG:anna", ""),
    ("2", "Painting", "Rose Test Theatre", "360G-f-ORG:rose", ""),
    ("3", "Dancing", "David Testman", "GB-COH-12345678", ""),
    ("4", "Singing", "", "", "Någon"),
    ("5", "Acting", "Blue Lemur", "", ""),
)
GRANTS = "\n".join(
    [
        ",".join(_HEADINGS),
        *(
            ",".join((f"360G-f-{number}", title, "1000", "GBP", "The Fund", "GB-CHC-1", *recipient))
            for number, title, *recipient in _GRANTS
        ),
    ]
)
LIST = "Projekt;Aktör;Roll\nSkog;Malå kommun;ägare\nSkog;Anna Testsson;partner\nSkog;Nordnod AB;partner\n"
MAPPING = """version: 1
row: participation
columns:
- {heading: Projekt, field: project}
- {heading: Aktör, field: actor}
- {heading: Roll, field: role}
"""


@pytest.fixture
def grants(tmp_path: Path) -> Path:
    (tmp_path / "grants.csv").write_text(GRANTS, "utf-8")
    return tmp_path / "grants.csv"


def actors(load: Load) -> set[object]:
    return {node.properties["name"] for node in load.nodes if node.label == "Actor"}


def projects(load: Load) -> set[object]:
    return {node.properties["name"] for node in load.nodes if node.label == "Project"}


def test_grants_to_them_are_asked_about_and_the_proposal_is_to_leave_them_out(grants: Path) -> None:
    with pytest.raises(OpenQuestionsError, match="--persons leave") as asked:
        read_files([grants])
    (question,) = asked.value.questions
    assert (question.name, question.proposal, question.is_certain) == ("persons", "leave", True)
    assert "1, among them Anna Testsson" in question.text.say("en")


def test_left_out_they_go_with_their_grants(grants: Path) -> None:
    load = read_files([grants], answers={"persons": "leave"})
    assert actors(load) == {"The Fund", "Rose Test Theatre", "David Testman", "Blue Lemur"}
    assert projects(load) == {"Painting", "Dancing", "Acting"}
    assert "Anna" not in str(load.nodes) + str(load.relations)
    assert "left out: 1, and with them projects that had nobody else: 1" in " ".join(load.notes)
    assert "grants to private persons, left out: 1" in " ".join(load.notes)


def test_kept_they_stay(grants: Path) -> None:
    load = read_files([grants], answers={"persons": "keep"})
    assert "Anna Testsson" in actors(load)
    assert len(projects(load)) == 4


def test_of_a_mapped_table_the_project_stays(tmp_path: Path) -> None:
    (tmp_path / "lista.csv").write_text(LIST, "utf-8")
    mapping = TableMapping.from_yaml(MAPPING)
    with pytest.raises(OpenQuestionsError):
        read_files([tmp_path / "lista.csv"], mapping=mapping)
    load = read_files([tmp_path / "lista.csv"], mapping=mapping, answers={"persons": "leave"})
    assert actors(load) == {"Malå kommun", "Nordnod AB"}
    assert projects(load) == {"Skog"}


@pytest.mark.parametrize(
    "name", ["Anna Testsson", "Sven-Erik Test", "Test, Anna", "Dr Maria de Test", "ANNA TESTSSON", "John A. Test"]
)
def test_a_given_name_and_another_word_may_be_a_person(name: str) -> None:
    assert may_be_person(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Anna", "Skellefteå Kraft", "Boliden Mineral", "Rose Theatre", "Grace Church", "Jack Test Arts"),
        *("Lars Testsson Bygg AB", "Anna and Eva Test", "Maria Testsson och Eva Test", "Robert Test Foundation"),
        *("Nordic Forum", "Victoria 2025", "Anna Testsson Konstmuseet", "anna testsson"),
    ],
)
def test_a_word_of_an_organisation_tells(name: str) -> None:
    assert not may_be_person(name)
