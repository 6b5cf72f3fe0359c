"""Node properties are claims: what each source says, and the value that the claims together give."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.model.names import normalised
from graph.model.records import Evidence, Node, Value
from graph.model.vocabulary import NodeType

REGISTER_PREFIX: Final = "register:"
_APPROXIMATE: Final = "approximate"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_STATUS_RANK: Final = {"confirmed": 0, "asserted": 1, "read": 2, "expired": 3}


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's value of one property, with its own evidence where it differs from the report's."""

    value: Value
    quote: str | None = None
    locator: str | None = None
    status: str = "asserted"


@dataclass(frozen=True, slots=True)
class NodeReport:
    """All that one source claims of one node; `retrieved` is the date of the source, empty when unknown."""

    source: str
    key: str
    retrieved: str
    claims: Mapping[str, Claim]


def encode(claims: Mapping[str, Claim]) -> str:
    """Claims as the JSON text that REPORTS stores; properties in alphabetical order, empty fields left out."""
    content = {
        name: {
            key: value
            for key, value in (
                ("value", claim.value),
                ("quote", claim.quote),
                ("locator", claim.locator),
                ("status", claim.status if claim.status != "asserted" else None),
            )
            if value is not None
        }
        for name, claim in sorted(claims.items())
    }
    return _ENCODER.encode(content)


def decode(text: str | None) -> dict[str, Claim]:
    """The claims that `encode` wrote."""
    content: dict[str, dict[str, Any]] = json.loads(text) if text else {}
    return {
        name: Claim(
            tuple(claim["value"]) if isinstance(claim["value"], list) else claim["value"],
            claim.get("quote"),
            claim.get("locator"),
            claim.get("status", "asserted"),
        )
        for name, claim in content.items()
    }


def claims_by_evidence(node: Node) -> list[tuple[Evidence, dict[str, Claim]]]:
    """Split a node record into one set of claims a source: the record's own first, then those of single properties."""
    own: dict[str, Claim] = {}
    split: list[tuple[Evidence, dict[str, Claim]]] = [(node.evidence, own)]
    for name, value in node.properties.items():
        if value in (None, ()):
            continue
        evidence = node.property_evidence.get(name)
        if evidence is None:
            own[name] = Claim(value, status=node.evidence.status)
        else:
            claim = Claim(value, evidence.quote, evidence.locator, evidence.status)
            if evidence.source == node.evidence.source:
                own[name] = claim
            else:
                split.append((evidence, {name: claim, **_about(node, name, claim)}))
    return split


def _about(node: Node, name: str, claim: Claim) -> dict[str, Claim]:
    """That the record gives a property with *about*, as a claim of the source that it has the property from."""
    stated = node.properties.get(_APPROXIMATE)
    said = isinstance(stated, tuple) and name in stated
    return {_APPROXIMATE: replace(claim, value=(name,))} if said else {}


def merged(first: Mapping[str, Claim], second: Mapping[str, Claim]) -> dict[str, Claim]:
    """Two sets of claims of one source on one node: the first value stands, lists join, other names are aliases."""
    result = dict(first)
    for name, claim in second.items():
        if name == _APPROXIMATE and isinstance(claim.value, tuple):
            if further := tuple(about for about in claim.value if about not in first):
                result[name] = _joined(result.get(name) or replace(claim, value=()), further)
        elif name not in result:
            result[name] = claim
        elif isinstance(claim.value, tuple):
            result[name] = _joined(result[name], claim.value)
        elif name == "name" and isinstance(claim.value, str) and claim.value != result["name"].value:
            known = result.get("aliases") or Claim((), claim.quote, claim.locator, claim.status)
            result["aliases"] = _joined(known, (claim.value,))
    return result


def values(node_type: NodeType, reports: Iterable[NodeReport]) -> dict[str, Value]:
    """The values of a node by the claims that remain; None where nobody claims one.

    Precedence: confirmed before asserted before read before expired (disputed claims never count), then what is not
    written in capitals only (LULEA TEKNISKA UNIVERSITET), then registers, then the newest source, then the order of
    source ids, so that the order of loading does not matter. Lists are the union; names that lost become aliases.
    Approximate are the properties whose value is from a source that gives it so.
    """
    by_name: dict[str, list[Claim]] = defaultdict(list)
    about: set[tuple[str, Claim]] = set()
    for report in _by_precedence(reports):
        for name, claim in report.claims.items():
            if claim.status in _STATUS_RANK:
                by_name[name].append(claim)
        about.update(_approximate(report.claims))
    result: dict[str, Value] = {}
    approximate: list[str] = []
    for declared in node_type.properties:
        claims = by_name.get(declared.name)
        if not claims or declared.name == _APPROXIMATE:
            result[declared.name] = None
        elif declared.type == "texts":
            result[declared.name] = _union(claims)
        else:
            first = _first(claims)
            result[declared.name] = first.value
            if (declared.name, first) in about:
                approximate.append(declared.name)
    if approximate:
        result[_APPROXIMATE] = tuple(sorted(approximate))
    if node_type.property("aliases"):
        result["aliases"] = _with_lost_names(result, by_name["name"])
    return result


def _approximate(claims: Mapping[str, Claim]) -> Iterator[tuple[str, Claim]]:
    """The claims that the source gives with *about*."""
    stated = claims.get(_APPROXIMATE)
    for name in stated.value if stated and isinstance(stated.value, tuple) else ():
        if name in claims:
            yield name, claims[name]


def _by_precedence(reports: Iterable[NodeReport]) -> list[NodeReport]:
    """Registers first, then the newest source, then by source."""
    ordered = list(reports)
    if len(ordered) > 1:
        ordered.sort(key=lambda report: (report.source, report.key))
        ordered.sort(key=lambda report: report.retrieved, reverse=True)
        ordered.sort(key=lambda report: not report.source.startswith(REGISTER_PREFIX))
    return ordered


def _first(claims: Sequence[Claim]) -> Claim:
    if len(claims) == 1:
        return claims[0]
    return min(claims, key=lambda claim: (_STATUS_RANK[claim.status], _shouts(claim)))


def _shouts(claim: Claim) -> bool:
    """Whether a text of several words is in capitals only, as some registers write names."""
    return isinstance(claim.value, str) and " " in claim.value and claim.value.isupper()


def _joined(claim: Claim, further: tuple[str, ...]) -> Claim:
    assert isinstance(claim.value, tuple)
    return Claim(
        tuple(dict.fromkeys(claim.value + further)),
        claim.quote,
        claim.locator,
        claim.status,
    )


def _union(claims: Iterable[Claim]) -> tuple[str, ...] | None:
    return tuple(sorted({text for claim in claims if isinstance(claim.value, tuple) for text in claim.value})) or None


def _with_lost_names(result: Mapping[str, Value], names: Iterable[Claim]) -> tuple[str, ...] | None:
    name, known = result.get("name"), result.get("aliases")
    aliases = {*known} if isinstance(known, tuple) else set()
    aliases |= {claim.value for claim in names if isinstance(claim.value, str)} - {name}
    if not aliases:
        return None
    own = normalised(name) if isinstance(name, str) else None
    return tuple(sorted(alias for alias in aliases if normalised(alias) != own)) or None
