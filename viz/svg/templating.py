"""Templates and script data in which no name can become markup."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, PackageLoader

from graph.messages import clean
from viz.svg.markup import safe_url


@cache
def environment() -> Environment:
    """Templates in which every value is escaped unless it is marked as our own markup."""
    templates = Environment(loader=PackageLoader("viz.svg"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    templates.filters |= {"clean": clean, "safe_url": safe_url}
    return templates


def inline_json(value: Any) -> str:
    """JSON that is safe inside a script element, whatever names it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@cache
def static(name: str) -> str:
    """A file of viz/svg/static."""
    return files("viz.svg").joinpath("static", name).read_text("utf-8")


@cache
def script(name: Literal["map", "overview"]) -> str:
    """A script: what it shares with the other, then its parts in the order of their names, in a scope of their own."""
    folder = files("viz.svg") / "static"
    parts = [part for shared in ("both", name) for part in sorted(folder.joinpath(shared).iterdir(), key=str)]
    body = "".join(part.read_text("utf-8") for part in parts)
    return f"'use strict';\n(() => {{\n{body}}})();\n"


def content_policy(style: str, *scripts: str) -> str:
    """A content security policy that allows exactly these inline texts and no request at all."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
