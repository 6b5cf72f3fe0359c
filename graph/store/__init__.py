"""Where the graph is kept: one protocol and one Cypher for both engines, whose drivers only this folder imports."""
