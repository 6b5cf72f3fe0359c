"""Whether the values of a column can be what its heading says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import mean
from typing import Final

from graph.model.names import normalised
from loaders.cell_errors import CellError
from loaders.documents import words
from loaders.documents.cells import parse
from loaders.documents.countries import is_country
from loaders.documents.org_numbers import REGISTERS, is_right_number
from loaders.tables.signs import Sample, is_address, is_mail, share

_MOST: Final = 0.8  # of the values
_MANY: Final = 0.5
_ENOUGH: Final = 20  # rows from which the number of different values tells something
_LONGEST_NAME: Final = 200
_LONGEST_CODE: Final = 40
_LONGEST_ACRONYM: Final = 30
_YEAR: Final = r"(?:19|20)\d{2}"
_HAS_YEAR: Final = re.compile(rf"(?<!\d){_YEAR}(?!\d)|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2}}(?!\d)|{_YEAR}\d{{4}}")
_DASH: Final = re.compile("[-–—]")
_SHORT_END: Final = re.compile(rf"{_YEAR} ?/ ?\d{{2}}")  # 2024/25
_SUM: Final = re.compile(r"\D{0,12}\d[\d\s.,']*\D{0,24}(?:\(\d+\s*%\))?")
_PERCENT: Final = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%?")
_DAY: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|(?:\d{1,2}[./-]){2}(?:\d{4}|\d{2})")
_CODE: Final = re.compile(r"(?=.*\d)\S{4,}")
_WORDED: Final = frozenset({"project", "actor", "funder", "actor_a", "actor_b", "themes", "summary", "role", "kind"})
_DOMAIN: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_ROR: Final = re.compile(r"(?:https?://ror\.org/)?0[a-z0-9]{8}")
_PIC: Final = re.compile(r"\d{9}")


def fits(field: str, sample: Sample) -> bool:
    """Whether the values can be this field; those of an empty column can be anything."""
    if not sample.texts:
        return True
    if field in _WORDED and is_yes_or_no(sample):
        return False
    return _FITTING.get(field, _anything)(sample)


def is_yes_or_no(sample: Sample) -> bool:
    """Whether a column only says yes and no, in any language we know the words of."""
    return bool(sample.texts) and {normalised(written) for written in sample.texts} <= words.value_words("yes_or_no")


def is_number_of(numbers: Sequence[str | None], names: Sequence[str | None], *, strict: bool) -> bool:
    """Whether a column numbers what another one names, row by row: one number is of one name.

    A `strict` one also does not give the same name several numbers, as the number of a row or a partner would.
    """
    called: dict[str, set[str]] = defaultdict(set)
    for number, name in zip(numbers, names, strict=True):
        if number and name:
            called[number].add(normalised(name))
    alone = sum(len(found) == 1 for found in called.values())
    different = {name for found in called.values() for name in found}
    return alone >= 0.9 * len(called) and not (strict and len(called) > 1.2 * len(different))


def is_same_within(values: Sequence[str | None], groups: Sequence[str | None]) -> bool:
    """Whether what stands in several rows of a group is the same in all of them, in nearly every group."""
    found: dict[str, list[str]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        if value and group:
            found[group].append(value)
    several = [set(in_group) for in_group in found.values() if len(in_group) > 1]
    return bool(several) and sum(len(different) == 1 for different in several) >= 0.9 * len(several)


def _anything(_: Sample) -> bool:
    return True


def _share_of(is_so: Callable[[str], object], least: float) -> Callable[[Sample], bool]:
    return lambda sample: share(sample.count(lambda written: bool(is_so(written))), sample.texts) >= least


def _is_name(written: str) -> bool:
    is_other = _DAY.fullmatch(written) or is_mail(written) or is_address(written)
    return any(letter.isalpha() for letter in written) and len(written) <= _LONGEST_NAME and not is_other


def _named(sample: Sample) -> bool:
    codes = sample.count(lambda written: bool(_CODE.fullmatch(written)))
    return _share_of(_is_name, _MOST)(sample) and share(codes, sample.texts) <= _MANY


def _projects(sample: Sample) -> bool:
    return _named(sample) and (len(sample.texts) < _ENOUGH or len(set(sample.texts)) > 2)


def _is_org_number(written: str) -> bool:
    """Whether it is one of Sweden or, by its check digit, of another country."""
    return any(is_right_number(written, register) for register in ("", *REGISTERS))


def _is_money(written: str) -> bool:
    return bool(_SUM.fullmatch(written)) and not written.endswith("%") and not _DAY.fullmatch(written)


def _is_date(written: str) -> bool:
    return bool(_HAS_YEAR.search(written)) and len(written) <= _LONGEST_CODE


def _is_code(written: str) -> bool:
    return len(written) <= _LONGEST_CODE and len(written.split()) <= 4 and any(sign.isdigit() for sign in written)


def _codes(sample: Sample) -> bool:
    return _share_of(_is_code, _MOST)(sample) and not _share_of(_DAY.fullmatch, _MANY)(sample)


def _acronyms(sample: Sample) -> bool:
    return mean(map(len, sample.texts)) <= _LONGEST_ACRONYM and _share_of(_is_name, _MANY)(sample)


def _few(choices: Mapping[str, words.Words]) -> Callable[[Sample], bool]:
    """Words that come again, or of which we know some."""
    known = {normalised(word) for choice, synonyms in choices.items() for word in (choice, *synonyms)}

    def fitting(sample: Sample) -> bool:
        found = {normalised(written) for written in sample.texts}
        comes_again = len(sample.texts) < _ENOUGH or len(found) * 2 <= len(sample.texts)
        return _share_of(_is_name, _MOST)(sample) and (comes_again or bool(found & known))

    return fitting


def is_percent(written: str) -> bool:
    """Whether it is a share in percent without saying so: more than one whole."""
    return bool(_PERCENT.fullmatch(written)) and "%" not in written and float(written.replace(",", ".")) > 1


def _periods(sample: Sample) -> bool:
    """Spans of years; one that is the same in many rows is that of a programme."""
    is_one = len(sample.texts) >= _ENOUGH and len(set(sample.texts)) == 1
    return _share_of(_is_period, _MANY)(sample) and not is_one


def _is_period(written: str) -> bool:
    """Whether there are two years, or one and a sign that it is a start or an end."""
    years = len(_HAS_YEAR.findall(written))
    return years > 1 or bool(years and (_DASH.search(written) or _SHORT_END.search(written)))


def _is_currency(written: str) -> bool:
    try:
        return bool(parse("currency", written))
    except CellError:
        return False


def _is_word(written: str) -> bool:
    return sum(letter.isalpha() for letter in written) > 1


def _places(sample: Sample) -> bool:
    return _share_of(_is_word, _MANY)(sample) and not _share_of(is_country, _MOST)(sample)


def _is_page(written: str) -> bool:
    return is_address(written) or bool(_DOMAIN.fullmatch(written))


_FITTING: Final[Mapping[str, Callable[[Sample], bool]]] = {
    **dict.fromkeys(("actor", "funder", "actor_a", "actor_b", "other_title", "aliases"), _named),
    **dict.fromkeys(("starts", "ends", "since", "until"), _share_of(_is_date, _MANY)),
    **dict.fromkeys(("amount", "budget"), _share_of(_is_money, _MANY)),
    **dict.fromkeys(("project_id", "project_number"), _codes),
    **dict.fromkeys(("places", "place"), _places),
    **dict.fromkeys(("url", "website"), _share_of(_is_page, _MANY)),
    **dict.fromkeys(("themes", "summary"), _share_of(_is_word, _MANY)),
    "project": _projects,
    "period": _periods,
    "share": _share_of(_PERCENT.fullmatch, _MANY),
    "acronym": _acronyms,
    "role": _few(words.ROLES),
    "kind": _few(words.KINDS),
    "currency": _share_of(_is_currency, _MANY),
    "org_number": _share_of(_is_org_number, _MANY),
    "country": _share_of(is_country, _MOST),
    "ror": _share_of(_ROR.fullmatch, _MANY),
    "pic": _share_of(_PIC.fullmatch, _MANY),
}  # fmt: skip
