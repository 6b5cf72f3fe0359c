"""Anybody's own facts, in a workbook or CSV files of a stated form; see docs/spreadsheet.md."""
