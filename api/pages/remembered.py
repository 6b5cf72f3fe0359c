"""What a browser remembers for its reader: a view to begin with, and who they are. The server keeps nothing of it.

The view is written into the address when a page is opened without one, and the reader's organisation where a page asks
who wants to be introduced. What an address says always wins, and `urval=allt` says that it means everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.http.caller import DECIDES
from api.pages.visit import REMEMBER, WHOLE, Visit, address, names_at
from graph.network.view import OPTIONS

VIEW: Final = "hur_view"
ORGANISATION: Final = "hur_organisation"
_YEAR: Final = 365 * 24 * 3600
_LONGEST: Final = 1000
_LONGEST_NAME: Final = 200
_WITH_VIEW: Final = frozenset(
    {
        "/",
        "/aktorer",
        "/brobyggare",
        "/introduktioner",
        "/karta",
        "/karta/fri",
        "/karta/tabell",
        "/konsortium",
        "/luckor",
        "/overlapp",
        "/partner",
        "/projekt",
        "/sok",
        "/tank-om",
    }
)
# Page → the parameter that says who asks.
_ASKED_WHO: Final = {"/introduktioner": "a"}
_ACTOR: Final = "/aktor/"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A view as option and value pairs, and the id of an actor; empty when nothing is."""

    view: tuple[tuple[str, str], ...] = ()
    organisation: str = ""

    @classmethod
    def of(cls, request: Request) -> Remembered:
        """What the browser sent; what is no option of a view is left out."""
        pairs = parse_qsl(unquote(request.cookies.get(VIEW, ""))[:_LONGEST])
        organisation = unquote(request.cookies.get(ORGANISATION, ""))[:_LONGEST]
        return cls(tuple((name, value) for name, value in pairs if name in OPTIONS), organisation)

    def options(self) -> dict[str, list[str]]:
        """The view by option."""
        return _listed(self.view)

    def instead(self) -> dict[str, list[str] | None]:
        """The view as what replaces every option of another."""
        return {**dict.fromkeys(OPTIONS), **self.options()}


def completed(request: Request) -> str | None:
    """The address with what the browser remembers; None when it says all that is asked, or nothing is remembered."""
    path, given = request.url.path, request.query_params
    if request.method != "GET" or path not in _WITH_VIEW or REMEMBER in given:
        return None
    remembered, names = Remembered.of(request), names_at(path)
    added: dict[str, Any] = {}
    if WHOLE not in given and not any(given.get(name) for name in names.values()):
        added = {names[option]: values for option, values in remembered.options().items()}
    if (who := _ASKED_WHO.get(path)) and remembered.organisation and who not in given:
        added[who] = remembered.organisation
    if not added:
        return None
    return address(path, {**_listed(given.multi_items()), **added})


def remember(visit: Visit) -> Response | None:
    """Let the browser keep what the address asks it to: its view, the organisation it shows, or nothing any more.

    None when it asks for nothing of that. InputError for a view that makes no sense.
    """
    kept: Mapping[str, tuple[str, Callable[[], str]]] = {
        "urval": (VIEW, lambda: _sound(visit)),
        "organisation": (ORGANISATION, lambda: visit.request.url.path.removeprefix(_ACTOR)),
        "inget-urval": (VIEW, str),
        "ingen-organisation": (ORGANISATION, str),
    }
    if visit.given(REMEMBER) not in kept:
        return None
    cookie, value_of = kept[visit.given(REMEMBER)]
    response = RedirectResponse(visit.this(), 303)
    if (value := value_of()) and len(quote(value)) <= _LONGEST:
        set_cookie(visit, response, cookie, value)
    else:
        response.delete_cookie(cookie)
    return response


def _sound(visit: Visit) -> str:
    """The view as it was written, once it is known to make sense."""
    visit.view  # noqa: B018
    return urlencode(visit.options, doseq=True)


def set_cookie(visit: Visit, response: Response, name: str, value: str) -> None:
    """A cookie for a year that no script reads and no other site's form sends."""
    response.set_cookie(
        name, quote(value, safe=""), max_age=_YEAR, httponly=True, samesite="lax", secure=visit.is_secure
    )


def remember_deciding(visit: Visit, response: Response, name: str) -> None:
    """Let this browser know who decides in it."""
    set_cookie(visit, response, DECIDES, name.strip()[:_LONGEST_NAME])


def _listed(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for name, value in pairs:
        listed.setdefault(name, []).append(value)
    return listed
