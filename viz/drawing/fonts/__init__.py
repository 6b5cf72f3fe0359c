"""Advance widths of the fonts a map may be shown in; `measure.py` makes `widths.json` from the font files."""
