"""Bytes to tables and trees: encodings, compression, CSV, workbooks, JSON. What cells mean is read elsewhere."""
