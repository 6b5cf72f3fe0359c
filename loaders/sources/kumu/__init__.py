"""Kumu: maps of elements and connections, as workbooks and as JSON."""
