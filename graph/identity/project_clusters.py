"""Clusters of projects, updated by a decision at the cost of what it touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graph.identity.components import Components, first_part
from graph.identity.mentions import MentionKey, Resolution
from graph.identity.pairs import Decision
from graph.identity.project_mentions import ProjectMention
from graph.identity.project_scoring import may_merge_projects
from graph.identity.projects import Teams, blocks_of, candidate_projects, resolve_projects, too_large
from graph.identity.resolution import by


@dataclass(frozen=True, slots=True)
class ProjectClusters:
    """Mentions of projects with the id of the project that each means under some decisions and teams.

    `ids` is what `resolve_projects` answers. Two mentions may come to be one, or to compete for an id, only within a
    component: mentions that would be one if they had an actor in common, and mentions with ids alike.
    """

    mentions: Mapping[MentionKey, ProjectMention]
    decisions: frozenset[Decision]
    ids: Resolution
    _components: Components
    _passed_over: frozenset[str]

    @classmethod
    def of(cls, mentions: Iterable[ProjectMention], teams: Teams, decisions: Iterable[Decision]) -> ProjectClusters:
        """Resolve everything, and remember what depends on what."""
        known = {mention.key: mention for mention in mentions}
        blocks = blocks_of(known.values())
        passed_over = too_large(blocks)
        candidates = candidate_projects(blocks, passed_over)
        mergeable = (pair for pair in candidates if may_merge_projects(*(known[key] for key in pair)))
        components = Components(known, [*by(known.values(), _possible_ids).values(), *mergeable])
        ids = resolve_projects(known.values(), teams, decisions)
        return cls(known, frozenset(decisions), ids, components, passed_over)

    def under(
        self, decisions: Iterable[Decision], teams: Teams, other_teams: Collection[MentionKey] = ()
    ) -> ProjectClusters:
        """The same mentions under other decisions and teams: resolves the components that these touch.

        `other_teams` are the mentions of whose actors some are known by another id than before.
        """
        new = frozenset(decisions)
        differing = [key for decision in self.decisions ^ new for key in decision.pair.keys]
        compared = [key for key in other_teams if not self._components.is_alone(key)]
        touched = self._components.reach([*differing, *compared], self.decisions | new)
        some = [self.mentions[key] for key in touched]
        ids = resolve_projects(some, teams, new, self._passed_over) if some else {}
        return replace(self, decisions=new, ids={**self.ids, **ids})


def _possible_ids(mention: ProjectMention) -> tuple[str, ...]:
    return (first_part(mention.given),)
