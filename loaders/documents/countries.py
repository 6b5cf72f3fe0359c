"""Countries by their code, one spelling each."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"[A-Z]{2}")
_OTHERWISE: Final = {"UK": "GB", "EL": "GR"}  # as the European Commission writes them
_NONE: Final = frozenset({"NA", "ZZ", "XX"})  # not available, in registers; Namibia takes part in none


def country_code(written: str | None) -> str | None:
    """The ISO 3166-1 alpha-2 code of what a source writes, such as `SE`, `UK` or `EL30`; None when it is none."""
    code = (written or "").strip().upper()[:2]
    if not _CODE.fullmatch(code) or code in _NONE:
        return None
    return _OTHERWISE.get(code, code)
