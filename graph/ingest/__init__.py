"""How the graph changes: loads compared with what is there, written as revisions; backup and restore."""
