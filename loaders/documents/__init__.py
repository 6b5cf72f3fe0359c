"""What the columns of a table are, as a document says it, and what their cells mean.

The documents of registers (source.yml), of our spreadsheet (form.yml) and of a person (a saved mapping).
"""
