"""Two mentions, and what a person decided of them: the one shape that every way of deciding has."""

from __future__ import annotations

from dataclasses import dataclass

from graph.identity.mentions import MentionKey
from graph.model.records import KEY_SEPARATOR


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions, whichever was named first."""

    one: MentionKey
    other: MentionKey

    def __post_init__(self) -> None:
        """Put the two in the order that stored decisions have."""
        if KEY_SEPARATOR.join(self.other) < KEY_SEPARATOR.join(self.one):
            one, other = self.other, self.one
            object.__setattr__(self, "one", one)
            object.__setattr__(self, "other", other)

    @property
    def keys(self) -> tuple[MentionKey, MentionKey]:
        """The two mentions, in order."""
        return self.one, self.other

    @property
    def ends(self) -> tuple[str, str]:
        """Each mention as one text, the dataset and the id it gave, as stored decisions name it."""
        return KEY_SEPARATOR.join(self.one), KEY_SEPARATOR.join(self.other)

    @property
    def text(self) -> str:
        """The two as one text."""
        return KEY_SEPARATOR.join(self.ends)

    @classmethod
    def of_ends(cls, first: str, second: str) -> Pair:
        """The pair whose mentions are named by these texts."""
        return cls(_key(first), _key(second))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of two mentions: `same` actor or project, `different` ones, or different but `related`."""

    pair: Pair
    judgement: str


def _key(end: str) -> MentionKey:
    dataset, _, given = end.partition(KEY_SEPARATOR)
    return dataset, given
