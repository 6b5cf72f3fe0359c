"""What datasets say of actors and projects, and whom and what they mean by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph import identity
from graph.identity import Candidate, Mention, MentionKey, ProjectMention, Resolution, Team, Teams
from graph.ingest.decided import of_identities
from graph.ingest.load_state import Others
from graph.ingest.reports import Resolutions, Tie, mentions, project_mentions
from graph.model.vocabulary import ACTOR, PARTICIPATES_IN, PROJECT, NodeType
from graph.network.facts import Verdict

_REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Every mention of an actor or project: what `others` report of them, by label, and what a load is about to."""

    others: Others
    reports: Mapping[str, Sequence[Tie]]
    own: Collection[Tie]
    actors: Sequence[Mention]
    projects: Sequence[ProjectMention]

    @classmethod
    def read(cls, others: Others, own: Collection[Tie] = ()) -> Mentioned:
        """Gather the mentions. Cost grows with the number of reports of actors and projects."""
        reports = {node_type.label: list(others.reports(node_type)) for node_type in (ACTOR, PROJECT)}
        actors = mentions([*reports[ACTOR.label], *others.actor_places(), *own])
        return cls(others, reports, own, actors, project_mentions([*reports[PROJECT.label], *own]))

    def by_key(self, node_type: NodeType) -> Mapping[MentionKey, Mention | ProjectMention]:
        """The mentions of actors, or of projects."""
        found: Sequence[Mention | ProjectMention] = self.actors if node_type == ACTOR else self.projects
        return {mention.key: mention for mention in found}

    def nodes(self, node_type: NodeType) -> Mapping[MentionKey, str]:
        """The id of the actor or project that the others' mentions mean in the graph now."""
        return {(tie.row["dataset"], tie.row["given_end"]): tie.row["end_"] for tie in self.reports[node_type.label]}

    def questions(
        self, node_type: NodeType, verdicts: Iterable[Verdict], decided: Iterable[Verdict]
    ) -> list[Candidate]:
        """The pairs of actors, or of projects, that a person should decide but for the decided ones."""
        answered = of_identities(decided, node_type)
        if node_type == ACTOR:
            return identity.open_questions(self.actors, answered)
        who = identity.resolve(self.actors, of_identities(verdicts, ACTOR))
        return identity.open_project_questions(self.projects, self.teams(who), answered)

    def resolutions(self, verdicts: Iterable[Verdict]) -> Resolutions:
        """Which actor and which project each mention means, by these decisions."""
        decided = list(verdicts)
        who = identity.resolve(self.actors, of_identities(decided, ACTOR))
        which = identity.resolve_projects(self.projects, self.teams(who), of_identities(decided, PROJECT))
        return {ACTOR.label: who, PROJECT.label: which}

    def teams(self, who: Resolution) -> Teams:
        """Tells which actors take part in the projects that mentions speak of."""

        def teams(keys: Collection[MentionKey]) -> Mapping[MentionKey, Team]:
            wanted = set(keys)
            nodes = {node for key, node in self.nodes(PROJECT).items() if key in wanted}
            found: dict[MentionKey, set[str]] = defaultdict(set)
            own = (tie for tie in self.own if tie.type == PARTICIPATES_IN)
            for tie in (*own, *self.others.participations(sorted(nodes))):
                key = tie.row["dataset"], tie.row["given_end"]
                if key in wanted and tie.row["role"] != _REFERENCE:
                    found[key].add(who[key[0], tie.row["given_start"]])
            return {key: frozenset(actors) for key, actors in found.items()}

        return teams
