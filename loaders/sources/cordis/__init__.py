"""CORDIS: the projects of the European research programmes, who takes part in them and what they are about."""
