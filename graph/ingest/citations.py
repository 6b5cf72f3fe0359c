"""Sources that several datasets cite: the claims of each are stored, and the values do not depend on load order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from graph.model.records import SourceRecord
from graph.store.protocol import Row

_TOLD: Final = ("title", "url", "licence", "retrieved")


def described(id: str, stored: Row | None, dataset: str, record: SourceRecord | None) -> Row:
    """The row of a source once `dataset` says `record` of it, or nothing any more.

    Each property has the value of the dataset that retrieved it last, then of the alphabetically first one. The
    checksum is that of the file as last read. A row without claims, from an older HUR, stays when nothing is claimed.
    """
    claims = json.loads((stored or {}).get("claims") or "{}")
    if stored and record is None and not claims:
        return stored
    claims.pop(dataset, None)
    if record is not None:
        claims[dataset] = {name: value for name in _TOLD if (value := getattr(record, name)) is not None}
    checksum = record.checksum if record else (stored or {}).get("checksum")
    text = json.dumps(claims, ensure_ascii=False, sort_keys=True) if claims else None
    return {"id": id, **_values(claims), "checksum": checksum, "claims": text}


def _values(claims: Mapping[str, Mapping[str, str]]) -> dict[str, str | None]:
    ordered = [claims[dataset] for dataset in sorted(claims)]
    ordered.sort(key=lambda said: said.get("retrieved", ""), reverse=True)
    return {name: next((said[name] for said in ordered if name in said), None) for name in _TOLD}
