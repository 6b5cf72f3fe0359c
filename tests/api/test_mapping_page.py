"""What a list shows, said on the page where its columns are mapped."""

import re

from fastapi.testclient import TestClient

from loaders.documents.mapping import TableMapping
from loaders.documents.showing import Showing

TABLE = "Titel;Sökande;Start\nSkogens värden;Norrskens förening;2024-03-01\n"


def mapping_page(client: TestClient) -> str:
    """The address of the page for an unknown table."""
    file = ("lista.csv", TABLE.encode(), "text/csv")
    sent = client.post("/ladda", files={"file": file}, data={"anew": "true"}, follow_redirects=False)
    assert sent.status_code == 303
    return str(sent.headers["location"])


def form(**more: str) -> dict[str, str]:
    answers = {"row": "project", "row_before": "project", "dates": "iso", "spara": "1"}
    return answers | {"field-0": "project", "field-1": "actor", "role-1": "owner", "field-2": "starts"} | more


def test_the_page_asks_what_a_list_shows_and_keeps_it(client: TestClient) -> None:
    address = mapping_page(client)
    page = client.get(address).text
    for name in ("shows_collaboration", "covers_places", "covers_from", "covers_to", "covers_kinds"):
        assert f'name="{name}"' in page
    assert re.search(r'<option value="" selected>Vet ej', page), "nobody has said anything"

    said = form(
        shows_collaboration="yes", covers_places="Norrbotten", covers_from="2020", covers_kinds="kommun; företag"
    )
    refused = client.post(address, data=said | {"covers_places": "Atlantis"})
    assert refused.status_code == 422
    assert "Atlantis" in refused.text
    assert 'value="2020"' in refused.text, "what was said stands"

    kept = client.post(address, data=said, follow_redirects=False)
    assert (kept.status_code, kept.headers["location"].startswith("/ladda/")) == (303, True)
    (file,) = client.app.state.service.settings.mappings_folder.glob("*.yml")  # type: ignore[attr-defined]
    mapping = TableMapping.from_yaml(file.read_text(encoding="utf-8"))
    assert mapping.showing == Showing("yes", ("Norrbotten",), "2020", None, ("municipality", "company"))


def test_who_does_not_know_leaves_it_empty(client: TestClient) -> None:
    kept = client.post(mapping_page(client), data=form(), follow_redirects=False)
    assert kept.status_code == 303
    (file,) = client.app.state.service.settings.mappings_folder.glob("*.yml")  # type: ignore[attr-defined]
    assert TableMapping.from_yaml(file.read_text(encoding="utf-8")).showing == Showing()


def test_a_project_list_with_partners_is_mapped_and_not_half_read(client: TestClient) -> None:
    text = "Projekt;Beskrivning;Start;Medsökande\nNät;Nät byggs;2024;Älv AB\n"
    file = ("Projekt.csv", text.encode(), "text/csv")
    sent = client.post("/ladda", files={"file": file}, follow_redirects=False)
    page = client.get(sent.headers["location"])
    assert "som ett sådant skulle Medsökande inte läsas" in page.text
    over_http = client.post("/api/v1/loads", files={"file": file})
    problem = over_http.json()
    assert (over_http.status_code, "Medsökande" in problem["detail"]) == (422, True)
    assert "mapping" in problem["detail"]


def test_a_sheet_of_labels_is_one_project_on_the_page(client: TestClient) -> None:
    text = "Projektnamn;Nät\nStart;2024\nBudget;100 000 kr\nPartner;Älv AB\nKoordinator;Ås kommun\n"
    sent = client.post("/ladda", files={"file": ("blad.csv", text.encode(), "text/csv")}, follow_redirects=False)
    page = client.get(sent.headers["location"])
    assert "etiketter till vänster" in page.text
    answers = {"row": "project", "row_before": "project", "dates": "iso", "field-0": "project", "field-3": "actor"}
    kept = client.post(sent.headers["location"], data=answers | {"role-3": "partner", "spara": "1"})
    assert "Älv AB" in kept.text


def test_the_page_asks_which_rows_count_and_keeps_it(client: TestClient) -> None:
    text = "Titel;Sökande;Start;Fas\nSkog;Ås kommun;2024-03-01;Beviljad\nFjäll;Älv AB;2024-04-01;Avslag\n"
    file = ("lista.csv", text.encode(), "text/csv")
    sent = client.post("/ladda", files={"file": file}, data={"anew": "true"}, follow_redirects=False)
    address = sent.headers["location"]
    page = client.get(address).text
    assert re.search(r'name="except-\d" value="Avslag"\s+checked', page)
    assert re.search(r'name="except-\d" value="Beviljad"\s*>', page)
    assert "<td>Fjäll</td>" not in page, "the preview leaves it out"

    kept = client.post(address, data=form(**{"except-1": "Avslag"}), follow_redirects=False)
    assert "Raden räknas inte, eftersom kolumnen säger ”Avslag”." in client.get(kept.headers["location"]).text
    (saved,) = client.app.state.service.settings.mappings_folder.glob("*.yml")  # type: ignore[attr-defined]
    assert TableMapping.from_yaml(saved.read_text(encoding="utf-8")).rows.without == {"Fas": ("Avslag",)}
