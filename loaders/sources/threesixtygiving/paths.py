"""Where the fields of a grant stand: paths such as `plannedDates/0/endDate`, whatever a file calls its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from loaders.tables.register_rows import RegisterRow

# The standard's titles of columns where they are not the names of its JSON written apart.
_TITLES: Final = {
    "identifier": "id",
    "recipientorg": "recipientOrganization",
    "recipientind": "recipientIndividual",
    "fundingorg": "fundingOrganization",
    "webaddress": "url",
    "city": "addressLocality",
    "country": "addressCountry",
}
_LISTS: Final = frozenset(
    {
        "recipientOrganization",
        "fundingOrganization",
        "plannedDates",
        "actualDates",
        "beneficiaryLocation",
        "classifications",
    }
)
_ORGANISATION: Final = ("id", "name", "alternateName", "url", "addressLocality", "addressCountry")
_READ: Final = frozenset(
    {
        *("id", "title", "description", "url", "currency", "amountAwarded"),
        *(f"{side}Organization/{field}" for side in ("funding", "recipient") for field in _ORGANISATION),
        *(f"{kind}Dates/{end}" for kind in ("planned", "actual") for end in ("startDate", "endDate")),
        *(f"beneficiaryLocation/{field}" for field in ("name", "countryCode")),
        "classifications/title",
    }
)
_INDIVIDUALS: Final = ("recipientIndividual", "toIndividualsDetails")
_NAMES: Final = {name.casefold(): name for path in (*_READ, *_INDIVIDUALS) for name in path.split("/")}
# A sole trader in Sweden is registered under the owner's personal identity number.
_PERSONAL_NUMBER: Final = re.compile(r"SE-BLV-(?:19|20)?\d{2}[01]\d{3}[-+]?\d{4}")
_NO_ORGANISATION: Final = frozenset({"individual", "individuals", "individual recipient", "anonymous individual"})


def path_of(heading: str) -> str:
    """The path of `Recipient Org:0:Name`, `Recipient Org:Name`, `recipientOrganization/0/name` alike."""
    path: list[str] = []
    for part in re.split(r"[:/.]", heading):
        plain = "".join(part.casefold().split())
        if path and path[-1] in _LISTS and not part.strip().isdigit():
            path.append("0")
        path.append(_TITLES.get(plain) or _NAMES.get(plain, part.strip()))
    return "/".join(path)


@lru_cache(maxsize=4096)
def without_indices(path: str) -> str:
    """The path of a field in all members of a list."""
    return re.sub(r"/\d+", "", path)


@lru_cache(maxsize=4096)
def is_read(path: str) -> bool:
    """Whether the loader reads this field; what describes individuals is looked at, though never stored."""
    return without_indices(path) in _READ or path.startswith(_INDIVIDUALS)


def members(grant: RegisterRow, name: str) -> Sequence[str]:
    """The paths of the members of a list in a grant that say anything, in order."""
    fields = (path.split("/") for path in grant.table.columns if path.startswith(name) and grant.text(path))
    indices = {int(field[1]) for field in fields if len(field) > 2 and field[1].isdecimal()}
    return [f"{name}/{index}" for index in sorted(indices)]


def is_to_a_person(grant: RegisterRow) -> bool:
    """Whether a private person gets the grant."""
    if any(path.startswith(_INDIVIDUALS) and grant.text(path) for path in grant.table.columns):
        return True
    recipients = members(grant, "recipientOrganization")
    return any(
        (grant.text(f"{path}/name") or "").casefold() in _NO_ORGANISATION
        or _PERSONAL_NUMBER.fullmatch(grant.text(f"{path}/id") or "")
        for path in recipients
    )
