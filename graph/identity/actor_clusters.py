"""Clusters of actors, updated by a decision at the cost of what it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.identity.block_sizes import BlockBounds
from graph.identity.blocking import IsTooLarge, has_many
from graph.identity.clusters import ActorGroups
from graph.identity.components import Components, first_part
from graph.identity.mentions import IDENTIFIERS, Mention, MentionKey, Resolution
from graph.identity.merge_by_similarity import join_by_likeness, mergeable, named_mentions
from graph.identity.pairs import Decision
from graph.identity.resolution import (
    Candidate,
    actor_ids_of,
    by,
    by_form,
    in_order,
    join_by_names,
    ordered_decisions,
    questions_between,
)
from graph.model.records import actor_id


@dataclass(frozen=True, slots=True)
class ActorClusters:
    """Mentions of actors with the id of the actor that each means under some decisions.

    `ids` is what `resolve` answers. Two mentions may come to be one, or to compete for an id, only within a component:
    mentions with an equal identifier or name, with names alike enough to be joined, or with ids alike.
    """

    mentions: Mapping[MentionKey, Mention]
    decisions: frozenset[Decision]
    ids: Resolution
    _components: Components
    _blocks: BlockBounds
    _sizes: Counter[str]

    @classmethod
    def of(cls, mentions: Iterable[Mention], decisions: Iterable[Decision]) -> ActorClusters:
        """Resolve everything, and remember what depends on what."""
        ordered = in_order(mentions)
        known = {mention.key: mention for mention in ordered}
        decided = frozenset(decisions)
        blocks = BlockBounds.of(ordered)
        alike = list(mergeable(ordered, lambda block, _: block in blocks.always))
        components = Components(known, [*_links(ordered), *alike])
        groups = join_by_names(ordered, decided)
        sizes = blocks.sizes(named_mentions(groups, ordered))
        # Of the others no two have names that would be joined.
        compared = components.reach((key for pair in alike for key in pair), decided)
        join_by_likeness(groups, [known[key] for key in sorted(compared)], _too_large(blocks, sizes))
        return cls(known, decided, actor_ids_of(groups, known), components, blocks, sizes)

    def under(self, decisions: Iterable[Decision]) -> ActorClusters:
        """The same mentions under other decisions: resolves the components that the differing decisions touch.

        And of those whose names are in a block that becomes too large to be compared by it, or is so no more.
        """
        new = frozenset(decisions)
        both = self.decisions | new
        differing = self.decisions ^ new
        decided = (mention for decision in differing for mention in decision.pair.keys)
        touched = self._components.reach(decided, both)
        sizes = self._sizes.copy()
        sizes.subtract(self._blocks.sizes(named_mentions(*self._grouped(touched, self.decisions))))
        sizes.update(self._blocks.sizes(named_mentions(*self._grouped(touched, new))))
        resized = (
            mention
            for block, members in self._blocks.at_times.items()
            if has_many(block, self._sizes[block]) != has_many(block, sizes[block])
            for mention in members
        )
        touched |= self._components.reach(resized, both)
        groups, mentions = self._grouped(touched, new)
        join_by_likeness(groups, mentions, _too_large(self._blocks, sizes))
        return replace(self, decisions=new, ids={**self.ids, **actor_ids_of(groups, self.mentions)}, _sizes=sizes)

    def questions(self) -> list[Candidate]:
        """What `open_questions` answers under these decisions; compares all names."""
        mentions = list(self.mentions.values())
        groups = ActorGroups(mentions, ordered_decisions(self.decisions))
        for keys in by(mentions, lambda mention: (self.ids[mention.key],)).values():
            groups.join(keys)
        return questions_between(groups, mentions)

    def _grouped(
        self, keys: Iterable[MentionKey], decisions: Iterable[Decision]
    ) -> tuple[ActorGroups, Sequence[Mention]]:
        mentions = [self.mentions[key] for key in sorted(keys)]
        return join_by_names(mentions, decisions), mentions


def _too_large(blocks: BlockBounds, sizes: Counter[str]) -> IsTooLarge:
    return lambda block, _: block in blocks.always or has_many(block, sizes[block])


def _links(mentions: Collection[Mention]) -> Iterator[Iterable[MentionKey]]:
    yield from by(mentions, lambda mention: mention.identifiers).values()
    yield from by(mentions, lambda mention: mention.names).values()
    yield from by_form(mentions).values()
    yield from by(mentions, _possible_ids).values()


def _possible_ids(mention: Mention) -> Iterator[str]:
    yield first_part(mention.own_id)
    for kind, value in mention.identifiers:
        if kind in IDENTIFIERS:
            yield first_part(actor_id("", **{kind: value}))
