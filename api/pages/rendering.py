"""Templates become pages: every value escaped, every text from the message catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from api.pages.choosing import offered_places, offered_themes
from api.pages.listing import file_link, table_link
from api.pages.remembered import set_cookie
from api.pages.verdict_words import verdict_told, verdict_word
from api.pages.view_bar import ViewBar
from api.pages.visit import COOKIE, Visit
from api.pages.wording import Wording
from api.version import hur_version
from graph.messages import clean
from graph.model.vocabulary import ACTOR_KINDS, SECTORS
from viz.svg.markup import safe_url
from viz.view.colours import COLOUR_OF_KIND

# In the order of the menu: path, message.
MENU: Final = (
    ("/partner", "menu_partners"),
    ("/brobyggare", "menu_brokers"),
    ("/luckor", "menu_gaps"),
    ("/overlapp", "menu_overlaps"),
    ("/introduktioner", "menu_introductions"),
    ("/tank-om", "menu_what_if"),
    ("/karta", "menu_map"),
    ("/berattelser", "menu_stories"),
    ("/aktorer", "menu_actors"),
    ("/projekt", "menu_projects"),
    ("/ladda", "menu_load"),
    ("/granska", "menu_review"),
)


@cache
def environment() -> Environment:
    """The templates of these pages. An unknown name in one is an error, not an empty text."""
    templates = Environment(
        loader=ChoiceLoader([PackageLoader("api.pages"), PrefixLoader({"viz": PackageLoader("viz", ".")})]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_finalised,
    )
    templates.filters |= {"clean": clean, "safe_url": safe_url}
    templates.globals.update(
        colour_of=COLOUR_OF_KIND, sectors=SECTORS, kinds=ACTOR_KINDS, menu=MENU, version=hur_version()
    )
    return templates


def compile_templates() -> None:
    """Compile every template, so that the first page of a service does not wait for that."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


def render(visit: Visit, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. It is nobody else's business, and asked for again each time since the graph may have moved on."""
    body = environment().get_template(template).render(**_context(visit), **values)
    headers = {"Cache-Control": "private, no-cache", "Vary": "Cookie", "Content-Language": visit.language}
    response = HTMLResponse(body, status, headers=headers)
    if visit.request.query_params.get("lang") == visit.language:
        set_cookie(visit, response, COOKIE, visit.language)
    return response


def _context(visit: Visit) -> Mapping[str, Any]:
    wording = Wording(visit)
    return {
        "visit": visit,
        "t": visit.say,
        "word": visit.word,
        "num": visit.number,
        "link": visit.link,
        "node": visit.node,
        "wording": wording,
        "bar": ViewBar(visit, wording),
        "money": wording.money,
        "period": wording.period,
        "verdict_word": partial(verdict_word, visit),
        "verdict_told": partial(verdict_told, visit),
        "here": "/" + visit.request.url.path.strip("/").partition("/")[0],
        "file_link": partial(file_link, visit),
        "table_link": partial(table_link, visit),
        "offered_themes": lambda: offered_themes(visit),
        "offered_places": lambda: offered_places(visit),
    }


def _finalised(value: Any) -> Any:
    """Names may hold characters that no document may."""
    return clean(value) if type(value) is str else value
