"""What changed, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph.messages import catalogue, message, number
from graph.network.facts import Fact, Project
from graph.network.network import StakeholderNetwork
from queries.answer import Reference, referred
from queries.questions.changes.differences import Compared, Difference
from queries.wording.names import cut, listed, short_name, theme_in_sentence

_LETTERS: Final = 30
_SEVERAL: Final = 38
_LONG: Final = frozenset({"summary", "description", "url", "website"})
_WORDS: Final = frozenset({"kind", "status"})
_WORDED_BY: Final = {"class": "class", "reading": "read_as"}
_MOVED: Final = frozenset({"brokers", "gaps", "groups", "overlaps"})


class Names:
    """What the nodes of either revision are called."""

    def __init__(self, compared: Compared, language: str) -> None:
        self.compared, self._language = compared, language
        self._wholes = [network.whole or network for network in (compared.later, compared.earlier)]

    def reference(self, id: str) -> Reference:
        """A node as an item refers to it; a group of actors under its own name."""
        for network in self._wholes:
            if any(id in nodes for nodes in (network.actors, network.projects, network.themes, network.places)):
                return referred(id, network, self._language)
        key = f"questions.group_sector_{id}"
        return {"id": id, "name": message(key, self._language) if key in catalogue() else id, "kind": "group"}

    def short(self, id: str) -> str:
        """The name as it stands in a sentence."""
        for network in self._wholes:
            if id in network.projects:
                return short_name(network.projects[id])
            if id in network.themes:
                return theme_in_sentence(network.themes[id], self._language)
        return cut(self.reference(id)["name"])

    def project(self, id: str) -> Project:
        """A project of either revision."""
        return next(network.projects[id] for network in self._wholes if id in network.projects)


def sentence(names: Names, difference: Difference, language: str) -> str:
    """One sentence."""
    if difference.type in _MOVED:
        return _moved(names, difference, language)
    if difference.change in ("new", "withdrawn", "ended") and len(difference.subject) == 1:
        return _node(names, difference, language)
    if difference.before and "ids" in difference.before:
        return _identity(names, difference, language)
    clause = names.short(difference.subject[0])
    if len(difference.subject) == 2:
        clause = _clause(names, difference.facts[0], language)
    if difference.before and "role" in difference.before:
        role = message(f"model.role_{difference.before['role'] or 'none'}", language)
        return message("questions.change_role", language, what=clause, before=role)
    if difference.change == "changed":
        return message("questions.change_changed", language, what=clause, values=_values(difference, language))
    return message(f"questions.change_fact_{difference.change}", language, what=clause)


def _node(names: Names, difference: Difference, language: str) -> str:
    """A new, withdrawn or ended actor or project, with who took part or where."""
    id = difference.subject[0]
    is_project = difference.type == "Project"
    ends = [fact.start if is_project else fact.end for fact in difference.facts if fact.type == "PARTICIPATES_IN"]
    others = listed(sorted({cut(names.short(end), _LETTERS) for end in ends}), language, shown=2)
    key = f"questions.change_{difference.type.lower()}_{difference.change}"
    if others:
        key += "_with"
    ended = (difference.after or {}).get("ends") if difference.change == "ended" else None
    return message(key, language, name=names.short(id), names=others, date=ended)


def _identity(names: Names, difference: Difference, language: str) -> str:
    is_merged = difference.change == "merged"
    ids = ((difference.before if is_merged else difference.after) or {})["ids"]
    key = f"questions.change_{difference.type.lower()}_{'merged' if is_merged else 'split'}"
    parts = [f"{cut(names.short(id), _LETTERS)} ({id[:_LETTERS]})" for id in ids]
    return message(key, language, name=names.short(difference.subject[0]), names=listed(parts, language, shown=1))


def _clause(names: Names, fact: Fact, language: str) -> str:
    """What a fact says: `Boliden AB är partner i SORESS-MMI`."""
    key = f"questions.says_{fact.type}"
    if f"{key}_{fact.discriminator}" in catalogue():
        key = f"{key}_{fact.discriminator}"
    return message(key, language, start=names.short(fact.start), end=names.short(fact.end))


def _values(difference: Difference, language: str) -> str:
    before, after = difference.before or {}, difference.after or {}
    return listed((_value(name, before[name], after[name], language) for name in after), language, shown=1)


def _value(name: str, before: Any, after: Any, language: str) -> str:
    what = message(f"questions.value_{name}", language)
    if name in _LONG:
        return message("questions.value_long", language, what=what)
    then, now = (_shown(name, value, language) for value in (before, after))
    key = "appeared" if before is None else "gone" if after is None else "changed"
    return message(f"questions.value_{key}", language, what=what, before=then, after=now)


def _shown(name: str, value: Any, language: str) -> str:
    if name in _WORDS and value:
        return message(f"model.{name}_{value}", language).lower()
    if isinstance(value, Mapping):
        return " + ".join(f"{number(amount, language)} {currency}" for currency, amount in value.items())
    return number(value, language) if isinstance(value, float | int) else cut(str(value), _LETTERS)


def _moved(names: Names, difference: Difference, language: str) -> str:
    before, after = difference.before, difference.after
    key = f"questions.moved_{difference.type}_{'new' if before is None else 'gone' if after is None else 'changed'}"
    parts = [cut(names.short(id), _SEVERAL) for id in difference.subject]
    if difference.type == "groups" and parts[0] == parts[-1]:
        key += "_within"
    return message(
        key,
        language,
        first=parts[0],
        second=parts[-1],
        before=_figure(before, language),
        after=_figure(after, language),
        where=_where(names.compared.later, difference.facts, language),
    )


def _figure(figures: Mapping[str, Any] | None, language: str) -> str:
    """A rank, or the word of a class or reading."""
    for name, value in (figures or {}).items():
        return str(value) if name == "rank" else message(f"questions.{_WORDED_BY[name]}_{value}", language)
    return ""


def _where(network: StakeholderNetwork, facts: Iterable[Fact], language: str) -> str:
    projects = {cut(short_name(network.projects[fact.end]), _SEVERAL) for fact in facts if fact.end in network.projects}
    names = listed(sorted(projects), language, shown=1)
    return message("questions.met_in", language, project=names) if projects else ""
