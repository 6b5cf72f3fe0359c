"""Themes of what is stored, read anew when the words of themes have changed since: one revision, nothing loaded again.

The graph keeps the digest of the words that its themes were read by. Whoever is about to write compares it with ours;
who only reads lets it be. What sources say by themselves stays, and so does what is asked of no text.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from graph import gc_pause
from graph.ingest.change_set import ChangeSet, NodeChanges
from graph.ingest.citations import described
from graph.ingest.compare import compare_nodes
from graph.ingest.load import Load, LoadReport
from graph.ingest.load_state import stored_ties
from graph.ingest.reports import Tie, Ties, reports_of
from graph.ingest.revisions import serialized_difference, write_revision
from graph.ingest.write import write_change_set
from graph.model.claims import Claim
from graph.model.records import DatasetRecord, Evidence, Node, Relation
from graph.model.vocabulary import (
    ABOUT,
    DATASET,
    NEEDS,
    OFFERS,
    PROJECT,
    REPORTS,
    SOURCE,
    TEXT_LOCATORS,
    THEME,
    end_pairs,
)
from graph.store import cypher, state
from graph.store.protocol import GraphStore, Transaction, batches
from loaders.enrichment.registered import THEME_SOURCE, source_records, theme_node
from loaders.enrichment.themes import theme_words, themes_read
from loaders.registers.registry import Registry, load_registry
from loaders.registers.theme_words import ThemeWords

REREAD: Final = "themes"
"""The action of the revision that reads themes anew."""

_OF_THEMES: Final = tuple((relation, labels) for relation in (ABOUT, NEEDS, OFFERS) for labels in end_pairs(relation))
_THEME_REPORTS: Final = (REPORTS, (SOURCE.label, THEME.label))
_PROJECT_REPORTS: Final = (REPORTS, (SOURCE.label, PROJECT.label))


def reread_themes(store: GraphStore, words: ThemeWords | None = None) -> int | None:
    """Read all themes anew if the graph's were read by other words; returns the revision that this made, if any.

    Costs one look where the words are the same. Two processes that find them changed read them once.

    Raises:
        StoreError: the store failed, or may not be written; the graph is as it was.
    """
    words = words or theme_words()
    if store.read(state.theme_words) == words.digest:
        return None
    run = uuid.uuid4().hex

    def work(transaction: Transaction) -> int | None:
        before = state.lock(transaction, run)
        if state.theme_words(transaction) == words.digest:
            return None
        difference = _difference(transaction, words, run)
        state.keep_theme_words(transaction, words.digest)
        if difference.is_empty:
            return None
        at = datetime.now(UTC).isoformat(timespec="seconds")
        write_change_set(transaction, difference)
        write_revision(transaction, before + 1, at, REREAD, None, run, serialized_difference(difference))
        return before + 1

    with gc_pause.paused():
        return store.write(work)


def with_themes(store: GraphStore, report: LoadReport) -> LoadReport:
    """Read themes anew after a load or forgetting, if need be; the report then has the number of that revision.

    Raises:
        StoreError: the store failed; what was loaded or forgotten before is done, unless it is part of the same write.
    """
    revision = reread_themes(store)
    return report if revision is None else replace(report, revision=revision)


@dataclass(slots=True)
class _Stored:
    """What a dataset says of projects and themes: reports of both, and ties to themes by themselves or as read."""

    projects: list[Tie] = field(default_factory=list)
    themes: list[Tie] = field(default_factory=list)
    stated: list[Tie] = field(default_factory=list)
    read: list[Tie] = field(default_factory=list)


def _difference(transaction: Transaction, words: ThemeWords, run: str) -> ChangeSet:
    registry = load_registry()
    old: list[Tie] = []
    new: list[Tie] = []
    for dataset, stored in _by_dataset(transaction).items():
        old += [*stored.themes, *stored.read]
        new += _read_anew(dataset, stored, words, registry, run)
    sources = _sources(transaction, new, registry)
    old_ties, new_ties = ({tie.identity: tie for tie in ties} for ties in (old, new))
    nodes = [compare_nodes(transaction, THEME, old, new, sources), _projects(transaction, old_ties, new_ties)]
    return ChangeSet(old_ties, new_ties, [], nodes, sources, NodeChanges(DATASET))


def _by_dataset(transaction: Transaction) -> dict[str, _Stored]:
    found: dict[str, _Stored] = defaultdict(_Stored)
    for tie in stored_ties(transaction, [_PROJECT_REPORTS, _THEME_REPORTS, *_OF_THEMES], "", {}):
        of = found[tie.row["dataset"]]
        if tie.type == REPORTS:
            (of.themes if tie.labels == _THEME_REPORTS[1] else of.projects).append(tie)
        else:
            (of.read if tie.type == ABOUT and _is_of_text(tie) else of.stated).append(tie)
    return found


def _is_of_text(tie: Tie) -> bool:
    """Whether it is there because a title or summary names a theme; after a person's review it has another status."""
    return tie.row["status"] == "read" and tie.row["locator"] in TEXT_LOCATORS


def _read_anew(dataset: str, stored: _Stored, words: ThemeWords, registry: Registry, run: str) -> Iterator[Tie]:
    """Ties to themes as texts name them now, and the reports of all themes that the dataset still speaks of."""
    claims = {(tie.row["given_end"], tie.row["source"]): tie.claims for tie in stored.projects}
    meant = {(dataset, tie.row["given_end"]): tie.row["end_"] for tie in stored.projects}
    stated = {(tie.row["given_start"], tie.row["end_"]) for tie in stored.stated if tie.type == ABOUT}
    relations = themes_read(words, claims, stated)
    reports = {(tie.row["source"], tie.row["end_"]): tie for tie in stored.themes if not _is_of_text(tie)}
    for tie in reports_of(_load(dataset, relations, stored.stated, claims, registry), run):
        source_and_theme = (tie.row["source"], tie.row["end_"])
        if tie.type == ABOUT:
            yield tie.resolved({PROJECT.label: meant})
        elif tie.labels == _THEME_REPORTS[1] and not (source_and_theme in reports and not tie.claims):
            reports[source_and_theme] = tie
    spoken_of = {(tie.row["source"], tie.row["end_"]) for tie in stored.stated}
    spoken_of |= {(relation.evidence.source, relation.end) for relation in relations}
    themes = {theme for _, theme in spoken_of}
    for (source, theme), tie in reports.items():
        if (source, theme) in spoken_of or (theme in themes and tie.claims):
            yield tie


def _load(
    dataset: str,
    relations: Sequence[Relation],
    stated: Iterable[Tie],
    claims: Mapping[tuple[str, str], Mapping[str, Claim]],
    registry: Registry,
) -> Load:
    """The themes as a load: projects by their ids alone, themes by the register."""
    themes = {relation.end for relation in relations} | {tie.row["end_"] for tie in stated}
    evidence = {project: Evidence(source) for project, source in claims}
    projects = [Node(PROJECT.label, id, {}, evidence[id]) for id in {relation.start for relation in relations}]
    known = [theme_node(theme) for theme in registry.themes if theme.id in themes]
    return Load(DatasetRecord(dataset, "", dataset), (), (*projects, *known), tuple(relations))


def _sources(transaction: Transaction, new: Iterable[Tie], registry: Registry) -> NodeChanges:
    """The register of themes as the datasets that speak of themes now describe it."""
    record = next(source for source in source_records(registry) if source.id == THEME_SOURCE)
    stored = transaction.rows(cypher.read_nodes(SOURCE, by_id=True), {"ids": [THEME_SOURCE]})
    row = stored[0] if stored else None
    changes = NodeChanges(SOURCE, {THEME_SOURCE: row} if row else {})
    for dataset in sorted({tie.row["dataset"] for tie in new if tie.row["source"] == THEME_SOURCE}):
        row = described(THEME_SOURCE, row, dataset, record)
    if row:
        changes.after[THEME_SOURCE] = row
    return changes


def _projects(transaction: Transaction, old: Ties, new: Ties) -> NodeChanges:
    """The projects whose themes change, as they are and stay: the revision says them by name."""
    ids = sorted(
        {
            tie.row["start"]
            for ties, others in ((old, new), (new, old))
            for key, tie in ties.items()
            if tie.type == ABOUT and not (key in others and others[key].says_the_same(tie))
        }
    )
    rows = {
        row["id"]: row
        for batch in batches(ids)
        for row in transaction.rows(cypher.read_nodes(PROJECT, by_id=True), {"ids": batch})
    }
    return NodeChanges(PROJECT, rows, rows)
