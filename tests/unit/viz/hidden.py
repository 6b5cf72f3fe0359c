"""What an output without names may not hold, and everything that is in a file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from graph.network.network import StakeholderNetwork
from tests.availability import unavailable


def secrets_of(network: StakeholderNetwork) -> set[str]:
    """Every text of four letters and more that may not be in an output."""
    texts: set[str] = set()
    for id, actor in network.actors.items():
        texts |= {id, actor.name, *actor.aliases, actor.org_number or "", actor.website or ""}
    for id, project in network.projects.items():
        texts |= {id, project.name, project.acronym or "", project.url or ""}
    for id, source in network.sources.items():
        texts |= {id, source.title or "", source.url or ""}
    for fact in network.facts:
        texts |= {fact.expanded_from or "", *(report.quote or "" for report in fact.reports)}
        texts |= {report.key for report in fact.reports}
    texts |= {place.name for place in network.places.values() if place.level == "municipality"}
    shown = {*network.themes, "focus"}  # themes stay, and the last is a word of CSS
    counties = {place.name.removesuffix(" län").removesuffix("s") for place in network.places.values()}
    shown |= {f"{county} Region" for county in counties}  # a county, with `Region 3` beside it
    return {text for text in texts if len(text) > 3} - shown


def texts_of(content: bytes, folder: Path) -> str:
    """Everything in a file, unpacked."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join([*parts.namelist(), *(parts.read(name).decode("latin-1") for name in parts.namelist())])
    if content.startswith(b"%PDF"):
        if shutil.which("pdftotext") is None:
            unavailable("no pdftotext: run scripts/install_system.sh")
        file = folder / "karta.pdf"
        file.write_bytes(content)
        text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True)
        beside = re.sub(rb"stream\r?\n.*?endstream", b"", content, flags=re.DOTALL)  # packed, it spells words by chance
        return text.stdout + beside.decode("latin-1")
    return content.decode("latin-1")


def found_in(content: bytes, network: StakeholderNetwork, folder: Path) -> set[str]:
    """The secrets of the network that stand in a file."""
    text = texts_of(content, folder)
    plain = text.encode("latin-1", "ignore").decode("utf-8", "ignore")
    words = re.sub(r"\s+", " ", f"{text} {plain}").casefold()
    return {secret for secret in secrets_of(network) if secret.casefold() in words}
