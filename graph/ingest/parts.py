"""What a load that is not whole makes of its dataset: it adds and changes, and withdraws nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from graph.ingest.load import Load
from graph.ingest.reports import Tie, Ties
from graph.model.claims import encode, merged
from graph.model.records import Evidence, report_key
from graph.model.vocabulary import REPORTS, SOURCE


def added(old: Ties, new: Ties) -> Ties:
    """The reports of the dataset with those of the load; of a node, each property that the load says is changed."""
    return old | {
        key: _merged(tie, old[key]) if key in old and tie.type == REPORTS else tie for key, tie in new.items()
    }


def _merged(tie: Tie, before: Tie) -> Tie:
    claims = merged(tie.claims, before.claims)
    return replace(tie, row={**tie.row, "claims": encode(claims)}, read=claims)


def restated(load: Load, stored: Ties, files: Collection[str]) -> Load:
    """A part whose reports that one of the dataset's `files` made already are that file's, so that they change.

    Else the part's own file would say them a second time, and amounts would be counted twice. Where they stand then
    names the part's file.
    """
    dataset, titles = load.dataset.id, {source.id: source.title for source in load.sources if source.checksum}

    def cited(evidence: Evidence, file: str | None) -> Evidence:
        if file is None or evidence.source not in titles:
            return evidence
        where = ", ".join(filter(None, (titles[evidence.source], evidence.locator)))
        return replace(evidence, source=file, locator=where)

    nodes = []
    for node in load.nodes:
        labels = f"{SOURCE.label}-{node.label}"
        keys = {file: report_key(dataset, file, file, node.id, labels) for file in files}
        file = next((file for file, key in keys.items() if (REPORTS.name, key) in stored), None)
        of_properties = {name: cited(evidence, file) for name, evidence in node.property_evidence.items()}
        nodes.append(replace(node, evidence=cited(node.evidence, file), property_evidence=of_properties))
    relations = []
    for relation in load.relations:
        said = {file: replace(relation, evidence=cited(relation.evidence, file)) for file in files}
        found = (again for again in said.values() if (again.name, again.key(dataset)) in stored)
        relations.append(next(found, relation))
    return replace(load, nodes=tuple(nodes), relations=tuple(relations))
