"""From facts to NetworkView: which nodes and edges a map shows, and what is to be said of them."""
