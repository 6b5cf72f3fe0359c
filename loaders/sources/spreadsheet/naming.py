"""Which actor or project a name in a row means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, slug
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.base import Reading
from loaders.enrichment.groups import stands_for_several
from loaders.sources.spreadsheet.rows import Row

_CREATED: Final = {ACTOR.label: "loading.actors_created", PROJECT.label: "loading.projects_created"}


class Names:
    """Actors and projects by every name they have in the files. What rows mention without listing it is created."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._id: dict[tuple[str, str], str] = {}
        self._row: dict[tuple[str, str], Row] = {}
        self._rejected: dict[tuple[str, str], Row] = {}
        self._created: dict[str, list[str]] = {ACTOR.label: [], PROJECT.label: []}

    def declare(self, label: str, row: Row, id: str, names: Iterable[str]) -> bool:
        """Let `names` mean the node that `row` lists; False, with a problem, when a row before has the id or a name."""
        keys = [(label, normalised(name)) for name in names]
        if row.rejected:
            self._rejected |= {key: row for key in keys if key not in self._id}
            return False
        for key in ((label, f"={id}"), *keys):
            if earlier := self._row.get(key):
                reason = Message(
                    "loading.same_id" if key[1].startswith("=") else "loading.same_name",
                    name=key[1],
                    earlier=_where(row, earlier),
                )
                self._reading.reject(row.problem(reason, "name"), whole_row=True)
                self._rejected |= {key: row for key in keys if key not in self._id}
                return False
        self._row |= dict.fromkeys(((label, f"={id}"), *keys), row)
        self._id |= dict.fromkeys(keys, id)
        return True

    def find(self, label: str, name: str) -> str | None:
        """The id of the actor or project called `name`."""
        return self._id.get((label, normalised(name)))

    def is_rejected(self, label: str, name: str) -> bool:
        """Whether `name` is only listed in a row that cannot be used."""
        key = label, normalised(name)
        return key in self._rejected and key not in self._id

    def reject_dependent(self, row: Row, label: str, name: str) -> None:
        """Leave out a row that speaks of something left out. Only worth telling when bad rows are skipped."""
        if self._reading.skip_bad_rows:
            listed = self._rejected[label, normalised(name)]
            reason = Message("loading.left_out_too", name=name, earlier=_where(row, listed))
            self._reading.reject(row.problem(reason), whole_row=True)

    def resolve(self, label: str, row: Row, column: str, evidence: Evidence) -> str | None:
        """The id of what `column` of a row names, created when nobody lists it; None when the row must be left out."""
        name: str = row.get(column)
        if found := self.find(label, name):
            return found
        if self.is_rejected(label, name):
            self.reject_dependent(row, label, name)
            return None
        id = slug(name)
        if not id:
            self._reading.reject(row.problem(Message("loading.no_letter", value=name), column), whole_row=True)
            return None
        id = f"{self._reading.dataset}:{id}" if label == PROJECT.label else id
        self._id[label, normalised(name)] = id
        self._reading.node(label, id, {"name": name}, evidence)
        if label == PROJECT.label or not stands_for_several(self._reading, name):
            self._created[label].append(name)
        return id

    def report_created(self) -> None:
        """Note what rows mention but no sheet lists."""
        for label, names in self._created.items():
            if names:
                self._reading.note(Message(_CREATED[label], names=tuple(names)))


def _where(row: Row, other: Row) -> Message:
    """Where the other row stands, seen from this one."""
    if row.table is other.table:
        return Message("errors.row", name=str(other.number))
    return Message("loading.row_elsewhere", number=str(other.number), table=other.table.title)
