"""Organisation numbers of Sweden and of other countries, each as what it is.

A Swedish number is kept as its ten digits; one of another country with the code that org-id.guide has for its register
before it (`NO-BRC-923609016`), so that numbers of two registers are never taken for each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.se import orgnr

from graph.messages import Message
from graph.model.names import normalised
from loaders.cell_errors import CellError, ImpossibleError, PersonalNumberError

_PERSONAL: Final = re.compile(r"(?:19|20)\d{10}|\d{2}[01]\d{7}|\d{6}\+\d{4}")
_SHORTEST_OF_A_PERSON: Final = 10  # digits
_NEARLY_ALL: Final = 0.9


@dataclass(frozen=True, slots=True)
class Register:
    """A register of another country: `module` of python-stdnum checks its numbers, else they have the `form`.

    `headings` are those that only its numbers have; `vat` is the country whose VAT numbers hold them.
    """

    module: str = ""
    form: str = ""
    headings: tuple[str, ...] = ()
    vat: str = ""


REGISTERS: Final[Mapping[str, Register]] = {
    "NO-BRC": Register("no.orgnr", headings=("organisasjonsnummer", "organisasjonsnr", "orgnummer norge"), vat="NO"),
    "DK-CVR": Register("dk.cvr", headings=("cvr", "cvr nummer", "cvr nr", "cvrnummer", "cvrnr"), vat="DK"),
    "FI-PRO": Register("fi.ytunnus", headings=("y tunnus", "ytunnus", "fo nummer", "business id"), vat="FI"),
    "EE-RIK": Register("ee.registrikood", headings=("registrikood", "registrikoodi")),
    "LV-RE": Register("", r"[459]\d{10}", ("reģistrācijas numurs", "registracijas numurs")),
    "LT-RC": Register("", r"\d{9}", ("įmonės kodas", "imones kodas", "juridinio asmens kodas")),
    "PL-KRS": Register("", r"\d{10}", ("krs", "numer krs", "nr krs")),
    "PL-NIP": Register("pl.nip", headings=("nip", "numer nip", "nr nip"), vat="PL"),
    "PL-REGON": Register("pl.regon", headings=("regon", "numer regon")),
    "IS-RSK": Register("", r"[4-7]\d{9}", ("kennitala",)),  # a first digit below 4 is a person's
    "GB-COH": Register("", r"(?:\d{8}|[A-Z]{2}\d{6})", ("company number", "companies house number")),
    "GB-CHC": Register("", r"\d{6,7}", ("charity number", "charity registration number")),
    "NL-KVK": Register("", r"\d{8}", ("kvk", "kvk nummer", "kvk number")),
    "BE-BCE_KBO": Register("be.vat", headings=("kbo nummer", "ondernemingsnummer", "numéro d entreprise"), vat="BE"),
    "FR-RCS": Register("fr.siren", headings=("siren", "numéro siren")),
    "CH-FDJP": Register("ch.uid", headings=("uid", "che nummer")),
    "CZ-ICO": Register("", r"\d{8}", ("ičo", "ico")),
    "IE-CRO": Register("", r"\d{4,7}", ("cro number",)),
}
_OWN_FORM: Final = re.compile(rf"({'|'.join(REGISTERS)})-(\S+)")
_VAT: Final = re.compile(r"([A-Z]{2})(\d{8,10})(?:MVA)?")
_SWEDISH: Final = re.compile(r"\d{6}-\d{4}")
_FINNISH: Final = re.compile(r"\d{7}-\d")


def register_of(heading: str) -> str:
    """The code of the register whose numbers alone bear such a heading; empty where Sweden's may."""
    name = normalised(heading)
    return next((code for code, register in REGISTERS.items() if name in register.headings), "")


def register_by(numbers: Sequence[str]) -> str:
    """The code of the one register by whose check digits nearly all numbers are right; empty when there is none."""
    checked = [code for code, register in REGISTERS.items() if register.module]
    fitting = [code for code in checked if numbers and _share_right(numbers, code) >= _NEARLY_ALL]
    return fitting[0] if len(fitting) == 1 and _share_right(numbers, "") < _NEARLY_ALL else ""


def _share_right(numbers: Sequence[str], register: str) -> float:
    return sum(is_right_number(number, register) for number in numbers) / len(numbers)


def is_right_number(written: str, register: str) -> bool:
    """Whether it is a right number of a register, of Sweden's where none is named."""
    try:
        return bool(parse_org_number(written, register))
    except CellError:
        return False


def country_of(number: str) -> str | None:
    """The country whose register a number is of, where it is not Sweden's."""
    return number[:2] if _OWN_FORM.fullmatch(number) else None


def parse_org_number(written: str, register: str = "") -> str:
    """A Swedish number as its ten digits, another country's as `NO-BRC-923609016`.

    `register` is the code of the one that the table is about. Without it a number is another country's where it says
    so: by the code, as a VAT number (`DK12345678`), or by the form that only Finland's have (`0201724-4`).

    Raises:
        CellError: it is no such number.
        ImpossibleError: its check digit is wrong.
        PersonalNumberError: it is the personal identity number of a Swede, and is not repeated.
    """
    plain = re.sub(r"[\s.\u2013]", "", written).upper()
    if own := _OWN_FORM.fullmatch(plain):
        return _foreign(own[2], own[1])
    is_swedish = plain.startswith("SE") or (register != "IS-RSK" and _SWEDISH.fullmatch(plain))
    if register and not is_swedish:
        return _foreign(re.sub(r"^[A-Z]{2}(?=\d)|MVA$", "", plain), register)
    vat = _VAT.fullmatch(plain.replace("-", ""))
    code = next((code for code, known in REGISTERS.items() if vat and known.vat == vat[1]), "")
    if vat and code:
        return _foreign(vat[2], code)
    return _foreign(plain, "FI-PRO") if _FINNISH.fullmatch(plain) else _swedish(plain, written)


def _swedish(plain: str, written: str) -> str:
    digits = plain.replace("-", "")
    digits = re.sub(r"^SE(\d{10})01$", r"\1", digits)
    digits = digits[2:] if len(digits) == 12 and digits.startswith("16") else digits
    if _PERSONAL.fullmatch(digits):
        raise PersonalNumberError(Message("loading.personal_number"))
    try:
        return orgnr.validate(digits)
    except InvalidChecksum as error:
        raise ImpossibleError(Message("loading.check_digit", value=written)) from error
    except ValidationError as error:
        raise CellError(Message("loading.ten_digits", value=written)) from error


def _foreign(number: str, code: str) -> str:
    register = REGISTERS[code]
    # What may be the number of a person is not repeated.
    shown = number if sum(map(str.isdigit, number)) < _SHORTEST_OF_A_PERSON else "…"
    reason = Message("loading.no_number_of", value=shown, register=code)
    if not register.module:
        bare = number.replace("-", "")
        if not re.fullmatch(register.form, bare):
            raise CellError(reason)
        return f"{code}-{bare}"
    module = import_module(f"stdnum.{register.module}")
    try:
        return f"{code}-{module.validate(number)}"
    except InvalidChecksum as error:
        raise ImpossibleError(reason) from error
    except ValidationError as error:
        raise CellError(reason) from error
