"""What every page knows of a request: its language, its view, and how to link while keeping both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import Depends, Request

from api.http.caller import deciding
from api.http.dependencies import ServiceDep
from api.service.lists import Lists
from api.service.moment import Moment
from api.service.service import Service
from graph.errors import InputError, NotFoundError
from graph.messages import catalogue, chosen_language, message, number
from graph.network.network import StakeholderNetwork
from graph.network.view import AS_OF, OPTIONS, VIEW_OPTIONS, View, beside
from queries.question import questions

COOKIE: Final = "hur_lang"
SAVED: Final = "sparat"
REMEMBER: Final = "kom-ihag"
"""What the browser is to remember from now on; see `api.pages.remembered`."""
WHOLE: Final = "urval"
EVERYTHING: Final = "allt"
"""`urval=allt` says that the address means no less than everything: what the browser remembers is not added."""
_FOLDERS: Final = {"project": "/projekt/", "theme": "/projekt?theme=", "place": "/projekt?place="}
_ALONE: Final = frozenset(option.name for option in VIEW_OPTIONS if not option.repeats)
_PLAIN: Final = {option: option for option in OPTIONS}
_LONGEST: Final = 300
_COUNTED: Final = ("count", "total", "facts")
_NEVER_CARRIED: Final = ("lang", SAVED, REMEMBER)
# Pages whose own parameters are called as options of the view: those of a question, and the dataset to be taken away.
_ASKING: Final = {"partner": "partners", "konsortium": "consortium", "partners": "partners", "consortium": "consortium"}
_OWN: Final = {"ladda": frozenset({"dataset"}), "granska": frozenset({"dataset"})}


class Visit:
    """One request as the pages see it. The view is read when it is first needed; InputError when it makes no sense."""

    def __init__(self, request: Request, service: Service) -> None:
        self.request, self.service = request, service
        preferred = request.query_params.get("lang"), request.cookies.get(COOKIE)
        self.language = chosen_language(*preferred, service.settings.language)

    @property
    def is_secure(self) -> bool:
        """Whether the browser came by TLS, as our own proxy says."""
        return self.request.url.scheme == "https"

    @property
    def deciding(self) -> str:
        """The name given when deciding in this browser; empty when nobody has."""
        return deciding(self.request)

    @cached_property
    def _shown(self) -> tuple[Moment, bool]:
        moment, is_stale = getattr(self.request.state, "shown", None) or self.service.shown()
        return moment.as_of(self._as_of), is_stale

    @property
    def _as_of(self) -> str | None:
        return self.request.query_params.get(AS_OF, "").strip() or None

    @property
    def moment(self) -> Moment:
        """The revision that the whole page is of."""
        return self._shown[0]

    def wait(self) -> Visit:
        """The same request on a page that shows what was just done: the newest revision, however long it takes."""
        self._shown = self.service.now().as_of(self._as_of), False
        return self

    @property
    def is_stale(self) -> bool:
        """Whether a newer revision is being worked out while this page shows the one before."""
        return "_shown" in self.__dict__ and self._shown[1]

    @cached_property
    def options(self) -> dict[str, Any]:
        """The view options of the URL, as they were written; empty fields of a form are none."""
        options: dict[str, list[str]] = {}
        plain = {name: option for option, name in self.names.items()}
        for name, value in self.request.query_params.multi_items():
            if name in plain and value.strip():
                options.setdefault(plain[name], []).append(value.strip()[:_LONGEST])
        return {name: values[-1] if name in _ALONE else values for name, values in options.items()}

    @property
    def names(self) -> Mapping[str, str]:
        """Option of a view → what it is called in the address of this page."""
        return names_at(self.request.url.path)

    def asked(self, *names: str) -> dict[str, list[str]]:
        """Parameters of the page that may be given several times, as they were written."""
        given = {name: self.request.query_params.getlist(name) for name in names}
        filled = {name: [text.strip()[:_LONGEST] for text in texts if text.strip()] for name, texts in given.items()}
        return {name: texts for name, texts in filled.items() if texts}

    def view_parameters(self, path: str | None = None) -> list[tuple[str, str]]:
        """The view options as a form carries them to a page, this one when None."""
        return _pairs(self._at(path or self.request.url.path))

    def own_parameters(self) -> list[tuple[str, str]]:
        """The parameters of the page itself as a form carries them; a position in a list is not carried."""
        leave = {*self.names.values(), *_NEVER_CARRIED, "cursor", WHOLE}
        return [(name, value) for name, value in self.request.query_params.multi_items() if name not in leave and value]

    def viewing(self, changes: Mapping[str, Any], **own: Any) -> str:
        """The address of this page with other view options, and `own` parameters; one that is None goes away."""
        named = {self.names[option]: value for option, value in changes.items()}
        is_everything = not any({**self.options, **changes}.values())
        return self.this(cursor=None, **own, **named, **{WHOLE: EVERYTHING if is_everything else None})

    def bare(self) -> str:
        """The address of this page without a view."""
        return self.viewing(dict.fromkeys(OPTIONS))

    def rewritten(self, written: str, text: str) -> str:
        """The address of this page with another text wherever `written` stands in its query."""
        given = self.request.query_params
        changes: dict[str, Any] = {
            name: [value.replace(written, text) for value in given.getlist(name)] for name in given
        }
        return self.this(**changes)

    def everything(self, path: str) -> str:
        """The address of a page that shows everything."""
        return address(path, {WHOLE: EVERYTHING} if self.options or self.given(WHOLE) else {})

    def _at(self, path: str) -> dict[str, Any]:
        """The view as the address of a page says it."""
        names = names_at(path)
        view = {names[option]: value for option, value in self.options.items()}
        return view or ({WHOLE: EVERYTHING} if self.given(WHOLE) == EVERYTHING else {})

    @cached_property
    def view(self) -> View:
        """The view, its themes and places as ids."""
        return self.moment.view(self.options)

    def keep_sound_view(self) -> bool:
        """Whether the view makes sense; one that does not is carried no further."""
        try:
            self.view  # noqa: B018
        except (InputError, NotFoundError):
            self.options = {}
            return False
        return True

    @cached_property
    def network(self) -> StakeholderNetwork:
        """What the view shows."""
        return self.moment.network(self.view)

    @cached_property
    def lists(self) -> Lists:
        """The lists of the view."""
        return self.moment.lists(self.view)

    @cached_property
    def whole(self) -> Lists:
        """The lists without a view."""
        return self.moment.lists()

    def given(self, name: str) -> str:
        """One text of the URL, trimmed; empty when it was not given."""
        return self.request.query_params.get(name, "").strip()[:_LONGEST]

    def say(self, key: str, **values: object) -> str:
        """A text of api/pages/pages.yml, or a word of the cells of tables; where one is counted, the text `…_one`."""
        if any(str(values.get(name)) == "1" for name in _COUNTED) and f"pages.{key}_one" in catalogue():
            key = f"{key}_one"
        room = "pages" if f"pages.{key}" in catalogue() else "tables"
        return message(f"{room}.{key}", self.language, **values)

    def word(self, group: str, value: str | None) -> str:
        """A word of the vocabulary, such as the kind `municipality`."""
        return message(f"model.{group}_{value or 'unknown'}", self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as people write it."""
        return number(value, self.language, decimals)

    def link(self, path: str, **parameters: Any) -> str:
        """An address of ours with the view of this page; a parameter of the same name as a view option replaces it."""
        return address(path, {**self._at(path), **parameters})

    def node(self, item: Mapping[str, Any]) -> str:
        """The page of an actor or project, or the projects of a theme or place."""
        folder = _FOLDERS.get(item["kind"] or "", "/aktor/")
        if "?" in folder:
            path, _, name = folder.partition("?")
            return self.link(path, **{name.rstrip("="): item["id"]})
        return self.link(folder + quote(item["id"], safe=":"))

    def this(self, path: str | None = None, **changes: Any) -> str:
        """The address of this page, or of one at `path`, with other parameters; one that is None goes away."""
        parameters: dict[str, Any] = {}
        for name, value in self.request.query_params.multi_items():
            if name not in _NEVER_CARRIED and value.strip():
                parameters.setdefault(name, []).append(value)
        own = "/" + self.request.url.path.lstrip("/")  # two slashes would begin the name of another site
        return address(path or quote(own, safe="/:"), parameters | changes)


@cache
def _names_of(page: str) -> Mapping[str, str]:
    own = {parameter.name for parameter in questions()[_ASKING[page]].parameters} if page in _ASKING else _OWN[page]
    return {option: beside(option, own) for option in OPTIONS}


def names_at(path: str) -> Mapping[str, str]:
    """Option of a view → what it is called in the address of a page: on Hitta partner `theme` is what is sought."""
    page = path.strip("/").removeprefix("tabell/").partition("/")[0]
    return _names_of(page) if page in _ASKING or page in _OWN else _PLAIN


def _pairs(options: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, text) for name, value in options.items() for text in ([value] if isinstance(value, str) else value)]


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """A path with a query; what is empty is left out."""
    filled = {name: value for name, value in parameters.items() if value not in (None, "", [], ())}
    query = urlencode(filled, doseq=True)
    return f"{path}?{query}" if query else path


def visit(request: Request, service: ServiceDep) -> Visit:
    """The request as the pages see it."""
    return Visit(request, service)


VisitDep = Annotated[Visit, Depends(visit)]
