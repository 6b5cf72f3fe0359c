"""From facts to NetworkView: which nodes and edges a map shows, with their texts."""
