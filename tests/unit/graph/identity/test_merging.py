"""What is merged, what is asked, what stays apart, and what verdicts do to it."""

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import Candidate, Decision, Mention, Pair, open_questions, resolve
from graph.identity.scoring import with_places
from graph.messages import LANGUAGES, catalogue
from graph.model.claims import Claim


def mention(given: str, name: str, *, town: str = "", dataset: str = "d", **claims: str) -> Mention:
    made = Mention(dataset, given, places={town} if town else set())
    made.add({"name": Claim(name), **{key: Claim(value) for key, value in claims.items()}})
    return made


def partition(mentions: Iterable[Mention], decisions: Iterable[Decision] = ()) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for (_, mine), actor in resolve(mentions, decisions).items():
        found.setdefault(actor, set()).add(mine)
    return set(map(frozenset, found.values()))


def asked(*mentions: Mention) -> list[Candidate]:
    return open_questions(mentions)


LTU = [
    mention("1", "Luleå tekniska universitet"),
    mention("2", "Luleå University of Technology", town="se:2580"),
    mention("3", "LULEA TEKNISKA UNIVERSITET", pic="999876874"),
    mention("4", "Luleå Tekniska Universitet", org_number="202100-2841"),
]


def test_one_university_under_many_names_is_one() -> None:
    assert partition(LTU) == {frozenset("1234")}
    assert set(resolve(LTU).values()) == {"orgnr:2021002841"}


def test_what_sounds_alike_stays_apart() -> None:
    apart = ["Luleå kommun", "Umeå kommun", "LTU", "LTU Business AB", "Region Västerbotten"]
    apart += [
        "Länsstyrelsen i Västerbottens län",
        "Boliden AB",
        "Boliden Mineral AB",
        "Almi Invest 1 AB",
        "Almi Invest 2 AB",
    ]
    mentions = [mention(str(number), name) for number, name in enumerate(apart)]
    assert len(partition(mentions)) == len(apart)
    assert [question.reasons for question in asked(*mentions) if question.score > 90] == []


@pytest.mark.parametrize(
    ("one", "other", "reason", "differs"),
    [
        (
            mention("1", "Cybernetica AS", town="Tallinn"),
            mention("2", "CYBERNETICA AS", town="Trondheim"),
            "identity.other_place",
            "place",
        ),
        (mention("1", "Samforma AB"), mention("2", "Samforma ek. för."), "identity.other_legal_form", "legal_form"),
        (
            mention("1", "Umeå universitet"),
            mention("2", "Umeå universitet, Institutionen för fysik"),
            "identity.department",
            "name",
        ),
        (
            mention("1", "Föreningen grävande journalister"),
            mention("2", "FGJ"),
            "identity.acronym",
            "name",
        ),
        (
            mention("1", "PNO Innovation", pic="1"),
            mention("2", "PNO INNOVATION", pic="2"),
            "identity.other_identifier_pic",
            "pic",
        ),
        (mention("1", "Håbo Plåt AB"), mention("2", "Habo Plåt AB"), "identity.other_letters", "name"),
        (mention("1", "Norrbottens läns landsting"), mention("2", "Region Norrbotten"), "identity.follows", "name"),
        (mention("1", "SP Processum AB"), mention("2", "RISE Processum AB"), "identity.follows", "name"),
        (
            mention("1", "Skogsbrukets forskningsinstitut - Skogforsk"),
            mention("2", "Skogforsk"),
            "identity.acronym",
            "name",
        ),
        (
            mention("1", "UiT The Arctic University of Norway", country="NO"),
            mention("2", "UIT – the artic University of Norway", country="NO"),
            "identity.misspelt",
            "name",
        ),
        (
            mention("1", "Institute of Forest and Water"),
            mention("2", "Institute of Water and Forest", country="SI"),
            "identity.other_order",
            "name",
        ),
        (
            mention("1", "City of Rezekne", country="LV"),
            mention("2", "Rēzekne municipality", country="LV"),
            "identity.other_city",
            "name",
        ),
        (
            mention("1", "Samforma", kind="company"),
            mention("2", "Samforma", kind="association"),
            "identity.other_kind",
            "kind",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_doubtful_is_asked_with_its_reason(one: Mention, other: Mention, reason: str, differs: str) -> None:
    assert len(partition([one, other])) == 2
    (question,) = asked(one, other)
    assert (question.one, question.other) == (one.key, other.key)
    assert reason in [each.key for each in question.reasons]
    assert differs in question.differs
    assert all(each.say("sv") != each.say("en") for each in question.reasons)


def test_reasons_name_the_places_and_kinds_that_differ() -> None:
    towns = asked(mention("1", "Cybernetica AS", town="se:2580"), mention("2", "CYBERNETICA AS", town="Trondheim"))
    told = [with_places(each, {"se:2580": "Luleå kommun"}).say("sv") for each in towns[0].reasons]
    assert "Olika orter: Luleå kommun – Trondheim." in told
    kinds = asked(mention("1", "Samforma", kind="company"), mention("2", "Samforma", kind="cluster"))
    told = [each.say("en") for each in kinds[0].reasons]
    assert "Different kinds of actors by what the sources say: Company – Cluster or science park." in told


def test_two_numbers_are_two_and_nobody_is_asked() -> None:
    one, other = (mention(number, "Samforma AB", org_number=number) for number in ("5560000001", "5565207601"))
    assert len(partition([one, other])) == 2
    assert asked(one, other) == []


def test_a_swedish_firms_name_is_its_own_in_the_whole_country() -> None:
    towns = [mention("1", "Skanska Sverige AB", town="se:2580"), mention("2", "SKANSKA SVERIGE AB", town="se:0180")]
    assert partition(towns) == {frozenset("12")}
    abroad = [mention("1", "Cobra AB", town="se:2580"), mention("2", "Cobra AB", town="Helsinki")]
    assert len(partition(abroad)) == 2


def test_nobody_is_asked_about_two_countries() -> None:
    one, other = (mention(country, "National Institute of Public Health", country=country) for country in ("CZ", "SI"))
    assert len(partition([one, other])) == 2
    assert asked(one, other) == []


def test_a_firms_name_is_its_own_in_its_country() -> None:
    offices = [mention(town, "Brockmann Consult GmbH", town=town, country="DE") for town in ("Hamburg", "Geesthacht")]
    assert len(partition(offices)) == 1
    unknown = [mention(town, "Trilateral Research Ltd", town=town) for town in ("London", "Dundalk")]
    assert len(partition(unknown)) == 2, "a form of many countries"
    national = [mention(town, "Poligono Norte SL", town=town) for town in ("Madrid", "Sevilla")]
    assert len(partition(national)) == 1, "a form of one country alone"
    grown = [mention(form, f"Vinterljus {form}", town="Aalborg") for form in ("ApS", "A/S")]
    assert len(partition(grown)) == 1
    english = [
        mention("1", "Medimurje Agency Ltd", country="HR"),
        mention("2", "Medimurje Agency d.o.o.", country="HR"),
    ]
    assert len(partition(english)) == 1


def test_one_without_a_town_joins_neither_of_two_that_contradict() -> None:
    ministries = [
        mention("1", "Ministry of Health", town="Jerusalem"),
        mention("2", "Ministry of Health", town="Lusaka"),
    ]
    unknown = mention("3", "Ministry of Health")
    assert partition([*ministries, unknown]) == {frozenset("1"), frozenset("2"), frozenset("3")}
    assert "identity.several" in {reason.key for each in asked(*ministries, unknown) for reason in each.reasons}
    assert partition([ministries[0], unknown]) == {frozenset("13")}


@pytest.mark.parametrize(
    "written", ["202100-2841", "2021002841", "SE202100284101", "SE 202100-2841 01", "162021002841"]
)
def test_an_organisation_number_is_known_in_every_dress(written: str) -> None:
    mentions = [mention("1", "A", org_number="2021002841"), mention("2", "B", org_number=written)]
    assert partition(mentions) == {frozenset("12")}


def test_a_slip_of_the_pen_is_forgiven_in_the_same_town() -> None:
    names = (
        "FUNDACION CENTRO NACIONAL DE INVESTIGACIONES ONCOLOGICAS",
        "FUNDACION CENTRO NACIONAL DE INVESTIGACONES ONCOLOGICAS",
    )
    mentions = [mention(str(number), name, town="Madrid") for number, name in enumerate(names)]
    assert partition(mentions) == {frozenset("01")}


def test_actors_with_one_slug_have_ids_of_their_own() -> None:
    mentions = [
        mention("x", "Health", town="Jerusalem", dataset="a"),
        mention("x", "Health", town="Lusaka", dataset="b"),
        mention("x", "Other", dataset="c"),
        mention("x", "Another", dataset="d"),
    ]
    assert resolve(mentions) == {
        ("a", "x"): "x~jerusalem",
        ("b", "x"): "x~lusaka",
        ("c", "x"): "x~c/x",
        ("d", "x"): "x~d/x",
    }
    assert resolve(reversed(mentions)) == resolve(mentions)


NAMES = (
    "Luleå tekniska universitet",
    "LULEA TEKNISKA UNIVERSITET",
    "LTU",
    "LTU Business AB",
    "Ministry",
    "MINISTRY",
    "Ministri",
)
MENTIONS: st.SearchStrategy[list[Mention]] = st.lists(
    st.builds(
        lambda given, name, town, number: mention(given, name, town=town, **({"org_number": number} if number else {})),
        st.sampled_from("abcdefgh"),
        st.sampled_from(NAMES),
        st.sampled_from(("", "", "Lusaka", "Jerusalem")),
        st.sampled_from(("", "", "2021002841", "5565207601")),
    ),
    max_size=7,
    unique_by=lambda each: each.key,
)
VERDICTS = st.lists(
    st.builds(
        lambda kind, pair: Decision(Pair(("d", pair[0]), ("d", pair[1])), kind),
        st.sampled_from(("same", "different", "related")),
        st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=2, unique=True),
    ),
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(MENTIONS, VERDICTS, st.randoms(use_true_random=False))
def test_the_order_of_mentions_and_verdicts_does_not_matter(mentions, verdicts, chance) -> None:  # type: ignore[no-untyped-def]
    found, questions = resolve(mentions, verdicts), open_questions(mentions, verdicts)
    chance.shuffle(mentions)
    chance.shuffle(verdicts)
    assert resolve(mentions, verdicts) == found
    assert open_questions(mentions, verdicts) == questions


@settings(max_examples=300, deadline=None)
@given(MENTIONS, VERDICTS)
def test_verdicts_are_obeyed(mentions: list[Mention], verdicts: list[Decision]) -> None:
    found = resolve(mentions, verdicts)
    against = {frozenset((each.pair.one, each.pair.other)) for each in verdicts if each.judgement != "same"}
    for each in verdicts:
        if each.pair.one in found and each.pair.other in found:
            if each.judgement != "same":
                assert found[each.pair.one] != found[each.pair.other]
            elif not against:
                assert found[each.pair.one] == found[each.pair.other]
    for question in open_questions(mentions, verdicts):
        assert found[question.one] != found[question.other]
        assert frozenset((question.one, question.other)) not in against


def test_a_verdict_holds_through_third_ones_and_cuts_the_weakest_link() -> None:
    mentions = [*LTU[:3], mention("5", "LTU")]
    same = Decision(Pair(("d", "5"), ("d", "3")), "same")
    different = Decision(Pair(("d", "1"), ("d", "5")), "different")
    assert partition(mentions, [same]) == {frozenset("1235")}
    assert partition(mentions, [same, different]) == {frozenset("12"), frozenset("35")}, "a name is less than a verdict"
    assert partition(mentions) == {frozenset("123"), frozenset("5")}, "without verdicts all is as before"


def test_equal_numbers_are_parted_by_a_verdict() -> None:
    mentions = [mention("1", "A", org_number="2021002841"), mention("2", "B", org_number="2021002841")]
    verdict = Decision(Pair(("d", "1"), ("d", "2")), "different")
    assert len(partition(mentions, [verdict])) == 2
    assert len(set(resolve(mentions, [verdict]).values())) == 2, "ids stay unique"
    assert asked(*mentions) == open_questions(mentions, [verdict]) == []


def test_what_a_person_decided_is_not_asked_again() -> None:
    one, other = mention("1", "Samforma AB"), mention("2", "Samforma ek. för.")
    assert len(open_questions([one, other])) == 1
    for kind in ("same", "different", "related"):
        assert open_questions([one, other], [Decision(Pair(one.key, other.key), kind)]) == []


@settings(max_examples=200, deadline=None)
@given(MENTIONS)
def test_further_mentions_part_nobody_but_by_contradiction(mentions: list[Mention]) -> None:
    """Without towns and numbers nothing contradicts, and what is one stays one."""
    plain = [mention(each.given, each.said) for each in mentions]
    if plain:
        before, after = partition(plain[:-1]), partition(plain)
        for group in before:
            assert any(group <= larger for larger in after)


def test_a_digest_changes_with_names_and_identifiers_only() -> None:
    first = mention("1", "Samforma AB")
    assert first.digest == mention("2", "Samforma AB", town="se:2580").digest
    assert first.digest != mention("1", "Samforma AB", pic="1").digest != mention("1", "Samforma").digest


def test_every_reason_is_said_in_both_languages() -> None:
    reasons = [entry for key, entry in catalogue().items() if key.startswith("identity.")]
    assert all(set(entry) == set(LANGUAGES) for entry in reasons)


def test_pairs_are_judged_the_same_from_either_side() -> None:
    from graph.identity.evidence import Evidence
    from graph.identity.names import name_form
    from graph.identity.scoring import Side, judge

    sides = [Side(name_form(name), Evidence()) for name in (*NAMES, "Region Norrbotten", "Norrbottens läns landsting")]
    for one, other in combinations(sides, 2):
        assert judge(one, other).score == judge(other, one).score
