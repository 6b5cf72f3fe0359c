"""Saying how far an answer has come, to whoever asked and waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.ingest.write import Progress

_listening: ContextVar[Progress | None] = ContextVar("listening", default=None)


@contextmanager
def reported_to(progress: Progress | None) -> Iterator[None]:
    """Report steps of the answers worked out inside to `progress`."""
    token = _listening.set(progress)
    try:
        yield
    finally:
        _listening.reset(token)


def advance(step: str, done: int, total: int) -> None:
    """So much of a step is done."""
    if progress := _listening.get():
        progress(step, done, total)
