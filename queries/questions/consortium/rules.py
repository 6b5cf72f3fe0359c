"""The rules that a consortium must keep: how many members, of which kinds, with whom and without whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import InputError
from graph.messages import Message
from graph.model.vocabulary import ACTOR_KINDS
from graph.network.network import StakeholderNetwork
from queries.finding.lookup import find_actor
from queries.questions.partners.roles import VOCATIONAL_SCHOOL, kind_of

KINDS: Final = (*ACTOR_KINDS, VOCATIONAL_SCHOOL)


@dataclass(frozen=True, slots=True)
class Rules:
    """At most so many new members, at least so many of each kind among all, with `must` and without `without`."""

    most: int
    kinds: Mapping[str, int]
    must: frozenset[str]
    without: frozenset[str]

    def unmet(self, network: StakeholderNetwork, members: Iterable[str]) -> Counter[str]:
        """How many of each kind are still wanting."""
        present = Counter(kind_of(network, member) for member in members)
        return Counter({kind: least - present[kind] for kind, least in self.kinds.items() if least > present[kind]})


def read_rules(network: StakeholderNetwork, parameters: Mapping[str, Any], members: Collection[str]) -> Rules:
    """The rules as they were given; `members` are in already and count for the kinds.

    Raises:
        InputError: no such kind or count, an actor both wanted and not, or more that must be in than there is room for.
        NotFoundError: no such actor in the view.
    """
    must = frozenset(find_actor(network, name).id for name in parameters.get("must") or ()) - frozenset(members)
    without = frozenset(find_actor(network, name).id for name in parameters.get("without") or ())
    if both := sorted(must & without):
        raise InputError(Message("errors.must_and_without", name=network.actors[both[0]].name))
    rules = Rules(parameters["most"], dict(map(_kind, parameters.get("kinds") or ())), must, without)
    needed = len(must) + rules.unmet(network, {*members, *must}).total()
    if not needed <= rules.most:
        raise InputError(Message("errors.consortium_room", most=rules.most, needed=needed))
    return rules


def _kind(text: str) -> tuple[str, int]:
    name, _, count = (part.strip() for part in text.partition("="))
    if name not in KINDS:
        raise InputError(Message("errors.not_a_choice", name="kinds", value=name, known=KINDS))
    if not (count or "1").isdecimal():
        raise InputError(Message("errors.kinds_form", text=text, name=name))
    return name, int(count or 1)
