"""What a load changes: nodes, reports and sources as they were and as they become."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Final

from graph.ingest.load import Change, Counts
from graph.ingest.reports import Tie, Ties
from graph.model.vocabulary import REPORTS, SOURCE, NodeType
from graph.store.protocol import Row

# A file saved again says the same as before: its checksum and the time of loading are no difference.
_NOT_COMPARED: Final = frozenset({"checksum", "loaded"})
_PLUMBING: Final = frozenset({"key", "run", "dataset", "given_start", "given_end", "start", "end_"})

_BRIEF: Final = 200


@dataclass(slots=True)
class NodeChanges:
    """Nodes of one label that a load touches: rows as they were and as they become, by id.

    A node that is only in `before` goes, one that is only in `after` is new.
    """

    type: NodeType
    before: dict[str, Row] = field(default_factory=dict)
    after: dict[str, Row] = field(default_factory=dict)

    def created(self) -> list[Row]:
        """Rows that are new."""
        return [row for id, row in self.after.items() if id not in self.before]

    def updated(self) -> list[Row]:
        """Rows that differ, be it in nothing that counts as a change."""
        return [row for id, row in self.after.items() if id in self.before and self.before[id] != row]

    def deletions(self) -> list[str]:
        """Ids of nodes that nobody reports any more."""
        return [id for id in self.before if id not in self.after]

    @property
    def is_empty(self) -> bool:
        """Whether every node is and was there with the same values."""
        return all(self.is_unchanged(id) for id in {**self.before, **self.after})

    def is_unchanged(self, id: str) -> bool:
        """Whether the node is and was there with the same values."""
        before, after = self.before.get(id), self.after.get(id)
        return before is not None and after is not None and _compared(before) == _compared(after)


@dataclass
class ChangeSet:
    """All that a load changes. Ties of other datasets appear where a resolved identity moved their ends.

    `split` is how many actors come to be several.
    """

    old_ties: Ties
    new_ties: Ties
    moved: list[tuple[Tie, Tie]]
    nodes: list[NodeChanges]
    sources: NodeChanges
    dataset: NodeChanges
    split: int = 0

    def created(self) -> list[Tie]:
        """Ties to write: new ones, changed ones, and those whose ends moved."""
        own = [tie for key, tie in self.new_ties.items() if key not in self._unchanged]
        return own + [after for _, after in self.moved]

    def deleted(self) -> list[Tie]:
        """Ties to delete: withdrawn ones, and changed or moved ones before they are written again."""
        own = [tie for key, tie in self.old_ties.items() if key not in self._unchanged]
        return own + [before for before, _ in self.moved]

    @property
    def is_empty(self) -> bool:
        """Whether the graph already says all this."""
        same = len(self.old_ties) == len(self.new_ties) == len(self._unchanged) and not self.moved
        return same and all(nodes.is_empty for nodes in (*self.nodes, self.sources, self.dataset))

    def date(self, at: str) -> None:
        """Say when the dataset was loaded."""
        for row in self.dataset.after.values():
            row["loaded"] = at

    def counts(self) -> dict[str, Counts]:
        """Counts by label and relation name."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for change in self.changes:
            found[change.type][change.change] += 1
        for name, _ in self._unchanged:
            if name != REPORTS.name:
                found[name]["unchanged"] += 1
        for nodes in self.nodes:
            found[nodes.type.label]["unchanged"] += sum(nodes.is_unchanged(id) for id in nodes.before)
        return {name: Counts(**counter) for name, counter in sorted(found.items()) if any(counter.values())}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Entries for people: nodes first, then facts. Bare reports of nodes show in the nodes they change.

        A source of which a dataset says something that does not show, as another says it better, is no entry.
        """
        return tuple(change for change in self._all_changes() if _shows(change))

    def _all_changes(self) -> Iterator[Change]:
        for nodes in (*self.nodes, self.sources, self.dataset):
            yield from _node_changes(nodes)
        names = self._names()
        for key, tie in _facts(self.new_ties):
            if key not in self._unchanged:
                old = self.old_ties.get(key)
                yield _tie_change("changed" if old else "new", tie, names, old)
        for key, tie in _facts(self.old_ties):
            if key not in self.new_ties:
                yield _tie_change("withdrawn", tie, names)
        for before, after in self.moved:
            if after.type != REPORTS:
                yield _tie_change("changed", after, names, before)

    @cached_property
    def _unchanged(self) -> frozenset[tuple[str, str]]:
        """Identities of the dataset's reports that stay as they are."""
        both = ((key, old, self.new_ties.get(key)) for key, old in self.old_ties.items())
        return frozenset(key for key, old, new in both if new is not None and new.says_the_same(old))

    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for nodes in self.nodes:
            for id, row in (*nodes.before.items(), *nodes.after.items()):
                found[id] = _name(id, row)
        return found


def _facts(ties: Ties) -> list[tuple[tuple[str, str], Tie]]:
    return sorted(((key, tie) for key, tie in ties.items() if tie.type != REPORTS), key=itemgetter(0))


def _node_changes(nodes: NodeChanges) -> Iterator[Change]:
    for id in sorted({*nodes.before, *nodes.after}):
        before, after = nodes.before.get(id), nodes.after.get(id)
        if before is not None and nodes.is_unchanged(id):
            continue
        change = "new" if before is None else "withdrawn" if after is None else "changed"
        name = _name(id, after or before or {})
        yield _change(change, nodes.type.label, id, name, before, _brief(after) if before is None else after)


def _brief(row: Row | None) -> Row:
    """A new node with its long texts cut: whole they stand in the graph."""
    return {
        key: f"{value[:_BRIEF]}…" if isinstance(value, str) and len(value) > _BRIEF else value
        for key, value in (row or {}).items()
    }


def _tie_change(change: str, tie: Tie, names: dict[str, str], old: Tie | None = None) -> Change:
    row = tie.row
    name = f"{names.get(row['start'], row['start'])} → {names.get(row['end_'], row['end_'])}"
    if tie.type.discriminator and (discriminator := row.get(tie.type.discriminator)):
        name = f"{name} ({discriminator})"
    elif tie.type.third and (third := row.get(tie.type.third)):
        name = f"{name} ({names.get(third, third)})"
    if change == "new":
        # Its evidence is in the graph; that of a deleted or changed one is only in the difference.
        stated = (property.name for property in tie.type.own if row.get(property.name) is not None)
        return Change(change, tie.type.name, row["key"], name, after={property: row[property] for property in stated})
    before, after = (row, None) if change == "withdrawn" else (old.row if old else None, row)
    return _change(change, tie.type.name, row["key"], name, before, after, _PLUMBING)


def _change(
    change: str,
    type: str,
    id: str,
    name: str,
    before: Row | None,
    after: Row | None,
    hidden: frozenset[str] = frozenset({"id", "claims", "loaded"}),
) -> Change:
    """Keep the properties that differ; of ends that moved, `before` and `after` show where to."""
    if before is not None and after is not None:
        hidden -= {"start", "end_"}
    return Change(change, type, id, name, _only(before, after, hidden), _only(after, before, hidden))


def _only(row: Row | None, other: Row | None, hidden: frozenset[str]) -> Row:
    """What `row` says and `other` does not."""
    other = other or {}
    return {
        key: value
        for key, value in (row or {}).items()
        if value is not None and key not in hidden and other.get(key) != value
    }


def _shows(change: Change) -> bool:
    return change.type != SOURCE.label or bool(change.before or change.after) or change.change != "changed"


def _name(id: str, row: Row) -> str:
    return str(row.get("acronym") or row.get("name") or row.get("name_sv") or row.get("title") or id)


def _compared(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in _NOT_COMPARED}
