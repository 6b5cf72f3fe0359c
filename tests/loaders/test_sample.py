"""A sample is one open file with as many readers as wanted, and says what the file begins with."""

import gzip
import hashlib
import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.sample import Sample
from tests.loaders.opens import opens_of

CONTENT = "".join(f"rad {number};å\n" for number in range(50_000)).encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_bytes(CONTENT)
    return tmp_path / "a.csv"


def test_each_reader_has_a_place_of_its_own(file: Path) -> None:
    with opens_of(file) as opens, Sample(file) as sample:
        one, other = sample.opened(), sample.opened()
        assert one.readline() == other.readline() == "rad 0;å\n".encode()
        assert (one.readline(), other.read()[-8:]) == ("rad 1;å\n".encode(), CONTENT[-8:])
        assert one.read() == CONTENT[len("rad 0;å\nrad 1;å\n".encode()) :]
        assert (sample.size, sample.checksum) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert opens == [1]


def test_many_threads_read_what_is_there(file: Path) -> None:
    sample = Sample(file)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: sample.opened().read(), range(32))) == {CONTENT}


def test_a_closed_sample_is_opened_again_when_it_is_read(file: Path) -> None:
    with opens_of(file) as opens:
        sample = Sample(file)
        assert sample.headings == ("rad 0", "å")
        stream = sample.opened()
        sample.close()
        assert stream.readline() == "rad 0;å\n".encode()
    assert opens == [2]


@given(steps=st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.integers(-20, 60), st.integers(0, 40)), max_size=8))
def test_a_reader_moves_as_bytes_in_memory_do(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int]]
) -> None:
    """The oracle is the standard library's BytesIO."""
    path = tmp_path_factory.mktemp("sample") / "a"
    path.write_bytes(CONTENT[:50])
    stream, oracle = Sample(path).opened(), io.BytesIO(CONTENT[:50])
    for whence, offset, count in steps:
        base = (0, oracle.tell(), 50)[whence]
        place = max(base + offset, 0)
        assert stream.seek(place - base, whence) == oracle.seek(place)
        assert stream.read(count) == oracle.read(count)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_it_says_what_the_file_begins_with(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / "A.CSV").write_bytes(pack("Id;Ort\n1;Luleå\n".encode("cp1252")))
    with Sample(tmp_path / "A.CSV") as sample:
        assert (sample.name, sample.stem, sample.suffix) == ("A.CSV", "A", ".csv")
        assert (sample.headings, sample.encoding, sample.sheet_names) == (("Id", "Ort"), "cp1252", ())
        assert sample.text().read() == sample.text().read() == "Id;Ort\n1;Luleå\n"


def test_it_says_the_parts_of_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", '<workbook><sheet sheetId="1" name="Å &amp; Ö"/></workbook>')
    with Sample(tmp_path / "a.xlsx") as sample:
        assert (sample.sheet_names, sample.part("xl/none.xml")) == (("Å & Ö",), "")


def test_what_is_found_once_is_not_looked_for_again(file: Path) -> None:
    seen: list[Sample] = []

    def look(sample: Sample) -> int:
        seen.append(sample)
        return sample.size

    sample = Sample(file)
    assert sample.once(look) == sample.once(look) == len(CONTENT)
    assert seen == [sample]
