from graph.identity import Decision, Pair

HERE, THERE = ("a", "1"), ("b", "2│3")


def test_a_pair_is_the_same_whichever_is_named_first() -> None:
    assert Pair(HERE, THERE) == Pair(THERE, HERE)
    assert {Decision(Pair(HERE, THERE), "same"), Decision(Pair(THERE, HERE), "same")} == {
        Decision(Pair(HERE, THERE), "same")
    }


def test_a_pair_is_read_as_it_is_stored() -> None:
    assert Pair(THERE, HERE).ends == ("a│1", "b│2│3")
    assert Pair(THERE, HERE).text == "a│1│b│2│3"
    assert Pair.of_ends("b│2│3", "a│1") == Pair(HERE, THERE)


def test_the_order_is_that_of_decisions_that_are_stored_already() -> None:
    assert Pair(("a", "1"), ("ab", "1")).ends == ("ab│1", "a│1"), "as texts, where │ comes after every letter"
