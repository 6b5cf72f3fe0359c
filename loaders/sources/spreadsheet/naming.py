"""Which actor or project a name in a row means, where sheets list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Value, actor_id, slug
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.base import Reading
from loaders.enrichment.groups import stands_for_several
from loaders.tables.brackets import bracketed
from loaders.tables.understood import LeftOutError, RefusedError, Understood

_CREATED: Final = {ACTOR.label: "loading.actors_created", PROJECT.label: "loading.projects_created"}


class ListedNames:
    """Actors and projects by every name they have in the files. What rows mention without listing it is created."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._id: dict[tuple[str, str], str] = {}
        self._row: dict[tuple[str, str], Understood] = {}
        self._rejected: dict[tuple[str, str], Understood] = {}
        self._created: dict[str, list[str]] = {ACTOR.label: [], PROJECT.label: []}

    def list_actor(self, row: Understood) -> None:
        """Let the names in a row of Aktörer mean its actor; RefusedError or LeftOutError when it cannot be used."""
        written = row.text("actor") or ""
        name, _, abbreviation = bracketed(written)
        id = actor_id(name, org_number=row.text("org_number"))
        self._list(ACTOR.label, row, "actor", id, (name, written, abbreviation or "", *row.all("aliases", str)))

    def list_project(self, row: Understood) -> None:
        """Let the names in a row about a project mean it; RefusedError or LeftOutError when it cannot be used."""
        name = row.text("project") or ""
        acronym = row.text("acronym") or name
        id = self._project_id(acronym) or self._project_id(name)
        self._list(PROJECT.label, row, "project", id, (name, acronym))

    def _list(self, label: str, row: Understood, field: str, id: str, names: Iterable[str]) -> None:
        keys = [(label, key) for name in names if (key := normalised(name))]
        try:
            self._check(
                row, field, id, {(label, f"={id}"): "loading.same_id"} | dict.fromkeys(keys, "loading.same_name")
            )
        except (RefusedError, LeftOutError):
            self._rejected |= {key: row for key in keys if key not in self._id}
            raise
        self._row |= dict.fromkeys(((label, f"={id}"), *keys), row)
        self._id |= dict.fromkeys(keys, id)

    def _check(self, row: Understood, field: str, id: str, keys: Mapping[tuple[str, str], str]) -> None:
        """Whether a row can list somebody: it is right by itself, and no row before has the id or a name."""
        if row.problems:
            raise LeftOutError  # reported already
        if not id:
            raise RefusedError(Message("loading.no_letter", value=row.get(field)), field)
        for key, reason in keys.items():
            if earlier := self._row.get(key):
                raise RefusedError(Message(reason, name=key[1], earlier=_where(row, earlier)), field)

    def find(self, label: str, row: Understood, name: str) -> str | None:
        """The id of the actor or project that a row calls so; None when nobody lists it.

        Raises:
            RefusedError, LeftOutError: it is listed only where it was left out; told where bad rows are skipped.
        """
        key = label, normalised(name)
        if key in self._rejected and key not in self._id:
            if not self._reading.skip_bad_rows:
                raise LeftOutError
            raise RefusedError(Message("loading.left_out_too", name=name, earlier=_where(row, self._rejected[key])))
        return self._id.get(key)

    def actor(self, row: Understood, field: str, name: str, said: Mapping[str, Value]) -> str:  # noqa: ARG002
        """The id of the actor called so, listed or new."""
        return self.find(ACTOR.label, row, name) or _checked(slug(name), name, field)

    def project(self, row: Understood, field: str = "project") -> str:
        """The id of the project that a field of a row names, listed or new."""
        name = str(row.get(field))
        return self.find(PROJECT.label, row, name) or _checked(self._project_id(name), name, field)

    def agreeing(self, row: Understood, id: str) -> Understood:  # noqa: ARG002
        """The row as it is: those of a flat list have been merged already."""
        return row

    def is_new(self, label: str, name: str, id: str) -> bool:
        """Whether nothing is called so yet; from then on it is."""
        if (label, normalised(name)) in self._id:
            return False
        self._id[label, normalised(name)] = id
        if label == PROJECT.label or not stands_for_several(self._reading, name):
            self._created[label].append(name)
        return True

    def _project_id(self, name: str) -> str:
        return f"{self._reading.dataset}:{slug(name)}" if slug(name) else ""

    def report_created(self) -> None:
        """Note what rows mention but no sheet lists."""
        for label, names in self._created.items():
            if names:
                self._reading.note(Message(_CREATED[label], names=tuple(names)))


def _checked(id: str, name: str, field: str) -> str:
    if not id:
        raise RefusedError(Message("loading.no_letter", value=name), field)
    return id


def _where(row: Understood, other: Understood) -> Message:
    """Where the other row stands, seen from this one."""
    if row.by.table is other.by.table:
        return Message("errors.row", name=str(other.number))
    return Message("loading.row_elsewhere", number=str(other.number), table=other.by.table.where.title)
