"""What is told of a broker: the most telling of an only link, those who depend on it, and between whom it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.messages import message
from graph.network.network import StakeholderNetwork
from queries.finding.grouping import Grouping
from queries.measures.bridges import SoleBridge
from queries.questions.brokers.figures import Figures
from queries.questions.brokers.purpose import Pair, Purpose, Purposes, between
from queries.wording.communities import community_names
from queries.wording.lengths import first_short
from queries.wording.names import counted, cut, listed, short_name, theme_in_sentence

_MANY: Final = 0.001  # of all pairs of others, above which many reach each other through somebody
_PAIRS: Final = 2
_NAMED: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what it says of theme and projects."""

    sentence: str
    purpose: Purpose


class Teller:
    """The sentences of one answer."""

    def __init__(self, network: StakeholderNetwork, groups: Grouping, figures: Figures, language: str) -> None:
        self._network, self._groups, self._figures, self._language = network, groups, figures, language
        self._purposes = Purposes(network, groups)

    def told(self, actor: str) -> Told:
        """What to say of a broker."""
        projects = self._network.projects_of.get(actor, ())
        if bridges := self._figures.bridges.get(actor):
            purpose = self._purposes.of(actor, _projects(bridges), _groups(bridges[:_PAIRS]))
            return self._shortest(purpose, self._sole(actor, bridges, purpose))
        separated = self._figures.separates.get(actor, frozenset())
        pair = between(self._network, self._groups, actor)
        whom = frozenset(pair or separated or self._network.collaboration[actor])
        purpose = self._purposes.of(actor, projects, whom)
        if separated and pair is None:
            return self._shortest(purpose, self._separating(actor, separated, purpose))
        return self._shortest(purpose, self._between(actor, pair, separated, purpose))

    def _shortest(self, purpose: Purpose, wordings: Iterable[str]) -> Told:
        return Told(first_short(wordings), purpose)

    def _sole(self, actor: str, bridges: list[SoleBridge], purpose: Purpose) -> Iterator[str]:
        projects = [project for project in _projects(bridges) if project in self._network.projects]
        for shown, with_theme, asked in ((_PAIRS, True, True), (1, True, True), (1, False, True), (1, False, False)):
            yield self._say(
                "broker_sole" if projects else "broker_sole_stated",
                actor,
                pairs=self._pairs(bridges, shown),
                theme=self._theme(purpose) if with_theme else "",
                projects=counted("projects", len(projects), self._language),
                ask=self._ask(purpose) if asked else "",
            )

    def _pairs(self, bridges: list[SoleBridge], shown: int) -> str:
        pairs = [self._pair("between", bridge.groups) for bridge in bridges[:shown]]
        more = [message("questions.more", self._language, count=len(bridges) - shown)] if len(bridges) > shown else []
        return listed([*pairs, *more], self._language)

    def _separating(self, actor: str, separated: frozenset[str], purpose: Purpose) -> Iterator[str]:
        names = sorted(self._network.actors[other].name for other in separated)
        for shown, letters, asked in ((3, 60, True), (1, 60, True), (1, 40, False)):
            yield self._say(
                "broker_separates_one" if len(names) == 1 else "broker_separates_many",
                actor,
                names=listed([cut(name, letters) for name in names], self._language, shown=shown),
                count=len(names),
                ask=self._ask(purpose) if asked else "",
            )

    def _between(self, actor: str, pair: Pair | None, separated: frozenset[str], purpose: Purpose) -> Iterator[str]:
        many = "many" if self._figures.betweenness[actor] >= _MANY else "some"
        told = self._role(actor, pair) if pair else ""
        for with_names, with_theme, role in (
            (True, True, told),
            (False, True, told),
            (False, False, told),
            (False, True, ""),
            (False, False, ""),
        ):
            yield self._say(
                f"broker_between_{many}",
                actor,
                role=role,
                theme=self._theme(purpose) if with_theme else "",
                loss=self._loss(separated, with_names=with_names),
                ask=self._ask(purpose) if with_theme else "",
            )

    def _loss(self, separated: frozenset[str], *, with_names: bool) -> str:
        """What those lose who depend on the broker: by name when there are two at most."""
        if not separated:
            return ""
        names = sorted(self._network.actors[other].name for other in separated)
        by_name = with_names and len(names) <= _NAMED
        who = listed(names, self._language) if by_name else counted("actors", len(names), self._language)
        return " " + message("questions.broker_loss", self._language, who=who)

    def _role(self, actor: str, pair: Pair) -> str:
        """The role between the pair in words, by whether the actor belongs to one of its groups."""
        own = self._groups.of.get(actor)
        if pair[0] == pair[1]:
            name = self._group(pair[0])
            return message(
                f"questions.role_{'coordinator' if own == pair[0] else 'itinerant'}", self._language, group=name
            )
        if own in pair:
            other = pair[1] if own == pair[0] else pair[0]
            return self._pair("role_gatekeeper", (own or "", other))
        return self._pair("role_liaison", pair)

    def _pair(self, key: str, pair: Pair) -> str:
        first, second = (self._group(group) for group in pair)
        return message(f"questions.{key}", self._language, first=first, second=second)

    def _group(self, group: str) -> str:
        if self._groups.by == "sector":
            return message(f"questions.the_sector_{group}", self._language)
        if self._groups.by == "community":
            return community_names(self._network, self._groups.of, self._language)[group]
        return self._groups.name(group, self._language)

    def _theme(self, purpose: Purpose) -> str:
        """On what; not between communities, which are named by themes of their own."""
        if purpose.theme is None or self._groups.by == "community":
            return ""
        name = theme_in_sentence(self._network.themes[purpose.theme], self._language)
        return message("questions.broker_theme", self._language, theme=name)

    def _ask(self, purpose: Purpose) -> str:
        if not purpose.projects:
            return ""
        project = short_name(self._network.projects[purpose.projects[0]])
        return " " + message("questions.broker_ask", self._language, project=project)

    def _say(self, key: str, actor: str, **values: object) -> str:
        name = cut(self._network.actors[actor].name, 80)
        return message(f"questions.{key}", self._language, actor=name, **values)


def _projects(bridges: Iterable[SoleBridge]) -> list[str]:
    return sorted({project for bridge in bridges for project in bridge.projects})


def _groups(bridges: Iterable[SoleBridge]) -> frozenset[str]:
    return frozenset(group for bridge in bridges for group in bridge.groups)
