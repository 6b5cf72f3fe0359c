"""How much one funder gives one project: the sums are added by hand."""

from graph.network.facts import Fact, Report
from graph.network.money import Grant, Money, money_of


def report(dataset: str, amount: float | None, recipient: str | None = None, **more: object) -> Report:
    status = str(more.pop("status", "asserted"))
    currency = more.pop("currency", "SEK")
    grant = Grant(amount, str(currency) if currency else None, recipient, **more)  # type: ignore[arg-type]
    return Report(f"{dataset}│s│f│p│{recipient or ''}│0", dataset, "s", None, None, status, grant)


def test_rows_of_one_dataset_add_up_by_recipient() -> None:
    money = money_of([report("d", 5e6, "a"), report("d", 1e6, "b"), report("d", 1e6, "c"), report("d", 0.5e6, "c")])
    assert (money.amount, money.currency) == (7.5e6, "SEK")
    assert [(part.recipient, part.amount) for part in money.parts] == [("a", 5e6), ("b", 1e6), ("c", 1.5e6)]


def test_across_datasets_it_is_one_grant_the_larger() -> None:
    reports = [report("d", 5e6, "a"), report("d", 1e6, "b"), report("e", 6.5e6), report("f", 2e6)]
    assert money_of(reports) == Money(6.5e6, "SEK", None, (Grant(6.5e6, "SEK"),))


def test_what_cannot_be_compared_gives_way_to_the_first_dataset() -> None:
    money = money_of([report("d", 100.0, currency="EUR"), report("e", 900.0), report("f", 120.0, currency="EUR")])
    assert (money.amount, money.currency) == (120.0, "EUR")


def test_several_currencies_of_one_dataset_are_never_added() -> None:
    fact = Fact("FUNDS", "f", "p", (report("d", 100.0, "a", currency="EUR"), report("d", 900.0, "b"))).with_money()
    assert (fact.amount, fact.currency) == (None, None)
    assert fact.sums == {"EUR": 100.0, "SEK": 900.0}


def test_cents_add_up() -> None:
    assert money_of([report("d", 0.1), report("d", 0.2), report("d", 309375.0)]).amount == 309375.3
    assert money_of([report("d", 0.1)] * 10).amount == 1.0


def test_what_has_expired_counts_only_where_nothing_else_is_reported() -> None:
    old, new = report("d", 5.0, status="expired"), report("d", 7.0)
    assert money_of([old, new]).amount == 7.0
    assert money_of([old]).amount == 5.0


def test_a_share_is_one_only_where_the_rows_of_a_dataset_agree() -> None:
    half = report("d", 5.0, "a", share=0.5)
    assert money_of([half, report("d", 3.0, "b", share=0.5)]).share == 0.5
    assert money_of([half, report("d", 3.0, "b", share=0.25)]).share is None
    assert money_of([report("d", None, currency=None), report("e", None, currency=None, share=0.4)]).share == 0.4


def test_a_sum_with_something_said_with_about_is_approximate() -> None:
    about = report("d", 5.0, "a", approximate=("amount",))
    assert money_of([about, report("d", 3.0, "b")]).approximate == ("amount",)
    assert money_of([about, report("e", 9.0)]).approximate == ()


def test_nothing_stated_is_no_amount() -> None:
    assert money_of([Report("k", "d", "s", None, None, "asserted")]) == Money()


def test_a_fact_of_fewer_reports_vouches_only_for_what_they_state() -> None:
    fact = Fact("FUNDS", "f", "p", (report("d", 5.0, "a"), report("e", 9.0))).with_money()
    assert fact.amount == 9.0
    assert fact.by(fact.reports[:1]).amount == 5.0
    assert fact.by(fact.reports[:1]).parts == (Grant(5.0, "SEK", "a"),)
