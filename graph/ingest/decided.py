"""The decisions that a load has to respect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from graph.identity import Decision, Pair
from graph.model.vocabulary import ACTOR, PROJECT, VERDICT, NodeType
from graph.network.facts import Verdict
from graph.store import cypher
from graph.store.protocol import Transaction

IDENTITY: Final[Mapping[NodeType, str]] = MappingProxyType({ACTOR: "identity", PROJECT: "project_identity"})
"""The question that a decision about two mentions of actors, or of projects, answers."""


def read_all(transaction: Transaction) -> list[Verdict]:
    """Every verdict."""
    return [Verdict(**row) for row in transaction.rows(cypher.read_nodes(VERDICT))]


def of_identities(verdicts: Iterable[Verdict], node_type: NodeType) -> list[Decision]:
    """The decisions about which mentions are one actor, or one project, as `graph.identity` takes them."""
    question = IDENTITY[node_type]
    return [Decision(pair_of(verdict), verdict.verdict) for verdict in verdicts if verdict.question == question]


def pair_of(verdict: Verdict) -> Pair:
    """The mentions that a stored decision about who is who is about."""
    return Pair.of_ends(verdict.first, verdict.second)
