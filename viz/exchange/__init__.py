"""Other programs' graphs: nodes and edges as their formats take them."""
