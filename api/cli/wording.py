"""What columns and codes of answers are called in the terminal: as on the pages, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from graph.messages import catalogue, message
from queries.wording.names import listed

# What the key of a code begins with, by the name of the field it stands in; the first that has the code counts.
_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "best_at": ("pages.best_at_",),
    "change": ("tables.happened_", "cli.what_if_"),
    "class": ("tables.class_",),
    "figure": ("cli.figure_", "pages.what_if_"),
    "group": ("model.sector_", "model.kind_"),
    "groups": ("model.sector_", "model.kind_"),
    "lane": ("tables.lane_",),
    "next_step": ("tables.next_step_",),
    "owners": ("tables.owners_",),
    "proposed": ("tables.class_",),
    "reading": ("tables.reading_",),
    "reason": ("tables.isolate_",),
    "state": ("tables.state_",),
    "type": ("pages.type_", "model.type_"),
    "unknown": ("pages.figure_part_", "pages.figure_partner_", "pages.figure_pair_"),
    "verdict": ("tables.class_", "tables.state_"),
}
_COUNTIES: Final = frozenset({"group", "groups"})
_DECIMALS: Final = 3
_SHOWN: Final = 3


def head(name: str, language: str) -> str:
    """A column's name."""
    for key in (f"cli.column_{name}", f"pages.figure_{name}"):
        if key in catalogue():
            text = message(key, language)
            return text[:1].lower() + text[1:]
    return name


def shown(name: str, value: Any, language: str) -> str:
    """A value of a column as a person reads it; what is undefined is a dash, of a long list the first three stand."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return message(f"cli.{'yes' if value else 'no'}", language)
    if isinstance(value, float):
        return number(value, language)
    if isinstance(value, Mapping):
        told = value.get("name")
        return str(told) if told else _word(name, str(value.get("verdict") or value.get("id") or ""), language)
    if isinstance(value, list | tuple):
        return listed((shown(name, item, language) for item in value), language, _SHOWN)
    return _word(name, str(value), language)


def number(value: float, language: str) -> str:
    """With three decimals, or none from a thousand on."""
    from graph.messages import number as written

    return written(value, language, _DECIMALS if abs(value) < 1000 else 0)


def _word(name: str, code: str, language: str) -> str:
    for beginning in _CODES.get(name, ()):
        if (key := f"{beginning}{code.lower() if beginning == 'pages.type_' else code}") in catalogue():
            return message(key, language)
    return _counties().get(code, code) if name in _COUNTIES else code


@cache
def _counties() -> Mapping[str, str]:
    """The names of Swedish counties, which are groups too."""
    from loaders.registers import reading

    return {place.id: place.name for place in map(reading.county, reading.rows("counties.csv"))}
