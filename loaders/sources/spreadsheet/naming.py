"""Which actor or project a name in a row means, where sheets list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Value, actor_id, slug
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.base import Reading
from loaders.enrichment.groups import stands_for_several
from loaders.tables.records import LeftOutError, RefusedError
from loaders.tables.rows import Understood

_CREATED: Final = {ACTOR.label: "loading.actors_created", PROJECT.label: "loading.projects_created"}


class ListedNames:
    """Actors and projects by every name they have in the files. What rows mention without listing it is created."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._id: dict[tuple[str, str], str] = {}
        self._row: dict[tuple[str, str], Understood] = {}
        self._rejected: dict[tuple[str, str], Understood] = {}
        self._created: dict[str, list[str]] = {ACTOR.label: [], PROJECT.label: []}

    def list_actor(self, row: Understood) -> bool:
        """Let the names in a row of Aktörer mean its actor; False when it cannot be used."""
        if (name := row.text("actor")) is None:
            return False
        id = actor_id(name, org_number=row.text("org_number"))
        return self._list(ACTOR.label, row, id, (name, *row.all("aliases", str)))

    def list_project(self, row: Understood) -> bool:
        """Let the names in a row about a project mean it; False when it cannot be used."""
        if (name := row.text("project")) is None:
            return False
        names = tuple(dict.fromkeys((name, row.text("acronym") or name)))
        return self._list(PROJECT.label, row, self._project_id(names[-1]) or self._project_id(name), names)

    def _list(self, label: str, row: Understood, id: str, names: Iterable[str]) -> bool:
        keys = [(label, normalised(name)) for name in names]
        reason = self._why_not(label, row, id, keys)
        if reason:
            self._reading.reject(row.problem(reason, "actor" if label == ACTOR.label else "project"), whole_row=True)
        if reason or row.problems:
            self._rejected |= {key: row for key in keys if key not in self._id}
            return False
        self._row |= dict.fromkeys(((label, f"={id}"), *keys), row)
        self._id |= dict.fromkeys(keys, id)
        return True

    def _why_not(self, label: str, row: Understood, id: str, keys: Sequence[tuple[str, str]]) -> Message | None:
        """Why a row that is right by itself lists nothing: its name is none, or a row before has it or its id."""
        if row.problems:
            return None
        if not id:
            return Message("loading.no_letter", value=row.get("actor" if label == ACTOR.label else "project"))
        for key in ((label, f"={id}"), *keys):
            if earlier := self._row.get(key):
                same = "loading.same_id" if key[1].startswith("=") else "loading.same_name"
                return Message(same, name=key[1], earlier=_where(row, earlier))
        return None

    def find(self, label: str, name: str) -> str | None:
        """The id of the actor or project called `name`."""
        return self._id.get((label, normalised(name)))

    def is_rejected(self, label: str, name: str) -> bool:
        """Whether `name` is only listed in a row that cannot be used."""
        key = label, normalised(name)
        return key in self._rejected and key not in self._id

    def report_left_out(self, row: Understood, label: str, name: str) -> None:
        """Tell that a row speaks of something left out. Only worth telling when bad rows are skipped."""
        if self._reading.skip_bad_rows:
            self._reading.reject(row.problem(self._left_out(row, label, name)), whole_row=True)

    def actor(self, row: Understood, field: str, name: str, said: Mapping[str, Value]) -> str:  # noqa: ARG002
        """The id of the actor called so, listed or new."""
        return self.find(ACTOR.label, name) or self._new_id(ACTOR.label, row, field, name, slug(name))

    def project(self, row: Understood, field: str = "project") -> str:
        """The id of the project that a field of a row names, listed or new."""
        name = str(row.get(field))
        return self.find(PROJECT.label, name) or self._new_id(PROJECT.label, row, field, name, self._project_id(name))

    def is_new(self, label: str, name: str, id: str) -> bool:
        """Whether nothing is called so yet; from then on it is."""
        if (label, normalised(name)) in self._id:
            return False
        self._id[label, normalised(name)] = id
        if label == PROJECT.label or not stands_for_several(self._reading, name):
            self._created[label].append(name)
        return True

    def _new_id(self, label: str, row: Understood, field: str, name: str, id: str) -> str:
        if self.is_rejected(label, name):
            raise RefusedError(self._left_out(row, label, name)) if self._reading.skip_bad_rows else LeftOutError
        if not id:
            raise RefusedError(Message("loading.no_letter", value=name), field)
        return id

    def _project_id(self, name: str) -> str:
        return f"{self._reading.dataset}:{slug(name)}" if slug(name) else ""

    def _left_out(self, row: Understood, label: str, name: str) -> Message:
        listed = self._rejected[label, normalised(name)]
        return Message("loading.left_out_too", name=name, earlier=_where(row, listed))

    def report_created(self) -> None:
        """Note what rows mention but no sheet lists."""
        for label, names in self._created.items():
            if names:
                self._reading.note(Message(_CREATED[label], names=tuple(names)))


def _where(row: Understood, other: Understood) -> Message:
    """Where the other row stands, seen from this one."""
    if row.by.table is other.by.table:
        return Message("errors.row", name=str(other.number))
    return Message("loading.row_elsewhere", number=str(other.number), table=other.by.table.where.title)
