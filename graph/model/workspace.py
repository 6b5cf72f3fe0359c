"""What a graph holds beside the facts: verdicts, views, stories, shares, revisions and its own state."""

from __future__ import annotations

from typing import Final

from graph.model.declarations import NodeType, Property

VERDICT: Final = NodeType(
    "Verdict",
    "What a person decided about a pair; it wins over every proposal.",
    (
        Property("question", "text", "Which question it answers: overlap, collaboration, partner, [project_]identity"),
        Property("first", "text", "Smaller id of the pair"),
        Property("second", "text", "Larger id of the pair"),
        Property("verdict", "text", "The decision"),
        Property("reason", "text", "Why"),
        Property("decided_by", "text", "Name the person gave"),
        Property("decided_at", "text", "When, ISO 8601 in UTC"),
        Property("fingerprint", "text", "Digest of the pair's facts as they were when it was decided"),
    ),
)
_MADE_BY = Property("made_by", "text", "Name the person gave")
_MADE_AT = Property("made_at", "text", "When, ISO 8601 in UTC")

VIEW: Final = NodeType(
    "View",
    "A view that somebody named, to come back to it or to share it.",
    (
        Property("title", "text", "What it is called"),
        Property("options", "text", "The view's options as JSON"),
        _MADE_BY,
        _MADE_AT,
    ),
)
STORY: Final = NodeType(
    "Story",
    "Steps through the network, told in order.",
    (
        Property("title", "text", "What it is called"),
        Property("content", "text", "The story as its text file says it"),
        Property("frozen_at", "integer", "The revision it is told of; null for the newest"),
        _MADE_BY,
        _MADE_AT,
    ),
)
SHARE: Final = NodeType(
    "Share",
    "An address by which somebody outside reaches one view or one story and nothing else. Its id is a digest of it.",
    (
        Property("title", "text", "What it is called"),
        Property("options", "text", "The options of the view that it shows, as JSON; null for a story"),
        Property("story", "text", "Id of the story that it shows; null for a view"),
        Property("names", "text", "Whether it says who the actors and projects are", ("shown", "hidden")),
        _MADE_BY,
        _MADE_AT,
    ),
)
REVISION: Final = NodeType(
    "Revision",
    "One change of the graph, with its difference. Its id is the number as text.",
    (
        Property("number", "integer", "Counts from 1"),
        Property("at", "text", "When, ISO 8601 in UTC"),
        Property("action", "text", "load, load_part, forget, undo, verdict, identity, view, story, share or restore"),
        Property("dataset", "text", "The dataset that was loaded or forgotten"),
        Property("made_by", "text", "Who made it, by the name that they gave"),
        Property("run", "text", "The run that wrote it"),
        Property("summary", "text", "Counts by type as JSON"),
        Property("difference", "text", "What was new, changed and withdrawn, as JSON"),
        Property("counts", "text", "How many records of each type the graph had after it, as JSON"),
        Property("digest", "text", "Digest of all that the graph said after it; null for a revision older than that"),
        Property("replaced", "text", "Compressed rows as they were before it; null for a revision older than that"),
    ),
)
STATE: Final = NodeType(
    "GraphState",
    "The single node that says which schema and revision the graph has; writers lock it first.",
    (
        Property("schema_version", "integer", "Version of this vocabulary the store was written with"),
        Property("revision", "integer", "Number of the newest revision"),
        Property("writer", "text", "Run of the last writer"),
        Property("theme_words", "text", "Digest of the words by which themes were read from titles and summaries"),
    ),
)
