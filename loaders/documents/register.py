"""The table of a published register, as its source.yml declares it: a mapping with the rules that registers need."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, Final

from graph.model.vocabulary import ROLES
from loaders.documents.fields import FIELDS, OF_ACTOR
from loaders.documents.mapping import Column, TableMapping

# Beside the fields of a mapping: the day that a row was last changed, of which the newest dates the source, the country
# of an actor, the funder's share in per cent, and none, for a column that only the source's own program reads.
_FIELDS: Final = frozenset({*FIELDS, "retrieved", "country", "share", ""})
_MARK: Final = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class RegisterColumn(Column):
    """One column. Of several that are one field, the first that says anything in a row counts.

    `unit` is the currency of amounts. Of a cell the first group of `pattern` counts, behind `prefix`; one that it does
    not match whole says nothing. Marks of HTML are left out of `html`. `level` is that of the places named.
    With `codes`, cells are paths such as `203: Maskinteknik, 20304: Energiteknik`, of which the most exact code with a
    theme counts. A file may lack an `optional` column.
    """

    pattern: str = ""
    prefix: str = ""
    level: str = ""
    codes: bool = False
    html: bool = False
    optional: bool = False

    def counting(self, written: str | None) -> str | None:
        """What of a cell counts."""
        if written and self.html:
            written = " ".join(html.unescape(_MARK.sub(" ", written)).split())
        if not written or not self.pattern:
            return self.prefix + written if written else None
        match = re.fullmatch(self.pattern, written)
        return self.prefix + match[1] if match else None


@dataclass(frozen=True, slots=True)
class RegisterMapping(TableMapping):
    """A mapping whose rows are read one by one, a field that makes no sense as if it were empty.

    A file with all headings of `signs` is the register's. `no_value` are words for nothing, `personal` those that stand
    where a person's number was. With `repeats`, a row may stand again word for word; `as_written`, the texts of
    JSON keep their line breaks and spaces.
    """

    columns: tuple[RegisterColumn, ...] = ()
    signs: tuple[str, ...] = ()
    no_value: frozenset[str] = field(default_factory=frozenset)
    personal: frozenset[str] = field(default_factory=frozenset)
    repeats: bool = False
    as_written: bool = False
    _having: dict[tuple[str, ...], tuple[RegisterColumn, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> RegisterMapping:
        """The mapping that the `table` of a source.yml declares; TypeError or ValueError when it makes no sense."""
        declared = {**document, "columns": tuple(RegisterColumn(**column) for column in document["columns"])}
        declared |= {name: frozenset(declared.get(name, ())) for name in ("no_value", "personal")}
        found = cls(**declared | {"signs": tuple(declared["signs"])})
        if unknown := {*found.constants, *(column.field for column in found.columns)} - _FIELDS:
            raise ValueError(f"no field is called {', '.join(sorted(unknown))}")
        if unknown := {column.role for column in found.columns} - {"", *ROLES}:
            raise ValueError(f"no role is called {', '.join(sorted(unknown))}")
        has_name = found.row == "participation" or found.having("project")
        if not has_name or not found.having("project_id", "project_number"):
            raise ValueError("a project has a name and an id or a number")
        return found

    def having(self, *names: str) -> tuple[RegisterColumn, ...]:
        """The columns that are one of these fields."""
        if names not in self._having:  # asked again of every row
            self._having[names] = tuple(column for column in self.columns if column.field in names)
        return self._having[names]

    def headings(self, *names: str) -> tuple[str, ...]:
        """The headings of these columns."""
        return tuple(column.heading for column in self.having(*names))

    def about(self, owner: RegisterColumn) -> dict[str, RegisterColumn]:
        """The column that names an organisation, as `actor`, and those right after it that say more, by field."""
        following = self.columns[self.columns.index(owner) + 1 :]
        said = takewhile(lambda column: column.field in OF_ACTOR | {"country"}, following)
        return {"actor": owner} | {column.field: column for column in said}
