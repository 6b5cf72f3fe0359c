"""What the page for loading says after a graph of an older HUR was opened."""

from fastapi.testclient import TestClient

from api.service.opening import Older


def test_a_dataset_of_an_older_hur_is_told_until_it_is_loaded_anew(client: TestClient) -> None:
    service = client.app.state.service  # type: ignore[attr-defined]
    assert client.post("/ladda/demo").status_code == 200
    (dataset,) = service.datasets()
    assert "äldre version av HUR" not in client.get("/ladda").text
    titles = frozenset({dataset["name"], "Ett som är borta"})
    service.older = Older(titles, opened="2999-01-01T00:00:00+00:00")  # after it was loaded
    assert f"kommer när de här läses in nästa gång: {dataset['name']}." in client.get("/ladda").text
    service.older = Older(titles, opened=dataset["loaded"])  # loaded at that moment or later
    assert "äldre version av HUR" not in client.get("/ladda").text
