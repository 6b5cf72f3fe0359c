"""Who is who: which mentions of the datasets are one actor or one project, and under which id it is known.

The answer is a function of the sets of mentions and decisions alone, so it does not depend on the order in which
datasets were loaded, and it is computed afresh: mentions keep the ids their sources gave, and a dataset or decision
that goes takes its merges with it.
"""

from graph.identity.actor_clusters import ActorClusters
from graph.identity.mentions import IDENTIFIERS, Mention, MentionKey, Resolution
from graph.identity.pairs import Decision, Pair
from graph.identity.project_clusters import ProjectClusters
from graph.identity.project_mentions import ProjectMention
from graph.identity.project_scoring import Team
from graph.identity.projects import Teams, open_project_questions, resolve_projects
from graph.identity.resolution import Candidate, open_questions, resolve

__all__ = [
    "IDENTIFIERS",
    "ActorClusters",
    "Candidate",
    "Decision",
    "Mention",
    "MentionKey",
    "Pair",
    "ProjectClusters",
    "ProjectMention",
    "Resolution",
    "Team",
    "Teams",
    "open_project_questions",
    "open_questions",
    "resolve",
    "resolve_projects",
]
