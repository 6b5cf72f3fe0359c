"""What a question is, and which there are: every module and folder of `queries.questions` is one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

from graph.errors import InputError, absent
from graph.messages import Message
from graph.network.network import StakeholderNetwork
from graph.network.view import OPTIONS, View, beside
from queries.answer import Answer

_QUESTIONS: Final = "queries.questions"

ParameterType = Literal["text", "texts", "integer", "flag"]
_FLAGS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; `choices` lists the allowed values when they are a closed set."""

    name: str
    description: str
    type: ParameterType
    default: Any = None
    choices: tuple[str, ...] = ()
    positional: bool = False

    def value(self, raw: Any) -> Any:
        """The value parsed by type, or the default: texts also from one text with commas, an integer also from text.

        A flag is true or false, also as text.

        Raises:
            InputError: it is of another type or none of the choices.
        """
        if raw in (None, "", (), []):
            return self.default
        value = self._typed(raw)
        values = value if isinstance(value, tuple) else (value,)
        if self.choices and (unknown := [value for value in values if value not in self.choices]):
            raise InputError(Message("errors.not_a_choice", name=self.name, value=unknown[0], known=self.choices))
        return value

    def _typed(self, raw: Any) -> Any:
        if self.type == "integer":
            try:
                return int(raw)
            except (TypeError, ValueError) as error:
                raise InputError(Message("errors.not_whole", name=self.name, value=str(raw))) from error
        if self.type == "flag":
            if str(raw).lower() not in _FLAGS:
                raise InputError(
                    Message("errors.not_a_choice", name=self.name, value=str(raw), known=("true", "false"))
                )
            return _FLAGS[str(raw).lower()]
        if self.type == "texts":
            parts = raw.split(",") if isinstance(raw, str) else raw
            return tuple(text for part in parts if (text := str(part).strip()))
        if not isinstance(raw, str):
            raise InputError(Message("errors.not_a_text", name=self.name, value=str(raw)))
        return raw.strip()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a question is answered from: what its view shows of one revision, and the way to earlier ones."""

    network: StakeholderNetwork
    network_of: Callable[[View], StakeholderNetwork] | None = None

    def at(self, revision: str) -> StakeholderNetwork:
        """The same view of a revision given by its number or by a day, whose last revision it is.

        Raises:
            NotFoundError: there is no such revision, or only this network is at hand.
            ConflictError: it was made before revisions kept what they replaced.
        """
        if self.network_of is None:
            raise absent("revision", revision)
        return self.network_of(replace(self.network.view, as_of=revision))


@dataclass(frozen=True, slots=True)
class Question:
    """A question people ask. `answer` takes a moment, values by parameter name, and the language `sv` or `en`.

    `items` are the records that an answer may be made of, `methods` those that say how it was computed.
    """

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Moment, Mapping[str, Any], str], Answer]
    items: tuple[type, ...]
    methods: tuple[type, ...]

    def ask(
        self,
        network: StakeholderNetwork,
        values: Mapping[str, Any],
        language: str = "sv",
        network_of: Callable[[View], StakeholderNetwork] | None = None,
    ) -> Answer:
        """Answer with these values by parameter name; a parameter without one has its default.

        `network_of` gives what other views show, of the revision that they name.

        Raises:
            InputError: an unknown parameter, or a value that cannot be used.
            NotFoundError: a named actor or project is not in the network.
        """
        if unknown := set(values) - {parameter.name for parameter in self.parameters}:
            raise InputError(Message("errors.unknown_parameter", name=self.name, unknown=tuple(sorted(unknown))))
        return self.answer(
            Moment(network, network_of),
            {parameter.name: parameter.value(values.get(parameter.name)) for parameter in self.parameters},
            language,
        )

    def split(self, options: Mapping[str, Any]) -> tuple[View, dict[str, Any]]:
        """Split options of the command line or a URL into the view and the values of parameters."""
        parameters = {parameter.name for parameter in self.parameters}
        plain = {self.view_name(option): option for option in OPTIONS}
        view = {plain.get(name, name): value for name, value in options.items() if name not in parameters}
        return View.of(view), {name: value for name, value in options.items() if name in parameters}

    def without_defaults(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options but for parameters at their default: what asks the same is then written the same."""
        usual = {parameter.name: parameter.default for parameter in self.parameters}
        return {name: value for name, value in options.items() if name not in usual or value != usual[name]}

    def view_name(self, option: str) -> str:
        """What an option of the view is called beside the parameters."""
        return beside(option, {parameter.name for parameter in self.parameters})


@cache
def questions() -> Mapping[str, Question]:
    """Every question by name; AttributeError for a module without a `QUESTION`."""
    names = [module.name for module in pkgutil.iter_modules(importlib.import_module(_QUESTIONS).__path__)]
    modules = [importlib.import_module(f"{_QUESTIONS}.{name}").QUESTION for name in names]
    return {question.name: question for question in modules}


def read_weights(texts: tuple[str, ...] | None, defaults: Mapping[str, float]) -> Mapping[str, float]:
    """Weights such as `("actors=.5", "text=0")` in place of the default ones.

    Raises:
        InputError: an unknown part, no number, a negative one, or nothing but zeros.
    """
    weights = dict(defaults)
    for text in texts or ():
        name, _, value = (part.strip() for part in text.partition("="))
        if name not in weights:
            raise InputError(Message("errors.not_a_choice", name="weights", value=name, known=tuple(weights)))
        try:
            weights[name] = float(value)
        except ValueError as error:
            raise InputError(Message("errors.weight_form", text=text, name=name)) from error
        if not 0 <= weights[name] < float("inf"):
            raise InputError(Message("errors.weight_value", text=text))
    if not any(weights.values()):
        raise InputError(Message("errors.weights_zero"))
    return weights
