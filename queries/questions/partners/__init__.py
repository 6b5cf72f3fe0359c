"""Partners: who fits a project, or a brief?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from typing_extensions import TypedDict

from graph.model.vocabulary import SECTORS
from graph.network.choosing import is_chosen
from graph.network.facts import Verdict
from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.question import Moment, Parameter, Question, read_weights
from queries.questions.partners.brief import Brief, Wanted, possible, read_brief, succeeded
from queries.questions.partners.doors import doors, next_step
from queries.questions.partners.fit import Deed, fits
from queries.questions.partners.ranking import NEWCOMER_AT_MOST, Ranked, ranked, scored
from queries.questions.partners.sentences import sentence
from queries.wording.decisions import GivenVerdict, decided

WEIGHTS: Final[Mapping[str, float]] = {"themes": 0.35, "adds": 0.25, "closeness": 0.2, "place": 0.1, "recency": 0.1}


class PartnerParts(TypedDict):
    """How an actor fits, part by part, 0 to 1; null where it cannot be computed."""

    themes: float | None
    adds: float | None
    closeness: float | None
    place: float | None
    recency: float | None


class Partner(TypedDict):
    """An actor that fits; it ranks within its lane: `established`, `newcomer` or `abroad`.

    Where a place is sought, those `seated` there rank by themselves and come first; null where none is. `unknown` names
    the parts that the facts do not tell, which count 0. `via` is the strongest of the `doors`: chains of actors from a
    member of the consortium.
    """

    rank: int
    lane: str
    seated: bool | None
    actor: Reference
    score: float
    parts: PartnerParts
    unknown: list[str]
    evidence: list[Deed]
    adds: Wanted
    via: list[Reference]
    doors: list[list[Reference]]
    last_active: str | None
    verdict: GivenVerdict | None
    next_step: str
    sentence: str


class DecidedPartner(GivenVerdict):
    """An actor that somebody decided about for the project."""

    actor: Reference


class PartnersMethod(TypedDict):
    """The brief as it was read: who is in, what is sought and what the consortium lacks."""

    exact: bool
    weights: dict[str, float]
    newcomer_at_most: int
    recency_counts_back_from: str | None
    consortium: list[Reference]
    wanted: Wanted
    lacks: Wanted
    decided: list[DecidedPartner]


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Actors outside the consortium that have worked in a wanted theme or add something it lacks, lane after lane.

    A newcomer is by its own name in at most one project of the view; who is known to sit in another country is in a
    lane of its own, `abroad`, when that is asked for. Ranks count within a lane. With a project, the brief is what that
    project is about and where, and its consortium is all that take part; themes, places and sectors narrow it. Else
    the brief is what was asked for. Actors decided to be in contact or not relevant are no suggestions; they are listed
    in `method`.

    Raises:
        InputError: neither a project nor anything wanted, or a name that means several.
        NotFoundError: a named project, actor, theme or place is not in the view.
    """
    network = moment.network
    weights = read_weights(parameters.get("weights"), WEIGHTS)
    brief = read_brief(network, parameters)
    verdicts = _verdicts(network, brief)
    fitting = fits(network, brief)
    set_aside = _set_aside(verdicts, again=parameters.get("not_relevant") == "include")
    if parameters.get("abroad") != "include":
        set_aside = {
            fit.actor: "abroad" for fit in fitting if network.actors[fit.actor].is_abroad(brief.places)
        } | set_aside
    set_aside |= {fit.actor: "actor_not_chosen" for fit in fitting if not is_chosen(network, fit.actor)}
    shown = [fit for fit in fitting if fit.actor not in set_aside]
    items = [_item(network, brief, row, language) for row in ranked(network, brief, scored(shown, weights))]
    method: PartnersMethod = {
        "exact": True,
        "weights": dict(weights),
        "newcomer_at_most": NEWCOMER_AT_MOST,
        "recency_counts_back_from": brief.reference.isoformat() if brief.reference else None,
        "consortium": [reference(network.actors[id]) for id in sorted(brief.consortium)],
        "wanted": brief.wanted(network, language),
        "lacks": brief.lacks(network, language),
        "decided": [
            {"actor": reference(network.actors[id]), **decided(network, verdict)} for id, verdict in verdicts.items()
        ],
    }
    return answered(
        "partners",
        network,
        language,
        items,
        method=method,
        left_out={
            "succeeded": len(succeeded(network) - brief.consortium),
            "already_in": len(brief.consortium),
            **Counter(set_aside.values()),
            "without_fit": len(
                possible(network) - brief.consortium - {fit.actor for fit in fitting} - set_aside.keys()
            ),
        },
    )


def _verdicts(network: StakeholderNetwork, brief: Brief) -> dict[str, Verdict]:
    """What was decided for the project about each actor one could ask, by name."""
    if brief.project is None:
        return {}
    by_name = sorted(possible(network) - brief.consortium, key=lambda id: (network.actors[id].name, id))
    return {id: verdict for id in by_name if (verdict := network.verdict("partner", (brief.project, id)))}


def _set_aside(verdicts: Mapping[str, Verdict], *, again: bool) -> dict[str, str]:
    """Actor → why it is no suggestion; those not relevant may be shown `again`."""
    return {
        id: verdict.verdict for id, verdict in verdicts.items() if not (again and verdict.verdict == "not_relevant")
    }


def _item(network: StakeholderNetwork, brief: Brief, row: Ranked, language: str) -> Partner:
    fit = row.fit
    chains = doors(network, brief.consortium, fit.actor)
    named = [[reference(network.actors[id]) for id in chain] for chain in chains]
    verdict = network.verdict("partner", (brief.project, fit.actor)) if brief.project else None
    return {
        "rank": row.rank,
        "lane": row.lane,
        "seated": row.seated,
        "actor": reference(network.actors[fit.actor]),
        "score": row.score,
        "parts": {
            "themes": fit.parts["themes"],
            "adds": fit.parts["adds"],
            "closeness": fit.parts["closeness"],
            "place": fit.parts["place"],
            "recency": fit.parts["recency"],
        },
        "unknown": list(row.unknown),
        "evidence": fit.evidence(network, brief),
        "adds": fit.adds.named(network, language),
        "via": named[0] if named else [],
        "doors": named,
        "last_active": fit.last_active(network),
        "verdict": decided(network, verdict) if verdict else None,
        "next_step": next_step(chains),
        "sentence": sentence(network, brief, fit, chains, language),
    }


QUESTION: Final = Question(
    "partners",
    "Who fits a project, or a brief?",
    (
        Parameter("project", "The project that seeks partners (id, name or acronym)", "text", positional=True),
        Parameter("theme", "Themes wanted (id or name); with a project only who has worked with one", "texts"),
        Parameter("place", "Places wanted (id or name); with a project only who is or has worked there", "texts"),
        Parameter("sector", "Sectors wanted; with a project only actors of these", "texts", choices=SECTORS),
        Parameter("actors", "Actors that are in already (id, name or alias)", "texts"),
        Parameter(
            "not_relevant",
            "Suggest also actors that were found not relevant for the project",
            "text",
            default="exclude",
            choices=("exclude", "include"),
        ),
        Parameter(
            "abroad",
            "Suggest also who is known to sit in another country, in a lane of their own",
            "text",
            default="exclude",
            choices=("exclude", "include"),
        ),
        Parameter("weights", f"Weights of the parts, such as adds=.5; parts: {', '.join(WEIGHTS)}", "texts"),
    ),
    answer,
    (Partner,),
    (PartnersMethod,),
)
