"""What the registers add to a load: who an organisation is, whom a group means, what became of it."""
