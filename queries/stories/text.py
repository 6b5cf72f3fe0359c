"""The text file of a story: YAML that a person can read, compare and write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final

import yaml
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from graph.errors import InputError, Problem
from queries.question import questions

_STRICT: Final = ConfigDict(extra="forbid")
_WRONG: Final = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "unexpected_keyword_argument": "unknown_field",
    "string_too_short": "empty",
    "too_short": "empty",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "unknown_question": "unknown_question",
}


def _by_id(value: Any) -> Any:
    """Ids without names are a list."""
    return dict.fromkeys(value, "") if isinstance(value, list) and all(isinstance(id, str) for id in value) else value


def _known(name: str) -> str:
    if name and name not in questions():
        raise ValueError(name)
    return name


Options = Mapping[str, str | list[str]]
_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Items = Annotated[dict[str, Annotated[str, Field(max_length=500)]], BeforeValidator(_by_id), Field(max_length=200)]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, one sentence, and what it lifts.

    It is about the first items of the answer to a `question` asked with `options`, or else about `items` (id → name),
    or about all where there are none. Of a question `items` are those that the answer lifted when it was last told.
    `view` replaces options of the story's view, `notes` are for whoever presents, `seconds` how long it plays by
    itself, `layout` the one that the map has in this step.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    title: _Line
    sentence: Annotated[str, Field(max_length=1000)] = ""
    notes: Annotated[str, Field(max_length=10_000)] = ""
    question: Annotated[str, AfterValidator(_known)] = ""
    options: Options = field(default_factory=dict)
    first: Annotated[int, Field(ge=1, le=20)] = 1
    items: _Items = field(default_factory=dict)
    view: Options = field(default_factory=dict)
    seconds: Annotated[int, Field(ge=2, le=600)] = 8
    layout: Annotated[str, Field(max_length=40)] = ""


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story: its title, the options of the view it is told of, and its steps in order."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    title: _Line
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=50)]
    view: Options = field(default_factory=dict)


_FORM: Final = TypeAdapter(StoryText)


def read_story(text: str, file: str | None = None) -> StoryText:
    """The story that a text file holds.

    Raises:
        InputError: it is no YAML, or a field is missing, unknown or makes no sense; each problem names step and field.
    """
    try:
        content = yaml.load(text, yaml.CBaseLoader)  # makes texts, lists and mappings, nothing else
        return _FORM.validate_python(content)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        raise InputError.of((Problem.of("stories.no_yaml", file=file, row=row),)) from error
    except ValidationError as error:
        raise InputError.of(tuple(_problems(error, file))) from error


def write_story(story: StoryText) -> str:
    """The text file of a story, which `read_story` reads back; what is as usual is left out."""
    content: dict[str, Any] = {"title": story.title}
    if story.view:
        content["view"] = dict(story.view)
    content["steps"] = [_filled(step) for step in story.steps]
    return yaml.dump(content, allow_unicode=True, sort_keys=False, width=110, Dumper=yaml.SafeDumper)


def _filled(step: Step) -> dict[str, Any]:
    usual = Step(step.title)
    values = {name: getattr(step, name) for name in Step.__dataclass_fields__}
    told = {name: value for name, value in values.items() if value != getattr(usual, name) or name == "title"}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in told.items()}


def _problems(error: ValidationError, file: str | None) -> Iterator[Problem]:
    wrongs = error.errors()
    for wrong in wrongs:
        if wrong["loc"] == ("steps",) and len(wrongs) > 1:
            continue  # steps that make no sense are not counted, and their own problems are told
        where = [part for part in wrong["loc"] if not str(part).startswith(("str", "list", "dict"))]
        key = _WRONG.get(wrong["type"], "unknown_question" if "question" in where else "no_sense")
        name = ".".join(str(part) for part in where if not isinstance(part, int)).removeprefix("steps.")
        step = next((part + 1 for part in where if isinstance(part, int)), None)
        if step:
            yield Problem.of(f"stories.{key}_in_step", file=file, step=step, field=name)
        else:
            yield Problem.of(f"stories.{key}", file=file, field=name or "title")
