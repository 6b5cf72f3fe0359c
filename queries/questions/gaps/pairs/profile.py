"""What two actors have in common without having met: themes, the texts of what they have done, place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations_with_replacement
from math import nan
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.network.network import StakeholderNetwork
from queries.finding.nearness import SAME_COUNTY, between
from queries.finding.text import text_index, text_of
from queries.finding.themes import theme_weights
from queries.measures.link_prediction import Places, first_pairs
from queries.measures.matrices import Matrix, row_sums
from queries.questions.gaps.pairs.eligible import STATED
from queries.questions.gaps.pairs.familiarity import Familiarity

WEIGHTS: Final[Mapping[str, float]] = {"themes": 0.1, "text": 0.6, "place": 0.2, "kinds": 0.1, "countries": 0.1}
"""Of seven sets the one that did best on keep.eu cut at 2017, for pairs of known actors and with newcomers alike."""
BESIDES: Final = 2.0
"""The weight of themes that nobody has told: one theme each, the same, says less than five each, the same."""
SAME_COUNTRY: Final = 0.25
_ROWS: Final = 500

Dense: TypeAlias = "NDArray[np.float64]"
Seat = tuple[tuple[str, ...], str | None]


class Profiles:
    """What is known of actors, each by its place in `ids`; pairs are arrays of two columns of places.

    Parts of a pair, 0 to 1, NaN where one of the two is unknown:

    - `themes`: of what either has worked in, needs or offers, and BESIDES, the share that both have, rare ones weighing
      more.
    - `text`: cosine of the titles and summaries of their projects.
    - `place`: see `place_part`.
    - `kinds`, `countries`: how used each is to the other's kind and country by what `met` shows (the same network if
      not given), see `Familiarity`; of who has met nobody the other's answer alone.

    The score is their mean by WEIGHTS; an unknown part counts 0, and one that nobody has is left out; so are
    `countries` where anybody's themes or texts are known: beside these they made the order worse.
    """

    def __init__(self, network: StakeholderNetwork, ids: Sequence[str], met: StakeholderNetwork | None = None) -> None:
        self.ids = tuple(ids)
        self.place: Mapping[str, int] = {id: place for place, id in enumerate(self.ids)}
        self._themes = _theme_matrix(network, self.ids)
        self._theme_sums = row_sums(self._themes)
        self._texts = text_index(network).combined(_told(network, id) for id in self.ids)
        self._has_text = np.diff(self._texts.indptr) > 0
        self._seat, self._nearness = _seats(network, self.ids)
        self._projects = _project_matrix(network, self.ids)
        self._kinds = Familiarity(network, self.ids, met or network, lambda known, id: known.actors[id].kind)
        self._countries = Familiarity(network, self.ids, met or network, lambda known, id: _seat(known, id)[1])
        known = {
            "themes": self._theme_sums.any(),
            "text": self._has_text.any(),
            "place": not np.isnan(self._nearness).all(),
            "kinds": self._kinds.is_known,
        }
        known["countries"] = self._countries.is_known and not (known["themes"] or known["text"])
        self.known: tuple[str, ...] = tuple(part for part in WEIGHTS if known[part])

    @property
    def tells_of_work(self) -> bool:
        """Whether anything is known of what anybody has done; country and kind alone order known actors worse."""
        return "themes" in self.known or "text" in self.known

    def parts(self, pairs: Places) -> dict[str, Dense]:
        """Each part of each pair."""
        first, second = pairs.T
        return self._parts(first, second, lambda one, other: row_sums(sparse.csr_array(one.multiply(other))))

    def scores(self, parts: Mapping[str, Dense]) -> Dense:
        """The score of pairs with these parts."""
        total = sum(WEIGHTS[part] for part in self.known)
        weighted = sum(WEIGHTS[part] / total * np.nan_to_num(parts[part]) for part in self.known)
        return np.round(np.asarray(weighted), 10) if self.known else np.zeros_like(parts["place"])

    def block(self, rows: Places, columns: Places) -> Dense:
        """The score of each of `rows` with each of `columns`."""
        return self.scores(self._parts(rows[:, None], columns[None, :], lambda one, other: (one @ other.T).toarray()))

    def nearest(self, some: Places, others: Places, most: int) -> Places:
        """The `most` pairs of one of `some` with one of `others` of highest score above 0; equal ones by place.

        Who are in one project, if only as members of a group, are no pair.
        """
        best, best_scores = np.empty((0, 2), np.int64), np.empty(0)
        for start in range(0, len(some), _ROWS):
            rows = some[start : start + _ROWS]
            scores = self.block(rows, others)
            scores[(self._projects[rows] @ self._projects[others].T).nonzero()] = 0
            scores[rows[:, None] == others[None, :]] = 0
            at, other = np.nonzero(scores)
            pairs = np.stack([rows[at], others[other]], axis=1)
            best, best_scores = first_pairs(
                np.concatenate([best, np.sort(pairs, axis=1)]), np.concatenate([best_scores, scores[at, other]]), most
            )
        return best

    def _parts(self, first: Places, second: Places, product: Callable[[Matrix, Matrix], Dense]) -> dict[str, Dense]:
        themes = self._themes[first.ravel()], self._themes[second.ravel()]
        # Entries are roots of weights, so that a product is the weight in common.
        common = product(*(sparse.csr_array(rows.sqrt()) for rows in themes))
        here, there = self._theme_sums[first], self._theme_sums[second]
        either = here + there - common + BESIDES
        shared = np.divide(common, either, out=np.full(common.shape, nan), where=(here > 0) & (there > 0))
        cosine = product(self._texts[first.ravel()], self._texts[second.ravel()])
        return {
            "themes": shared,
            "text": np.where(self._has_text[first] & self._has_text[second], np.minimum(cosine, 1.0), nan),
            "place": self._nearness[self._seat[first], self._seat[second]],
            "kinds": self._kinds.part(first, second),
            "countries": self._countries.part(first, second),
        }


def place_part(network: StakeholderNetwork, first: str, second: str) -> float:
    """1 in the same place, one within the other, or neighbouring municipalities.

    ½ in the same or a neighbouring county, ¼ in the same country, else 0; NaN where the country of one is unknown.
    """
    return _nearness(network, _seat(network, first), _seat(network, second))


def themes_of(network: StakeholderNetwork, id: str) -> frozenset[str]:
    """The themes an actor has worked in, needs or offers."""
    worked_in = {theme for project in network.projects_of.get(id, ()) for theme in network.themes_of.get(project, ())}
    return frozenset(worked_in | {fact.end for fact in network.facts_from(id, *STATED)})


def _told(network: StakeholderNetwork, id: str) -> list[str]:
    """The projects of an actor that have a title in words; a number says nothing."""
    projects = network.projects_of.get(id, ())
    return [project for project in projects if any(map(str.isalpha, text_of(network.projects[project])))]


def _theme_matrix(network: StakeholderNetwork, ids: Sequence[str]) -> Matrix:
    weights = theme_weights(network)
    column = {theme: place for place, theme in enumerate(sorted(weights))}
    rows = [sorted(themes_of(network, id)) for id in ids]
    themes = [theme for row in rows for theme in row]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.array([weights[theme] for theme in themes])
    columns = np.array([column[theme] for theme in themes], dtype=np.int64)
    return sparse.csr_array((values, columns, ends), shape=(len(ids), len(column)))


def _project_matrix(network: StakeholderNetwork, ids: Sequence[str]) -> Matrix:
    column = {project: place for place, project in enumerate(network.projects)}
    rows = [[column[project] for project in network.projects_of.get(id, ())] for id in ids]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([project for row in rows for project in row], dtype=np.int64)
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=(len(ids), len(column)))


def _seats(network: StakeholderNetwork, ids: Sequence[str]) -> tuple[Places, Dense]:
    """The seat of each actor as a number, and how near seats are; few actors differ in that."""
    of_actors = [_seat(network, id) for id in ids]
    seats = sorted(set(of_actors), key=lambda seat: (seat[0], seat[1] or ""))
    number = {seat: place for place, seat in enumerate(seats)}
    near = np.full((len(seats), len(seats)), nan)
    for one, other in combinations_with_replacement(seats, 2):
        near[number[one], number[other]] = near[number[other], number[one]] = _nearness(network, one, other)
    return np.array([number[seat] for seat in of_actors], dtype=np.int64), near


def _seat(network: StakeholderNetwork, id: str) -> Seat:
    """The places within its country that it sits in, and the country where those or the actor tell."""
    places = network.places_of.get(id, ())
    countries = {place.partition(":")[0].upper() for place in places}
    within = tuple(sorted(place for place in places if ":" in place))
    return within, min(countries) if countries else network.actors[id].country


def _nearness(network: StakeholderNetwork, one: Seat, other: Seat) -> float:
    nearest = max((_between(network, here, there) for here in one[0] for there in other[0]), default=0.0)
    if nearest:
        return nearest
    return nan if one[1] is None or other[1] is None else SAME_COUNTRY if one[1] == other[1] else 0.0


def _between(network: StakeholderNetwork, here: str, there: str) -> float:
    near = between(network, here, there)
    return (
        min(near, SAME_COUNTY) if here != there and _is_county(network, here) and _is_county(network, there) else near
    )


def _is_county(network: StakeholderNetwork, id: str) -> bool:
    return id in network.places and network.places[id].level == "county"
