"""Facts about Sweden shipped with the package: places, who borders whom, organisations, groups, themes."""
