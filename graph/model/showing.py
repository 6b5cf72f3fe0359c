"""Whether a dataset of which nobody says so shows who takes part together."""

from __future__ import annotations

from collections.abc import Iterable


def unsaid(participations: Iterable[tuple[str, str]], *, states_ties: bool) -> str:
    """`yes` when some project has two participants or a tie is stated, else `no`; pairs are (actor, project).

    Participations expanded from a group are not for this: they say that the members are concerned.
    """
    first: dict[str, str] = {}
    together = (first.setdefault(project, actor) != actor for actor, project in participations)
    return "yes" if states_ties or any(together) else "no"
