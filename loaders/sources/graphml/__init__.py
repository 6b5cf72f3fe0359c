"""GraphML: graphs as yEd, Gephi, networkx and many others write them."""
