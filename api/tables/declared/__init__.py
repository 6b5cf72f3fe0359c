"""The tables there are: each module of this folder declares some, as `TABLES`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from api.tables.table import Table
from graph.errors import absent


@cache
def tables() -> Mapping[str, Table]:
    """Every table by name."""
    names = sorted(module.name for module in iter_modules(__path__))
    declared = [table for name in names for table in import_module(f"{__name__}.{name}").TABLES]
    return {table.name: table for table in declared}


def table_named(name: str) -> Table:
    """The table of that name; NotFoundError when there is none."""
    if name not in tables():
        raise absent("table", name, known=tables())
    return tables()[name]
