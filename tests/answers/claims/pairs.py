"""What is said of two actors without a tie."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product

from graph.model.dates import first_day, last_day
from tests.answers.claims.case import Case, check_list
from tests.answers.marks import Said


def no_tie(said: Said, case: Case) -> None:
    """They share no project by name and are not said to collaborate."""
    first, second = case.pair
    assert [said.values["first"].text, said.values["second"].text] == case.names(case.pair)
    assert second not in case.facts.near[first]
    assert (second in case.facts.in_contact.get(first, ())) == (said.key == "pair_contact")


def need(said: Said, case: Case) -> None:
    """One needs what the other offers."""
    ends = [case.pair, case.pair[::-1]]
    met = {
        (*case.names(pair), *sorted(case.facts.ends(pair[0], "NEEDS") & case.facts.ends(pair[1], "OFFERS")))
        for pair in ends
    }
    told = (said.values["needing"].text, said.values["offering"].text)
    (themes,) = [found[2:] for found in met if found[:2] == told]
    assert themes
    check_list(said.values["themes"], case.themes(themes))


def themes(said: Said, case: Case) -> None:
    """Both have worked on them, need or offer them."""
    first, second = (case.facts.themes(id) for id in case.pair)
    assert first & second
    check_list(said.values["themes"], case.themes(first & second), all_of=False)


def near(_: Said, case: Case) -> None:
    """They sit in one place, one within the other, or in neighbours."""
    known = case.facts.network.places
    first, second = ({id for id in case.facts.ends(actor, "LOCATED_IN") if id in known} for actor in case.pair)
    around = {id: {id, *known[id].neighbours, *known[id].parents} - {"se"} for id in first | second}
    assert any(b in around[a] or a in around[b] for a, b in product(first, second))


def place(said: Said, case: Case) -> None:
    """Both sit there."""
    known = case.facts.network.places
    common = case.facts.places(case.pair[0]) & case.facts.places(case.pair[1])
    assert said.values["place"].text in {known[id].name for id in common if id in known}


def way(said: Said, case: Case) -> None:
    """Each works with the next, from the one to the other."""
    _check_way(case)
    if "names" in said.values:
        check_list(said.values["names"], case.names(step["id"] for step in case.item["via"]))


def _check_way(case: Case) -> list[str]:
    path = [case.pair[0], *(step["id"] for step in case.item["via"]), case.pair[1]]
    assert all(b in case.facts.near[a] for a, b in pairwise(path))
    return path


def common(said: Said, case: Case) -> None:
    """They have so many contacts in common, the one named among them."""
    both = case.facts.near[case.pair[0]] & case.facts.near[case.pair[1]]
    assert said.values["name"].text in case.names(both)
    assert (said.values["count"].number if "count" in said.values else 1) == len(both)


def sizes(said: Said, case: Case) -> None:
    """In projects with so many actors they have met the one named."""
    met = [{len(case.facts.met_in[project]) for project in projects} for projects in _with_middle(case)]
    told = said.values["few"].number, said.values["many"].number
    assert any({a, b} == set(told) for a, b in product(*met))


def latest(said: Said, case: Case) -> None:
    """A project with the one named ended, or started, that year."""
    days = [
        case.facts.projects[id].last_day or case.facts.projects[id].first_day for id in set().union(*_with_middle(case))
    ]
    assert said.values["year"].number in {day.year for day in days if day}


def _with_middle(case: Case) -> list[set[str]]:
    middle = _check_way(case)[1]
    return [case.facts.together(end, middle) for end in case.pair]


def known_absent(_: Said, case: Case) -> None:
    """Somebody decided so."""
    assert any(
        verdict.verdict == "no_collaboration" and {verdict.first, verdict.second} == set(case.pair)
        for verdict in case.facts.network.verdicts
    )


def not_observed(said: Said, case: Case) -> None:
    """A dataset that names all who take part covers both as long as both are active, and names no common project."""
    datasets = [case.facts.network.datasets[entry["dataset"]] for entry in case.item["looked_for"]["datasets"]]
    assert datasets
    first, last = _both_active(case)
    for dataset in datasets:
        assert dataset.shows_collaboration == "yes"
        assert "all" in dataset.covers_places
        assert not dataset.covers_from or first_day(dataset.covers_from) <= first
        assert not dataset.covers_to or last <= last_day(dataset.covers_to)
    if said.key == "state_not_observed_while_active":
        assert said.values["years"].text in (f"{first.year}–{last.year}", f"{first.year}")
    assert not any(case.whole.projects[id].is_active(first, last) for id in case.whole.together(*case.pair))


def _both_active(case: Case) -> tuple[date, date]:
    """Day by day would be slow: the overlaps of any project of the one with any of the other, within the view."""
    facts, view = case.facts, case.facts.network.view
    dated = [id for id, project in facts.projects.items() if project.starts or project.ends]
    runs = [[facts.period(id) for id in dated if actor in facts.in_project.get(id, ())] for actor in case.pair]
    window = (view.first or date.min, view.last or date.max)
    both = [(max(a[0], b[0], window[0]), min(a[1], b[1], window[1])) for a, b in product(*runs)]
    both = [days for days in both if days[0] <= days[1]]
    return min(days[0] for days in both), max(days[1] for days in both)


def not_looked_for(_: Said, case: Case) -> None:
    """No dataset is named, and none that names all who take part and covers every place has both active all along."""
    assert not case.item["looked_for"]["datasets"]
    assert not case.whole.together(*case.pair)


def met_outside(said: Said, case: Case) -> None:
    """They meet in these projects when nothing is filtered."""
    met = case.whole.together(*case.pair)
    assert met
    check_list(said.values["projects"], case.titles(met))


def _has_words(said: Said, name: str) -> None:
    """What it says is in the phrases within, each of which is checked."""
    assert said.values[name].messages


CLAIMS = {
    "pair": no_tie,
    "pair_contact": no_tie,
    "pair_but": lambda said, _: _has_words(said, "reasons"),
    "pair_both": lambda said, _: _has_words(said, "what"),
    "pair_need": need,
    "pair_themes": themes,
    "pair_near": near,
    "pair_place": place,
    "pair_chain": way,
    "pair_common_one": common,
    "pair_common_more": common,
    "pair_sizes": sizes,
    "pair_latest": latest,
    "state_known_absent": known_absent,
    "state_not_observed": not_observed,
    "state_not_observed_while_active": not_observed,
    "state_not_looked_for": not_looked_for,
    "state_met_outside": met_outside,
}
