"""CSV registers: encodings, separators, quoting and rows that cannot be read, in files of invented rows."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.base import Reading, SourceSettings
from loaders.cell_errors import CellError
from loaders.documents.cells import DateOrder, parse_date
from loaders.files import compressed
from loaders.files.encodings import repaired
from loaders.files.sample import Sample
from loaders.tables.register_rows import RegisterRow, read_csv

COLUMNS = {"id": "Id", "name": "Namn", "amount": "Belopp", "starts": "Start", "ends": "Slut", "number": "Orgnr"}


def new_reading(columns: Mapping[str, str] = COLUMNS) -> Reading:
    return Reading("påhittat", SourceSettings("påhittat", "Påhittat register", dataset="påhittat", columns=columns))


def read(file: Path, reading: Reading | None = None) -> list[tuple[str | None, str | None]]:
    rows = read_csv(Sample(file), reading or new_reading(), ("id", "name"), no_value=frozenset({"NULL"}))
    return [(row.text("id"), row.text("name")) for row in rows]


def write(folder: Path, content: bytes, name: str = "register.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def only_row(folder: Path, headings: str, cells: str) -> RegisterRow:
    columns = COLUMNS | {"id": headings.split(";")[0]}
    file = write(folder, f"{headings}\n{cells}\n".encode())
    (row,) = read_csv(Sample(file), new_reading(columns), ("id",))
    return row


@pytest.mark.parametrize(
    "content",
    [
        "Id;Namn\n1;Åre nät\n2;Öppen\n".encode(),
        "\ufeffId;Namn\r\n1;Åre nät\r\n2;Öppen\r\n".encode(),
        "Id;Namn\n1;Åre nät\n2;Öppen\n".encode("cp1252"),
        "Id,Namn\n1,Åre nät\n2,Öppen".encode(),
        "Id\tNamn\n1\tÅre nät\n\n2\tÖppen\n".encode(),
        '"Id"|"Namn"\n"1"|"Åre\n  nät"\n"2"|"Öppen"\n'.encode(),
        gzip.compress("Id;Namn\n1;Åre nät\n2;Öppen\n".encode()),
        "Id;Namn\n1;Åre nät\n2;Öppen\n".encode("utf-16"),
        gzip.compress("Id;Namn\r\n1;Åre nät\r\n2;Öppen\r\n".encode("utf-16")),
    ],
    ids=[
        "utf-8",
        "mark and CRLF",
        "windows-1252",
        "comma",
        "tab and empty line",
        "line break in a cell",
        "gzip",
        "utf-16",
        "utf-16 in gzip",
    ],
)
def test_one_content_in_many_dresses(tmp_path: Path, content: bytes) -> None:
    file = write(tmp_path, content)
    assert Sample(file).headings == ("Id", "Namn")
    reading = new_reading()
    assert read(file, reading) == [("1", "Åre nät"), ("2", "Öppen")]
    assert (reading.rows, reading.problems, reading.all_notes()) == (2, [], ())


def test_headings_in_windows_1252(tmp_path: Path) -> None:
    assert Sample(write(tmp_path, "Diarienummer;Ärenderubrik\n1;A\n".encode("cp1252"))).headings[1] == "Ärenderubrik"


def test_words_for_no_value_spaces_and_missing_columns_read_as_empty(tmp_path: Path) -> None:
    file = write(tmp_path, b"Id;Namn\nNULL; \n")
    assert read(file) == [(None, None)]
    (row,) = read_csv(Sample(file), new_reading(), ())
    assert (row.text("amount"), row.amount("amount"), row.first("amount", "id")) == (None, None, "NULL")


def test_columns_that_no_word_stands_for_are_noted(tmp_path: Path) -> None:
    reading = new_reading()
    read(write(tmp_path, b"Id;Namn;Telefon;Ort\n1;A;2;B\n"), reading)
    assert reading.all_notes() == ("columns of register.csv not read: Telefon, Ort",)


def test_a_missing_column_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 1: has no column Namn"):
        read(write(tmp_path, b"Id;Name\n1;A\n"))


def test_an_opening_quotation_that_was_not_doubled_is_repaired(tmp_path: Path) -> None:
    content = '"Id";"Namn"\n"1";""Nätet"" i\nnorr"\n"2";"En ""nod"""\n"3";""\n"4";"Fem;""sex"""\n'
    reading = new_reading()
    rows = list(read_csv(Sample(write(tmp_path, content.encode())), reading, ("id", "name")))
    assert [row.text("name") for row in rows] == ['"Nätet" i norr', 'En "nod"', None, 'Fem;"sex"']
    assert [row.number for row in rows] == [2, 3, 4, 5]  # as Excel numbers them
    assert reading.problems == []


def test_quotes_that_cannot_be_repaired_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 3: is no regular CSV"):
        read(write(tmp_path, b'Id;Namn\n1;A\n2;"B" or not\n3;C\n'))
    with pytest.raises(InputError, match="row 2: is no regular CSV"):
        read(write(tmp_path, b'Id;Namn\n1;"A\n2;B\n'))


def test_rows_that_cannot_be_read_are_told_with_row_and_column_and_left_out(tmp_path: Path) -> None:
    content = "Id;Namn\n1;Åre\n2\n4;B;C\n5;D\n".encode()
    reading = new_reading()
    assert read(write(tmp_path, content), reading) == [("1", "Åre"), ("5", "D")]
    assert [(each.row, each.column) for each in reading.problems] == [(3, None), (4, None)]
    assert reading.rows == 4
    assert reading.rows_left_out == 2


def test_a_row_in_another_encoding_and_texts_converted_earlier_are_put_right(tmp_path: Path) -> None:
    content = "Id;Namn\n1;Åre\n".encode() + "2;Öre\n3;A\n".encode("cp1252")
    reading = new_reading()
    assert read(write(tmp_path, content), reading) == [("1", "Åre"), ("2", "Öre"), ("3", "A")]
    (note,) = reading.all_notes()
    assert "1 cells of register.csv" in note
    assert read(write(tmp_path, "Id;Namn\n1;Lule√•\n".encode())) == [("1", "Luleå")]


def test_a_cell_whose_letters_are_lost_is_told_and_reads_as_empty(tmp_path: Path) -> None:
    reading = new_reading()
    content = "Id;Namn;Okänd\n1;Lule\ufffd;\n2;B;\ufffd\n"
    assert read(write(tmp_path, content.encode()), reading) == [("1", None), ("2", "B")]
    assert [(each.row, each.column) for each in reading.problems] == [(2, "Namn")]
    assert reading.rows_left_out == 0


def test_a_byte_that_is_in_no_encoding_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 3: is neither"):
        read(write(tmp_path, b"Id;Namn\n1;\xc5re\n2;\x81\n"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"Id;Namn\n1;A\x00\n", "NUL"),
        (gzip.compress(b"Id;Namn\n" + b"1;Abcdefgh\n" * 50_000)[:-200], "damaged"),
        (b"Id;Namn\n1;" + b"x" * 200_000, "more than 131,072 characters"),
        (b"Id;Namn\n1;" + b"x" * 2_000_000, "more than 131,072 characters"),
    ],
    ids=["empty", "nul", "cut gzip", "long cell", "long line"],
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(write(tmp_path, content))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MOST_UNPACKED", 1 << 20)
    with pytest.raises(InputError, match="at most 1 MB are read"):
        read(write(tmp_path, gzip.compress(b"Id;Namn\n" * 1_000_000)))


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\x1f\x8bno", b"", b"[{}]", b"x" * 200_000])
def test_other_files_have_no_headings_of_ours(tmp_path: Path, content: bytes) -> None:
    assert "Id" not in Sample(write(tmp_path, content)).headings


@pytest.mark.parametrize(
    ("written", "thousands", "amount"),
    [
        ("703351,25", "", 703351.25),
        ("703351.25", "", 703351.25),
        ("4533000.0", "", 4_533_000),
        ("1 234 567", "", 1_234_567),
        ("892,228.58", ",", 892_228.58),
        ("1.234.567,5", ".", 1_234_567.5),
        ("1e+05", "", 100_000),
        ("0", "", 0),
    ],
)
def test_amounts(tmp_path: Path, written: str, thousands: str, amount: float) -> None:
    row = only_row(tmp_path, "Id;Belopp", f"1;{written}")
    assert row.amount("amount", thousands) == amount
    assert row.reading.problems == []


@pytest.mark.parametrize("written", ["-5", "inf", "1,2,3", "fem", "1e999", "nan"])
def test_what_is_no_amount_is_told(tmp_path: Path, written: str) -> None:
    row = only_row(tmp_path, "Id;Belopp", f"1;{written}")
    assert row.amount("amount") is None
    assert [(each.row, each.column) for each in row.reading.problems] == [(2, "Belopp")]
    assert row.reading.rows_left_out == 0


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("2016/03/14", "iso", "2016-03-14"),
        ("2025-01-01 12:00:00", "iso", "2025-01-01"),
        ("2025-01-01T12:00:00.000Z", "iso", "2025-01-01"),
        ("2025-7", "iso", "2025-07"),
        ("2025", "day-first", "2025"),
        ("14/03/2016", "day-first", "2016-03-14"),
        ("03/14/2016 23:33:47", "month-first", "2016-03-14"),
    ],
)
def test_dates(written: str, order: DateOrder, day: str) -> None:
    assert parse_date(written, order) == day


@pytest.mark.parametrize(
    ("written", "order"),
    [("04/03/2016", "iso"), ("14/03/2016", "month-first"), ("2016-02-30", "iso"), ("2025.0", "day-first")],
)
def test_what_is_no_date_is_refused(written: str, order: DateOrder) -> None:
    with pytest.raises(CellError):
        parse_date(written, order)


def test_an_end_before_the_start_is_told_and_left_out(tmp_path: Path) -> None:
    row = only_row(tmp_path, "Id;Start;Slut", "1;2020-05-01;2019-12-31")
    assert row.period() == ("2020-05-01", None)
    assert [(each.row, each.column) for each in row.reading.problems] == [(2, "Slut")]


def test_words_for_nothing_are_empty_and_quarters_are_months(tmp_path: Path) -> None:
    row = only_row(tmp_path, "Id;Start;Slut;Belopp;Orgnr", "1;Q3 2021;Q3 2021;N/A;okänt")
    assert row.period() == ("2021-07", "2021-09")
    assert (row.amount("amount"), row.org_number("number")) == (None, None)
    row = only_row(tmp_path, "Id;Start;Slut", "1;-;TBD")
    assert row.period() == (None, None)
    assert row.reading.problems == []


def test_numbers_of_organisations_and_never_of_persons(tmp_path: Path) -> None:
    """202100-2841 is the published number of Luleå tekniska universitet; the person's number is invented."""
    assert only_row(tmp_path, "Id;Orgnr", "1;202100-2841").org_number("number") == "2021002841"
    assert only_row(tmp_path, "Id;Orgnr", "1;SE202100284101").org_number("number") == "2021002841"
    for refused in ("202100-2842", "SE556000000001", "REDACTED-PNR", "600101-1234"):
        row = only_row(tmp_path, "Id;Orgnr", f"1;{refused}")
        assert row.org_number("number") is None
        assert [each.column for each in row.reading.problems] == ["Orgnr"]
        assert "600101" not in str(row.reading.problems)


def is_sound(text: str) -> bool:
    try:
        return repaired(text) == text
    except CellError:
        return False


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)] * 2),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_written_by_the_rules_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    # What looks misread is repaired or refused, as it should be.
    assume(all(is_sound(cell) for pair in cells for cell in pair))
    quoted = ['"Id";"Namn"', *(";".join('"' + each.replace('"', '""') + '"' for each in pair) for pair in cells)]
    file = write(tmp_path_factory.mktemp("egna"), "\r\n".join(quoted).encode())
    reading = new_reading()
    found = [tuple(row.cells) for row in read_csv(Sample(file), reading, ("id", "name"))]
    assert found == cells
    assert reading.problems == []
