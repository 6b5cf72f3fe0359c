"""What an unknown table is proposed to be, and the reasons given. Organisations are invented."""

from dataclasses import replace
from pathlib import Path

import pytest

from loaders.documents.mapping import Column
from loaders.files.sample import Sample
from loaders.registers.registry import Registry
from loaders.tables.guessing import Guess, guess
from loaders.tables.open_table import open_tables
from tests.loaders.conftest import WriteText

PROJECTS = """\
Ärende;Titel;Sökande;Org.nr;Kommun;Beviljat (kr);Start;Slut;Medsökande;Område;Handläggare;Kontakt;Övrigt
2024-1;Skogens väl;Norrskens väl;769600-0012;Vindeln;1 250 000;2024-03-01;2026-02-28;Älv AB, Ås AB;Skog;Al Ek;a@ek.se;x
2024-2;Fjällmat;Malå matlag;556677-8899;Malå;480 000;2024-04-01;2025-12-31;;Livsmedel;Bo Al;b@al.se;
"""


def of(file: Path, registry: Registry) -> Guess:
    return guess(open_tables(Sample(file))[0], registry)


def fields(found: Guess) -> dict[str, str]:
    return {each.heading: each.field for each in found.mapping.columns}


def why(found: Guess, heading: str) -> str:
    return "; ".join(
        reason.say("sv") for each in found.columns if each.column.heading == heading for reason in each.why
    )


def test_a_list_of_projects(csv_file: WriteText, registry: Registry) -> None:
    found = of(csv_file(PROJECTS), registry)
    assert (found.mapping.row, found.mapping.dates) == ("project", "iso")
    assert fields(found) == {
        "Ärende": "project_id", "Titel": "project", "Sökande": "actor", "Org.nr": "org_number", "Kommun": "place",
        "Beviljat (kr)": "amount", "Start": "starts", "Slut": "ends", "Medsökande": "actor", "Område": "themes",
        "Handläggare": "", "Kontakt": "", "Övrigt": "",
    }  # fmt: skip
    columns = {each.heading: each for each in found.mapping.columns}
    assert columns["Beviljat (kr)"].unit == "kr"
    assert columns["Medsökande"] == Column("Medsökande", "actor", separator=",")
    assert columns["Sökande"].role == "", "an unknown role is asked for"


def test_persons_are_left_out_unseen_and_with_the_reason(csv_file: WriteText, registry: Registry) -> None:
    found = of(csv_file(PROJECTS), registry)
    assert "inga personuppgifter" in why(found, "Handläggare")
    assert "inga personuppgifter" in why(found, "Kontakt")
    shown = {each.column.heading: each.examples for each in found.columns}
    assert shown["Handläggare"] == shown["Kontakt"] == ()
    assert shown["Kommun"] == ("Vindeln", "Malå")
    assert "varken rubrik" in why(found, "Övrigt")


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        (["212000-2619", "202100-2841", "x"], "org_number", "2 av 3 värden har rätt kontrollsiffra"),
        (["2024-03-01", "31/12/2024"], "starts", "2 av 2 värden är datum"),
        (["Luleå", "Umeå kommun", "Västerbottens län"], "place", "3 av 3 värden är kommuner eller län"),
        (["https://a.se", "www.b.se"], "website", "2 av 2 värden är webbadresser"),
        (["5 kr", "2,5 mkr"], "amount", "2 av 2 värden är belopp"),
        (["a@b.se", "c@d.se", "e"], "", "2 av 3 värden är e-postadresser"),
        (["640823-3234", "19640823-3234"], "", "2 av 2 värden liknar personnummer"),
        (["ett", "två"], "", "varken rubrik eller värden"),
        ([], "", "kolumnen är tom"),
    ],
)
def test_values_tell_where_the_heading_does_not(
    csv_file: WriteText, registry: Registry, values: list[str], field: str, reason: str
) -> None:
    kind = "project" if field in ("starts", "amount") else "actor"
    heading = "Projekt" if kind == "project" else "Organisation"
    rows = [f"Nr {number};{value}\n" for number, value in enumerate(values or [""])]
    found = guess(open_tables(Sample(csv_file(f"{heading};Zz\n" + "".join(rows))))[0], registry, row=kind)  # type: ignore[arg-type]
    assert fields(found)["Zz"] == field
    assert reason in why(found, "Zz")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Projekt;Aktör\nA;B\nA;C\n", "participation"),
        ("Projekt;Aktör\nA;B\nC;D\n", "project"),
        ("Namn;Org.nr;Kommun\nA;;Malå\n", "actor"),
        ("Aktör 1;Aktör 2;Sedan\nA;B;2024\n", "tie"),
        ("Namn;Budget;Start\nA;5;2024\n", "project"),
    ],
)
def test_what_a_row_is(csv_file: WriteText, registry: Registry, text: str, row: str) -> None:
    found = of(csv_file(text), registry)
    assert found.mapping.row == row
    assert found.why_row.say("sv")


def test_headings_of_programs_are_words_too(csv_file: WriteText, registry: Registry) -> None:
    text = "ProjectId,ProjectTitleSv,projectAcronym,startDate,contentUpdateDate,CoordinatingOrganisationId,"
    text += "CoordinatingOrganisationNameSv,InvolvedPeople,grantDoi,totalCost\n"
    text += "1,Skog,S,2024-01-01,2024-01-02,769600-0012,Norrlaget,Ek Ekelund,10.3030/1,5\n"
    assert fields(of(csv_file(text), registry)) == {
        "ProjectId": "project_id", "ProjectTitleSv": "project", "projectAcronym": "acronym", "startDate": "starts",
        "contentUpdateDate": "", "CoordinatingOrganisationId": "org_number", "CoordinatingOrganisationNameSv": "actor",
        "InvolvedPeople": "", "grantDoi": "", "totalCost": "budget",
    }  # fmt: skip


def test_a_name_is_the_actor_where_rows_are_participations(csv_file: WriteText, registry: Registry) -> None:
    found = of(csv_file("projectID;name;role\n1;A;partner\n1;B;partner\n"), registry)
    assert (found.mapping.row, fields(found)["name"]) == ("participation", "actor")


def test_a_name_alone_is_the_projects_where_rows_are_projects(csv_file: WriteText, registry: Registry) -> None:
    assert fields(of(csv_file("Namn;Budget (tkr);Start\nA;5;2024\n"), registry))["Namn"] == "project"


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        (["2024-03-01", "2024"], "iso"),
        (["31/12/2024", "01/02/2024"], "day-first"),
        (["12/31/2024", "01/02/2024"], "month-first"),
        (["01/02/2024", "03/04/2024"], ""),
        (["20240301"], "iso"),
        (["31/12/18", "01/02/24"], "day-first"),
        (["23-07-01"], ""),
        (["1.9.2022", "2.3.2024"], "day-first"),
        (["1/9 2022", "våren 2025", "okänt"], "day-first"),
        (["Q3 2021", "2028", "snart"], "iso"),
        (["01/12/2016 - 31/12/2017", "01/02/2018 - 02/03/2019"], "day-first"),
        (["01/12/2016 - 01/02/2017"], ""),
    ],
)
def test_the_order_of_dates_is_told_or_asked_for(
    csv_file: WriteText, registry: Registry, cells: list[str], dates: str
) -> None:
    text = "Projekt;Start\n" + "".join(f"P{number};{cell}\n" for number, cell in enumerate(cells))
    assert of(csv_file(text), registry).mapping.dates == dates


def test_a_heading_may_say_the_role_and_a_second_column_is_not_taken_twice(
    csv_file: WriteText, registry: Registry
) -> None:
    found = of(csv_file("Titel;Koordinator;Partner;Projektstart;Startdatum\nA;B;C;2024;2024\n"), registry)
    roles = {each.heading: each.role for each in found.mapping.columns if each.field == "actor"}
    assert roles == {"Koordinator": "coordinator", "Partner": "partner"}
    assert fields(found)["Startdatum"] == ""
    assert "men det gör kolumnen Projektstart redan" in why(found, "Startdatum")
    assert found.mapping == replace(found.mapping, row="project")


def test_what_a_row_cites_is_guessed_by_plain_words_only(csv_file: WriteText, registry: Registry) -> None:
    headings = "Projekt;Aktör;Källa;Citat;Sida;Referens;Source;Funding source\n"
    (table,) = open_tables(Sample(csv_file(f"{headings}A;B;PM;q;1;r;s;f\nA;C;PM;q;1;r;s;f\n")))
    found = {column.heading: column.field for column in guess(table, registry).mapping.columns}
    assert (found["Källa"], found["Citat"], found["Sida"]) == ("source", "quote", "page")
    assert (found["Referens"], found["Source"], found["Funding source"]) == ("", "", "funder")
