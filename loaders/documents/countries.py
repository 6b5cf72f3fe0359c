"""Countries by their code, one spelling each."""

from __future__ import annotations

import re
from typing import Final

from rigour.territories import lookup_territory

_CODE: Final = re.compile(r"[A-Z]{2}")
_OTHERWISE: Final = {"UK": "GB", "EL": "GR"}  # as the European Commission writes them
_NONE: Final = frozenset({"NA", "ZZ", "XX"})  # not available, in registers; Namibia takes part in none


def country_named(written: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country by its name in any language or by its code; None when it is none."""
    territory = lookup_territory(written)
    return (
        territory.code.partition("-")[0].upper() if territory else country_code(written) if _is_code(written) else None
    )


def is_country(written: str) -> bool:
    """Whether it is a whole country, by name or code, and no region of one."""
    territory = lookup_territory(written)
    return "-" not in territory.code if territory else len(written) == 2 and country_code(written) is not None


def _is_code(written: str) -> bool:
    """Whether it is a code of a country or of a region of it, such as `SE33`."""
    return len(written) == 2 or any(map(str.isdigit, written))


def country_code(written: str | None) -> str | None:
    """The ISO 3166-1 alpha-2 code of what a source writes, such as `SE`, `UK` or `EL30`; None when it is none."""
    code = (written or "").strip().upper()[:2]
    if not _CODE.fullmatch(code) or code in _NONE:
        return None
    return _OTHERWISE.get(code, code)
