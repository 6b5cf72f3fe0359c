"""Which blocks of names are too large to be compared, where decisions decide how many actors bear a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from graph.identity.blocking import has_many, sure_keys, word_keys
from graph.identity.mentions import Mention, MentionKey
from graph.identity.merge_by_similarity import NamedMention, forms_of
from graph.identity.names import NameForm

Name = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class BlockBounds:
    """Blocks that are too large whatever is decided, and those that decisions may make so, with the mentions in them.

    Of all other blocks not even every mention as an actor of its own would make one that is too large.
    """

    always: frozenset[str]
    at_times: Mapping[str, Set[MentionKey]]

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> BlockBounds:
        """Every actor is in a block at least once for each of its names there, and at most once for each mention."""
        spellings: dict[Name, set[NameForm]] = defaultdict(set)
        bearers: dict[Name, set[MentionKey]] = defaultdict(set)
        for mention in mentions:
            for form in forms_of(mention):
                spellings[form.key, form.legal_form].add(form)
                bearers[form.key, form.legal_form].add(mention.key)
        least, most = Counter[str](), Counter[str]()
        blocks = {name: [block_keys(form) for form in forms] for name, forms in spellings.items()}
        for name, spelt in blocks.items():
            # Which spelling represents an actor in the blocks depends on the clusters.
            least.update(set.intersection(*spelt))
            most.update(dict.fromkeys(set.union(*spelt), len(bearers[name])))
        always = frozenset(key for key, size in least.items() if has_many(key, size))
        uncertain = {key for key, size in most.items() if has_many(key, size)} - always
        members: dict[str, set[MentionKey]] = defaultdict(set)
        for name, spelt in blocks.items():
            for key in uncertain.intersection(*[set.union(*spelt)]):
                members[key] |= bearers[name]
        return cls(always, members)

    def sizes(self, named: Iterable[NamedMention]) -> Counter[str]:
        """How many of these are in each block whose size decisions decide."""
        return Counter(key for named_mention in named for key in block_keys(named_mention.form) if key in self.at_times)


def block_keys(form: NameForm) -> set[str]:
    """The blocks that a name is in."""
    return {*word_keys(form), *sure_keys(form)}
