"""Where questions about one revision are asked: it keeps the networks, what was worked out on them, and the answers."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, Generic, TypeVar

from graph.errors import absent
from graph.gc_pause import resting
from graph.network.network import StakeholderNetwork
from graph.network.view import View
from queries.answer import Answer
from queries.question import questions

Key = TypeVar("Key")
Value = TypeVar("Value")

_NETWORKS: Final = 16
_ANSWERS: Final = 128


class Desk:
    """Answers questions about one snapshot; a service makes a new one for each revision. Safe for several threads.

    The newest 16 networks and 128 answers are kept.
    """

    def __init__(self, snapshot: StakeholderNetwork) -> None:
        self.snapshot = snapshot
        self.whole = snapshot.of(View())
        self._networks: _Newest[View, StakeholderNetwork] = _Newest(_NETWORKS)
        self._answers: _Newest[str, Answer] = _Newest(_ANSWERS)
        self._networks.put(View(), self.whole)

    def network(self, view: View | None = None) -> StakeholderNetwork:
        """The network of a view, the whole one when None."""
        view = view or View()
        known = self._networks.get(view)
        if known is None:
            known = self.snapshot.of(view)
            self._networks.put(view, known)
        return known

    def ask(self, name: str, options: Mapping[str, Any], language: str = "sv") -> Answer:
        """Answer a question with options as on the command line or in a URL, view options and parameters together.

        Raises:
            NotFoundError: there is no such question, or a named actor or project is not in the view.
            InputError: an option that cannot be used.
        """
        question = questions().get(name)
        if question is None:
            raise absent("question", name, known=questions())
        view, parameters = question.split(options)
        key = json.dumps([name, view.options(), parameters, language], sort_keys=True, default=list)
        known = self._answers.get(key)
        if known is None:
            with resting():
                known = question.ask(self.network(view), parameters, language)
            self._answers.put(key, known)
        return known


class _Newest(Generic[Key, Value]):
    """The values used last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
