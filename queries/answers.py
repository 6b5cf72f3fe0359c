"""Asking a question by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import absent
from graph.gc_pause import paused
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.answer import Answer
from queries.question import questions


def ask(
    network_of: Callable[[View], StakeholderNetwork], name: str, options: Mapping[str, Any], language: str = "sv"
) -> Answer:
    """Answer a question with options as on the command line or in a URL, view options and parameters together.

    `network_of` gives the part of the graph that a view shows, of the revision that the view names.

    Raises:
        NotFoundError: there is no such question, or a named actor or project is not in the view.
        InputError: an option that cannot be used.
    """
    question = questions().get(name)
    if question is None:
        raise absent("question", name, known=questions())
    view, parameters = question.split(options)
    with paused():
        return question.ask(network_of(view), parameters, language, network_of)
