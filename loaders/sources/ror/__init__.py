"""ROR: the Research Organization Registry, the world's research organisations with their names and identifiers."""
