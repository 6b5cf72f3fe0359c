"""From files to a load: read, expectations, enrichment."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path
from typing import Final

from graph import gc_pause
from graph.errors import ExpectationError, InputError, Problem
from graph.ingest.load import Load
from graph.ingest.write import Progress
from graph.messages import Message
from graph.model.records import DatasetRecord, slug
from graph.model.showing import unsaid
from loaders.base import Reading
from loaders.catalogue import Catalogue, Entry, choose, find_loaders
from loaders.demo import demo_workbook
from loaders.documents.mapping import TableMapping
from loaders.enrichment.enrichment import enrich
from loaders.files.sample import Sample
from loaders.persons import mask_persons
from loaders.private_persons import leave_out_private_persons
from loaders.recognition import check_known
from loaders.sources.mapping.loader import NAME as MAPPING
from loaders.sources.mapping.loader import MappedTable

DEMO: Final = "demo"
DEMO_TITLE: Final = "HUR demo: sex initiativ"
_SHOWN_PROBLEMS: Final = 20
_SHOWS: Final = {"yes": Message("loading.shows_collaboration"), "no": Message("loading.shows_no_collaboration")}


def read_files(
    files: Sequence[Path | str | Sample],
    *,
    loader: str | None = None,
    dataset: str | None = None,
    skip_bad_rows: bool = False,
    partial: bool = False,
    progress: Progress | None = None,
    catalogue: Catalogue | None = None,
    mapping: TableMapping | None = None,
    amounts: str = "",
    answers: Mapping[str, str] | None = None,
) -> Load:
    """Read files as one dataset; `["demo"]` is the network that comes with HUR. A `Sample` is not opened again.

    The loader is chosen by the content of the first file when not named; with a `mapping` the files are tables that
    are read by it. The dataset is by default the one of the loader's source.yml, else a slug of the first file's name.
    A spreadsheet with a bad row is refused whole, unless `skip_bad_rows` leaves such rows out; a register drops them up
    to the share its source.yml allows. Of a `partial` file no least number is expected, and what it lacks is not
    withdrawn. `amounts` (`partner`, `project`) says whose an amount is that several rows of one project and funder
    repeat; `answers` are those to other questions that only a person can answer, by their names (`nodes`, `persons`).

    Raises:
        OpenQuestionsError: something in the files can mean two things.
        InputError: the files cannot be used; it holds every problem found.
        ExpectationError: the source has far fewer records than it should.
    """
    if not files:
        raise InputError(Message("loading.no_file"))
    known = find_loaders() if catalogue is None else catalogue
    if [str(file) for file in files] == [DEMO] and not Path(DEMO).exists():
        with as_file(demo_workbook()) as path, Sample(path) as demo:
            return _read([demo], known["spreadsheet"], dataset or DEMO, DEMO_TITLE, skip_bad_rows, partial, progress)
    with ExitStack() as stack:
        offered = [file if isinstance(file, Sample) else stack.enter_context(Sample(Path(file))) for file in files]
        entry = _entry(offered, known, loader, mapping)
        own, stem = entry.settings, offered[0].stem
        if not (name := dataset or own.dataset or slug(stem)):
            raise InputError(Message("loading.no_dataset_name", file=offered[0].name))
        if partial and not (dataset or own.dataset):
            raise InputError(Message("loading.part_of_what", file=offered[0].name))
        title = own.title if own.dataset else stem
        return _read(offered, entry, name, title, skip_bad_rows, partial, progress, amounts, answers)


def _entry(files: Sequence[Sample], known: Catalogue, loader: str | None, mapping: TableMapping | None) -> Entry:
    for path in (file.path for file in files):
        if not path.is_file():
            raise InputError(Message("loading.is_a_folder" if path.is_dir() else "loading.no_such_file", path=path))
    if mapping:
        return Entry(known[MAPPING].settings, MappedTable(mapping))
    if loader is None:
        check_known(files, known)
    return choose(known, loader, files[0])


def checksum(files: Sequence[Sample]) -> str:
    """SHA-256 over the contents of the files, in this order."""
    if len(files) == 1:
        return files[0].checksum
    digest = hashlib.sha256()
    for file in files:
        stream = file.opened()
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@gc_pause.paused()
def _read(
    files: Sequence[Sample],
    entry: Entry,
    dataset: str,
    title: str,
    skip_bad_rows: bool,
    partial: bool,
    progress: Progress | None,
    amounts: str = "",
    answers: Mapping[str, str] | None = None,
) -> Load:
    reading = Reading(dataset, entry.settings, skip_bad_rows=skip_bad_rows, amounts=amounts, answers=answers)
    _tell(progress, 0, len(files))
    entry.loader.read(files, reading)
    leave_out_private_persons(reading)
    mask_persons(reading)
    _tell(progress, len(files), len(files))
    if not skip_bad_rows:
        _check_problems(reading)
    if not partial:
        _check_expectations(reading)
    enrich(reading)
    load = _load(reading, title, checksum(files))
    return _part(load) if partial else load


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress:
        progress("read", done, total)


def _check_problems(reading: Reading) -> None:
    """Refuse a spreadsheet with any problem, and a register or graph with more bad rows than it may have."""
    settings, problems = reading.settings, tuple(reading.problems)
    if problems and settings.dataset is None and not settings.rejected_share:
        raise InputError.of(problems)
    bad = len({problem.place for problem in problems})
    if bad > settings.rejected_share * reading.rows:
        percent = settings.rejected_share * 100
        limit = Problem.of("loading.too_many_bad", bad=bad, rows=reading.rows, loader=settings.name, percent=percent)
        raise InputError.of((limit, *problems[:_SHOWN_PROBLEMS]))


def _check_expectations(reading: Reading) -> None:
    settings = reading.settings
    found = Counter(label for label, _ in {(node.label, node.id) for node in reading.nodes})
    found.update(relation.name for relation in reading.relations)
    short = tuple(
        Message("loading.short", found=found[name], type=Message(f"model.type_{name}"), least=least)
        for name, least in settings.expected.items()
        if found[name] < least
    )
    if short:
        detail = Message("loading.truncated", title=settings.titles, short=short)
        raise ExpectationError(detail, tuple(Problem(reason) for reason in short))


def _load(reading: Reading, title: str, digest: str) -> Load:
    settings = reading.settings
    said = reading.showing or settings
    shows = said.shows_collaboration or _unsaid(reading)
    cited = {node.evidence.source for node in reading.nodes}
    cited |= {relation.evidence.source for relation in reading.relations}
    cited |= {evidence.source for node in reading.nodes for evidence in node.property_evidence.values()}
    record = DatasetRecord(
        id=reading.dataset,
        loader=settings.name,
        title=title,
        shows_collaboration=shows,
        covers_places=said.covers_places,
        covers_from=said.covers_from,
        covers_to=said.covers_to,
        covers_kinds=said.covers_kinds,
        checksum=digest,
    )
    outside, lacking = reading.counted_rows()
    return Load(
        dataset=record,
        sources=tuple(source for id, source in sorted(reading.sources.items()) if id in cited),
        nodes=tuple(reading.nodes),
        relations=tuple(reading.relations),
        rejected=(*reading.problems, *reading.fields_left_out, *reading.set_aside),
        notes=reading.all_notes(),
        prune=reading.rows_left_out == 0,
        rows_left_out=outside,
        rows_with_fields_left_out=lacking,
    )


def _part(load: Load) -> Load:
    """The load as a part of its dataset, which shows nothing in full."""
    record = replace(load.dataset, covers_places=(), covers_from=None, covers_to=None, covers_kinds=())
    notes = (Message("loading.part", title=load.dataset.title), *load.notes)
    return replace(load, dataset=record, notes=notes, prune=False, part=True)


def _unsaid(reading: Reading) -> str:
    """What the records show where nobody says whether the dataset names those who take part together; it is told."""
    ties = [relation for relation in reading.relations if relation.properties.get("expanded_from") is None]
    shows = unsaid(
        (
            (tie.start, tie.end)
            for tie in ties
            if tie.name == "PARTICIPATES_IN" and tie.properties.get("role") != "reference"
        ),
        states_ties=any(tie.name == "COLLABORATES_WITH" and tie.properties.get("kind") != "contact" for tie in ties),
    )
    reading.note(_SHOWS[shows])
    return shows
