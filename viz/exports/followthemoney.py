"""FollowTheMoney: entities, one JSON object a line, for Aleph, OpenSanctions' tools and others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.network.network import StakeholderNetwork
from viz.exchange.elements import exchange

NAME: Final = "followthemoney"
MEDIA_TYPE: Final = "application/json+ftm"
SUFFIX: Final = ".ftm.jsonl"
OF: Final = "network"

_DATASET: Final = "hur"
_SCHEMA_OF_KIND: Final = {"company": "Company"} | dict.fromkeys(("municipality", "region", "agency"), "PublicBody")
# Relation → schema, its two ends, and the role that says which relation it is.
_LINKS: Final[Mapping[str, tuple[str, str, str, str | None]]] = {
    "PARTICIPATES_IN": ("ProjectParticipant", "participant", "project", None),
    "FUNDS": ("ProjectParticipant", "participant", "project", "funder"),
    "COLLABORATES_WITH": ("UnknownLink", "subject", "object", None),
}
# Those whose schema depends on what they join.
_LINKS_BETWEEN: Final[Mapping[tuple[str, str], tuple[str, str, str, str | None]]] = {
    ("PART_OF", "Actor"): ("Membership", "member", "organization", "part of"),
    ("PART_OF", "Project"): ("UnknownLink", "subject", "object", "part of"),
    ("FOLLOWS", "Actor"): ("Succession", "successor", "predecessor", "follows"),
    ("FOLLOWS", "Project"): ("UnknownLink", "subject", "object", "follows"),
}


def render(network: StakeholderNetwork) -> bytes:
    """One entity a line. An actor or project is one, and so is every report of a tie, with its document as proof."""
    entities = _Entities(network)
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities.all()).encode()


class _Entities:
    """The entities of a network."""

    def __init__(self, network: StakeholderNetwork) -> None:
        self._nodes, self._edges = exchange(network)
        self._by_id = {node["id"]: node for node in self._nodes}

    def all(self) -> Iterator[dict[str, Any]]:
        """Documents and places first, then actors and projects, then what joins them."""
        cited = {piece["source"]: piece for edge in self._edges for piece in edge["evidence"]}
        for source in cited.values():
            yield _entity(_id("Source", source["source"]), "Document", _document(source))
        located = self._ends("LOCATED_IN")
        for node in self._nodes:
            if node["type"] == "Place" and node["id"] in {end for ends in located.values() for end in ends}:
                values = {"full": [node["name"]], "remarks": [node["id"]], "country": ["se"]}
                yield _entity(_id("Place", node["id"]), "Address", values)
        themes = self._ends("ABOUT")
        for node in self._nodes:
            if node["type"] in _SCHEMATA:
                schema, values = _SCHEMATA[node["type"]](node)
                values["addressEntity"] = [_id("Place", place) for place in located.get(node["id"], ())]
                if schema == "Project":
                    values["keywords"] = [self._by_id[theme]["name"] for theme in themes.get(node["id"], ())]
                yield _entity(_id(node["type"], node["id"]), schema, values)
        for edge in self._edges:
            yield from self._links(edge)

    def _ends(self, relation: str) -> dict[str, dict[str, None]]:
        """Where the relation leads from each node, in order."""
        ends: dict[str, dict[str, None]] = {}
        for edge in self._edges:
            if edge["type"] == relation:
                ends.setdefault(edge["source"], {})[edge["target"]] = None
        return ends

    def _links(self, edge: dict[str, Any]) -> Iterator[dict[str, Any]]:
        start, end = self._by_id[edge["source"]], self._by_id[edge["target"]]
        link = _LINKS.get(edge["type"]) or _LINKS_BETWEEN.get((edge["type"], start["type"]))
        if link is None:
            return
        schema, source, target, role = link
        values: dict[str, list[Any]] = {
            source: [_id(start["type"], start["id"])],
            target: [_id(end["type"], end["id"])],
            "role": [role or edge.get("role") or edge.get("kind")],
            "startDate": [edge.get("since")],
            "endDate": [edge.get("until")],
            "namesMentioned": [edge.get("expanded_from")],
        }
        for number, piece in enumerate(edge["evidence"]):
            report = {
                "proof": [_id("Source", piece["source"])],
                "summary": [piece.get("quote")],
                "recordId": [piece.get("locator")],
                "status": [piece.get("status")],
            }
            sort = edge.get("role") or edge.get("kind") or ""
            tie = (edge["type"], start["id"], end["id"], sort, piece["source"])
            id = _id(*tie, piece.get("locator") or "", str(number))
            if "recipient" in piece:
                yield _entity(id, "Payment", _payment(edge, piece) | report)
            else:
                yield _entity(id, schema, values | report | {"description": [_amount(edge, piece, number)]})


def _payment(edge: dict[str, Any], piece: dict[str, Any]) -> dict[str, list[Any]]:
    """What of a grant one actor gets."""
    return {
        "payer": [_id("Actor", edge["source"])],
        "beneficiary": [_id("Actor", piece["recipient"])],
        "project": [_id("Project", edge["target"])],
        "amount": [f"{piece['amount']:.2f}"],
        "currency": [piece.get("currency")],
        "description": [_sum(piece) if piece.get("approximate") else None],
    }


def _amount(edge: dict[str, Any], piece: dict[str, Any], number: int) -> str | None:
    """What one piece of evidence states of the sum; of pieces that state none, the first has the whole."""
    states_parts = any("amount" in other for other in edge["evidence"])
    stated = piece if states_parts else {} if number else edge
    return _sum(stated) if "amount" in stated else None


def _sum(stated: Mapping[str, Any], name: str = "amount") -> str:
    """The sum as our reader and people understand it: a number, as amounts are here, cannot say "ca"."""
    about = "ca " if stated.get("approximate") else ""
    return f"{about}{stated[name]:.2f} {stated.get('currency', '')}".rstrip()


def _document(source: dict[str, Any]) -> dict[str, list[Any]]:
    return {
        "fileName": [source["source"]],
        "title": [source.get("title")],
        "sourceUrl": [source.get("url")],
        "notes": [source.get("licence")],
        "retrievedAt": [source.get("retrieved")],
    }


def _actor(node: dict[str, Any]) -> tuple[str, dict[str, list[Any]]]:
    identifiers = [f"{sort}:{node[sort]}" for sort in ("ror", "pic") if sort in node]
    return _SCHEMA_OF_KIND.get(node.get("kind", ""), "Organization"), {
        "name": [node["name"]],
        "alias": node.get("aliases", []),
        "classification": [node.get("kind")],
        "registrationNumber": [node.get("org_number")],
        "country": [node.get("country", "se" if "org_number" in node else "").lower() or None],
        "idNumber": [f"{_DATASET}:{node['id']}", *identifiers],
        "website": [node.get("website")],
        "description": [node.get("description")],
    }


def _project(node: dict[str, Any]) -> tuple[str, dict[str, list[Any]]]:
    return "Project", {
        "name": [node["name"]],
        "recordId": [node["id"]],
        "weakAlias": [node.get("acronym")],
        "alias": node.get("aliases", []),
        "projectId": node.get("numbers", []),
        "summary": [node.get("summary")],
        "sourceUrl": [node.get("url")],
        "startDate": [node.get("starts")],
        "endDate": [node.get("ends")],
        "amount": [f"{node['budget']:.2f}" if "budget" in node else None],
        "currency": [node.get("currency")],
        "notes": [_sum(node, "budget") if node.get("approximate") else None],
        "namesMentioned": node.get("unnamed_participants", []),
    }


_SCHEMATA: Final = {"Actor": _actor, "Project": _project}


def _id(*parts: str) -> str:
    """An id of the letters that FollowTheMoney allows: ASCII letters and digits."""
    return f"{_DATASET}-{hashlib.sha1('│'.join(parts).encode(errors='replace')).hexdigest()}"


def _entity(id: str, schema: str, values: Mapping[str, Iterable[Any]]) -> dict[str, Any]:
    """An entity; what nobody has stated is left out, and values are texts."""
    properties = {
        name: texts
        for name, stated in values.items()
        if (texts := [str(value) for value in stated if value not in (None, "")])
    }
    return {"id": id, "schema": schema, "properties": properties, "datasets": [_DATASET]}
