"""360Giving: grants as foundations, charities and public bodies publish them in the 360Giving data standard."""
