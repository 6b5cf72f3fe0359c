"""Themes that nobody states, but a title names: counted apart from what waits for somebody's review."""

import re

from fastapi.testclient import TestClient

from tests.api.conftest import API
from tests.api.test_loads import send

SAID = {
    "sv": "Teman lästa ur titlar och sammanfattningar: 1. De behöver inte granskas ett och ett.",
    "en": "Themes read from titles and summaries: 1. They need not be reviewed one by one.",
}


def test_themes_of_titles_are_told_apart_and_wait_for_nobody(client: TestClient) -> None:
    send(client, "projekt;aktör;tema\nVindkraft i norr;A;Rymd\n", "vind.csv", apply=True)
    counts = client.get(f"{API}/status").json()["counts"]
    assert (counts["unreviewed"], counts["themes_read"]) == (0, 1)
    for path in ("/", "/granska"):
        for language, sentence in SAID.items():
            page = re.sub(r"\s+", " ", client.get(path, params={"lang": language}).text)
            assert sentence in page
            assert "Ogranskade uppgifter" not in page
    assert "Inget par väntar på beslut." in client.get("/granska", params={"lang": "sv"}).text
