"""The JSON API: routes, the shapes they answer, errors, and who may ask."""
