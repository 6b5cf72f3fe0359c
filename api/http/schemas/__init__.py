"""The shapes that the API answers and takes."""
