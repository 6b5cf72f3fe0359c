"""Masks what tells who a person is – mail addresses, telephone and personal identity numbers – in all that was read.

Done where loaders hand over what they read, so that every loader has it and nothing is stored before. An organisation's
own address or switchboard is masked as well: nobody can tell it from a person's. Names of people are not found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from stdnum import luhn

from graph.messages import Message
from graph.model.names import normalised
from graph.model.records import Evidence, Node, Relation, SourceRecord, slug
from loaders.base import Reading

# What is stored in its place, in the language of most texts.
MASKS: Final = {"mail": "[mejladress]", "phone": "[telefonnummer]", "personal_number": "[personnummer]"}
_NOTES: Final = {
    "mail": "loading.masked_mail",
    "phone": "loading.masked_phone",
    "personal_number": "loading.masked_personal_number",
}
_LEAST: Final = 6  # characters of the shortest of them
_NUMBERS: Final = frozenset({"numbers", "acronym"})  # digits in them are no telephone number
_ADDRESSES: Final = frozenset({"url", "website"})
# Numbers of registers, days and words of ours: none is a text that somebody wrote.
_NO_TEXTS: Final = frozenset({
    "org_number", "ror", "pic", "starts", "ends", "since", "until", "kind", "role", "currency", "country", "level",
    "nuts", "status", "retrieved", "legal_form", "code", "direction", "recipient", "approximate",
})  # fmt: skip

_MAIL: Final = re.compile(
    r"(?<![\w.+'-])[\w.+'-]+(?:@|\s?[\[(](?:at|snabel-a)[\])]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", re.IGNORECASE
)
_AT: Final = ("@", "(at)", "[at]", "(snabel-a)", "[snabel-a]")
_PERSONAL: Final = re.compile(
    r"(?<![\w.,/-])(?:19|20)?(\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))(\s?[-–+]\s?)?(\d{4})(?![\d/])",
    re.ASCII,
)
_YEARS: Final = re.compile(r"(?:19|20)\d{4}(?:19|20)\d\d", re.ASCII)
_PHONE: Final = re.compile(
    r"(?<![\w+.,/:-])(?:"
    r"(?:\+|00)46[ .-]{0,2}(?:\(0\))?[ .-]{0,2}[1-9]\d{0,2}"  # Sweden, from anywhere
    r"|\+(?:4[0-9]|3[0-9]\d?)[ ./-]{1,2}\(?\d{1,4}\)?"  # elsewhere in Europe
    r"|\(?0(?:8|[1-9]\d{1,2})\)?[ –-]{1,3}(?=[1-9])"  # Sweden, an area code and what sets it apart
    r"|07[02369]"
    r")((?:[ –-]{0,3}\d){5,9})(?![\d/]|[.,]\d)",
    re.ASCII,
)
_DAY: Final = re.compile(r"\d\d[ –-]+(?:19|20)\d\d", re.ASCII)
_GROUPS_OF_THREE: Final = re.compile(r"\+\d{1,3}(?: \d{3})+", re.ASCII)
_SEVERAL_DIGITS: Final = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d", re.ASCII)


def masked(text: str, *, phones: bool = True, found: Counter[str] | None = None) -> str:
    """The text with masks in the places of what tells who a person is; `found` counts them by kind."""
    count: Counter[str] = Counter() if found is None else found

    def put(kind: str, is_so: Callable[[re.Match[str]], bool] = lambda _: True) -> Callable[[re.Match[str]], str]:
        def mask(match: re.Match[str]) -> str:
            if not is_so(match):
                return match.group()
            count[kind] += 1
            return MASKS[kind]

        return mask

    if any(sign in text for sign in _AT):
        text = _MAIL.sub(put("mail"), text)
    if _SEVERAL_DIGITS.search(text):
        text = _PERSONAL.sub(put("personal_number", _is_personal_number), text)
        if phones:
            text = _PHONE.sub(put("phone", _is_phone), text)
    return text


def _is_personal_number(match: re.Match[str]) -> bool:
    """Whether the check digit is right, and it is not two months or years with a line between them."""
    digits = match[1] + match[3]
    return bool(luhn.is_valid(digits)) and not (match[2] and _YEARS.fullmatch(digits))


def _is_phone(match: re.Match[str]) -> bool:
    """Whether it is no day, such as 08-12-2014, and no amount, such as +45 000 000."""
    return not _DAY.fullmatch(match[1].strip()) and not (
        _GROUPS_OF_THREE.fullmatch(match.group()) and not match.group().startswith("+46")
    )


def mask_persons(reading: Reading) -> None:
    """Mask all texts of a reading; what was masked is noted. An actor that was nothing else is left out."""
    masking = _Masking()
    reading.sources = {record.id: record for record in map(masking.source, reading.sources.values())}
    nodes = [masking.node(node) for node in reading.nodes]
    reading.nodes = [node for node in nodes if node.id not in masking.left_out]
    reading.relations = [
        relation.naming(None) if relation.third in masking.left_out else relation
        for relation in map(masking.relation, reading.relations)
        if not masking.left_out.intersection((relation.start, relation.end))
    ]
    reading.abroad = {masking.ids.get(id, id) for id in reading.abroad}
    for kind, count in sorted(masking.found.items()):
        reading.note(Message(_NOTES[kind], count=count))
    if masking.left_out:
        reading.note(Message("loading.masked_names", count=len(masking.left_out)))


class _Masking:
    """Masks records, each text once. `ids` leads from ids that told of a person to those without."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.ids: dict[str, str] = {}
        self.left_out: set[str] = set()
        self._known: dict[tuple[str, bool], str] = {}
        self._evidence: dict[int, tuple[Evidence, Evidence]] = {}

    def source(self, record: SourceRecord) -> SourceRecord:
        """The document without persons."""
        title, url = (self._text(text, phones=True) if text else text for text in (record.title, record.url))
        id = self._id(record.id, ((record.title, title),))
        if (id, title, url) == (record.id, record.title, record.url):
            return record
        return replace(record, id=id, title=title, url=url if url == record.url else None)

    def node(self, node: Node) -> Node:
        """What a source says of a node, without persons."""
        changed = self._changed(node.properties)
        id = self._id(node.id, tuple((node.properties[name], value) for name, value in changed.items()))
        evidence = self._cited(node.evidence)
        cited = {name: self._cited(of_property) for name, of_property in node.property_evidence.items()}
        if "name" in changed and not slug(_unmasked(changed["name"])):
            self.left_out.add(id)
        if not changed and id == node.id and evidence is node.evidence and cited == node.property_evidence:
            return node
        properties = {**node.properties, **changed}
        return replace(node, id=id, properties=properties, evidence=evidence, property_evidence=cited)

    def relation(self, relation: Relation) -> Relation:
        """What a source says of a tie, without persons."""
        start, end = (self.ids.get(id, id) for id in (relation.start, relation.end))
        changed, evidence = self._changed(relation.properties), self._cited(relation.evidence)
        relation = relation.naming(self.ids.get(relation.third or "", relation.third))
        if not changed and evidence is relation.evidence and (start, end) == (relation.start, relation.end):
            return relation
        properties = {**relation.properties, **changed}
        return replace(relation, start=start, end=end, properties=properties, evidence=evidence)

    def _changed(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """The properties that are otherwise without persons; an address that named one is none."""
        changed: dict[str, Any] = {}
        for name, value in properties.items():
            if name in _NO_TEXTS or not isinstance(value, str | tuple):
                continue
            phones = name not in _NUMBERS
            if isinstance(value, str):
                without: Any = self._text(value, phones=phones and name not in _ADDRESSES)
            else:
                without = tuple(self._text(text, phones=phones) for text in value)
            if without != value:
                changed[name] = None if name in _ADDRESSES else without
        return changed

    def _cited(self, evidence: Evidence) -> Evidence:
        known = self._evidence.get(id(evidence))
        if known is None:
            texts = [text and self._text(text, phones=True) for text in (evidence.quote, evidence.locator)]
            source = self.ids.get(evidence.source, evidence.source)
            same = [source, *texts] == [evidence.source, evidence.quote, evidence.locator]
            new = evidence if same else replace(evidence, source=source, quote=texts[0], locator=texts[1])
            known = self._evidence[id(evidence)] = (evidence, new)  # kept, so that its id is no other's
        return known[1]

    def _id(self, id: str, changes: tuple[tuple[Any, Any], ...]) -> str:
        """The id without persons: what was masked in a text stands in it as ids write it."""
        if id in self.ids:
            return self.ids[id]
        new = masked(id, phones=False)
        for before, after in changes:
            if isinstance(before, str) and isinstance(after, str) and (told := slug(before)):
                new = new.replace(told, slug(after) or "utan-namn")
        if new != id:
            self.ids[id] = new
        return new

    def _text(self, text: str, *, phones: bool) -> str:
        if len(text) < _LEAST:
            return text
        known = self._known.get((text, phones))
        if known is None:
            known = self._known[text, phones] = masked(text, phones=phones, found=self.found)
        return known


def _unmasked(text: str | None) -> str:
    for mask in MASKS.values():
        text = (text or "").replace(mask, " ")
    return normalised(text or "")
