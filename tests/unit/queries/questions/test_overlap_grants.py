"""Grants that a source records one by one: twice, of several beneficiaries, in turn, or elsewhere."""

from typing import Any

from graph.network.facts import Dataset, Project
from tests.unit.queries.questions.overlap_pairs import SAME, only
from tests.unit.queries.small_networks import network, said_by, taking_part

GRANT = "Katalytisk vattensplittring på metalloxidytor för grön vätgas"


def grants(first: Any, second: Any, owners: str = "u1 u1", dataset: str | None = "grants", **more: Any) -> Any:
    """The item of two grants by (title, starts, ends), each of one owner, from a source that names no one else."""
    projects = [
        Project(id, title, starts=starts, ends=ends, **more)
        for id, (title, starts, ends) in zip("ab", (first, second), strict=True)
    ]
    takes_part = taking_part(*(f"{owner} {id}" for owner, id in zip(owners.split(), "ab", strict=True)))
    said = [Dataset(dataset, dataset, "table", shows_collaboration="no")] if dataset else []
    return only(network(projects=projects, facts=said_by(dataset or "d", *takes_part), datasets=said))


def test_a_title_with_words_around_it_is_the_same_record_once_more() -> None:
    period = ("2009", "2012")
    once_more = grants((GRANT, *period), (f"(konstruerat 2016-05-02) Ansökan: {GRANT}", *period))
    assert once_more["class"] == "duplicate"
    assert grants((GRANT, *period), (f"{GRANT} - konferens", "2013", "2013"))["class"] != "duplicate", "later"
    assert grants((GRANT, *period), (f"Seminarium om {GRANT}", *period), "u1 u2")["class"] != "duplicate", "another's"
    short = ("Vätgas i norr", *period), ("Vätgas i norr och söder", *period)
    assert grants(*short)["class"] != "duplicate", "three words stand in many titles"


def test_one_title_in_one_period_is_one_project_of_two_beneficiaries() -> None:
    assert grants((GRANT, "2009", "2012"), (GRANT, "2009", "2012"), "u1 c1")["class"] == "duplicate"
    assert grants((GRANT, "2009", "2012"), (GRANT, "2010", "2012"), "u1 c1")["class"] != "duplicate", (
        "three years of four"
    )
    study = ("Förstudie vätgas", "2009", "2012")
    assert grants(study, study, "u1 c1")["class"] != "duplicate", "two words are many projects"
    assistance = ("Tekniskt stöd för Östra Mellansverige", "2014", "2021")
    assert grants(assistance, assistance, "u1 c1")["class"] == "none", "two who run one programme"


def test_grants_of_one_title_and_owner_follow_each_other_however_far_apart() -> None:
    telescope = "Rymdteleskop för gammastrålning"
    apart = grants((telescope, "2014", "2016"), (telescope, "2022", "2024"))
    assert apart["class"] == "continuation"
    assert "inom 61 månader" in apart["sentence"]
    assert grants((telescope, "2014", "2016"), (telescope, "2022", "2024"), "u1 u2")["class"] != "continuation"
    in_turn = grants((telescope, "2010", "2011"), (telescope, "2011", "2012"))  # one year of three in common
    assert in_turn["class"] == "continuation"
    assert in_turn["sentence"].startswith(
        "Rymdteleskop för gammastrålning står två gånger efter varandra: den senare posten började 12 månader innan"
    )
    assert grants((telescope, "2010", "2012"), (telescope, "2011", "2013"))["class"] == "overlapping", (
        "two years of four"
    )


def test_a_grant_may_go_on_at_another_university_where_nobody_else_is_named() -> None:
    before, after = ("Kvantprickar för solceller", "2019", "2022"), ("Perovskiter för solceller", "2023", "2026")
    assert grants(before, after, "u1 u2", summary=SAME)["class"] == "continuation"
    assert grants(before, after, "u1 u2", None, summary=SAME)["class"] == "look_alike", "who takes part is not denied"
    at_once = grants(before, (after[0], "2020", "2023"), "u1 u2", summary=SAME)
    assert at_once["class"] == "none", "that nothing is shared is unknown, so they are not told to be elsewhere"
