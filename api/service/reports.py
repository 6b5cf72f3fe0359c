"""What a load did, as a plain item and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from graph.errors import Problem
from graph.ingest.load import Change, Counts, LoadReport
from graph.messages import Message

SHOWN: Final = 200


def report_item(report: LoadReport, shown: int = SHOWN) -> dict[str, Any]:
    """The report with the first `shown` entries of its difference."""
    return {
        "dataset": report.dataset,
        "revision": report.revision,
        "applied": report.applied,
        "changed": report.changed,
        "part": report.part,
        "counts": {name: asdict(counts) for name, counts in report.counts.items()},
        "difference": [change.as_dict() for change in report.difference[:shown]],
        "difference_total": len(report.difference),
        "rows_left_out": report.rows_left_out,
        "rows_with_fields_left_out": report.rows_with_fields_left_out,
        "rejected": [problem.item() for problem in report.rejected],
        "notes": list(report.notes),
        "note_messages": [note.item() if isinstance(note, Message) else None for note in report.notes],
    }


def report_of(item: Mapping[str, Any]) -> LoadReport:
    """The inverse of `report_item`."""
    return LoadReport(
        dataset=item["dataset"],
        revision=item["revision"],
        applied=item["applied"],
        changed=item["changed"],
        part=item["part"],
        rows_left_out=item["rows_left_out"],
        rows_with_fields_left_out=item["rows_with_fields_left_out"],
        counts={name: Counts(**counts) for name, counts in item["counts"].items()},
        difference=tuple(Change(**change) for change in item["difference"]),
        rejected=tuple(Problem.from_item(problem) for problem in item["rejected"]),
        notes=tuple(
            Message.of(message) if message else note
            for note, message in zip(item["notes"], item["note_messages"], strict=True)
        ),
    )
