"""How a CSV file is written: its separator, its quotation marks, and the numbers of its rows as Excel shows them.

Rows that are expected are those that were written with Python's own csv module.
"""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.documents.form import known_headings
from loaders.files.csv_file import csv_records
from loaders.files.sample import SEPARATORS, Sample
from tests.loaders.conftest import WriteText

TEXT = st.text("ab ;,|\t\n\"'å", max_size=12)


def rows(file: Path) -> list[tuple[int, list[str]]]:
    return list(csv_records(Sample(file), known_headings))


def written(table: list[list[str]], separator: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(table)
    return text.getvalue()


@pytest.mark.parametrize("separator", SEPARATORS)
def test_long_cells_of_many_lines_and_commas_hide_no_separator(csv_file: WriteText, separator: str) -> None:
    """Nineteen columns whose texts have more lines and commas than the table has rows."""
    long = "\n".join(f"Syfte {line}, mål, och {line} till; först" for line in range(90))
    table = [[f"Uppgift {column}" for column in range(19)]]
    table += [[long if column % 6 == 1 else f"{row}.{column}" for column in range(19)] for row in range(107)]
    assert rows(csv_file(written(table, separator))) == list(enumerate(table, start=1))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(";,\t"))
def test_whatever_is_written_below_known_headings_is_read(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], separator: str
) -> None:
    table = [["Projekt", "Aktör"], *cells]
    file = tmp_path_factory.mktemp("form") / "lista.csv"
    file.write_text(written(table, separator), encoding="utf-8", newline="")
    assert rows(file) == list(enumerate(table, start=1))


def test_a_row_has_the_number_that_excel_shows(csv_file: WriteText) -> None:
    text = 'Projekt;Beskrivning;Startdatum\n"A";"rad1\nrad2\nrad3";2024-01-01\n\n"B";"x";2024-13-45\n'
    assert [number for number, _ in rows(csv_file(text))] == [1, 2, 4]
    assert [number for number, _ in rows(csv_file("sep=;\n" + text))] == [1, 2, 4]
    with pytest.raises(InputError, match="row 4: is no regular CSV"):
        rows(csv_file(text.replace('"x"', '"x" y')))


def test_marks_in_a_file_with_tabs_may_belong_to_its_texts(csv_file: WriteText) -> None:
    table = [["Namn", "Ort"], ['"Nya vägar" i norr', "Luleå"], ['Kust "24', "Piteå"], ['"Fjäll', "Arjeplog"]] * 9000
    text = "".join("\t".join(cells) + "\n" for cells in table)
    assert rows(csv_file(text, "lista.tsv")) == list(enumerate(table, start=1))


def test_a_file_with_tabs_that_excel_wrote_is_read_by_its_marks(csv_file: WriteText) -> None:
    table = [["Namn", "Ort"], ['"Nya vägar" i norr', "Luleå\nPiteå"], ["A\tB", "Kiruna"], ["Helt", '"Norr"']]
    assert rows(csv_file(written(table, "\t"), "lista.tsv")) == list(enumerate(table, start=1))


def test_a_name_in_marks_is_the_name_in_either_case(csv_file: WriteText) -> None:
    text = 'Namn\tOrt\n"Norr"\tLuleå\n"Nya ""vägar"""\tPiteå\n"Fjäll" i\tArjeplog\n'
    assert [cells[0] for _, cells in rows(csv_file(text, "a.tsv"))] == ["Namn", "Norr", 'Nya "vägar"', '"Fjäll" i']
