"""Sentences that tell which messages they were made of: the catalogue's texts with marks that no reader would see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from string import Formatter

import pytest

from graph.messages import catalogue

ROOM = "questions."
_BEGIN, _END, _VALUE, _STOP = "\ue000", "\ue001", "\ue002", "\ue003"
_FIRST = 0xF0000


@dataclass(frozen=True)
class Said:
    """A message inside a sentence: its key, its words, and its values, each with the messages it is made of."""

    key: str
    text: str
    values: Mapping[str, Value]

    def all(self) -> Iterator[Said]:
        """This message and all within it."""
        yield self
        for value in self.values.values():
            for said in value.messages:
                yield from said.all()


@dataclass(frozen=True)
class Value:
    """What stands in place of a placeholder."""

    text: str
    messages: tuple[Said, ...]

    @property
    def number(self) -> int:
        """The first number in it."""
        return int("".join(letter for letter in self.text.split(" (")[0] if letter.isdigit()))


def keys() -> list[str]:
    """Every key of the room of the questions, without the room."""
    return [key.removeprefix(ROOM) for key in catalogue() if key.startswith(ROOM)]


@contextmanager
def marked() -> Iterator[None]:
    """Let every Swedish sentence of a question be marked."""
    names = _names()
    with pytest.MonkeyPatch.context() as patch:
        for place, key in enumerate(keys()):
            entry = catalogue()[ROOM + key]
            text = f"{_BEGIN}{chr(_FIRST + place)}{_with_marked_values(entry['sv'], names)}{_END}"
            patch.setitem(catalogue(), ROOM + key, {**entry, "sv": text})
        yield


def read(sentence: str) -> list[Said]:
    """The messages of a marked sentence, the outer ones in order."""
    reader = _Reader(sentence)
    return list(reader.value().messages)


def plain(sentence: str) -> str:
    """The sentence as a reader sees it."""
    return "".join(letter for letter in sentence if not _BEGIN <= letter <= _STOP and ord(letter) < _FIRST)


def _names() -> list[str]:
    texts = [catalogue()[ROOM + key]["sv"] for key in keys()]
    return sorted({name for text in texts for _, name, _, _ in Formatter().parse(text) if name})


def _with_marked_values(text: str, names: list[str]) -> str:
    parts = []
    for literal, name, _, _ in Formatter().parse(text):
        parts.append(literal)
        if name:
            parts.append(f"{_VALUE}{chr(_FIRST + names.index(name))}{{{name}}}{_STOP}")
    return "".join(parts)


class _Reader:
    def __init__(self, sentence: str) -> None:
        self.sentence, self.place, self.keys, self.names = sentence, 0, keys(), _names()

    def value(self) -> Value:
        """Words and messages up to the end of what is open."""
        text, messages = "", []
        while self.place < len(self.sentence) and self.sentence[self.place] not in (_END, _STOP):
            if self.sentence[self.place] == _BEGIN:
                messages.append(self._message())
                text += messages[-1].text
            else:
                text += self._take()
        return Value(text, tuple(messages))

    def _message(self) -> Said:
        self._take()
        key = self.keys[ord(self._take()) - _FIRST]
        text, values = "", {}
        while self.sentence[self.place] != _END:
            if self.sentence[self.place] == _VALUE:
                self._take()
                name = self.names[ord(self._take()) - _FIRST]
                values[name] = self.value()
                self._take()
                text += values[name].text
            else:
                text += self._take()
        self._take()
        return Said(key, text, values)

    def _take(self) -> str:
        self.place += 1
        return self.sentence[self.place - 1]
