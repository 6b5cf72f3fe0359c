"""What people look at: one drawing computed in Python, written in many formats."""
