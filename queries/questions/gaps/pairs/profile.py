"""What two actors have in common without having met: themes, the texts of what they have done, place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
_CELLS: Final = 4_000_000  # pairs looked at together; bounds the memory to some 500 MB
_ROUNDING: Final = 1e-9  # a pair may be so much less alike than is needed and still be compared

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
        themes = _theme_matrix(network, self.ids)
        self._theme_sums = row_sums(themes)
        self._themes = sparse.csr_array(themes.sqrt())  # so that a product is the weight in common
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
        return self._parts(*pairs.T, *(_products(matrix, pairs) for matrix in (self._themes, self._texts)))

    def scores(self, parts: Mapping[str, Dense]) -> Dense:
        """The score of pairs with these parts."""
        total = sum(WEIGHTS[part] for part in self.known)
        weighted = sum(WEIGHTS[part] / total * np.nan_to_num(parts[part]) for part in self.known)
        return np.round(np.asarray(weighted), 10) if self.known else np.zeros_like(parts["place"])

    def block(self, rows: Places, columns: Places) -> Dense:
        """The score of each of `rows` with each of `columns`."""
        products = ((matrix[rows] @ matrix[columns].T).toarray() for matrix in (self._themes, self._texts))
        return self.scores(self._parts(rows[:, None], columns[None, :], *products))

    def nearest(self, some: Places, others: Places, most: int) -> Places:
        """The `most` pairs of one of `some` with one of `others` of highest score above 0; equal ones by place.

        Who are in one project, if only as members of a group, are no pair.
        """
        best, scores = np.empty((0, 2), np.int64), np.empty(0)
        ordered = some[np.argsort(~self._has_text[some], kind="stable")]  # the best are found early, and the rest fall
        size = max(1, _CELLS // max(1, len(others)))
        for start in range(0, len(some), size):
            rows, columns = ordered[start : start + size], ordered[start:] if some is others else others
            needed = self._cosine_needed(float(scores[-1]) if len(scores) == most else 0.0)
            found, values = self._alike(rows, columns, needed) if needed > 0 else self._all(rows, columns)
            found = np.sort(found, axis=1)
            best, scores = first_pairs(np.concatenate([best, found]), np.concatenate([scores, values]), most)
        return best

    def _cosine_needed(self, score: float) -> float:
        """How alike the texts of a pair of this score are at least, all else being equal; 0 or less where any will do.

        Most pairs fall by that, so that nothing else is computed of them.
        """
        share = WEIGHTS["text"] / sum(WEIGHTS[part] for part in self.known) if "text" in self.known else 0.0
        return (score - (1 - share)) / share - _ROUNDING if share else 0.0

    def _alike(self, rows: Places, columns: Places, least: float) -> tuple[Places, Dense]:
        """The pairs whose texts are at least so alike, with their scores."""
        cells = sparse.csr_array(self._texts[rows] @ self._texts[columns].T).tocoo()
        alike = cells.data >= least
        pairs = np.stack([rows[cells.row[alike]], columns[cells.col[alike]]], axis=1)
        apart = (pairs[:, 0] != pairs[:, 1]) & (_products(self._projects, pairs) == 0)
        pairs, cosine = pairs[apart], cells.data[alike][apart]
        return pairs, self.scores(self._parts(pairs[:, 0], pairs[:, 1], _products(self._themes, pairs), cosine))

    def _all(self, rows: Places, columns: Places) -> tuple[Places, Dense]:
        """Every pair with a score above 0, and the score."""
        scores = self.block(rows, columns)
        scores[(self._projects[rows] @ self._projects[columns].T).nonzero()] = 0
        scores[rows[:, None] == columns[None, :]] = 0
        at, other = np.nonzero(scores)
        return np.stack([rows[at], columns[other]], axis=1), scores[at, other]

    def _parts(self, first: Places, second: Places, common: Dense, cosine: Dense) -> dict[str, Dense]:
        here, there = self._theme_sums[first], self._theme_sums[second]
        either = here + there - common + BESIDES
        shared = np.divide(common, either, out=np.full(common.shape, nan), where=(here > 0) & (there > 0))
        return {
            "themes": shared,
            "text": np.where(self._has_text[first] & self._has_text[second], np.minimum(cosine, 1.0), nan),
            "place": self._nearness[self._seat[first], self._seat[second]],
            "kinds": self._kinds.part(first, second),
            "countries": self._countries.part(first, second),
        }


def _products(matrix: Matrix, pairs: Places) -> Dense:
    """The scalar product of the rows of each pair."""
    return row_sums(sparse.csr_array(matrix[pairs[:, 0]].multiply(matrix[pairs[:, 1]])))


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
