"""What people decided: who is who, and verdicts on pairs."""
