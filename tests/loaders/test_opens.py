"""A file is opened once to be told and once to be loaded, whatever it is; the loaders are found once a process."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.service.reading import needs_mapping
from api.service.requests import LoadOrder
from api.service.service import Service
from graph.errors import InputError
from graph.settings import Settings
from graph.store.ladybug import LadybugStore
from loaders.catalogue import find_loaders
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.saved_mappings import SavedMappings
from tests.loaders import test_recognising, test_swecris
from tests.loaders.conftest import WriteWorkbook
from tests.loaders.opens import opens_of
from tests.loaders.test_catalogue import folder

MOST_OPENS = 3
MAPPING = TableMapping("participation", (Column("Insats", "project"), Column("Vem", "actor", role="partner")))
OF_ANOTHER_TABLE = TableMapping("actor", (Column("Namn", "actor"),))
FILES = {name: content for name, (_, content) in test_recognising.FILES.items()} | {
    "form.csv": "projekt;aktör;roll\nSkog;Älvlaget;partner\n".encode(),
    "mapped.csv": "Insats;Vem\nSkog;Älvlaget\n".encode("cp1252"),
    "mapped.json": json.dumps([{"Insats": "Skog", "Vem": "Älvlaget"}]).encode(),
    "swecris.csv": ";".join(test_swecris.ROW).encode(),
    "map.gexf": b"<gexf><graph><nodes><node id='1' label='Nod'/></nodes></graph></gexf>",
    "map.json": json.dumps({"elements": [{"label": "Nod"}], "connections": []}).encode(),
    "people.ftm": json.dumps({"id": "1", "schema": "Company", "properties": {"name": ["Nod"]}}).encode(),
}
REAL = (
    "projektbanken/projektbanken_2014-2020.json", "keep_eu/keep_2014-2020.xlsx", "swecris/swecris_kth.csv.gz",
    "formats/kumu_snap-to-tutorial-data.xlsx", "formats/gephi_airlines.graphml",
)  # fmt: skip


@pytest.fixture(params=[False, True], ids=["", "saved"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """With and without mappings that somebody saved: of the tables here, and of another one."""
    service = Service(Settings(graph=str(tmp_path / "graph")), LadybugStore(tmp_path / "graph"))
    for mapping in (MAPPING, OF_ANOTHER_TABLE) if request.param else ():
        service.mappings.save(mapping)
    yield service
    service.close()


def opens(service: Service, file: Path) -> int:
    """How often the file is opened to tell whether it needs a mapping, and to read it."""
    order = LoadOrder((file,))
    with opens_of(file) as found:
        needs_mapping(order, service.settings.mappings_folder)
        with suppress(InputError):  # of a small file that is no whole register, or a table that has no mapping here
            service.prepare(order)
    return found[0]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_opened_few_times(service: Service, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert 1 <= opens(service, tmp_path / name) <= MOST_OPENS


def test_a_workbook_is_opened_few_times(service: Service, workbook: WriteWorkbook) -> None:
    form = workbook({"Medverkan": [["projekt", "aktör"], ["Skog", "Älvlaget"]]}, "form.xlsx")
    mapped = workbook({"Blad1": [["Insats", "Vem"], ["Skog", "Älvlaget"]]}, "mapped.xlsx")
    assert 1 <= opens(service, form) <= MOST_OPENS
    assert 1 <= opens(service, mapped) <= MOST_OPENS


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_opened_few_times(service: Service, shared_data: Path, name: str) -> None:
    assert 1 <= opens(service, shared_data / "data" / name) <= MOST_OPENS


def test_a_source_yml_is_read_once(tmp_path: Path) -> None:
    more = folder(tmp_path / "more")
    with opens_of(more / "lines" / "source.yml") as found:
        assert find_loaders([more]) is find_loaders([more])
    assert found == [1]


@pytest.mark.parametrize("saved", [(), (OF_ANOTHER_TABLE,)])
def test_a_whole_command_opens_its_file_few_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: tuple[TableMapping, ...]
) -> None:
    monkeypatch.setenv("HUR_GRAPH", str(tmp_path / "graph"))
    for mapping in saved:
        SavedMappings(tmp_path / "graph" / "mappings").save(mapping)
    (tmp_path / "small.csv").write_bytes(FILES["form.csv"])
    with opens_of(tmp_path / "small.csv") as found:
        assert CliRunner().invoke(app, ["load", str(tmp_path / "small.csv"), "--yes"]).exit_code == 0
    assert 1 <= found[0] <= MOST_OPENS
