"""Write the demo workbook from the facts and the registers: `python -m loaders.demo.build [OUT.xlsx]`.

The same facts give the same bytes, so a changed file shows a changed fact.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.demo import facts
from loaders.demo.entries import Actor, Evidence, Project
from loaders.registers.registry import Registry, load_registry

Cell = str | int | float | None
Row = Sequence[Cell]

OUT = Path(__file__).with_name("hur-demo.xlsx")
LICENCE = "uppgifter (fakta) ur underlaget"
CITED_REGISTERS = ("register:municipalities", "register:organisations")
PROJECT_FIELDS = ("acronym", "url", "starts", "ends", "budget", "currency", "places", "themes", "part_of")
EVIDENCE_COLUMNS = ("source", "quote", "page")
WRITTEN = "2026-11-22T00:00:00Z"
WIDEST_COLUMN = 60


def main() -> None:
    """Write the workbook to the path given, else beside this file."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.write_bytes(workbook_bytes(load_registry()))


def workbook_bytes(registry: Registry) -> bytes:
    """The workbook as a file."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, columns, rows in sheets(registry):
        _fill(workbook.create_sheet(title), columns, rows)
    saved = BytesIO()
    workbook.save(saved)
    return _without_clock(saved)


def sheets(registry: Registry) -> Iterator[tuple[str, Sequence[str], Iterable[Row]]]:
    """Title, columns and rows of each sheet, in the format of the spreadsheet loader."""
    yield (
        "Aktörer",
        ("name", "kind", "org_number", "aliases", "place", "website", *EVIDENCE_COLUMNS),
        (
            (
                actor.name,
                actor.kind,
                _number(registry, actor),
                "; ".join(actor.aliases),
                None,
                None,
                *_cells(_first(actor)),
            )
            for actor in facts.ACTORS
        ),
    )
    yield "Projekt", ("name", "summary", *PROJECT_FIELDS, *EVIDENCE_COLUMNS), map(_project, facts.PROJECTS)
    yield (
        "Medverkan",
        ("project", "actor", "role", *EVIDENCE_COLUMNS),
        ((tie.project, tie.actor, tie.role, *_cells(tie.evidence)) for tie in facts.PARTICIPATIONS),
    )
    yield (
        "Finansiering",
        ("project", "funder", "amount", "currency", "share", *EVIDENCE_COLUMNS),
        (
            (tie.project, tie.funder, tie.amount, tie.currency, tie.share, *_cells(tie.evidence))
            for tie in facts.FUNDINGS
        ),
    )
    yield (
        "Samarbeten",
        ("actor_a", "actor_b", "kind", "since", "until", *EVIDENCE_COLUMNS),
        ((tie.actor_a, tie.actor_b, tie.kind, None, None, *_cells(tie.evidence)) for tie in facts.COLLABORATIONS),
    )
    yield (
        "Behov och erbjudanden",
        ("actor", "offers_or_needs", "theme", *EVIDENCE_COLUMNS),
        (
            (offer.actor, offer.offers_or_needs, offer.theme, *_cells(offer.evidence))
            for offer in facts.OFFERS_AND_NEEDS
        ),
    )
    yield "Källor", ("source", "title", "url", "licence", "retrieved"), _sources(registry)
    yield "Belägg", ("project", "actor", "field", "quote", "source", "page"), (*_field_evidence(), *_numbers(registry))


def _project(project: Project) -> Row:
    return (project.name, project.summary, *map(project.fields.get, PROJECT_FIELDS), *_cells(project.named))


def _sources(registry: Registry) -> Iterator[Row]:
    for document in facts.DOCUMENTS:
        yield document.source, document.title, None, LICENCE, None
    for register in registry.sources:
        if register.id in CITED_REGISTERS:
            yield register.id, register.title, register.url, register.licence, register.retrieved


def _field_evidence() -> Iterator[Row]:
    for project in facts.PROJECTS:
        for field, evidence in project.evidence:
            yield project.name, None, field, evidence.quote, evidence.source, evidence.page


def _numbers(registry: Registry) -> Iterator[Row]:
    """The documents name no organisation numbers; the registers do."""
    for actor in facts.ACTORS:
        known = registry.organisation(actor.name)
        if known and known.org_number:
            quote = f"{known.name}, organisationsnummer {_number(registry, actor)}"
            yield None, actor.name, "org_number", quote, known.source, known.register_id


def _number(registry: Registry, actor: Actor) -> str | None:
    known = registry.organisation(actor.name)
    return f"{known.org_number[:6]}-{known.org_number[6:]}" if known and known.org_number else None


def _first(actor: Actor) -> Evidence:
    """The evidence of the first tie that names the actor."""
    ties = [(tie.actor, tie.evidence) for tie in facts.PARTICIPATIONS]
    ties += [(tie.funder, tie.evidence) for tie in facts.FUNDINGS]
    return next(evidence for name, evidence in ties if name == actor.name)


def _cells(evidence: Evidence) -> Row:
    return evidence.source, evidence.quote, evidence.page


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Row]) -> None:
    sheet.append(list(columns))
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    for heading in sheet[1]:
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", start_color="DDEBF7")
    for index, column in enumerate(sheet.iter_cols(min_row=1), start=1):
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(index)].width = min(widest + 2, WIDEST_COLUMN)
        for cell in column:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "B2"


def _without_clock(saved: BytesIO) -> bytes:
    """The same archive with fixed times: openpyxl writes those of the clock."""
    packed = BytesIO()
    with ZipFile(saved) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", WRITTEN.encode(), content)
            new.writestr(ZipInfo(name, (2026, 11, 22, 0, 0, 0)), content, ZIP_DEFLATED)
    return packed.getvalue()


if __name__ == "__main__":
    main()
