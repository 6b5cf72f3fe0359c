from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.claims import Claim, NodeReport, claims_by_evidence, decode, encode, merged, values
from graph.model.records import Evidence, Node, Value
from graph.model.vocabulary import ACTOR, PROJECT

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
CLAIMS = st.builds(
    Claim,
    st.one_of(TEXT, st.floats(allow_nan=False, allow_infinity=False), st.lists(TEXT, max_size=3).map(tuple)),
    st.none() | TEXT,
    st.none() | TEXT,
    st.sampled_from(("asserted", "read", "confirmed", "disputed", "expired")),
)
NAMED = st.builds(
    Claim, st.sampled_from(("Åsa AB", "ÅSA ab", "Boliden")), status=st.sampled_from(("asserted", "read", "disputed"))
)


def says(source: str, retrieved: str = "", status: str = "asserted", **claimed: Value) -> NodeReport:
    return NodeReport(source, source, retrieved, {name: Claim(value, status=status) for name, value in claimed.items()})


@given(st.dictionaries(st.sampled_from(("name", "kind", "budget", "aliases")), CLAIMS))
def test_claims_come_back_as_they_were(claims: dict[str, Claim]) -> None:
    assert decode(encode(claims)) == claims
    assert encode(claims) == encode(dict(reversed(claims.items())))


@pytest.mark.parametrize("text", [None, "", "{}"])
def test_no_claims(text: str | None) -> None:
    assert decode(text) == {}


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (says("z", status="confirmed", website="x"), says("a", "2026", website="y")),
        (says("z", website="x"), says("a", "2026", "read", website="y")),
        (says("z", status="read", website="x"), says("a", "2026", "expired", website="y")),
        (says("z", status="expired", website="x"), says("a", "2026", "disputed", website="y")),
        (says("register:z", "2020", website="x"), says("a", "2026", website="y")),
        (says("z", "2026", website="x"), says("a", "2025-12-31", website="y")),
        (says("z", "2025", website="x"), says("a", website="y")),
        (says("a", "2026", website="x"), says("z", "2026", website="y")),
    ],
    ids=["confirmed", "asserted", "read", "disputed never", "register", "newest", "dated", "order of ids"],
)
def test_the_better_claim_wins_in_either_order(winner: NodeReport, loser: NodeReport) -> None:
    assert values(ACTOR, [winner, loser])["website"] == values(ACTOR, [loser, winner])["website"] == "x"


def test_a_disputed_claim_alone_gives_nothing() -> None:
    found = values(ACTOR, [says("a", status="disputed", name="A", aliases=("B",))])
    assert found == dict.fromkeys(each.name for each in ACTOR.properties)


def test_lists_are_the_union_in_order_of_the_alphabet() -> None:
    found = values(PROJECT, [says("a", unnamed_participants=("ö", "a")), says("b", unnamed_participants=("b", "a"))])
    assert found["unnamed_participants"] == ("a", "b", "ö")


def test_names_that_lost_are_aliases_unless_they_are_the_same_name() -> None:
    reports = [
        says("register:r", name="Luleå tekniska universitet", aliases=("LTU",)),
        says("a", name="LULEÅ TEKNISKA  UNIVERSITET"),
        says("b", name="Luleå University of Technology"),
        says("c", status="disputed", name="Luleå högskola"),
    ]
    found = values(ACTOR, reports)
    assert found["name"] == "Luleå tekniska universitet"
    assert found["aliases"] == ("LTU", "Luleå University of Technology")


@given(st.lists(NAMED, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(claims: list[Claim], random) -> None:  # type: ignore[no-untyped-def]
    reports = [NodeReport(f"s{number}", f"k{number}", "", {"name": claim}) for number, claim in enumerate(claims)]
    shuffled = random.sample(reports, len(reports))
    assert values(ACTOR, shuffled) == values(ACTOR, reports)


def test_one_source_keeps_its_first_value_and_joins_lists() -> None:
    first = {"name": Claim("A"), "aliases": Claim(("x",))}
    second = {"name": Claim("B"), "aliases": Claim(("x", "y")), "kind": Claim("company")}
    joined = merged(first, second)
    assert joined["name"].value == "A"
    assert set(joined["aliases"].value) == {"x", "y", "B"}  # type: ignore[arg-type]
    assert joined["kind"].value == "company"
    assert first == {"name": Claim("A"), "aliases": Claim(("x",))}


def test_a_record_splits_by_the_source_of_each_property() -> None:
    own, other = Evidence("s", "whole", status="read"), Evidence("t", "part", "s. 2", "confirmed")
    cell = Evidence("s", "cell", "B2")
    node = Node(
        "Project", "p", {"name": "P", "url": None, "budget": 1, "acronym": "X"}, own, {"budget": other, "acronym": cell}
    )
    assert claims_by_evidence(node) == [
        (own, {"name": Claim("P", status="read"), "acronym": Claim("X", "cell", "B2", "asserted")}),
        (other, {"budget": Claim(1.0, "part", "s. 2", "confirmed")}),
    ]


def test_a_name_in_capitals_gives_way_but_stays_an_alias() -> None:
    loud = NodeReport("b", "1", "2026", {"name": Claim("LULEA TEKNISKA UNIVERSITET")})
    plain = NodeReport("a", "2", "2020", {"name": Claim("Luleå tekniska universitet")})
    found = values(ACTOR, [loud, plain])
    assert (found["name"], found["aliases"]) == ("Luleå tekniska universitet", ("LULEA TEKNISKA UNIVERSITET",))
    assert values(ACTOR, [loud])["name"] == "LULEA TEKNISKA UNIVERSITET"
    short = NodeReport("c", "3", "2026", {"name": Claim("LTU")})
    assert values(ACTOR, [short, plain])["name"] == "LTU", "an abbreviation is a name of its own"


def test_approximate_are_the_values_whose_own_source_gives_them_so() -> None:
    about = NodeReport("b", "1", "2026", {"budget": Claim(500000.0), "approximate": Claim(("budget",))})
    exact = NodeReport("a", "2", "2020", {"budget": Claim(512000.0), "starts": Claim("2025")})
    both = values(PROJECT, [about, exact])
    assert (both["budget"], both["approximate"]) == (500000.0, ("budget",))
    newer = values(PROJECT, [about, replace(exact, retrieved="2027")])
    assert (newer["budget"], newer["approximate"]) == (512000.0, None)


def test_a_value_that_stood_first_is_not_made_approximate_by_a_later_record() -> None:
    first = {"budget": Claim(512000.0)}
    second = {"budget": Claim(5.0), "starts": Claim("2025"), "approximate": Claim(("budget", "starts"))}
    again = merged(merged(first, second), {"ends": Claim("2026"), "approximate": Claim(("ends", "starts"))})
    assert again["approximate"].value == ("starts", "ends")
    assert merged(first, second)["approximate"].value == ("starts",)


def test_what_is_said_with_about_goes_with_the_evidence_of_its_own() -> None:
    node = Node(
        "Project",
        "p",
        {"name": "P", "budget": 500000.0, "approximate": ("budget",)},
        Evidence("a"),
        {"budget": Evidence("b", "ca 500 tkr")},
    )
    own, split = claims_by_evidence(node)
    assert split[1]["approximate"].value == ("budget",)
    assert own[1]["approximate"].value == ("budget",)
