"""Tillväxtverket's project bank: projects that the European Regional Development Fund pays for in Sweden."""
