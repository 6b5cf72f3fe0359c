"""What datasets say of actors and projects, and whom and what they mean by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph import identity
from graph.identity import Mention, MentionKey, ProjectMention, Resolution, Team, Teams
from graph.ingest.decided import of_identities
from graph.ingest.load_state import Others
from graph.ingest.reports import Resolutions, Tie, mentions, project_mentions
from graph.model.vocabulary import ACTOR, PARTICIPATES_IN, PROJECT, NodeType
from graph.network.facts import Verdict

REFERENCE: Final = "reference"


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
        actors = mentions([*reports[ACTOR.label], *others.actor_places(), *others.collaborations(), *own])
        return cls(others, reports, own, actors, project_mentions([*reports[PROJECT.label], *own]))

    def nodes(self, node_type: NodeType) -> Mapping[MentionKey, str]:
        """The id of the actor or project that the others' mentions mean in the graph now."""
        return {(tie.row["dataset"], tie.row["given_end"]): tie.row["end_"] for tie in self.reports[node_type.label]}

    def resolutions(self, verdicts: Iterable[Verdict]) -> Resolutions:
        """Which actor and which project each mention means, by these decisions."""
        decided = list(verdicts)
        who = identity.resolve(self.actors, of_identities(decided, ACTOR))
        which = identity.resolve_projects(self.projects, self.teams(who), of_identities(decided, PROJECT))
        return {ACTOR.label: who, PROJECT.label: which}

    def teams(self, who: Resolution) -> Teams:
        """Tells which actors take part in the projects that mentions speak of."""
        return teams(self.others, self.nodes(PROJECT), who, self.own)


def teams(others: Others, nodes: Mapping[MentionKey, str], who: Resolution, own: Collection[Tie] = ()) -> Teams:
    """Tells which actors take part in what mentions speak of, which mean the projects `nodes` in the graph now."""

    def teams(keys: Collection[MentionKey]) -> Mapping[MentionKey, Team]:
        wanted = set(keys)
        projects = sorted({nodes[key] for key in wanted if key in nodes})
        ours = (tie for tie in own if tie.type == PARTICIPATES_IN)
        found: dict[MentionKey, set[str]] = defaultdict(set)
        for tie in (*ours, *others.participations(projects)):
            key = tie.row["dataset"], tie.row["given_end"]
            if key in wanted and tie.row["role"] != REFERENCE:
                found[key].add(who[key[0], tie.row["given_start"]])
        return {key: frozenset(actors) for key, actors in found.items()}

    return teams
