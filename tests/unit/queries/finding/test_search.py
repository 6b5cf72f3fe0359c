"""What a search finds in a small network, in which order and why; the orders are those that people mean."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.network.facts import Actor, Fact, Project, Report
from queries.finding.search.index import Hit, Rank, SearchIndex
from queries.finding.search.texts import initials_of
from queries.finding.search.words import _stem
from tests.unit.queries.small_networks import fact, network, taking_part

LTU = Actor("u1", "Luleå tekniska universitet", "university", ("LTU", "Luleå University of Technology"), "2021002841")
RISE = Actor("i1", "RISE Research Institutes of Sweden", "institute", ("RISE", "Propell"))
NETWORK = network(
    {"p1": "u1 i1 c1", "p2": "u1", "p3": "u1 c2", "p4": "m1"},
    actors=(
        LTU,
        RISE,
        Actor("c1", "Enterprise Norr", "company"),
        Actor("c2", "Risets Vänner", "association"),
        Actor("m1", "Luleå kommun", "municipality"),
        Actor("a1", "Vinnova", "agency", ("Verket för innovationssystem",)),
        Actor("a2", "Inova Ideella", "association"),
        Actor("a3", "Sveriges geologiska undersökning", "agency"),
        Actor("a4", "Högskolan i Ås", "university"),
        Actor("a5", "Håbo friskola", "company"),
        Actor("a6", "Nordiska Batterifabriken", "company"),
    ),
    projects=(
        Project("p1", "Social resiliens i gruvorter", acronym="SORESS-MMI", numbers=("2023-01234",)),
        Project("p2", "Sensorer i skogen", summary="Mäter trädens tillväxt. " * 20 + "Bygger på litium-jon-batterier."),
        Project("p3", "Diagnostic centres for disorders", aliases=("Diagnostikcentra",)),
        Project("p4", "Skola och arbete", acronym="SKOLA"),
    ),
    facts=(
        *taking_part("u1 p1", "i1 p1", "c1 p1", "u1 p2", "u1 p3", "c2 p3", "m1 p4"),
        fact("FUNDS", "a1", "p1"),
        fact("ABOUT", "p1", "skills", "kompetens"),
        fact("LOCATED_IN", "p2", "se:2580"),
        Fact("NEEDS", "m1", "energy", (Report("k", "d", "s", "Kommunen söker vätgas till bussarna", "s. 3", "read"),)),
    ),
)
INDEX = SearchIndex(NETWORK, {"energy": ["vätgas", "förnybar el"]})


def found(text: str, *lists: str) -> list[Hit]:
    return INDEX.hits(text, lambda node: not lists or node[0] in lists, 20)[0]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("LTU", "u1"),
        ("ltu", "u1"),
        ("RISE", "i1"),
        ("2021002841", "u1"),
        ("202100-2841", "u1"),
        ("2023-01234", "p1"),
        ("sor", "p1"),
        ("soress mmi", "p1"),
        ("SORESSMMI", "p1"),
        ("vinova", "a1"),
        ("vinnva", "a1"),
        ("verket för innovationssystem", "a1"),
        ("luleå", "u1"),
        ("lulea", "u1"),
        (unicodedata.normalize("NFD", "Luleå"), "u1"),
        ("lulea kommun", "m1"),
        ("luleå universitet", "u1"),
        ("universitetet i luleå", "u1"),
        ("tekniskt universitet", "u1"),
        ("SGU", "a3"),
        ("hogskola", "a4"),
        ("skola", "p4"),
        ("skolor", "p4"),
        ("batteri", "a6"),
        ("batterier", "a6"),
        ("fabrik", "a6"),
        ("gruvort", "p1"),
        ("diagnostikcentrum", "p3"),
        ("skogens sensor", "p2"),
        ("energi", "energy"),
        ("förnybar el", "energy"),
        ("norrbotten", "se:25"),
        ("boden", "se:2582"),
    ],
)
def test_what_is_meant_comes_first(text: str, first: str) -> None:
    assert found(text)[0].id == first


def test_a_name_comes_before_a_word_and_a_word_before_a_part_of_one() -> None:
    assert [(hit.id, hit.rank) for hit in found("skola")] == [("p4", Rank.EXACT), ("a4", Rank.PART), ("a5", Rank.PART)]
    assert [(hit.id, hit.rank) for hit in found("hög")] == [("a4", Rank.NAME_BEGINS)]


def test_among_equals_most_projects_come_first() -> None:
    assert [hit.id for hit in found("luleå", "actors")] == ["u1", "m1"]


def test_a_short_word_is_not_found_by_chance_inside_others() -> None:
    assert [hit.id for hit in found("rise")] == ["i1", "c2"]  # "Risets" is of the same word, "Enterprise" is not
    assert "p3" not in {hit.id for hit in found("sor")}


def test_a_hit_says_which_text_made_it_one() -> None:
    (hit,) = found("propell")
    assert (hit.field, hit.excerpt.text) == ("alias", "Propell")
    (initials,) = found("SGU")
    assert (initials.field, initials.rank) == ("initials", Rank.PART)
    assert [(hit.id, hit.field) for hit in found("vätgas")] == [("m1", "quote"), ("energy", "theme_word")]


def test_of_a_long_text_the_piece_is_shown_that_was_found() -> None:
    (hit,) = (hit for hit in found("batteri") if hit.id == "p2")
    assert hit.field == "summary"
    assert hit.excerpt.text.startswith("… ")
    assert len(hit.excerpt.text) < 200
    assert hit.excerpt.text[hit.excerpt.start : hit.excerpt.end] == "batterier"


def test_words_may_stand_in_different_texts() -> None:
    assert [hit.id for hit in found("sensorer luleå kommun")] == ["p2"]
    assert [hit.id for hit in found("ltu technology")] == ["u1"]


def test_a_word_just_begun_does_not_lead_elsewhere() -> None:
    assert [hit.id for hit in found("luleå t", "actors")] == ["u1", "m1"]
    assert found("l") == []


def test_where_no_text_has_every_word_the_most_telling_one_counts() -> None:
    hits = found("vinova projekt luleå")
    assert [hit.id for hit in hits] == ["a1"]
    assert hits[0].rank == Rank.SOME_WORDS


def test_a_misspelt_word_is_taken_for_one_only_where_no_name_has_it() -> None:
    assert {hit.rank for hit in found("vinnowa")} == {Rank.MISSPELT}
    assert {hit.rank for hit in found("vinova")} == {Rank.DOUBLED}
    assert Rank.MISSPELT not in {hit.rank for hit in found("skola")}


@pytest.mark.parametrize("text", ["", " ", "–", "zzzzqqq", "\n", "(", "1"])
def test_what_means_nothing_finds_nothing(text: str) -> None:
    assert INDEX.hits(text, lambda _: True, 5) == ([], 0)


def test_only_what_is_sought_is_counted() -> None:
    hits, total = INDEX.hits("luleå", lambda node: node[0] == "places", 1)
    assert ([hit.id for hit in hits], total) == (["se:2580"], 1)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Luleå tekniska universitet", "ltu"), ("Region 10", None), ("Centrum för lokal energi", "cle")],
)
def test_initials_are_of_names_of_several_words(name: str, initials: str | None) -> None:
    assert initials_of(name) == initials


def test_threads_do_not_garble_each_others_words() -> None:
    words = [
        f"{beginning}{ending}" for beginning in ("skol", "fabrik", "batteri", "kommun") for ending in ("or", "er", "en")
    ]
    alone = [found(word) for word in words]
    _stem.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(found, words * 20))
    assert together == alone * 20


def test_an_empty_network_is_searched_in_vain() -> None:
    assert SearchIndex(network()).hits("luleå", lambda node: node[0] == "actors", 5) == ([], 0)


def test_places_of_nobody_are_found_too() -> None:
    small = SearchIndex(network(actors=(Actor("x", "Alfa"),)))
    assert small.ids("Kiruna", "places") == ["se:2584"]
    assert small.ids("Kiruna", "actors") == []
