"""GEXF: graphs as Gephi writes them."""
