"""Belägg: which field of which actor or project a row is evidence for."""

from __future__ import annotations

from graph.messages import Message
from graph.model.vocabulary import ACTOR, PROJECT
from loaders.documents.form import in_both, sheets
from loaders.sources.spreadsheet.naming import ListedNames
from loaders.tables.records import NodeField
from loaders.tables.understood import RefusedError, Understood


def field_of(row: Understood, names: ListedNames) -> NodeField:
    """The actor or project, and its field; RefusedError or LeftOutError where the row names none."""
    project, actor, field = (row.text(name) for name in ("project", "actor", "field"))
    label, sheet = (PROJECT.label, sheets()["projects"]) if project else (ACTOR.label, sheets()["actors"])
    name, column = project or actor, sheet.column(field or "")
    if name is None or (project and actor):
        raise RefusedError(Message("loading.project_or_actor"))
    if (node := names.find(label, row, name)) is None:
        raise RefusedError(Message("loading.not_listed", name=name), "project" if project else "actor")
    if column is None:
        raise RefusedError(Message("loading.no_field", value=field, known=in_both(sheet.columns)), "field")
    return node, "starts" if column.name == "period" else column.name
