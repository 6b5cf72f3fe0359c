"""Stories: a network told in ordered steps, each about items or the answer to a question."""
