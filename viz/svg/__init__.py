"""From Drawing to SVG: markup, pages, and the script and style of the interactive map."""
