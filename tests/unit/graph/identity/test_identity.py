from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity import Decision, Mention, Pair, open_questions, resolve
from graph.model.claims import Claim

ORG, OTHER = ("org_number", "5560000001"), ("org_number", "5560000002")


def mention(dataset: str, given: str, *names: str, kind: str | None = None, known: tuple = ()) -> Mention:
    return Mention(dataset, given, set(names), {kind} if kind else set(), set(known))


def resolved(*mentions: Mention) -> list[str]:
    found = resolve(mentions)
    return [found[each.key] for each in mentions]


def test_equal_names_are_one_actor_under_the_smallest_given_id() -> None:
    assert resolved(mention("a", "x", "n"), mention("b", "w", "n"), mention("b", "z", "m")) == ["w", "w", "z"]


def test_equal_identifiers_are_one_actor_whatever_the_names() -> None:
    assert (
        resolved(mention("a", "x", "n", known=(ORG,)), mention("b", "y", "m", known=(ORG,))) == ["orgnr:5560000001"] * 2
    )


def test_identifiers_are_preferred_in_their_order_and_the_smallest() -> None:
    both = (("pic", "9"), ("ror", "https://ror.org/abc"))
    assert resolved(mention("a", "x", "n", known=both)) == ["ror:abc"]
    assert resolved(mention("a", "x", "n", known=(*both, OTHER, ORG))) == ["orgnr:5560000001"]


def test_identifiers_link_through_a_third() -> None:
    linked = mention("c", "z", known=(ORG, ("pic", "9")))
    assert set(resolved(mention("a", "x", known=(ORG,)), mention("b", "y", known=(("pic", "9"),)), linked)) == {
        "orgnr:5560000001"
    }


@pytest.mark.parametrize("status", ["disputed", "expired"])
def test_a_number_that_does_not_hold_identifies_nobody(status: str) -> None:
    sure, doubted = Mention("a", "orgnr:5560000001"), Mention("b", "orgnr:5560000001")
    sure.add({"name": Claim("Boliden AB"), "org_number": Claim("5560000001")})
    doubted.add({"name": Claim("Sam & Forma"), "org_number": Claim("5560000001", status=status)})
    assert resolved(sure, doubted) == ["orgnr:5560000001", "sam-&-forma"]
    same = Mention("c", "orgnr:5560000001")
    same.add({"name": Claim("BOLIDEN ab"), "org_number": Claim("5560000001", status=status)})
    assert resolved(sure, doubted, same) == ["orgnr:5560000001", "sam-&-forma", "orgnr:5560000001"]


def test_a_name_without_identifier_follows_the_only_one_with() -> None:
    assert resolved(mention("a", "x", "n"), mention("b", "y", "n", known=(ORG,))) == ["orgnr:5560000001"] * 2


def test_two_identified_actors_of_one_name_stay_two_and_the_nameless_is_a_third() -> None:
    mentions = [mention("a", "x", "n", known=(ORG,)), mention("b", "y", "n", known=(OTHER,)), mention("c", "n", "n")]
    assert resolved(*mentions) == ["orgnr:5560000001", "orgnr:5560000002", "n"]


def test_contradicting_kinds_keep_a_name_apart() -> None:
    mentions = [
        mention("a", "n", "n", kind="company"),
        mention("b", "n", "n", kind="association"),
        mention("c", "n", "n"),
        mention("d", "n", "n", kind="company"),
    ]
    assert resolved(*mentions) == ["n~company", "n~association", "n", "n~company"]


def test_a_kind_and_none_do_not_contradict() -> None:
    assert resolved(mention("a", "n", "n", kind="company"), mention("b", "n", "n")) == ["n", "n"]


def test_what_is_claimed_is_taken_up() -> None:
    each = mention("a", "x")
    each.add(
        {"name": Claim("  ÅSELE  kommun"), "kind": Claim("municipality"), "pic": Claim("9"), "website": Claim("w")}
    )
    assert (each.names, each.kinds, each.identifiers) == ({"åsele kommun"}, {"municipality"}, {("pic", "9")})


MENTIONS: st.SearchStrategy[list[Mention]] = st.lists(
    st.builds(
        Mention,
        st.sampled_from("abc"),
        st.sampled_from(("n", "m", "x", "y")),
        st.sets(st.sampled_from(("n", "m", "o")), max_size=2),
        st.sets(st.sampled_from(("company", "university")), max_size=1),
        st.sets(st.sampled_from((ORG, OTHER, ("pic", "9"))), max_size=2),
    ),
    max_size=7,
    unique_by=lambda each: each.key,
)


@settings(max_examples=500)
@given(MENTIONS.flatmap(lambda mentions: st.tuples(st.just(mentions), st.permutations(mentions))))
def test_the_order_of_mentions_does_not_matter(both: tuple[list[Mention], list[Mention]]) -> None:
    assert resolve(both[0]) == resolve(both[1])


@settings(max_examples=500)
@given(MENTIONS)
def test_equal_identifiers_are_one_unless_others_of_one_scheme_contradict(mentions: list[Mention]) -> None:
    found = resolve(mentions)
    assert set(found) == {each.key for each in mentions}
    by_scheme = {
        scheme: {value for each in mentions for kind, value in each.identifiers if kind == scheme}
        for scheme in ("org_number", "pic")
    }
    for first in mentions:
        for second in mentions:
            if first.identifiers & second.identifiers and all(len(values) < 2 for values in by_scheme.values()):
                assert found[first.key] == found[second.key]


@settings(max_examples=500)
@given(MENTIONS)
def test_two_identifiers_of_one_scheme_are_one_actor_only_where_one_source_says_both(mentions: list[Mention]) -> None:
    found = resolve(mentions)
    for actor in set(found.values()):
        for scheme in ("org_number", "pic"):
            said = [
                {value for kind, value in each.identifiers if kind == scheme}
                for each in mentions
                if found[each.key] == actor
            ]
            said = [values for values in said if values]
            reached = said[0] if said else set()
            for _ in said:
                reached = reached.union(*(values for values in said if values & reached))
            assert all(values <= reached for values in said)


def test_one_number_and_two_of_another_scheme_are_asked_about() -> None:
    one, other = (
        mention(dataset, "x", name, known=(ORG, ("pic", pic)))
        for dataset, name, pic in (("a", "Samforma", "1"), ("b", "Byggvaror", "2"))
    )
    assert len(set(resolved(one, other))) == 2
    (question,) = open_questions([one, other])
    assert [reason.key for reason in question.reasons] == ["identity.same_identifier", "identity.other_identifier_pic"]
    assert len({*resolve([one, other], [Decision(Pair(one.key, other.key), "same")]).values()}) == 1


@settings(max_examples=500)
@given(MENTIONS)
def test_other_numbers_are_never_one_by_name(mentions: list[Mention]) -> None:
    """Two numbers of one kind meet in an actor only where further identifiers link those who bear them."""
    linked = {each.key: {each.key} for each in mentions}
    for one in mentions * len(mentions):
        for other in mentions:
            if one.identifiers & other.identifiers:
                linked[one.key] |= linked[other.key]
    found = resolve(mentions)
    for one in mentions:
        for other in mentions:
            if found[one.key] == found[other.key] and other.key not in linked[one.key]:
                for kind in ("org_number", "pic"):
                    mine, theirs = (
                        {value for name, value in each.identifiers if name == kind} for each in (one, other)
                    )
                    assert not mine or not theirs


@pytest.mark.parametrize("turn", [sorted, lambda names: sorted(names, reverse=True)])
def test_the_order_of_names_within_a_mention_does_not_matter(turn: Callable[[set[str]], list[str]]) -> None:
    between = Mention("c", "between", dict.fromkeys(turn({"n", "m"})), set(), set())  # type: ignore[arg-type]
    mentions = [mention("a", "x", "n", known=(ORG,)), between, mention("b", "y", "m", known=(OTHER,))]
    assert resolved(*mentions) == ["orgnr:5560000001", "orgnr:5560000002", "orgnr:5560000002"]
