"""Countries by their code (ISO 3166-1 alpha-2, https://www.iso.org/iso-3166-country-codes.html)."""

import pytest

from loaders.documents.countries import country_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SE", "SE"),
        ("se", "SE"),
        (" no ", "NO"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("EL30", "GR"),
        ("NA", None),
        ("", None),
        (None, None),
        ("1", None),
    ],
)
def test_a_country_has_one_code(written: str | None, code: str | None) -> None:
    assert country_code(written) == code
