"""What every command shares: the global options and the way to the graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import typer

if TYPE_CHECKING:
    from api.service.opening import Warn
    from api.service.requests import Access
    from graph.messages import Message
    from graph.network.network import StakeholderNetwork
    from graph.settings import Settings


@dataclass
class Session:
    """One run of the command line. Nothing is read or opened before it is asked for."""

    graph: str | None = None
    lang: str | None = None
    debug: bool = False

    @classmethod
    def of(cls, context: typer.Context) -> Session:
        """The session of a command."""
        found = context.find_object(cls)
        assert found is not None
        return found

    def settings(self, **overrides: object) -> Settings:
        """Settings from the environment and the global options."""
        from graph.settings import read_settings

        return read_settings(graph=self.graph, language=self.lang, **overrides)

    @cached_property
    def language(self) -> Literal["sv", "en"]:
        """The reader's language."""
        return "en" if self.settings().language == "en" else "sv"

    def say(self, key: str, **values: Any) -> str:
        """A message of the command line in the reader's language."""
        from graph.messages import message

        return message(f"cli.{key}", self.language, **values)

    def tell_migrated(self, titles: list[str]) -> None:
        """Say that an older graph has been taken over, and what its next loads will bring."""
        from api.cli.console import tell

        tell(self.say("migrated", titles=", ".join(titles)))

    def warn(self, what: Message) -> None:
        """Say what had to be set aside so that the graph opens."""
        from api.cli.console import tell
        from graph.messages import said

        tell("hur: " + said(what, self.language))

    def agrees(self, question: Message) -> bool:
        """Whether the person at the terminal answers yes.

        Raises:
            InputError: there is nobody to ask.
        """
        from api.cli.console import can_ask, confirmed
        from graph.errors import InputError
        from graph.messages import Message

        if not can_ask():
            raise InputError(Message("errors.ask_nobody", question=question))
        return confirmed(question.say(self.language), self.language)

    def network(self) -> StakeholderNetwork:
        """The graph as it is, whole; nothing stays open. For measuring, which no service does for it."""
        from graph.network.reading import read_network
        from graph.settings import open_store

        store = open_store(self.settings(), self.warn)
        try:
            return read_network(store)
        finally:
            store.close()

    @contextmanager
    def access(self, warn: Warn | None = None) -> Iterator[Access]:
        """The graph, opened here or through the service that holds it; what is said of it goes to `warn`, if given."""
        from api.cli.connect import connect

        access = connect(self.settings(), self.tell_migrated, warn or self.warn)
        try:
            yield access
        finally:
            access.close()

    def warn_unless(self, said: Collection[str], told: Iterable[Message]) -> None:
        """Say what was told when the graph was opened and is not among what the answer says anyway."""
        for what in told:
            if what.say(self.language) not in said:
                self.warn(what)
