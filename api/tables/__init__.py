"""Tables of what HUR knows: the columns declared once, written as CSV, XLSX and pages."""
