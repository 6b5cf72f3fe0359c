"""What every store promises, tested with the same body on every engine."""
