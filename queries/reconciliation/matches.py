"""Matches: actors and projects for a name in a table."""

from __future__ import annotations

from dataclasses import dataclass

from graph.identity.scoring import Finding
from graph.messages import Message
from graph.network.facts import Actor, Project


@dataclass(frozen=True, slots=True)
class Match:
    """An actor or project that matches; `score` is 0–100.

    `is_certain` when the two would be one and nothing else fits as well. `findings` are the reasons for programs.
    """

    found: Actor | Project
    score: float
    is_certain: bool
    findings: tuple[Finding, ...]
    reasons: tuple[Message, ...]
