"""Speed and foresight, measured beside what a user would pick instead, in the same run. The tests never run it."""
