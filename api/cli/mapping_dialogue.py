"""The dialogue in which a person says what the columns of a table are, one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.cli.console import table as show_table
from api.service.mapping_words import MappingWords, Options
from graph.messages import Message
from loaders.cell_errors import CellError
from loaders.documents.fields import DATED, FIELDS, RowKind
from loaders.documents.mapping import Column, TableMapping
from loaders.documents.showing import Showing
from loaders.registers.registry import Registry
from loaders.tables.guessing import ColumnGuess, Guess, guess, sample_of
from loaders.tables.open_table import OpenTable
from loaders.tables.repeats import answered, repeats
from loaders.tables.rows import Understanding
from loaders.tables.signs import SIGNS
from loaders.tables.survey import Survey, survey

_YES: Final = ("", "j", "ja", "y", "yes")
_LEAVE: Final = "-"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Asks through `ask`, which shows a question and returns the line answered, and tells through `tell`."""

    language: str
    registry: Registry
    ask: Callable[[str], str]
    tell: Callable[[str], None]

    @property
    def words(self) -> MappingWords:
        """How things are said."""
        return MappingWords(self.language, self.registry)

    def mapping(self, tables: Sequence[OpenTable]) -> TableMapping | None:
        """The mapping of one of the tables as the person made it; None when the person stops."""
        table = self._table(tables)
        while True:
            mapping = self._described(table)
            if not (missing := mapping.missing()):
                break
            for message in missing:
                self.tell(message.say(self.language))
            if not self._agrees("ask_again"):
                return None
        mapping = self._repeats(self.categories(mapping, table), table)
        if mapping.row != "actor":
            mapping = replace(mapping, showing=self._showing())
        self._preview(mapping, table)
        return mapping if self._agrees("ask_keep") else None

    def categories(self, mapping: TableMapping, table: OpenTable) -> TableMapping:
        """The mapping with every unknown category of the table answered."""
        answers: dict[str, dict[str, str | None]] = {}
        unknown = Understanding(mapping, table).unknown_categories(self.registry)
        for category, phrases in unknown.items():
            options = self.words.meanings(category)
            self._list(self.words.say(f"category_{category}").capitalize(), options)
            for phrase, count in phrases.items():
                question = self.words.say("ask_meaning", phrase=phrase, count=count)
                chosen = self._choose(question, options)
                answers.setdefault(category, {})[phrase] = chosen if chosen != options[-1][0] else None
        return mapping.answered(answers)

    def _table(self, tables: Sequence[OpenTable]) -> OpenTable:
        if len(tables) == 1:
            return tables[0]
        options = tuple((str(index), table.where.title) for index, table in enumerate(tables))
        self._list(self.words.say("ask_sheets"), options)
        return tables[int(self._choose(self.words.say("ask_sheet"), options))]

    def _described(self, table: OpenTable) -> TableMapping:
        found = guess(table, self.registry)
        self._overview(found)
        kinds = self.words.row_kinds()
        self._list(self.words.say("ask_row"), kinds)
        why = found.why_row.say(self.language)
        row: RowKind = self._choose(self.words.say("ask_row_short", why=why), kinds, found.mapping.row)  # type: ignore[assignment]
        if row != found.mapping.row:
            found = guess(table, self.registry, row)
        fields = self.words.fields(row)
        self._list(self.words.say("ask_fields"), fields[:-1])
        columns: list[Column] = []
        for guessed in found.columns:
            columns.append(self._column(guessed, fields, columns))
        mapping = replace(found.mapping, columns=tuple(columns))
        return self._conventions(replace(mapping, constants=self._constants(mapping)), table)

    def _column(self, found: ColumnGuess, fields: Options, before: Sequence[Column]) -> Column:
        taken = {column.field for column in before if column.field and not FIELDS[column.field].repeatable}
        offered = tuple(option for option in fields if option[0] not in taken)
        question = self.words.say(
            "ask_column",
            column=found.column.heading,
            examples=", ".join(found.examples) or "–",
            guess=dict(fields)[found.column.field],
            why=self._why(found.why),
        )
        default = found.column.field if found.column.field in dict(offered) else ""
        field = self._choose(question, offered, default, numbered=fields)
        column = found.column if field == found.column.field else Column(found.column.heading, field)
        return self._details(column, found.examples) if field else column

    def _details(self, column: Column, examples: Sequence[str]) -> Column:
        field, heading = FIELDS[column.field], column.heading
        if field.name == "actor" and not column.role:
            roles = self.words.roles()
            self._list(self.words.say("ask_roles", column=heading), roles)
            column = replace(column, role=self._choose(self.words.say("ask_role", column=heading), roles))
        if field.listed and (column.separator or any(sign in example for example in examples for sign in SIGNS)):
            separators = self.words.separators()
            self._list(self.words.say("ask_separators", column=heading), separators)
            chosen = self._choose(self.words.say("ask_separator", column=heading), separators, column.separator)
            column = replace(column, separator=chosen)
        if field.type == "amount" and not column.unit:
            units = self.words.units()
            self._list(self.words.say("ask_units", column=heading), units)
            column = replace(column, unit=self._choose(self.words.say("ask_unit", column=heading), units))
        return column

    def _constants(self, mapping: TableMapping) -> dict[str, str]:
        wanted = [name for name, field in FIELDS.items() if mapping.row in field.required and not mapping.says(name)]
        wanted += ["funder"] if mapping.says("amount") and not mapping.says("funder") else []
        found = {name: self.ask(self.words.say(f"ask_constant_{name}") + " ").strip() for name in wanted}
        return {name: value for name, value in found.items() if value}

    def _conventions(self, mapping: TableMapping, table: OpenTable) -> TableMapping:
        dated = [column for column in mapping.columns if column.field and FIELDS[column.field].type in DATED]
        if dated and not mapping.dates:
            orders = self.words.date_orders()
            self._list(self.words.say("ask_dates", columns=", ".join(column.heading for column in dated)), orders)
            mapping = replace(mapping, dates=self._choose(self.words.say("ask_date_order"), orders))
        amounts = [
            column.heading for column in mapping.columns if column.field and FIELDS[column.field].type == "amount"
        ]
        if not mapping.decimal and any(amount.is_ambiguous() for amount in sample_of(table, amounts)):
            marks = ((",", self.words.say("decimal_,")), (".", self.words.say("decimal_.")))
            self._list(self.words.say("ask_decimals"), marks)
            mapping = replace(mapping, decimal=self._choose(self.words.say("ask_decimal"), marks))
        return mapping

    def _repeats(self, mapping: TableMapping, table: OpenTable) -> TableMapping:
        """The mapping with what tells projects of one name apart, where rows have one."""
        if (found := repeats(mapping, table)) is None:
            return mapping
        options = self.words.repeats(found)
        self._list(self.words.say("ask_repeated", rows=found.rows), options)
        return answered(mapping, self._choose(self.words.say("ask_repeated_short"), options, options[0][0]))

    def _showing(self) -> Showing:
        """What the list shows, as the sheet Om listan asks; Enter says that one does not know."""
        options = self.words.showing()
        self._list(self.words.say("ask_shows"), options)
        said = {"shows_collaboration": self._choose(self.words.say("ask_shows_short"), options, "")}
        while said["shows_collaboration"] != "no":
            places = self.ask(self.words.say("ask_covers_places") + " ").strip()
            wanted = ("covers_from", "covers_to", "covers_kinds") if places else ()
            covers = {name: self.ask(self.words.say(f"ask_{name}") + " ").strip() for name in wanted}
            try:
                showing = Showing.of_words({**said, "covers_places": places, **covers})
                showing.located(self.registry)
                return showing
            except CellError as error:
                self.tell(error.reason.say(self.language))
        return Showing.of_words(said)

    def _overview(self, found: Guess) -> None:
        names = [self.words.say(f"head_{name}") for name in ("column", "examples", "guess", "why")]
        rows = [
            [
                guessed.column.heading,
                ", ".join(guessed.examples) or "–",
                self.words.say(f"field_{guessed.column.field}"),
                self._why(guessed.why),
            ]
            for guessed in found.columns
        ]
        show_table(names, rows)

    def _preview(self, mapping: TableMapping, table: OpenTable) -> None:
        found: Survey = survey(mapping, table)
        columns = self.words.columns(mapping)
        self.tell(self.words.say("preview", shown=len(found.shown), rows=found.rows))
        names = [self.words.say("head_row"), *(self.words.say(f"field_{column.field}") for column in columns)]
        show_table(names, [[str(row.number), *self.words.preview(mapping, row, columns)] for row in found.shown])
        for count, key, problems in (
            (found.bad, "preview_bad", found.problems),
            (found.fields, "preview_fields", found.left_out),
        ):
            if count:
                self.tell(self.words.say(key, bad=found.bad, rows=found.rows, fields=found.fields))
                for problem in problems:
                    self.tell(f"  {problem.say(self.language)}")

    def _why(self, reasons: Sequence[Message]) -> str:
        return "; ".join(reason.say(self.language) for reason in reasons)

    def _list(self, title: str, options: Options) -> None:
        self.tell("\n".join([title, *(f"  {number:>2}  {text}" for number, (_, text) in enumerate(options, start=1))]))

    def _choose(
        self, question: str, options: Options, default: str | None = None, numbered: Options | None = None
    ) -> str:
        """One of the options by its number; with a default, Enter takes that, and `-` always the empty one."""
        places = {str(number): value for number, (value, _) in enumerate(numbered or options, start=1)}
        values: Mapping[str, str] = dict(options)
        while True:
            answer = self.ask(f"{question} ").strip()
            if not answer and default is not None:
                return default
            chosen = "" if answer == _LEAVE else places.get(answer)
            if chosen is not None and chosen in values:
                return chosen
            self.tell(self.words.say("ask_number", most=len(places)))

    def _agrees(self, key: str) -> bool:
        return self.ask(self.words.say(key) + " ").strip().lower() in _YES
