"""What the page for loading says after a graph of an older HUR was opened."""

import pytest
from fastapi.testclient import TestClient

from api.service.opening import Older


def test_a_dataset_of_an_older_hur_is_told_until_it_is_loaded_anew(
    demo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = demo.app.state.service  # type: ignore[attr-defined]
    (dataset,) = service.datasets()
    assert "äldre version av HUR" not in demo.get("/ladda").text
    titles = frozenset({dataset["name"], "Ett som är borta"})
    monkeypatch.setattr(service, "older", Older(titles, opened="2999-01-01T00:00:00+00:00"))  # after it was loaded
    assert f"kommer när de här läses in nästa gång: {dataset['name']}." in demo.get("/ladda").text
    monkeypatch.setattr(service, "older", Older(titles, opened=dataset["loaded"]))  # loaded then or later
    assert "äldre version av HUR" not in demo.get("/ladda").text
