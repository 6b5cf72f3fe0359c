"""The clusters of one revision, updated by a decision at the cost of what it touches, and their cache."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph import identity
from graph.identity import ActorClusters, Candidate, Mention, MentionKey, ProjectClusters, ProjectMention
from graph.ingest.decided import of_identities, read_all
from graph.ingest.load_state import Others
from graph.ingest.mentions import REFERENCE, Mentioned, teams
from graph.ingest.reports import Resolutions
from graph.ingest.revisions import BESIDE_THE_FACTS, revisions_after
from graph.model.vocabulary import ACTOR, PROJECT, NodeType
from graph.network.facts import Verdict
from graph.store.protocol import Transaction


@dataclass(frozen=True, slots=True)
class Clusters:
    """All mentions of actors and projects in clusters; `nodes` are, by label, what they mean in the graph now.

    `run` wrote the revision: a store that was restored may give its number to another.
    """

    revision: int
    actors: ActorClusters
    projects: ProjectClusters
    nodes: Resolutions
    run: str | None = None

    @classmethod
    def read(cls, transaction: Transaction, revision: int) -> Clusters:
        """Read and resolve everything: cost grows with the number of reports of actors and projects."""
        mentioned = Mentioned.read(Others.everyone(transaction))
        verdicts = read_all(transaction)
        actors = ActorClusters.of(mentioned.actors, of_identities(verdicts, ACTOR))
        who = mentioned.teams(actors.ids)
        projects = ProjectClusters.of(mentioned.projects, who, of_identities(verdicts, PROJECT))
        nodes = {node_type.label: mentioned.nodes(node_type) for node_type in (ACTOR, PROJECT)}
        return cls(revision, actors, projects, nodes)

    @property
    def resolutions(self) -> Resolutions:
        """What every mention means by the verdicts; as in `nodes` once that has been written."""
        return {ACTOR.label: self.actors.ids, PROJECT.label: self.projects.ids}

    def mentions(self, node_type: NodeType) -> Mapping[MentionKey, Mention | ProjectMention]:
        """The mentions of actors, or of projects."""
        return self.actors.mentions if node_type == ACTOR else self.projects.mentions

    def under(self, transaction: Transaction, verdicts: Collection[Verdict]) -> Clusters:
        """The same mentions under these verdicts: resolves the components they touch, and reads what those need."""
        others = Others.everyone(transaction)
        actors = self.actors.under(of_identities(verdicts, ACTOR))
        who = teams(others, self.nodes[PROJECT.label], actors.ids)
        moved = {key for key, id in actors.ids.items() if self.actors.ids[key] != id}
        other_teams = set(self._taking_part(others, moved))
        projects = self.projects.under(of_identities(verdicts, PROJECT), who, other_teams)
        return replace(self, actors=actors, projects=projects)

    def written(self, revision: int, run: str) -> Clusters:
        """The same once the graph says so, as of this revision."""
        return replace(self, revision=revision, nodes=self.resolutions, run=run)

    def questions(self, transaction: Transaction, node_type: NodeType, decided: Iterable[Verdict]) -> list[Candidate]:
        """The pairs of actors, or of projects, that a person should decide but for the decided ones."""
        answered = of_identities(decided, node_type)
        if node_type == ACTOR:
            return self.actors.under(answered).questions()
        who = teams(Others.everyone(transaction), self.nodes[PROJECT.label], self.actors.ids)
        return identity.open_project_questions(self.projects.mentions.values(), who, answered)

    def _taking_part(self, others: Others, actors: Collection[MentionKey]) -> Iterator[MentionKey]:
        """The mentions of projects in which one of these mentions of actors takes part."""
        nodes = self.nodes[ACTOR.label]
        for tie in others.participations_of(sorted({nodes[key] for key in actors})):
            row = tie.row
            if (row["dataset"], row["given_start"]) in actors and row["role"] != REFERENCE:
                yield row["dataset"], row["given_end"]


class ClusterCache:
    """The clusters of the newest revision that was asked for or made. Safe to use from several threads."""

    def __init__(self) -> None:
        self._newest: Clusters | None = None

    def at(self, transaction: Transaction, revision: int) -> Clusters:
        """The clusters of this revision, read again unless only what never changes them came since."""
        clusters = self._newest
        if clusters is None or not _still_holds(transaction, clusters, revision):
            clusters = Clusters.read(transaction, revision)
        return self.take(replace(clusters, revision=revision, run=_run_of(transaction, revision)))

    def take(self, clusters: Clusters) -> Clusters:
        """Cache these, unless newer ones are cached."""
        if self._newest is None or self._newest.revision <= clusters.revision:
            self._newest = clusters
        return clusters


def _still_holds(transaction: Transaction, clusters: Clusters, number: int) -> bool:
    revisions = revisions_after(transaction, clusters.revision)
    is_complete = (
        len(revisions) == number - clusters.revision and _run_of(transaction, clusters.revision) == clusters.run
    )
    return is_complete and all(revision["action"] in BESIDE_THE_FACTS for revision in revisions)


def _run_of(transaction: Transaction, number: int) -> str | None:
    revisions = revisions_after(transaction, number - 1)
    return revisions[0]["run"] if revisions else None
