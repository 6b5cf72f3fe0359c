"""Kohesio: the projects of the European Union's cohesion policy, as the Commission publishes them by country."""
