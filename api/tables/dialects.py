"""The ways a table is written: for programs, and for the spreadsheet of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from api.tables.columns import Cell
from viz.exchange.harmless import harmless


@dataclass(frozen=True, slots=True)
class Dialect:
    """Headings and values in words of `language`, or fixed names and codes where it is None; and how CSV is written."""

    language: str | None = None
    delimiter: str = ","
    decimal: str = "."

    def written(self, cell: Cell) -> str:
        """A cell as CSV has it: no text is a formula, nothing is an empty cell."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return str(cell).lower()
        if isinstance(cell, float):
            return _figure(cell).replace(".", self.decimal)
        return cell.isoformat() if isinstance(cell, date) else str(harmless(cell))


PLAIN: Final = Dialect()
DIALECTS: Final = {"excel-sv": Dialect("sv", ";", ","), "excel-en": Dialect("en")}


def _figure(value: float) -> str:
    """Without an exponent or idle zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
