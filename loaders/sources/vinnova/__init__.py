"""Vinnova: the projects that Sweden's innovation agency pays for."""
