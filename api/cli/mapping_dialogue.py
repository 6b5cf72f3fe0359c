"""The dialogue in which a person says what the columns of a table are: what is proposed is agreed to at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.cli.console import table as show_table
from api.service.mapping_words import MappingWords, Options
from graph.messages import Message
from loaders.cell_errors import CellError
from loaders.documents.fields import DATED, FIELDS, RowKind
from loaders.documents.mapping import MARKS, Column, TableMapping
from loaders.documents.row_filter import RowFilter
from loaders.documents.showing import Showing
from loaders.recognition import most_telling
from loaders.registers.registry import Registry
from loaders.tables.filling import Filling
from loaders.tables.guessing import ColumnGuess, Guess, guess, sample_of
from loaders.tables.open_table import OpenTable
from loaders.tables.repeats import answered, repeats
from loaders.tables.rows import Understanding
from loaders.tables.statuses import Statuses
from loaders.tables.survey import Survey, survey

_YES: Final = ("", "j", "ja", "y", "yes")
_LEAVE: Final = "-"


@dataclass(slots=True)
class Dialogue:
    """Asks through `ask`, which shows a question and returns the line answered, and tells through `tell`.

    What has a proposal is not asked when `takes_proposals`. `draft` is what is known so far of `table`, for who stops
    before the end.
    """

    language: str
    registry: Registry
    ask: Callable[[str], str]
    tell: Callable[[str], None]
    takes_proposals: bool = False
    table: OpenTable | None = None
    draft: TableMapping | None = None

    @property
    def words(self) -> MappingWords:
        """How things are said."""
        return MappingWords(self.language, self.registry)

    def mapping(self, tables: Sequence[OpenTable]) -> TableMapping | None:
        """The mapping of one of the tables as the person made it; None when the person stops."""
        table = self.table = self._table(tables)
        while True:
            mapping = self.draft = self._described(table)
            if not (missing := mapping.missing()):
                break
            for message in missing:
                self.tell(message.say(self.language))
            if not self._agrees("ask_again"):
                return None
        mapping = self.draft = self._repeats(self.categories(mapping, table), table)
        if mapping.row != "actor" and not self.takes_proposals:
            mapping = replace(mapping, showing=self._showing())
        self._preview(mapping, table)
        return mapping if self.takes_proposals or self._agrees("ask_keep") else None

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
        likely = str(tables.index(most_telling(tables)))
        return tables[int(self._choose(self.words.say("ask_sheet", likely=int(likely) + 1), options, likely))]

    def _described(self, table: OpenTable) -> TableMapping:
        """What the table says, in the order in which it can be said: rows, columns, then what they leave open."""
        found = guess(table, self.registry)
        self.draft = found.mapping
        self._overview(found)
        kinds = self.words.row_kinds()
        self._list(self.words.say("ask_row"), kinds)
        why = found.why_row.say(self.language)
        proposed = self.words.say(f"row_{found.mapping.row}")
        question = self.words.say("ask_row_short", why=why, guess=proposed)
        row: RowKind = self._choose(question, kinds, found.mapping.row)  # type: ignore[assignment]
        if row != found.mapping.row:
            found = guess(table, self.registry, row)
            self._overview(found)
        columns = self._columns(found)
        self.draft = replace(found.mapping, columns=columns)
        columns = tuple(self._details(column, found.columns[index]) for index, column in enumerate(columns))
        mapping = self.draft = replace(
            found.mapping,
            columns=columns,
            rows=self._rows(found.statuses),
            filled_down=self._filled_down(found.filling),
        )
        mapping = self.draft = replace(mapping, columns=tuple(self._role(column, mapping) for column in columns))
        mapping = self.draft = replace(mapping, constants=self._constants(mapping))
        return self._conventions(mapping, table)

    def _columns(self, found: Guess) -> tuple[Column, ...]:
        """The columns as they are proposed, or each as the person says."""
        columns, fields = [guessed.column for guessed in found.columns], self.words.fields(found.mapping.row)
        numbers = (*((str(index), column.heading) for index, column in enumerate(columns)), ("", ""))
        is_listed = False
        while index := self._choose(self.words.say("ask_right"), numbers, ""):
            if not is_listed:
                self._list(self.words.say("ask_fields"), fields[:-1])
            is_listed = True
            others = [column.field for number, column in enumerate(columns) if number != int(index)]
            columns[int(index)] = self._column(found.columns[int(index)], fields, others)
        return tuple(columns)

    def _column(self, found: ColumnGuess, fields: Options, others: Sequence[str]) -> Column:
        """What one column is; what another column is already is not offered, unless several can be it."""
        taken = {field for field in others if field and not FIELDS[field].repeatable}
        offered = tuple(option for option in fields if option[0] not in taken)
        question = self.words.say(
            "ask_column",
            column=found.column.heading,
            examples=self._examples(found),
            guess=dict(fields)[found.column.field],
        )
        default = found.column.field if found.column.field in dict(offered) else ""
        field = self._choose(question, offered, default, numbered=fields)
        if field == found.column.field:
            return found.column
        return Column(found.column.heading, field, cells=MARKS if field == "actor" and found.has_marks else "")

    def _details(self, column: Column, found: ColumnGuess) -> Column:
        """The column with what stands between its values, where that is not certain, and its unit."""
        field = FIELDS.get(column.field)
        if field and field.listed and not column.separator and not column.cells and found.has_signs:
            separators = self.words.separators()
            self._list(
                self.words.say("ask_separators", column=column.heading, examples=self._examples(found)), separators
            )
            question = self.words.say("ask_separator", column=column.heading, guess=dict(separators)[""])
            column = replace(column, separator=self._choose(question, separators, ""))
        if field and field.type == "amount" and not column.unit:
            units = self.words.units()
            self._list(self.words.say("ask_units", column=column.heading), units)
            column = replace(column, unit=self._choose(self.words.say("ask_unit", column=column.heading), units))
        return column

    def _filled_down(self, found: Filling | None) -> tuple[str, ...]:
        if found is None:
            return ()
        answer = "" if self.takes_proposals else self.ask(f"{self.words.filling(found)} ").strip().lower()
        return found.headings if (answer in _YES if answer else found.is_sure) else ()

    def _rows(self, statuses: Statuses | None) -> RowFilter:
        """Which rows count, where a column says how far each has come."""
        if statuses is None:
            return RowFilter()
        options = tuple((value, f"{value} ({count})") for value, count in statuses.values)
        self._list(self.words.say("ask_rows", column=statuses.heading), options)
        question = self.words.say("ask_rows_short", guess=", ".join(statuses.nothing))
        return statuses.filter(self._choose_several(question, options, statuses.nothing))

    def _role(self, column: Column, mapping: TableMapping) -> Column:
        """The column with the role of its actors, unless another column says it."""
        if column.field != "actor" or column.role or mapping.row == "actor" or mapping.says("role"):
            return column
        roles = self.words.roles()
        self._list(self.words.say("ask_roles", column=column.heading), roles)
        return replace(column, role=self._choose(self.words.say("ask_role", column=column.heading), roles))

    def _constants(self, mapping: TableMapping) -> dict[str, str]:
        wanted = [name for name, field in FIELDS.items() if mapping.row in field.required and not mapping.says(name)]
        is_funded = mapping.says("amount") or mapping.says("share")
        wanted += ["funder"] if is_funded and not mapping.says("funder") else []
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
        """What the list shows, as the sheet Om listan asks; Enter says that one does not know, and asks no more."""
        options = self.words.showing()
        self._list(self.words.say("ask_shows"), options)
        said = {"shows_collaboration": self._choose(self.words.say("ask_shows_short"), options, "")}
        while said["shows_collaboration"] == "yes":
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
        names = ["", *(self.words.say(f"head_{name}") for name in ("column", "examples", "guess", "why"))]
        rows = [
            [
                str(number),
                guessed.column.heading,
                self._examples(guessed),
                self.words.proposed(guessed),
                self._why(guessed.why),
            ]
            for number, guessed in enumerate(found.columns, start=1)
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

    def _examples(self, found: ColumnGuess) -> str:
        return " · ".join(found.examples) or "–"

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
        if default is not None and self.takes_proposals:
            return default
        while True:
            answer = self.ask(f"{question} ").strip()
            if not answer and default is not None:
                return default
            chosen = "" if answer == _LEAVE else places.get(answer)
            if chosen is not None and chosen in values:
                return chosen
            self.tell(self.words.say("ask_number", most=len(places)))

    def _choose_several(self, question: str, options: Options, default: Sequence[str]) -> Sequence[str]:
        """Options by their numbers, separated by commas or spaces; Enter takes the default, `-` none."""
        places = {str(number): value for number, (value, _) in enumerate(options, start=1)}
        while not self.takes_proposals:
            answer = self.ask(f"{question} ").replace(",", " ").split()
            if answer == [_LEAVE]:
                return ()
            if all(number in places for number in answer):
                return tuple(places[number] for number in answer) or default
            self.tell(self.words.say("ask_number", most=len(places)))
        return default

    def _agrees(self, key: str) -> bool:
        return self.ask(self.words.say(key) + " ").strip().lower() in _YES
