"""Write widths.json: for each character the widest advance among the given fonts, in thousandths of an em.

    python viz/drawing/fonts/measure.py REGULAR.ttf[,MORE.ttf] BOLD.ttf[,MORE.ttf] > viz/drawing/fonts/widths.json

The committed table comes from Open Sans (Apache 2.0) and Liberation Sans (OFL; the metrics of Arial), so a text
measured with it fits whichever font of the stack `"Open Sans", "Segoe UI", Arial, sans-serif` the reader has.
"""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

CHARACTERS = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x20AC, 0x2212)]


def tables(font: bytes) -> dict[str, bytes]:
    """The tables of a TrueType file by tag."""
    count = struct.unpack(">H", font[4:6])[0]
    rows = (struct.unpack(">4sIII", font[12 + 16 * i : 28 + 16 * i]) for i in range(count))
    return {tag.decode(): font[start : start + length] for tag, _, start, length in rows}


def glyphs(cmap: bytes) -> dict[int, int]:
    """Character code to glyph, from the Unicode subtable of format 4."""
    count = struct.unpack(">H", cmap[2:4])[0]
    for i in range(count):
        platform, _, offset = struct.unpack(">HHI", cmap[4 + 8 * i : 12 + 8 * i])
        if platform in (0, 3) and struct.unpack(">H", cmap[offset : offset + 2])[0] == 4:
            return _segments(cmap[offset:])
    raise ValueError("the font has no Unicode table of format 4")


def _segments(table: bytes) -> dict[int, int]:
    count = struct.unpack(">H", table[6:8])[0] // 2

    def column(at: int) -> tuple[int, ...]:
        return struct.unpack(f">{count}H", table[at : at + 2 * count])

    ends, starts, deltas, offsets = (column(14 + part) for part in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2))
    found: dict[int, int] = {}
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if offsets[i]:
                at = 16 + 6 * count + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", table[at : at + 2])[0]
            found[code] = (glyph + deltas[i]) % 65536
    return found


def widths(path: str) -> dict[str, int]:
    """Advance of every character the font has, in thousandths of an em."""
    part = tables(Path(path).read_bytes())
    em = struct.unpack(">H", part["head"][18:20])[0]
    count = struct.unpack(">H", part["hhea"][34:36])[0]
    glyph = glyphs(part["cmap"])
    advance = struct.unpack(">" + "Hh" * count, part["hmtx"][: 4 * count])[::2]
    return {
        character: round(1000 * advance[min(glyph[ord(character)], count - 1)] / em)
        for character in CHARACTERS
        if glyph.get(ord(character))
    }


def main() -> None:
    """Print the table for the fonts named on the command line."""
    weights = zip(("regular", "bold"), sys.argv[1:], strict=True)
    table = {}
    for weight, paths in weights:
        fonts = [widths(path) for path in paths.split(",")]
        table[weight] = {character: max(font.get(character, 0) for font in fonts) for character in CHARACTERS}
    json.dump({weight: {k: v for k, v in row.items() if v} for weight, row in table.items()}, sys.stdout, indent=0)


if __name__ == "__main__":
    main()
