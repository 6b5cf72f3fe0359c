"""The tests; a package so that its own modules are found before any `tests` a dependency installs."""
