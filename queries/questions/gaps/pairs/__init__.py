"""Pairs of actors that ought to meet and have no tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from typing_extensions import TypedDict

from graph.network.network import StakeholderNetwork
from queries.answer import Answer, Reference, answered, reference
from queries.finding.looked_for import looked_for
from queries.finding.paths import shortest_paths
from queries.question import Moment
from queries.questions.gaps.pairs.candidates import COMPARED, candidates
from queries.questions.gaps.pairs.eligible import Ids, eligible
from queries.questions.gaps.pairs.profile import WEIGHTS, Profiles
from queries.questions.gaps.pairs.ranking import FUSED_FROM, LANES, PARTS, Suggestion, ranked
from queries.questions.gaps.pairs.sentences import sentence
from queries.wording.looked_for import Looked, looked

MOST: Final = 500  # of a lane
BEST_CONNECTED: Final = 10


class PairChannels(TypedDict):
    """The rank of a pair within its lane by each channel, null where the channel has nothing of it."""

    structure: int | None
    profile: int | None


class PairParts(TypedDict):
    """What speaks for a pair, 0 to 1; null where it is not known."""

    needs: float | None
    themes: float | None
    text: float | None
    place: float | None
    kinds: float | None
    countries: float | None
    contacts: float | None


class GapOfPair(TypedDict):
    """Two actors without a tie. `rank` counts within the lane: `stated_need`, `met`, `newcomer`.

    `state` is `known_absent`, `not_observed` or `not_looked_for`. `unknown` names the parts that are null here but not
    of every pair. `via` are the actors on the shortest evidenced path. `next_step` is `ask` whom stands between the
    two for an introduction, `call` where nobody does, `none` where a person knows that they do not work together.
    """

    rank: int
    actors: list[Reference]
    lane: str
    channels: PairChannels
    parts: PairParts
    unknown: list[str]
    state: str
    looked_for: Looked
    via: list[Reference]
    next_step: str
    sentence: str


class ComparedPairs(TypedDict):
    """How many pairs were compared, by lane."""

    stated_need: int
    met: int
    newcomer: int


class ProfileWeights(TypedDict):
    """What each part of a profile weighs; countries 0 where anybody's themes or texts are known."""

    themes: float
    text: float
    place: float
    kinds: float
    countries: float


class PairsMethod(TypedDict):
    """Of each lane at most `most` are listed, and of each channel at most `compared_of_channel` pairs are compared.

    `share_to_best_connected` is the share of what is listed that names one of the ten with the most contacts; null
    where nothing is listed.
    """

    exact: bool
    fused_from: int
    compared_of_channel: int
    compared: ComparedPairs
    most: int
    profile: ProfileWeights
    share_to_best_connected: float | None


def answer(moment: Moment, parameters: Mapping[str, Any], language: str) -> Answer:
    """Lane by lane: where an offer meets a stated need, those who have met others, those who have met nobody."""
    network = moment.network
    who = eligible(network, abroad=parameters.get("abroad") == "include")
    profiles = Profiles(network, sorted({*who.met, *who.newcomers, *who.stated}))
    pairs, left_out = candidates(network, who, profiles)
    listed = [row for lane in LANES for row in [*ranked(network, profiles, lane, pairs[lane])][:MOST]]
    left_out["pair_beyond_most"] = sum(map(len, pairs.values())) - len(listed)
    known = {part for row in listed for part in PARTS if row.parts[part] is not None}
    method = PairsMethod(
        exact=False,
        fused_from=FUSED_FROM,
        compared_of_channel=COMPARED,
        compared={
            "stated_need": len(pairs["stated_need"]),
            "met": len(pairs["met"]),
            "newcomer": len(pairs["newcomer"]),
        },
        most=MOST,
        profile={
            "themes": WEIGHTS["themes"],
            "text": WEIGHTS["text"],
            "place": WEIGHTS["place"],
            "kinds": WEIGHTS["kinds"],
            "countries": WEIGHTS["countries"] if "countries" in profiles.known else 0.0,
        },
        share_to_best_connected=_share_to_best_connected(network, listed),
    )
    items = [_item(network, row, known, language) for row in listed]
    return answered("gaps", network, language, items, method=method, left_out={**who.left_out, **left_out})


def _share_to_best_connected(network: StakeholderNetwork, listed: Sequence[Suggestion]) -> float | None:
    degrees = Counter(dict(network.collaboration.degree))
    best = set(sorted(degrees, key=lambda actor: (-degrees[actor], actor))[:BEST_CONNECTED])
    return sum(not best.isdisjoint(row.pair) for row in listed) / len(listed) if listed else None


def _item(network: StakeholderNetwork, row: Suggestion, known: set[str], language: str) -> GapOfPair:
    pair, parts = row.pair, row.parts
    via = _via(network, pair)
    found = looked_for(network, pair)
    return {
        "rank": row.rank,
        "actors": [reference(network.actors[id]) for id in pair],
        "lane": row.lane,
        "channels": {"structure": row.channels["structure"], "profile": row.channels["profile"]},
        "parts": {
            "needs": parts["needs"],
            "themes": parts["themes"],
            "text": parts["text"],
            "place": parts["place"],
            "kinds": parts["kinds"],
            "countries": parts["countries"],
            "contacts": parts["contacts"],
        },
        "unknown": [part for part in PARTS if parts[part] is None and part in known],
        "state": found.state,
        "looked_for": looked(network, found),
        "via": [reference(network.actors[id]) for id in via],
        "next_step": "none" if found.state == "known_absent" else "ask" if via else "call",
        "sentence": sentence(network, pair, via, found, language),
    }


def _via(network: StakeholderNetwork, pair: Ids) -> tuple[str, ...]:
    """Who stands on the strongest of the shortest paths, one without anybody abroad if there is one."""
    between = [path[1:-1] for path in shortest_paths(network, pair[:1], pair[1])]
    return min(between, key=lambda ids: sum(network.actors[id].is_abroad() for id in ids), default=())
