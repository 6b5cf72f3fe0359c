"""Cells that no spreadsheet computes."""

from __future__ import annotations

import re
from typing import Any, Final

# A sign, or its full width, at the beginning of a cell; Swedish Excel begins one at each semicolon.
_BEGINS_FORMULA: Final = re.compile(r"(^|;)(?=[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠])")


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula, not even one that begins a cell at each `;`; numbers stay."""
    if not isinstance(value, str):
        return value
    marked = _BEGINS_FORMULA.sub(r"\1'", value)
    return "'" + marked if marked[:1] in ("\t", "\r") else marked
