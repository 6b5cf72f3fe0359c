"""Where mappings are saved between loads: a folder with one small file a set of headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.messages import Message
from loaders.documents.mapping import TableMapping, fingerprint


@dataclass(frozen=True, slots=True)
class SavedMappings:
    """The mappings in a folder, which need not exist yet."""

    folder: Path

    def find(self, headings: Iterable[str]) -> TableMapping | None:
        """The mapping saved for these headings, in any order; InputError when its file is damaged."""
        file = self._file(fingerprint(headings))
        return read_mapping(file) if file.is_file() else None

    @property
    def has_any(self) -> bool:
        """Whether any mapping is saved."""
        return any(self.folder.glob("*.yml"))

    def save(self, mapping: TableMapping) -> Path:
        """Keep a mapping in place of the one there may be for the same headings; returns its file."""
        file = self._file(mapping.fingerprint)
        part = file.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(mapping.to_yaml(), encoding="utf-8")
            part.replace(file)
        except OSError as error:
            raise InputError(Message("mapping.not_kept", file=file, why=error.strerror)) from error
        return file

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.yml"


def read_mapping(file: Path) -> TableMapping:
    """The mapping in a file; InputError, naming it, when there is none or it makes no sense."""
    try:
        return TableMapping.from_yaml(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Message("mapping.not_read", file=file, why=str(error))) from error
    except InputError as error:
        raise InputError(Message("mapping.not_read", file=file, why=error.detail)) from error
