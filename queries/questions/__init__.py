"""What people ask: one module or folder a question, and nothing else."""
