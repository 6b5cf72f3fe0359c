"""Reconciliation of projects: which of one revision match a title, acronym or number in a table cleaned elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from rapidfuzz import fuzz, process

from graph.identity.project_mentions import compact
from graph.identity.scoring import Finding, Judgement
from graph.model.names import normalised
from graph.model.phases import differ_in_phase
from graph.network.facts import Project
from graph.network.network import StakeholderNetwork
from queries.reconciliation.matches import Match

_CERTAIN: Final = 100.0
# A title that is alike, not equal, or an acronym that several have: a person is asked.
_DOUBTFUL: Final = 90.0
_OTHER_PHASE: Final = 70.0
_LEAST: Final = 75.0
_JUDGED: Final = 60


class ProjectReconciler:
    """The projects of one snapshot by their titles, acronyms and numbers. Safe for several threads."""

    def __init__(self, snapshot: StakeholderNetwork) -> None:
        self._projects = snapshot.projects
        self._titles = [(normalised(title), id) for id, project in self._projects.items() for title in _titles(project)]
        self._sorted_words = [_sorted_words(title) for title, _ in self._titles]
        self._by_title, self._by_acronym, self._by_number = (defaultdict[str, set[str]](set) for _ in range(3))
        for title, id in self._titles:
            self._by_title[title].add(id)
        for id, project in self._projects.items():
            if project.acronym:
                self._by_acronym[normalised(project.acronym)].add(id)
            for number in project.numbers:
                self._by_number[compact(number)].add(id)

    def matches(self, text: str, numbers: Collection[str], limit: int) -> list[Match]:
        """The projects that match, the most likely first. An equal id or number scores 100, as does a title.

        A title that several projects have is certain of none: it is mostly a continuation.
        """
        best: dict[str, Judgement] = {}
        for id, judgement in self._judged(text, numbers):
            if id not in best or judgement.score > best[id].score:
                best[id] = judgement
        order = sorted(best, key=lambda id: (-best[id].score, id))
        is_alone = len(order) == 1 or (len(order) > 1 and best[order[0]].score > best[order[1]].score)
        return [
            Match(
                self._projects[id],
                best[id].score,
                is_alone and not place and best[id].band == "merge",
                best[id].findings,
                best[id].reasons,
            )
            for place, id in enumerate(order[:limit])
        ]

    def names(self) -> Iterator[tuple[str, str]]:
        """Every normalised title and acronym with the id of its project."""
        yield from self._titles
        yield from ((acronym, id) for acronym, ids in self._by_acronym.items() for id in ids)

    def _judged(self, text: str, numbers: Collection[str]) -> Iterator[tuple[str, Judgement]]:
        if text in self._projects:
            yield text, Judgement(_CERTAIN, (("same_number", {}),))
        for number in filter(None, map(compact, (text, *numbers))):
            for id in self._by_number.get(number, ()):
                yield id, Judgement(_CERTAIN, (("same_number", {}),))
        name = normalised(text)
        if not name:
            return
        bearers = self._by_acronym.get(name, set())
        for id in bearers:
            score = _CERTAIN if len(bearers) == 1 else _DOUBTFUL
            yield id, Judgement(score, (("same_acronym", {"acronym": self._projects[id].acronym}),))
        for id in self._by_title.get(name, ()):
            yield id, Judgement(_CERTAIN, (("same_title", {}),))
        yield from self._alike(name)

    def _alike(self, name: str) -> Iterator[tuple[str, Judgement]]:
        matches = process.extract(
            _sorted_words(name), self._sorted_words, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=_JUDGED
        )
        for _, share, number in matches:
            title, id = self._titles[number]
            findings: list[Finding] = [("alike_title", {"share": round(share)})]
            most = _DOUBTFUL
            if differ_in_phase(name, title):
                findings.append(("other_phase", {}))
                most = _OTHER_PHASE
            yield id, Judgement(round(min(share, most), 1), tuple(findings))


def _titles(project: Project) -> tuple[str, ...]:
    return project.name, *project.aliases


def _sorted_words(title: str) -> str:
    return " ".join(sorted(title.split()))
