"""Titles that stand twice are asked about once: in the terminal and on the page."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.cli.mapping_dialogue import Dialogue
from loaders.documents.mapping import TableMapping
from loaders.files.sample import Sample
from loaders.registers.registry import load_registry
from loaders.tables.open_table import open_tables

TABLE = "Insatsprogram;Titel\nNord;Bygdelyft\nSyd;Bygdelyft\nSyd;Älven\n"
FORM = {"row": "project", "row_before": "project", "field-1": "project", "spara": "1"}


@pytest.mark.parametrize(
    ("answer", "repeated", "key"),
    [("", "", ("Insatsprogram", "Titel")), ("1", "", ("Insatsprogram", "Titel")), ("2", "number", ())],
)
def test_the_dialogue_asks_what_tells_projects_apart(
    tmp_path: Path, answer: str, repeated: str, key: tuple[str, ...]
) -> None:
    (tmp_path / "lista.csv").write_text(TABLE, encoding="utf-8")
    said: list[str] = []

    def ask(question: str) -> str:
        said.append(question)
        if question.startswith("Välj (Enter"):
            return answer
        return "-" if "Insatsprogram" in question else ""

    mapping = Dialogue("sv", load_registry(), ask, said.append).mapping(open_tables(Sample(tmp_path / "lista.csv")))
    assert mapping is not None
    assert (mapping.repeated, mapping.key) == (repeated, key)
    (listed,) = [line for line in said if "samma namn som en tidigare: 1" in line]
    assert "Namnet tillsammans med Insatsprogram" in listed


def kept(client: TestClient) -> TableMapping:
    (file,) = client.app.state.service.settings.mappings_folder.glob("*.yml")  # type: ignore[attr-defined]
    return TableMapping.from_yaml(file.read_text(encoding="utf-8"))


def test_the_page_asks_it_before_the_mapping_is_kept(client: TestClient) -> None:
    file = ("lista.csv", TABLE.encode(), "text/csv")
    sent = client.post("/ladda", files={"file": file}, data={"anew": "true"}, follow_redirects=False)
    address = sent.headers["location"]
    refused = client.post(address, data=FORM)
    assert refused.status_code == 422
    assert 'value="key:Insatsprogram"' in refused.text
    assert "samma namn som en tidigare: 1" in refused.text
    shown = client.post(address, data={name: FORM[name] for name in FORM if name != "spara"} | {"repeated": "number"})
    assert 'type="hidden" name="repeated" value="number"' in shown.text, "what was said stands"
    answered = client.post(address, data=FORM | {"repeated": "key:Insatsprogram"}, follow_redirects=False)
    assert answered.status_code == 303
    assert kept(client).key == ("Insatsprogram", "Titel")
