"""The graph that a running service holds, through its HTTP API."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

import httpx

from api.cli.login import login_name
from api.service.picture import AS_USUAL, Picture
from api.service.requests import Asked, CandidatesAsked, LoadOrder
from api.service.service_file import RunningService
from graph import errors
from graph.errors import HurError, InputError, OpenQuestion, OpenQuestionsError, Problem, StoreUnavailableError
from graph.ingest.load import LoadReport
from graph.ingest.write import Progress
from graph.messages import Message

if TYPE_CHECKING:
    from api.service.requests import Pending
    from graph.identity import Decision, Pair

_POLL_SECONDS: Final = 0.2
_PAGE: Final = 1000
_EVERY_CHANGE: Final = 10_000


class RemoteService:
    """A running service behind the interface of `api.service.service.Service`."""

    def __init__(self, running: RunningService) -> None:
        self.url = running.url
        self._client = httpx.Client(
            base_url=f"{running.url}/api/v1",
            auth=(login_name() or "", running.token),
            timeout=httpx.Timeout(600.0, connect=5.0),
            trust_env=False,  # a proxy does not know this machine's loopback
        )

    def status(self) -> dict[str, Any]:
        """Engine, revision and counts."""
        return self._get("/status")

    def datasets(self) -> list[dict[str, Any]]:
        """Every dataset with its number of facts."""
        return cast(list[dict[str, Any]], self._paged("/datasets", {})["items"])

    def prepare(self, order: LoadOrder, progress: Progress | None = None) -> Pending:
        """Hold the order; the service reads the files when it compares or applies."""
        for file in order.files:
            if not file.is_file():
                raise InputError(Message("loading.is_a_folder" if file.is_dir() else "loading.no_such_file", path=file))
        return _RemoteLoad(self, order, progress)

    def forget(self, dataset: str, made_by: str | None = None) -> LoadReport:  # noqa: ARG002  # its own name is sent with every request
        """Withdraw a dataset."""
        from api.service.reports import report_of

        return report_of(self.send("DELETE", f"/datasets/{quote(dataset, safe='')}"))

    def undo(self, number: int, made_by: str | None = None) -> LoadReport:  # noqa: ARG002  # as above
        """Undo the load that made a revision."""
        from api.service.reports import report_of

        return report_of(self.send("POST", f"/revisions/{number}/undo"))

    def ask(self, asked: Asked) -> dict[str, Any]:
        """The answer's envelope; without a limit, all its pages as one."""
        options = {**asked.options, "lang": asked.language, "stale": "ok" if asked.stale_ok else None}
        return self._paged(f"/{asked.question}", options, asked.limit, asked.cursor)

    def candidates(
        self, language: str, asked: CandidatesAsked, limit: int | None = None, cursor: str | None = None
    ) -> dict[str, Any]:
        """The pairs that may be one, from the cursor on."""
        return self._paged("/identities", {"lang": language, **asdict(asked)}, limit, cursor)

    def decide_identities(
        self, decisions: Sequence[Decision], decided_by: str, reason: str | None = None, of: str = "actors"
    ) -> dict[str, Any]:
        """Store decisions about who is who."""
        decided = [{**_ends(decision.pair), "verdict": decision.judgement} for decision in decisions]
        order = {"of": of, "decisions": decided, "decided_by": decided_by, "reason": reason}
        return self.send("PUT", "/identities/decisions", json=order)

    def withdraw_identities(
        self, pairs: Sequence[Pair], of: str = "actors", only_by: str | None = None
    ) -> dict[str, Any]:
        """Take decisions about who is who back; with `only_by` those of this person alone."""
        order = {"of": of, "pairs": list(map(_ends, pairs)), "decided_by": only_by}
        return self.send("POST", "/identities/withdrawals", json=order)

    def identity_decisions(self, of: str = "actors") -> list[dict[str, Any]]:
        """Every decision about who is who, or which projects are one, the newest first."""
        return cast(list[dict[str, Any]], self._response("GET", "/identities/decisions", params={"of": of}).json())

    def export(self, format: str, options: Mapping[str, Any], language: str, picture: Picture = AS_USUAL) -> bytes:
        """The view as a file; a template is sent along."""
        flags = {"transparent": picture.transparent, "anonymous": picture.anonymous}
        wished = {
            "title": picture.title,
            "layout": picture.layout,
            "without": picture.without,
            "grupp": picture.group,
            **{name: "true" for name, is_wished in flags.items() if is_wished},
        }
        params = _filled({**options, **wished, "lang": language})
        if picture.template is None:
            return self._response("GET", f"/exports/{format}", params=params).content
        return self._response(
            "POST", f"/exports/{format}", params=params, files={"template": ("template", picture.template)}
        ).content

    def table(self, name: str, format: str, asked: Asked) -> bytes:
        """A table as a file for a spreadsheet of the reader's language."""
        options = {**asked.options, "for": f"excel-{asked.language}", "stale": "ok" if asked.stale_ok else None}
        return self._response("GET", f"/tables/{name}.{format}", params=_filled(options)).content

    def stories(self) -> list[dict[str, Any]]:
        """Every story, without its text."""
        return cast(list[dict[str, Any]], self._get("/stories")["items"])

    def story(self, id: str) -> dict[str, Any]:
        """One story with its text."""
        return self._get(f"/stories/{quote(id, safe='')}")

    def save_story(self, content: str, made_by: str | None, *, frozen: bool, replacing: bool) -> dict[str, Any]:  # noqa: ARG002  # its own name is sent with every request
        """Keep a story."""
        order = {"content": content, "frozen": frozen, "replace": replacing}
        return self.send("POST", "/stories", json=order)

    def export_story(
        self, id: str, format: str, language: str, *, anonymous: bool = False, template: bytes | None = None
    ) -> bytes:
        """A story as a file; a template is sent along."""
        path = f"/stories/{quote(id, safe='')}/exports/{format}"
        params = {"lang": language, **({"anonymous": "true"} if anonymous else {})}
        if template is None:
            return self._response("GET", path, params=params).content
        return self._response("POST", path, params=params, files={"template": ("template", template)}).content

    def backup(self, file: Path) -> int:
        """Write the whole graph to `file`, which appears only when it is complete."""
        part = file.with_name(f"{file.name}.part")
        with self._client.stream("GET", "/backup") as response, part.open("wb") as out:
            if response.is_error:
                response.read()
                raise _error(response)
            for block in response.iter_bytes():
                out.write(block)
        part.replace(file)
        with file.open("rb") as lines:
            return sum(1 for _ in lines) - 1

    def verify(self, language: str) -> dict[str, Any]:
        """What the service checked, and what is wrong."""
        return self._get("/verify", lang=language)

    def close(self) -> None:
        """End the connection; the service goes on."""
        self._client.close()

    def send(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        """The JSON of one request; raises the error that the service answers."""
        return cast(dict[str, Any], self._response(method, path, **arguments).json())

    def _paged(
        self, path: str, options: Mapping[str, Any], limit: int | None = None, cursor: str | None = None
    ) -> dict[str, Any]:
        """The page of so many items from the cursor on; without a limit, all pages as one."""
        page = self._get(path, **options, limit=limit or _PAGE, cursor=cursor)
        while limit is None and page["next"]:
            following = self._get(path, **options, limit=_PAGE, cursor=page["next"])
            page |= {"items": page["items"] + following["items"], "next": following["next"]}
        return page

    def _get(self, path: str, **options: Any) -> dict[str, Any]:
        return self.send("GET", path, params=_filled(options))

    def _response(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        try:
            response = self._client.request(method, path, **arguments)
        except httpx.HTTPError as error:
            silent = Message("errors.service_silent", url=self._client.base_url, reason=error)
            raise StoreUnavailableError(silent) from error
        if response.is_error:
            raise _error(response)
        return response


class _RemoteLoad:
    """A load that the service reads, compares and applies."""

    def __init__(self, service: RemoteService, order: LoadOrder, progress: Progress | None) -> None:
        self._service, self._order, self._progress = service, order, progress
        self._shown: str | None = None

    def compare(self) -> LoadReport:
        """What it would change."""
        job = self._finish(self._post(apply=False), self._progress)
        self._shown = job["id"]
        return self._report(job)

    def apply(self, progress: Progress | None = None) -> LoadReport:
        """Change it."""
        if self._shown:
            started = self._service.send("POST", f"/loads/{self._shown}/apply", params={"shown": _EVERY_CHANGE})
        else:
            started = self._post(apply=True)
        return self._report(self._finish(started, progress))

    def _post(self, *, apply: bool) -> dict[str, Any]:
        order = self._order
        fields = {
            "loader": order.loader,
            "dataset": order.dataset,
            "skip_bad_rows": str(order.skip_bad_rows).lower(),
            "new": str(order.new).lower(),
            "partial": str(order.partial).lower(),
            "mapping": order.mapping.to_yaml() if order.mapping else None,
            "amounts": order.amounts,
            **order.answers,
            "demo": str(not order.files).lower(),
        }
        with ExitStack() as opened:
            files = [("file", (file.name, opened.enter_context(file.open("rb")))) for file in order.files]
            return self._service.send(
                "POST",
                "/loads",
                params={"apply": str(apply).lower(), "shown": _EVERY_CHANGE},
                data={name: value for name, value in fields.items() if value},
                files=files or None,
            )

    def _finish(self, job: dict[str, Any], progress: Progress | None) -> dict[str, Any]:
        try:
            while job["state"] == "running":
                if progress:
                    progress(job["progress"]["step"], job["progress"]["done"], job["progress"]["total"])
                time.sleep(_POLL_SECONDS)
                job = self._service.send("GET", f"/loads/{job['id']}", params={"shown": _EVERY_CHANGE})
        except KeyboardInterrupt:
            with suppress(HurError):  # it may have been read meanwhile
                self._service.send("DELETE", f"/loads/{job['id']}")
            raise
        if job["problem"]:
            raise _of_problem(job["problem"])
        return job

    def _report(self, job: dict[str, Any]) -> LoadReport:
        from api.service.reports import report_of

        return report_of(job["report"])


def _filled(options: Mapping[str, Any]) -> dict[str, Any]:
    filled = {name: value for name, value in options.items() if value not in (None, "", (), [])}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in filled.items()}


def _error(response: httpx.Response) -> HurError:
    try:
        return _of_problem(response.json())
    except ValueError:
        status, text = str(response.status_code), response.text[:200]
        return HurError(Message("errors.service_answered", status=status, text=text))


def _of_problem(document: Mapping[str, Any]) -> HurError:
    """The error class that has this title; its detail and problems."""
    item = document.get("message")
    detail = Message.of(item) if item else str(document.get("detail", ""))
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, HurError))
    error = next((kind for kind in kinds if kind.title == document.get("title")), HurError)
    problems = tuple(Problem.from_item(problem) for problem in document.get("problems") or ())
    if error is OpenQuestionsError:
        return OpenQuestionsError(detail, problems, tuple(map(OpenQuestion.from_item, document["questions"])))
    return error(detail, problems)


def _ends(pair: Pair) -> dict[str, Any]:
    mentions = zip(("one", "other"), (pair.one, pair.other), strict=True)
    return {end: {"dataset": dataset, "id": id} for end, (dataset, id) in mentions}
