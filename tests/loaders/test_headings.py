"""What headings mean by the words they are made of; the fields were given by hand."""

import pytest

from loaders.documents.headings import read_heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Projekto pavadinimas", "project"), ("Nombre de la operación", "project"), ("Coste total", "budget"),
        ("Hankkeen toteuttaja", "actor"), ("Name des Begünstigten", "actor"), ("Maître d'ouvrage", "actor"),
        ("Tilskuddsmottaker", "actor"), ("EU-tuki", "amount"), ("Varav EU-stöd", "amount"), ("Looptijd", "period"),
        ("Ort der Durchführung", "places"), ("Partner town", "place"), ("Länk till projektsida", "url"),
        ("Forma prawna beneficjenta", "kind"), ("Funder name", "funder"), ("Hankkeen tunnus", "project_id"),
        ("Tytul projektu", "project"), ("Beneficiaire", "actor"), ("projectStartDate", "starts"),
        ("Slutdatum (planerat)", "ends"), ("Andel (%)", "share"),
    ],
)  # fmt: skip
def test_what_a_heading_means(heading: str, field: str) -> None:
    meaning = read_heading(heading, "project")
    assert (*meaning.whole, *meaning.words)[0] == field


@pytest.mark.parametrize(
    "heading",
    [
        "priority label", "Czy projekt jest w trybie konkursowym", "Antal deltagare", "Projektledare", "Beslutsdatum",
        "Kommunenummer", "Code INSEE", "Partner budget", "Kontaktperson hos partner", "Program", "Project status",
        "Date of last update", "Beneficiary postcode", "",
    ],
)  # fmt: skip
def test_what_a_heading_does_not_mean(heading: str) -> None:
    meaning = read_heading(heading, "project")
    assert (*meaning.whole, *meaning.words) == ()


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Lead partner", "coordinator"), ("Samarbetspartners", "partner"), ("Bénéficiaire", "owner"), ("Sökande", "")],
)
def test_what_role_a_heading_says(heading: str, role: str) -> None:
    assert read_heading(heading, "project").role == role
