"""Consortium: which actors together could do what is sought?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from typing_extensions import TypedDict

from graph.model.vocabulary import SECTORS
from graph.network.choosing import is_chosen
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.question import Moment, Parameter, Question
from queries.questions.consortium.rules import Rules, read_rules
from queries.questions.consortium.sentences import sentence
from queries.questions.consortium.team import Composing, Element
from queries.questions.partners import WEIGHTS
from queries.questions.partners.brief import Brief, Wanted, Wants, possible, read_brief, succeeded
from queries.questions.partners.fit import Deed, Fit, fits
from queries.questions.partners.ranking import ranked, scored
from queries.questions.partners.roles import Role, kind_of

MOST: Final = 6
CANDIDATES: Final = 150
# What an alternative looks to. Each also looks a little to the others, so that it is not foolish in them.
OBJECTIVES: Final[Mapping[str, Mapping[str, float]]] = {
    "coverage": {"coverage": 1.0, "trust": 0.1, "novelty": 0.0},
    "trust": {"coverage": 0.5, "trust": 0.5, "novelty": 0.0},
    "novelty": {"coverage": 0.5, "trust": 0.0, "novelty": 0.5},
}


class Member(TypedDict):
    """One who would be in, what it adds that no member before it does, and what shows that."""

    actor: Reference
    adds: Wanted
    evidence: list[Deed]


class Team(TypedDict):
    """A consortium that could be; `best_at` names the objectives by which no other is better.

    `coverage` is the share of what is sought that it covers, `trust` how far its new pairs have met (1 together, ½ over
    a common contact), `novelty` the share of pairs that have not met at all; null where there is no pair.
    """

    rank: int
    best_at: list[str]
    members: list[Member]
    coverage: float
    trust: float | None
    novelty: float | None
    missing: Wanted
    sentence: str


class ConsortiumMethod(TypedDict):
    """The brief and the rules as they were read."""

    exact: bool
    candidates: int
    most: int
    kinds: dict[str, int]
    consortium: list[Reference]
    wanted: Wanted
    lacks: Wanted


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Up to three teams of new members: by what they cover, by trust, and by new ties, each with its price.

    A team is composed greedily and improved by swaps, out of the 150 who fit best and, of each kind that is asked for,
    the fittest. A project's own participants are in already and count for the rules.

    Raises:
        InputError: neither a project nor anything wanted, or rules that cannot be read or contradict each other.
        NotFoundError: a named project, actor, theme or place is not in the view.
    """
    network = moment.network
    brief = read_brief(network, parameters)
    rules = read_rules(network, parameters, brief.consortium)
    brief = _with_kinds(brief, rules)
    candidates = _candidates(network, brief, rules, abroad=parameters["abroad"] == "include")
    composing = Composing(network, brief, rules, candidates)
    teams = _alternatives(composing)
    best = max((composing.figures(team).coverage for team, _ in teams), default=0.0)
    method: ConsortiumMethod = {
        "exact": False,
        "candidates": len(candidates),
        "most": rules.most,
        "kinds": dict(rules.kinds),
        "consortium": [reference(network.actors[id]) for id in sorted(brief.consortium)],
        "wanted": brief.wanted(network, language),
        "lacks": brief.lacks(network, language),
    }
    return answered(
        "consortium",
        network,
        language,
        [_item(composing, rank, *team, best, language) for rank, team in enumerate(teams, start=1)],
        method=method,
        left_out={
            "already_in": len(brief.consortium),
            "succeeded": len(succeeded(network) - brief.consortium),
            "not_candidate": len(possible(network) - brief.consortium) - len(candidates),
            "no_team": int(not teams),
        },
    )


def _with_kinds(brief: Brief, rules: Rules) -> Brief:
    """The brief that lacks the kinds asked for too, so that whoever is of one is of use."""
    lacking = {role.kind for role in brief.missing.roles}
    roles = tuple(Role(kind) for kind in rules.kinds if kind not in lacking)
    return replace(brief, missing=replace(brief.missing, roles=brief.missing.roles + roles))


def _candidates(network: StakeholderNetwork, brief: Brief, rules: Rules, *, abroad: bool) -> list[Fit]:
    """Those who fit best, with the fittest of each kind that the rules ask for, and whoever must be in."""
    fitting = [fit for fit in fits(network, brief) if fit.actor not in rules.without and is_chosen(network, fit.actor)]
    if not abroad:
        fitting = [fit for fit in fitting if not network.actors[fit.actor].is_abroad(brief.places)]
    best = [row.fit for row in sorted(ranked(network, brief, scored(fitting, WEIGHTS)), key=lambda row: -row.score)]
    of_kind: dict[str | None, list[Fit]] = defaultdict(list)
    for fit in best:
        of_kind[kind_of(network, fit.actor)].append(fit)
    wanted = {fit.actor for kind in rules.kinds for fit in of_kind[kind][:CANDIDATES]} | rules.must
    return [fit for place, fit in enumerate(best) if place < CANDIDATES or fit.actor in wanted]


def _alternatives(composing: Composing) -> list[tuple[tuple[str, ...], list[str]]]:
    """The teams with the objectives that each is best at, coverage first; objectives with one team share it."""
    teams: dict[tuple[str, ...], list[str]] = {}
    for name, objective in OBJECTIVES.items():
        if team := composing.compose(objective):
            teams.setdefault(tuple(sorted(team)), []).append(name)
    return list(teams.items())


def _item(
    composing: Composing, rank: int, team: tuple[str, ...], best_at: list[str], best: float, language: str
) -> Team:
    figures, network = composing.figures(team), composing.network
    members = _members(composing, team, language)
    return {
        "rank": rank,
        "best_at": best_at,
        "members": members,
        "coverage": figures.coverage,
        "trust": figures.trust,
        "novelty": figures.novelty,
        "missing": _wants(composing.uncovered(team)).named(network, language),
        "sentence": sentence((member["actor"]["name"] for member in members), figures, best, language),
    }


def _members(composing: Composing, team: tuple[str, ...], language: str) -> list[Member]:
    """Whoever adds most first."""
    network, fit_of = composing.network, {fit.actor: fit for fit in composing.candidates}
    members: list[Member] = []
    chosen: list[str] = []
    while rest := [actor for actor in team if actor not in chosen]:
        before = composing.uncovered(chosen)
        actor = max(rest, key=lambda actor: (composing.figures([*chosen, actor]).coverage, -team.index(actor)))
        chosen.append(actor)
        fit = fit_of.get(actor)
        members.append(
            {
                "actor": reference(network.actors[actor]),
                "adds": _wants(before - composing.uncovered(chosen)).named(network, language),
                "evidence": fit.evidence(network, composing.brief) if fit else [],
            }
        )
    return members


def _wants(elements: Collection[Element]) -> Wants:
    themes = sorted(element for element in elements if isinstance(element, str))
    roles = [element for element in elements if isinstance(element, Role)]
    return Wants(themes=tuple(themes), roles=tuple(sorted(roles, key=lambda role: (role.kind, role.county or ""))))


QUESTION: Final = Question(
    "consortium",
    "Which actors together could do what is sought?",
    (
        Parameter("project", "The project that seeks a consortium (id, name or acronym)", "text", positional=True),
        Parameter("theme", "Themes wanted (id or name)", "texts"),
        Parameter("place", "Places wanted (id or name)", "texts"),
        Parameter("sector", "Sectors wanted", "texts", choices=SECTORS),
        Parameter("kinds", "Least number of a kind, such as municipality=1", "texts"),
        Parameter("most", f"Most new members ({MOST} unless told)", "integer", default=MOST),
        Parameter("must", "Actors that must be in (id, name or alias)", "texts"),
        Parameter("without", "Actors that must not be in", "texts"),
        Parameter(
            "abroad",
            "Whether actors known to sit in another country may be in",
            "text",
            default="exclude",
            choices=("exclude", "include"),
        ),
    ),
    answer,
    (Team,),
    (ConsortiumMethod,),
)
